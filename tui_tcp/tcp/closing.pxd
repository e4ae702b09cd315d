cimport cython

from tui_tcp.tcp.connection cimport Connection
from tui_tcp.tcp.endpoint cimport Endpoint

cdef int _RETRIES, _SYN_SENT

@cython.locals(client=Endpoint, server=Endpoint)
cpdef str how_closed(Connection connection)
cpdef str who_closed(Connection connection)
cdef str _end(Connection connection, int direction)
