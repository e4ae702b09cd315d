cimport cython

from tui_tcp.segment cimport Segment
from tui_tcp.wire.cursor cimport Cursor
from tui_tcp.wire.frames cimport Frames
from tui_tcp.wire cimport octets
from tui_tcp.wire.options cimport read_options
from tui_tcp.wire.padding cimport is_padding
from tui_tcp.wire.pairs cimport Pairs
from tui_tcp.wire.tunnels cimport unwrap

cdef int _OTHER, _TCP4, _TCP6, _UDP, _ICMP, _ICMP6, _OTHER_IP, _FRAGMENT, _CUT, _MALFORMED, _UNKNOWN_LINK, _QUOTED, _PARTIAL
cdef int _NO_NUMBER, _NUMBERED, _LINKED, _PARTIAL_FORM, _CUT_FORM, _TOO_BIG, _TOO_BIG_4, _TOO_BIG_6, _NO_HEADER, _LINK_ETHERNET, _MAX_LINK, _REDIRECT, _MAX_EXTENSIONS, _MOST_PADDING, _MAX_DEPTH
cdef int _IP4, _IP6, _QUOTED_IP4, _IP_PROTOCOL, _LINK_TYPE, _ETHERTYPE, _TCP_LAYER, _COMPRESSED_LAYER
cdef unsigned int _ONLY_TIMESTAMPS
cdef unsigned long long _IPV6
cdef const unsigned char[::1] _CARRIERS

@cython.final
cdef class Decoder:
    cdef readonly Pairs pairs
    cdef readonly dict unknown_links
    cdef readonly object reassembly
    cdef readonly dict places
    cdef readonly list batch
    cdef Cursor _cursor
    cdef Segment segment
    cdef const unsigned char[::1] data
    cdef Frames frames
    cdef long long origin
    cdef Py_ssize_t row, start, end, limit, ip_end
    cdef int depth, quoted_by, is_fragment, is_elsewhere, family
    cdef unsigned long long src_high, src_low, dst_high, dst_low

    @cython.locals(row=cython.Py_ssize_t, interface=cython.int, link=cython.longlong, count=cython.Py_ssize_t)
    cpdef Py_ssize_t decode(self, const unsigned char[::1] data, long long origin, Frames frames, Py_ssize_t start,
                            Py_ssize_t stop, list links, long long first_row) except -1

    @cython.locals(ethertype=cython.uint, inner=cython.Py_ssize_t)
    cdef int _ethernet(self, Py_ssize_t at) except -1
    @cython.locals(kind=cython.int)
    cdef int _other_link(self, long long link) except -1
    @cython.locals(cursor=Cursor)
    cdef int _open(self, int layer, Py_ssize_t at) except -1
    cdef int _opened(self, int layer, Py_ssize_t at) except -1
    @cython.locals(is_ipv4=cython.bint, kind=cython.int)
    cdef int _quote(self, int layer, Py_ssize_t at) except -1
    @cython.locals(header=cython.Py_ssize_t, total=cython.Py_ssize_t)
    cdef int _ip4(self, Py_ssize_t at) except -1
    cdef void _bound(self, Py_ssize_t ip_end) noexcept
    @cython.locals(place=cython.uint, protocol=cython.int, offset=cython.uint, kind=cython.int)
    cdef int _fragment4(self, Py_ssize_t at, Py_ssize_t payload_at) except -1
    @cython.locals(at=cython.Py_ssize_t)
    cdef unsigned int _vlan(self) except? 0
    @cython.locals(is_direct=cython.bint, kind=cython.int, place=cython.longlong)
    cdef int _reassemble(self, tuple key, int protocol, unsigned int offset, Py_ssize_t at, bint is_last) except -1
    @cython.locals(data="const unsigned char[::1]", end=cython.Py_ssize_t, limit=cython.Py_ssize_t, kind=cython.int)
    cdef int _elsewhere(self, bytes payload, int protocol) except -1
    cdef int _compressed(self, Py_ssize_t at) except -1
    @cython.locals(length=cython.Py_ssize_t)
    cdef int _ip6(self, Py_ssize_t at) except -1
    @cython.locals(size=cython.Py_ssize_t, _=cython.int)
    cdef int _ip6_payload(self, int protocol, Py_ssize_t at) except -1
    @cython.locals(place=cython.uint)
    cdef int _fragment6(self, Py_ssize_t at) except -1
    cdef Py_ssize_t _extension_size(self, int protocol, Py_ssize_t at) except -1
    cdef int _ip_payload(self, int protocol, Py_ssize_t at) except -1
    cdef bint _is_carrier(self, Py_ssize_t at) except -1
    @cython.locals(segment=Segment, word=cython.uint, header=cython.Py_ssize_t, room=cython.Py_ssize_t,
                   length=cython.Py_ssize_t)
    cdef int _tcp(self, Py_ssize_t at, int kind) except -1
    @cython.locals(segment=Segment, word=cython.uint)
    cdef int _begin(self, Py_ssize_t at) except -1
    cdef unsigned long long _ports(self, Py_ssize_t at) except? 0
    @cython.locals(frames=Frames, row=cython.Py_ssize_t, segment=Segment)
    cdef int _keep(self, Py_ssize_t at, unsigned int word) except -1
    @cython.locals(partial=cython.int)
    cdef int _form(self, Py_ssize_t header, Py_ssize_t room, Py_ssize_t at) except -1
    @cython.locals(segment=Segment, word=cython.uint)
    cdef int _quoted_tcp(self, Py_ssize_t at) except -1
