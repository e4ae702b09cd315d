cimport cython

from tui_tcp.wire.cursor cimport Cursor

cdef int _OTHER, _CUT, _MALFORMED, _ETHERTYPE, _ETHERNET, _EITHER_IP, _IP4, _IP6, _PPP
cdef int _LLC, _BARE_PPP, _CISCO_HDLC, _NETLINK, _MAX_LABELS
cdef dict _NETWORK_LAYERS

@cython.locals(number=cython.int)
cpdef int ethernet(Cursor cursor) except -1
@cython.locals(points=cython.int)
cpdef int llc(Cursor cursor) except -1
@cython.locals(oui=cython.int, number=cython.int)
cpdef int snap(Cursor cursor, int padding) except -1
@cython.locals(number=cython.int)
cpdef int vlan(Cursor cursor) except -1
cpdef int backbone(Cursor cursor) except -1
cpdef int tag(Cursor cursor) except -1
cpdef int fabric_path(Cursor cursor) except -1
cpdef int cisco_metadata(Cursor cursor) except -1
cpdef int trill(Cursor cursor) except -1
@cython.locals(control=cython.int, size=cython.int)
cpdef int mac_security(Cursor cursor) except -1
cpdef int service_header(Cursor cursor) except -1
@cython.locals(is_bottom=cython.int, _=cython.int)
cpdef int mpls(Cursor cursor) except -1
@cython.locals(version=cython.int)
cdef int _below_labels(Cursor cursor) except -1
cdef bint _is_carried_by_ethernet(int number)
@cython.locals(size=cython.int)
cpdef int pppoe(Cursor cursor) except -1
@cython.locals(address=cython.int)
cpdef int ppp(Cursor cursor) except -1
cpdef int ppp_protocol(Cursor cursor) except -1
cpdef int multilink(Cursor cursor) except -1
cpdef int bridged(Cursor cursor) except -1
cpdef int cisco_hdlc(Cursor cursor) except -1
cpdef int either_ip(Cursor cursor) except -1
@cython.locals(family=cython.int, high=cython.int)
cpdef int null(Cursor cursor) except -1
cpdef int cooked(Cursor cursor) except -1
cpdef int cooked2(Cursor cursor) except -1
cpdef int fddi(Cursor cursor) except -1
cpdef int frame_relay(Cursor cursor) except -1
cpdef int token_ring(Cursor cursor) except -1
cpdef int packet_filter_log(Cursor cursor) except -1
cpdef int encapsulation(Cursor cursor) except -1
