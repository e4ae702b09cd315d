cimport cython

from tui_tcp.segment cimport Segment

cdef int _NO_NUMBER, _SYN_PSH, _IP_HEADER, _LEAST, _LEAST_TAGGED

@cython.locals(size="long long", place=cython.Py_ssize_t)
cpdef bint is_padding(Segment segment, const unsigned char[::1] data, Py_ssize_t at, int header,
                      Py_ssize_t end) except -1
