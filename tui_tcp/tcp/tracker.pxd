cimport cython

from tui_tcp.tcp.connection cimport Connection
from tui_tcp.tcp.endpoint cimport Endpoint
from tui_tcp.tcp.judge cimport Judge
from tui_tcp.tcp.outstanding cimport Outstanding
from tui_tcp.segment cimport Segment
from tui_tcp.tcp.columns cimport Segments
from tui_tcp.tcp.labels cimport Labels
from tui_tcp.tcp.side cimport Side, first_sacked
from tui_tcp.tcp.wireshark cimport Analysis

cdef unsigned int _LINKED, _QUOTED, _PARTIAL, _CUT, _TOO_BIG, _SYN, _SYN_ACK, _REUSED, _DUPLICATE_ACK, _PORT_REUSED, _PARTIAL_ACK

@cython.final
cdef class Tracker:
    cdef readonly list connections
    cdef readonly dict quoting
    cdef list _current
    cdef object _is_client_second
    cdef Labels _labels
    cdef Outstanding _pool
    cdef Judge _judge

    @cython.locals(segment=Segment, row=cython.Py_ssize_t, place=cython.Py_ssize_t, index=cython.Py_ssize_t)
    cpdef observe(self, Segments segments, list batch, Py_ssize_t count, Py_ssize_t start, Py_ssize_t stop,
                  long long first_row)
    @cython.locals(pair=cython.int, connection=Connection)
    cdef int _note_quote(self, Segment segment) except -1
    @cython.locals(connection=Connection, direction=cython.int, first=Endpoint, second=Endpoint,
                   rebased=cython.Py_ssize_t, findings=cython.int, analysis=Analysis)
    cdef int _observe_one(self, Segments segments, Py_ssize_t row, Segment segment) except -1
    @cython.locals(labels=Labels, analysis=Analysis, is_shown=cython.bint, is_duplicate=cython.bint)
    cdef int _label(self, Segments segments, Py_ssize_t row, Segment segment, Connection connection, Side side,
                    Side other, Endpoint sender, Endpoint receiver) except -1
    @cython.locals(number=cython.Py_ssize_t, connection=Connection)
    cdef Connection _connection(self, Segment segment)
    @cython.locals(sender=Endpoint)
    cdef bint _begins_anew(self, Connection connection, Segment segment) noexcept
    @cython.locals(connection=Connection)
    cdef Connection _new_connection(self, Segment segment)
