cimport cython

from tui_tcp.wire cimport octets
from tui_tcp.wire.frames cimport Frames

cdef unsigned int _SECTION, _INTERFACE, _OBSOLETE_PACKET, _SIMPLE_PACKET, _ENHANCED_PACKET, _MAX_BLOCK, _NO_INTERFACE
cdef unsigned int _NAMES, _STATISTICS, _JOURNAL, _COMMENT, _DROP_COUNT, _UNKNOWN_DROPS, _BIG, _LITTLE
cdef frozenset _PACKETS, _RECORDS, _KEPT
cdef unsigned long long _MASK63

@cython.final
cdef class PcapngFramer:
    cdef readonly list interfaces
    cdef readonly list links
    cdef readonly list units
    cdef readonly Py_ssize_t consumed
    cdef readonly str damage
    cdef readonly object notes
    cdef readonly long long count
    cdef bint big
    cdef Py_ssize_t first
    cdef long long origin
    cdef const unsigned char[::1] data

    @cython.locals(at=cython.Py_ssize_t, kind=cython.uint, size=cython.uint, padded=cython.uint, rows=cython.int)
    cpdef Py_ssize_t frame(self, const unsigned char[::1] data, Py_ssize_t length, long long origin, Frames frames,
                           Py_ssize_t row, Py_ssize_t limit) except -1
    @cython.locals(magic=cython.uint)
    cdef bint _order(self, Py_ssize_t at) except -1
    cdef bint _size_is_sane(self, unsigned int size, Py_ssize_t at) except -1
    cdef int _block(self, unsigned int kind, Py_ssize_t at, unsigned int size, Frames frames, Py_ssize_t row) except -2
    @cython.locals(again=cython.uint)
    cdef bint _ends_well(self, Py_ssize_t at, unsigned int size, unsigned int padded) except -1
    cdef bint _damaged(self, str what, Py_ssize_t at) except -1
    @cython.locals(interface=cython.Py_ssize_t, captured=cython.uint, wire=cython.uint, begin=cython.uint, rest=cython.uint)
    cdef bint _packet(self, unsigned int kind, Py_ssize_t at, unsigned int size, Frames frames, Py_ssize_t row) except -1
    @cython.locals(captured=cython.uint)
    cdef unsigned int _simple_captured(self, unsigned int wire, unsigned int room) except? 0
    @cython.locals(high="unsigned long long", ticks="unsigned long long", unit="unsigned long long")
    cdef long long _time(self, Py_ssize_t interface, Py_ssize_t at)
    @cython.locals(dropped=cython.uint)
    cdef void _note_obsolete(self, Py_ssize_t interface, Py_ssize_t at) except *
    @cython.locals(code=cython.uint, length=cython.uint)
    cdef void _note_packet(self, Py_ssize_t interface, Py_ssize_t at, Py_ssize_t end) except *
    @cython.locals(begin=cython.uint)
    cdef void _record(self, Py_ssize_t at, unsigned int size, Frames frames, Py_ssize_t row) except *
    cdef bint _side_block(self, unsigned int kind, Py_ssize_t at, unsigned int size) except -1
    cdef str _order_name(self)
    cdef bint _section(self, Py_ssize_t at, unsigned int size) except -1
    cdef bint _interface(self, Py_ssize_t at, unsigned int size) except -1
    cdef list _options(self, Py_ssize_t at, Py_ssize_t end)
    cdef unsigned int _u16(self, Py_ssize_t at) except? 0xFFFFFFFF
    cdef unsigned int _u32(self, Py_ssize_t at) except? 0xFFFFFFFF
