cimport cython

from tui_tcp.wire.frames cimport Frames, Scratch
from tui_tcp.wire.pairs cimport Pairs

cdef int _OTHER, _TCP4, _TCP6, _UDP, _ICMP, _ICMP6, _ARP, _OTHER_IP, _FRAGMENT, _CUT, _MALFORMED, _UNKNOWN_LINK
cdef int _NO_SHIFT, _NO_HEADER, _MAX_SACK, _LINK_ETHERNET, _MAX_EXTENSIONS
cdef frozenset _RAW_IP, _NULL_LINKS
cdef dict _PROTOCOL_KINDS

@cython.final
cdef class Decoder:
    cdef readonly Pairs pairs
    cdef readonly Scratch scratch
    cdef readonly dict unknown_links
    cdef const unsigned char[::1] data
    cdef Frames frames
    cdef Py_ssize_t row, slot, start, end, wire_end, ip_end
    cdef unsigned long long src_high, src_low, dst_high, dst_low

    @cython.locals(row=cython.Py_ssize_t, interface=cython.int, link=cython.longlong, kind=cython.int)
    cpdef decode(self, const unsigned char[::1] data, long long origin, Frames frames, Py_ssize_t start,
                 Py_ssize_t stop, list links)

    cdef unsigned int _b16(self, Py_ssize_t at) except? 0
    cdef unsigned int _b32(self, Py_ssize_t at) except? 0
    @cython.locals(high="unsigned long long")
    cdef unsigned long long _b64(self, Py_ssize_t at) except *
    @cython.locals(ethertype=cython.uint)
    cdef int _ethernet(self, Py_ssize_t at) except -1
    cdef int _llc(self, Py_ssize_t at) except -1
    cdef int _ethertype(self, unsigned int ethertype, Py_ssize_t at) except -1
    cdef int _other_link(self, long long link, Py_ssize_t at) except -1
    cdef int _cooked(self, Py_ssize_t at, Py_ssize_t protocol_at, Py_ssize_t size) except -1
    cdef int _ip(self, Py_ssize_t at) except -1
    @cython.locals(header=cython.Py_ssize_t, total=cython.Py_ssize_t)
    cdef int _ip4(self, Py_ssize_t at) except -1
    @cython.locals(length=cython.Py_ssize_t)
    cdef int _ip6(self, Py_ssize_t at) except -1
    @cython.locals(size=cython.Py_ssize_t, _=cython.int)
    cdef int _ip6_payload(self, int protocol, Py_ssize_t at) except -1
    cdef Py_ssize_t _extension_size(self, int protocol, Py_ssize_t at) except -1
    cdef int _ip_payload(self, int protocol, Py_ssize_t at, int kind) except -1
    @cython.locals(frames=Frames, row=cython.Py_ssize_t, ports="unsigned long long", is_ipv6="unsigned long long",
                   word=cython.uint, header=cython.Py_ssize_t, payload=cython.Py_ssize_t)
    cdef int _tcp(self, Py_ssize_t at, int kind) except -1
    @cython.locals(scratch=Scratch, slot=cython.Py_ssize_t)
    cdef void _no_options(self) except *
    @cython.locals(kind=cython.int, size=cython.Py_ssize_t)
    cdef void _options(self, Py_ssize_t at, Py_ssize_t end) except *
    @cython.locals(scratch=Scratch, slot=cython.Py_ssize_t)
    cdef void _option(self, int kind, Py_ssize_t at, Py_ssize_t size) except *
    @cython.locals(first=cython.Py_ssize_t, edge=cython.Py_ssize_t)
    cdef void _sack(self, Py_ssize_t at, Py_ssize_t count) except *
