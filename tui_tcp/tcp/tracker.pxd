cimport cython

from tui_tcp.tcp.connection cimport Connection
from tui_tcp.tcp.endpoint cimport Endpoint
from tui_tcp.tcp.judge cimport Judge
from tui_tcp.tcp.outstanding cimport Outstanding
from tui_tcp.tcp.segment cimport Segment, Segments
from tui_tcp.tcp.wireshark cimport Analysis, Labels, Side

cdef unsigned int _LINKED, _QUOTED, _SYN, _SYN_ACK, _REUSED, _DUPLICATE_ACK, _PORT_REUSED

@cython.final
cdef class Tracker:
    cdef readonly list connections
    cdef readonly dict quoting
    cdef list _current
    cdef object _is_client_second
    cdef Segment _segment
    cdef Labels _labels
    cdef Outstanding _pool
    cdef Judge _judge

    @cython.locals(row=cython.Py_ssize_t, slot=cython.Py_ssize_t)
    cpdef observe(self, Segments segments, Py_ssize_t start, Py_ssize_t stop, long long first_row)
    @cython.locals(pair=cython.int, connection=Connection)
    cdef void _note_quote(self, Segments segments, Py_ssize_t row, Py_ssize_t slot, long long first_row) except *
    @cython.locals(segment=Segment, connection=Connection, direction=cython.int, first=Endpoint, second=Endpoint,
                   rebased=cython.Py_ssize_t, findings=cython.int)
    cdef int _observe_one(self, Segments segments, Py_ssize_t row, int pair) except -1
    @cython.locals(labels=Labels, analysis=Analysis, is_second=cython.bint, base=cython.uint, shift=cython.int,
                   is_shown=cython.bint, is_duplicate=cython.bint)
    cdef int _label(self, Segments segments, Py_ssize_t row, Side side, Side other, Connection connection) except -1
    @cython.locals(number=cython.Py_ssize_t, connection=Connection)
    cdef Connection _connection(self, int pair, Segment segment)
    @cython.locals(sender=Endpoint)
    cdef bint _begins_anew(self, Connection connection, int pair, Segment segment) noexcept
    @cython.locals(connection=Connection)
    cdef Connection _new_connection(self, int pair, Segment segment)
