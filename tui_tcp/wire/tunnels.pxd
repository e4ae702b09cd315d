cimport cython

from tui_tcp.wire.cursor cimport Cursor
from tui_tcp.wire.links cimport mpls

cdef int _UDP, _ICMP, _ICMP6, _OTHER_IP, _ARP, _CUT, _MALFORMED, _ETHERTYPE, _ETHERNET, _EITHER_IP, _IP4, _IP6
cdef int _IP_PROTOCOL, _QUOTED_IP4, _QUOTED_IP6, _PPP_FRAME, _ERSPAN_2, _ERSPAN_3, _FIRST_LAYER, _MAX_STEPS
cdef int _MAX_EXTENSIONS, _ARP_LAYER
cdef int _UDP_PORT, _WCCP
cdef dict _STEPS, _UNOPENED, _GRE_LAYERS
cdef frozenset _ENDS

@cython.locals(flags=cython.int, layer=cython.int, size=cython.int)
cpdef int gre(Cursor cursor) except -1
@cython.locals(route=cython.int, _=cython.int)
cdef int _past_routes(Cursor cursor, int size, int layer) except -1
cpdef int erspan2(Cursor cursor) except -1
cpdef int erspan3(Cursor cursor) except -1
cpdef int redirected(Cursor cursor) except -1
cpdef int ether_ip(Cursor cursor) except -1
cpdef int authentication(Cursor cursor) except -1
cpdef int icmp(Cursor cursor) except -1
cpdef int icmp6(Cursor cursor) except -1
@cython.locals(low=cython.int, high=cython.int, size=cython.int, port=cython.int)
cpdef int udp(Cursor cursor) except -1
cpdef int vxlan(Cursor cursor) except -1
cpdef int vxlan_gpe(Cursor cursor) except -1
cpdef int geneve(Cursor cursor) except -1
@cython.locals(flags=cython.int, following=cython.int)
cpdef int gtp(Cursor cursor) except -1
@cython.locals(size=cython.int, _=cython.int)
cdef int _past_extensions(Cursor cursor, int following) except -1
cpdef int teredo(Cursor cursor) except -1
@cython.locals(flags=cython.int, size=cython.int)
cpdef int l2tp(Cursor cursor) except -1
cpdef int lisp(Cursor cursor) except -1
@cython.locals(_=cython.int)
cpdef int unwrap(Cursor cursor, int layer) except -1
cdef int _ending(int layer) except -1
