cimport cython

from tui_tcp.wire.pairs cimport Pairs

cdef unsigned long long _IPV6

cpdef str ipv4_text(unsigned int address)
cpdef str socket_text(tuple socket)
@cython.locals(number=cython.int)
cpdef list source_texts(Pairs pairs, list numbers)
@cython.locals(ports="unsigned long long")
cdef str _source_text(Pairs pairs, int number)
