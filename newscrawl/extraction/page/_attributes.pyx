# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, freethreading_compatible=False
"""Those attributes of an element that the walk looks at: for `_walk.pyx`."""

from libc.stdint cimport uintptr_t
from libc.string cimport memcmp

from newscrawl.extraction.page._lexbor cimport ELEMENT_NODE, attr_t, attribute_text_f, first_attribute_f, node_t
from newscrawl.extraction.page._names cimport may_be_unshown, may_hide

from newscrawl.extraction.page import block_rules as rules
from newscrawl.extraction.page.hiding import FINDABLE, is_unshown

cdef first_attribute_f first_attribute = NULL
cdef attribute_text_f attribute_name = NULL
cdef attribute_text_f attribute_value = NULL

cdef tuple WANTED = ("class", "hidden", "style", "href", "open", "aria-hidden", *sorted(rules.NAMING))
"""Attributes that the walk looks at; from `NAMED` on those whose words tell what an element is."""

if len(WANTED) != ALL:
    raise ImportError("there is no room for all names of attributes")

cdef list _wanted = [one.encode() for one in WANTED]
cdef const char *wanted_names[ALL]
cdef size_t wanted_lengths[ALL]
for _place in range(ALL):
    wanted_names[_place] = <bytes> _wanted[_place]
    wanted_lengths[_place] = len(_wanted[_place])
cdef bytes _findable = FINDABLE.encode()
cdef const char *FINDABLE_TEXT = _findable
cdef size_t FINDABLE_LENGTH = len(_findable)


def bind(uintptr_t first, uintptr_t name, uintptr_t value):
    """Take the addresses of the library's functions for an element's attributes."""
    global first_attribute, attribute_name, attribute_value
    first_attribute = <first_attribute_f> first
    attribute_name = <attribute_text_f> name
    attribute_value = <attribute_text_f> value


cdef inline int place_of(const unsigned char *name, size_t length) noexcept nogil:
    """Return the place in `WANTED` of an attribute's name, -1 where the walk does not look at it."""
    cdef int place
    for place in range(ALL):
        if wanted_lengths[place] == length and memcmp(wanted_names[place], name, length) == 0:
            return place
    return -1


cdef void read_attributes(node_t *node, Attributes *found) noexcept nogil:
    """Find those attributes of an element that the walk looks at."""
    cdef const unsigned char *text
    cdef size_t length = 0
    cdef attr_t *attribute
    cdef int place
    found.found = 0
    if node.type != ELEMENT_NODE:
        return
    attribute = first_attribute(node)
    while attribute != NULL:
        text = attribute_name(attribute, &length)
        place = place_of(text, length)
        if place >= 0:
            found.found |= 1u << place
            found.length[place] = 0
            found.text[place] = attribute_value(attribute, &found.length[place])
        attribute = attribute.next


cdef bint hides(const Attributes *attributes) except -1:
    """Tell what `hiding.is_unshown` does, which is asked only where it may be."""
    if has(attributes, HIDDEN) and not is_text(attributes, HIDDEN, FINDABLE_TEXT, FINDABLE_LENGTH):
        return True
    cdef bint styled = has_words(attributes, STYLE) and (
        may_be_unshown(attributes.text[STYLE], attributes.length[STYLE])
    )
    cdef bint named = has_words(attributes, CLASS) and may_hide(attributes.text[CLASS], attributes.length[CLASS])
    return (styled or named) and is_unshown({"style": value(attributes, STYLE), "class": value(attributes, CLASS)})
