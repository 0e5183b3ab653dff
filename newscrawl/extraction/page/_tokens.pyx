# cython: language_level=3, boundscheck=False, wraparound=False, freethreading_compatible=False
"""The lengths of a page's long tags and comments, compiled: those of `parser_load.TOKEN_ALONE`."""

from libc.string cimport memchr

from newscrawl.extraction.page.parser_load import LONG_TAG

cdef Py_ssize_t LONG = LONG_TAG


cdef inline bint is_letter(unsigned char sign) noexcept nogil:
    return 97 <= sign | 32 <= 122


cdef inline bint is_space(unsigned char sign) noexcept nogil:
    return sign == 32 or sign == 9 or sign == 10 or sign == 12 or sign == 13


cdef inline Py_ssize_t found(const unsigned char *data, Py_ssize_t place, Py_ssize_t size, int sign) noexcept nogil:
    """Return where the next *sign* stands, *size* where none does."""
    cdef const void *at = memchr(data + place, sign, size - place) if place < size else NULL
    return size if at == NULL else <const unsigned char *> at - data


cdef Py_ssize_t end_of_comment(const unsigned char *data, Py_ssize_t place, Py_ssize_t size) noexcept nogil:
    """Return where the comment ends whose contents begin at *place*."""
    cdef Py_ssize_t end
    if place < size and data[place] == c">":
        return place + 1
    if place + 1 < size and data[place] == c"-" and data[place + 1] == c">":
        return place + 2
    end = found(data, place, size, c"-")
    while end < size:
        if end + 1 < size and data[end + 1] == c"-":
            if end + 2 < size and data[end + 2] == c">":
                return end + 3
            if end + 3 < size and data[end + 2] == c"!" and data[end + 3] == c">":
                return end + 4
        end = found(data, end + 1, size, c"-")
    return size


cdef Py_ssize_t end_of_tag(const unsigned char *data, Py_ssize_t place, Py_ssize_t size) noexcept nogil:
    """Return where the tag ends whose name ends at *place*."""
    cdef Py_ssize_t value
    while place < size:
        while place < size and (is_space(data[place]) or data[place] == c"/"):
            place += 1
        if place >= size:
            return size
        if data[place] == c">":
            return place + 1
        if data[place] == c"=":
            place += 1
        while place < size and data[place] not in (c"/", c">", c"=") and not is_space(data[place]):
            place += 1
        value = place
        while value < size and is_space(data[value]):
            value += 1
        if value >= size or data[value] != c"=":
            continue
        value += 1
        while value < size and is_space(data[value]):
            value += 1
        if value >= size:
            continue
        if data[value] == c'"' or data[value] == c"'":
            place = found(data, value + 1, size, data[value])
            place += place < size
        else:
            while value < size and data[value] != c">" and not is_space(data[value]):
                value += 1
            place = value
    return size


def long_tokens(bytes page):
    """Return the lengths of the tags and comments in *page* that are longer than `LONG_TAG`, in its order."""
    cdef const unsigned char *data = page
    cdef Py_ssize_t size = len(page), start = 0, end
    cdef list lengths = []
    while True:
        start = found(data, start, size, c"<")
        if start + 1 >= size:
            return lengths
        end = start + 1
        if data[end] == c"!" and end + 2 < size and data[end + 1] == c"-" and data[end + 2] == c"-":
            end = end_of_comment(data, end + 3, size)
        elif data[end] == c"!" or data[end] == c"?":
            end = found(data, end + 1, size, c">")
        else:
            end += data[end] == c"/"
            if end >= size or (data[end] == c">" and data[end - 1] == c"/"):
                start += 1
                continue
            if is_letter(data[end]):
                while end < size and data[end] not in (c"/", c">") and not is_space(data[end]):
                    end += 1
                end = end_of_tag(data, end, size)
            elif data[end - 1] == c"/":
                end = found(data, end + 1, size, c">")
            else:
                start += 1
                continue
        if end - start > LONG:
            lengths.append(end - start)
        start = end
