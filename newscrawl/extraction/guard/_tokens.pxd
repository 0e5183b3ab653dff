"""The tags, comments and raw texts of a page, found as `parser_load.TOKEN` finds them."""

from libc.string cimport memchr

cdef struct Token:
    Py_ssize_t start, end
    Py_ssize_t name, name_end
    Py_ssize_t attributes
    Py_ssize_t attributes_end
    bint closes
    bint closed


cdef inline unsigned char lower(unsigned char sign) noexcept nogil:
    return sign | 32 if 65 <= sign <= 90 else sign


cdef inline bint is_letter(unsigned char sign) noexcept nogil:
    return 97 <= sign | 32 <= 122


cdef inline bint is_space(unsigned char sign) noexcept nogil:
    return sign == 32 or sign == 9 or sign == 10 or sign == 12 or sign == 13


cdef inline bint ends_name(unsigned char sign) noexcept nogil:
    return is_space(sign) or sign == c"/" or sign == c">"


cdef inline Py_ssize_t found(const unsigned char *data, Py_ssize_t place, Py_ssize_t size, int sign) noexcept nogil:
    """Return where the next *sign* stands, *size* where none does."""
    cdef const void *at = memchr(data + place, sign, size - place) if place < size else NULL
    return size if at == NULL else <const unsigned char *> at - data


cdef bint next_token(const unsigned char *data, Py_ssize_t place, Py_ssize_t size, Token *token) noexcept nogil
cdef Py_ssize_t end_of_script(const unsigned char *data, Py_ssize_t place, Py_ssize_t size) noexcept nogil
cdef Py_ssize_t end_of_text(
    const unsigned char *data, const unsigned char *name, Py_ssize_t length, Py_ssize_t place, Py_ssize_t size
) noexcept nogil
cdef bint starts_cdata(const unsigned char *data, Py_ssize_t place, Py_ssize_t size) noexcept nogil
cdef Py_ssize_t end_of_cdata(const unsigned char *data, Py_ssize_t place, Py_ssize_t size) noexcept nogil
cdef bint holds_signs(const unsigned char *data, Py_ssize_t place, Py_ssize_t size) noexcept nogil
