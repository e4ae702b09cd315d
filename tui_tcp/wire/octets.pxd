# octets.py for the compiled core: C that is inlined where it is used, so this is no module of its own. One bounds check
# for all bytes of a number: with one for every byte, a frame of the benchmark takes 209 instructions more than 2,476.

cdef extern from *:
    """
    static CYTHON_INLINE const unsigned char *octets_at(const char *data, Py_ssize_t size, Py_ssize_t at, int count) {
        if (at < 0 || at > size - count) {
            PyErr_SetString(PyExc_IndexError, "beyond the end of the buffer");
            return NULL;
        }
        return (const unsigned char *)data + at;
    }
    static CYTHON_INLINE unsigned int octets_b16(const char *data, Py_ssize_t size, Py_ssize_t at) {
        const unsigned char *p = octets_at(data, size, at, 2);
        return p ? (unsigned int)(p[0] << 8 | p[1]) : 0xFFFFFFFFu;
    }
    static CYTHON_INLINE unsigned int octets_b32(const char *data, Py_ssize_t size, Py_ssize_t at) {
        const unsigned char *p = octets_at(data, size, at, 4);
        return p ? (unsigned int)p[0] << 24 | (unsigned int)p[1] << 16 | (unsigned int)p[2] << 8 | p[3] : 0xFFFFFFFFu;
    }
    static CYTHON_INLINE unsigned int octets_l16(const char *data, Py_ssize_t size, Py_ssize_t at) {
        const unsigned char *p = octets_at(data, size, at, 2);
        return p ? (unsigned int)(p[1] << 8 | p[0]) : 0xFFFFFFFFu;
    }
    static CYTHON_INLINE unsigned int octets_l32(const char *data, Py_ssize_t size, Py_ssize_t at) {
        const unsigned char *p = octets_at(data, size, at, 4);
        return p ? (unsigned int)p[3] << 24 | (unsigned int)p[2] << 16 | (unsigned int)p[1] << 8 | p[0] : 0xFFFFFFFFu;
    }
    static CYTHON_INLINE unsigned long long octets_b64(const char *data, Py_ssize_t size, Py_ssize_t at) {
        const unsigned char *p = octets_at(data, size, at, 8);
        return p ? (unsigned long long)octets_b32(data, size, at) << 32 | octets_b32(data, size, at + 4) : 0xFFFFFFFFu;
    }
    #define OCTETS_B16(view, at) octets_b16((view).data, (view).shape[0], at)
    #define OCTETS_B32(view, at) octets_b32((view).data, (view).shape[0], at)
    #define OCTETS_B64(view, at) octets_b64((view).data, (view).shape[0], at)
    #define OCTETS_L16(view, at) octets_l16((view).data, (view).shape[0], at)
    #define OCTETS_L32(view, at) octets_l32((view).data, (view).shape[0], at)
    """
    unsigned int b16 "OCTETS_B16"(const unsigned char[::1] data, Py_ssize_t at) except? 0xFFFFFFFF
    unsigned int b32 "OCTETS_B32"(const unsigned char[::1] data, Py_ssize_t at) except? 0xFFFFFFFF
    unsigned long long b64 "OCTETS_B64"(const unsigned char[::1] data, Py_ssize_t at) except? 0xFFFFFFFF
    unsigned int l16 "OCTETS_L16"(const unsigned char[::1] data, Py_ssize_t at) except? 0xFFFFFFFF
    unsigned int l32 "OCTETS_L32"(const unsigned char[::1] data, Py_ssize_t at) except? 0xFFFFFFFF
