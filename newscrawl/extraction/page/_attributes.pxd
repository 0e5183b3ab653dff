"""Those attributes of an element that the walk looks at, read from the parser's nodes as bytes."""

from libc.string cimport memcmp

from newscrawl.extraction.page._lexbor cimport attribute_text_f, decoded, first_attribute_f, node_t

cdef first_attribute_f first_attribute
cdef attribute_text_f attribute_name
cdef attribute_text_f attribute_value

cdef enum:
    # Places in `WANTED`.
    CLASS = 0
    HIDDEN = 1
    STYLE = 2
    HREF = 3
    OPEN = 4
    ARIA_HIDDEN = 5
    NAMED = 6
    ALL = 11

cdef struct Attributes:
    # Which an element has, as bits by their place in `WANTED`, and their values.
    unsigned int found
    const unsigned char *text[ALL]
    size_t length[ALL]


cdef void read_attributes(node_t *node, Attributes *found) noexcept nogil
cdef bint hides(const Attributes *attributes) except -1


cdef inline bint has(const Attributes *attributes, int place) noexcept nogil:
    return attributes.found >> place & 1


cdef inline bint has_words(const Attributes *attributes, int place) noexcept nogil:
    """Tell whether an attribute is there and not empty."""
    return has(attributes, place) and attributes.text[place] != NULL and attributes.length[place] > 0


cdef inline bint is_text(const Attributes *attributes, int place, const char *text, size_t length) noexcept nogil:
    return has_words(attributes, place) and attributes.length[place] == length and (
        memcmp(attributes.text[place], text, length) == 0
    )


cdef inline str value(const Attributes *attributes, int place):
    """Return the value of an attribute, "" where it has none."""
    return decoded(attributes.text[place], attributes.length[place]) if has_words(attributes, place) else ""
