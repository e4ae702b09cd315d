cimport cython

from tui_tcp.tcp.connection cimport Connection
from tui_tcp.tcp.endpoint cimport Endpoint
from tui_tcp.tcp.segment cimport Segment, Segments

cdef unsigned int _SYN, _SYN_ACK

@cython.final
cdef class Tracker:
    cdef readonly list connections
    cdef list _current
    cdef object _is_client_second
    cdef Segment _segment

    @cython.locals(row=cython.Py_ssize_t, slot=cython.Py_ssize_t)
    cpdef observe(self, Segments segments, Py_ssize_t start, Py_ssize_t stop, long long first_row)
    @cython.locals(connection=Connection, direction=cython.int, first=Endpoint, second=Endpoint)
    cdef void _observe_one(self, Segments segments, Py_ssize_t row, int pair) except *
    @cython.locals(number=cython.Py_ssize_t, connection=Connection)
    cdef Connection _connection(self, int pair, Segment segment)
    @cython.locals(sender=Endpoint)
    cdef bint _begins_anew(self, Connection connection, int pair, Segment segment) except *
    @cython.locals(connection=Connection)
    cdef Connection _new_connection(self, int pair, Segment segment)
