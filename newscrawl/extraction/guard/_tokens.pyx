# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, freethreading_compatible=False
"""The tags, comments and raw texts of a page, compiled: for `_work.pyx`."""

from libc.string cimport memcmp, memset

from newscrawl.extraction.guard import parser_load as load

cdef bytes CDATA = load.CDATA_START
cdef const char *CDATA_TEXT = CDATA
cdef Py_ssize_t CDATA_SIZE = len(CDATA)


cdef inline bint reads(
    const unsigned char *data, Py_ssize_t place, Py_ssize_t size, const unsigned char *text, Py_ssize_t length
) noexcept nogil:
    """Tell whether *text*, in lower case, stands at *place* in whatever case."""
    cdef Py_ssize_t at
    if place + length > size:
        return False
    for at in range(length):
        if lower(data[place + at]) != text[at]:
            return False
    return True


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


cdef void read_attributes(const unsigned char *data, Token *token, Py_ssize_t size) noexcept nogil:
    """Note the attributes and the end of a tag of which the name is read."""
    cdef Py_ssize_t place = token.name_end, value, before
    while place < size:
        before = place
        while place < size and (is_space(data[place]) or data[place] == c"/"):
            place += 1
        if place >= size or data[place] == c">":
            token.closed = place > before and data[place - 1] == c"/"
            break
        token.attributes += 1
        if data[place] == c"=":
            place += 1
        while place < size and data[place] != c"=" and not ends_name(data[place]):
            place += 1
        token.attributes_end = value = place
        while value < size and is_space(data[value]):
            value += 1
        if value >= size or data[value] != c"=":
            continue
        value += 1
        token.attributes_end = value
        while value < size and is_space(data[value]):
            value += 1
        if value >= size:
            place = size
            break
        if data[value] == c'"' or data[value] == c"'":
            place = found(data, value + 1, size, data[value])
            place += place < size
        else:
            while value < size and data[value] != c">" and not is_space(data[value]):
                value += 1
            place = value
        token.attributes_end = place
    token.end = place + (place < size)


cdef bint next_token(const unsigned char *data, Py_ssize_t place, Py_ssize_t size, Token *token) noexcept nogil:
    """Find the first tag or comment from *place* on, as `parser_load.TOKEN` does; tell whether there is one."""
    cdef Py_ssize_t end
    while True:
        place = found(data, place, size, c"<")
        if place + 1 >= size:
            return False
        memset(token, 0, sizeof(Token))
        token.start = place
        end = place + 1
        if data[end] == c"!" and end + 2 < size and data[end + 1] == c"-" and data[end + 2] == c"-":
            token.end = end_of_comment(data, end + 3, size)
            return True
        if data[end] == c"!" or data[end] == c"?":
            token.end = found(data, end + 1, size, c">")
            return True
        if data[end] == c"/":
            token.closes = True
            end += 1
            if end < size and data[end] != c">" and not is_letter(data[end]):
                token.end = found(data, end + 1, size, c">")
                return True
        if end < size and is_letter(data[end]):
            token.name = end
            while end < size and not ends_name(data[end]):
                end += 1
            token.name_end = token.attributes_end = end
            token.end = size
            read_attributes(data, token, size)
            return True
        place += 1


cdef Py_ssize_t end_of_script(const unsigned char *data, Py_ssize_t place, Py_ssize_t size) noexcept nogil:
    """Return what `parser_load._end_of_script` does."""
    cdef bint commented = False, nested = False, closes
    cdef Py_ssize_t start, next_sign
    cdef Py_ssize_t opening = found(data, place, size, c"<"), dash = size
    while opening < size or (commented or nested):
        if commented or nested:
            dash = found(data, place, size, c"-")
            if dash >= size and opening >= size:
                return size
        if (commented or nested) and dash < opening:
            place = dash
            while place < size and data[place] == c"-":
                place += 1
            if place - dash >= 2 and place < size and data[place] == c">":
                commented = nested = False
                place += 1
        else:
            start = place = opening + 1
            if reads(data, start, size, b"!--", 3):
                place = start + 3
                while place < size and data[place] == c"-":
                    place += 1
                commented = not (place < size and data[place] == c">")
                place += not commented
            else:
                closes = start < size and data[start] == c"/"
                next_sign = start + closes + 6
                if next_sign < size and reads(data, start + closes, size, b"script", 6) and ends_name(data[next_sign]):
                    place = next_sign + 1
                    if not closes:
                        nested = commented
                    elif nested:
                        nested = False
                    else:
                        return opening
        opening = found(data, place, size, c"<")
    return size


cdef Py_ssize_t end_of_text(
    const unsigned char *data, const unsigned char *name, Py_ssize_t length, Py_ssize_t place, Py_ssize_t size
) noexcept nogil:
    """Return where the end tag of the element *name* stands, whose contents begin at *place* and are text alone."""
    place = found(data, place, size, c"<")
    while place < size:
        if place + 1 < size and data[place + 1] == c"/" and reads(data, place + 2, size, name, length):
            return place
        place = found(data, place + 1, size, c"<")
    return size


cdef bint starts_cdata(const unsigned char *data, Py_ssize_t place, Py_ssize_t size) noexcept nogil:
    """Tell whether a CDATA section begins at *place*."""
    return place + CDATA_SIZE <= size and memcmp(data + place, CDATA_TEXT, CDATA_SIZE) == 0


cdef Py_ssize_t end_of_cdata(const unsigned char *data, Py_ssize_t place, Py_ssize_t size) noexcept nogil:
    """Return where `]]>` begins from *place* on, -1 where it does not."""
    place = found(data, place, size, c"]")
    while place + 2 < size:
        if data[place + 1] == c"]" and data[place + 2] == c">":
            return place
        place = found(data, place + 1, size, c"]")
    return -1


cdef bint holds_signs(const unsigned char *data, Py_ssize_t place, Py_ssize_t size) noexcept nogil:
    """Tell whether a `<` stands from *place* on that is none of a CDATA section, as `parser_load.CDATA` has it."""
    cdef Py_ssize_t end
    place = found(data, place, size, c"<")
    while place < size:
        if not starts_cdata(data, place, size):
            return True
        place += CDATA_SIZE
        end = end_of_cdata(data, place, found(data, place, size, c"<"))
        if end < 0:
            return True
        place = found(data, end + 3, size, c"<")
    return False
