# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, freethreading_compatible=False
"""Visits to all of a page's nodes, compiled: those of `tag_index.py` and `lines.py`, for `_walk.pyx`."""

from libc.string cimport memcmp, memset

from newscrawl.extraction.page._attributes cimport attribute_name, first_attribute
from newscrawl.extraction.page._lexbor cimport (
    COMMENT_ID,
    ELEMENT_NODE,
    TAGS,
    TEXT_ID,
    LexborNode,
    attr_t,
    content,
    element_of,
    following,
    is_blank,
    node_t,
    text_t,
)

from collections import deque

from newscrawl.extraction.page import block_rules as rules
from newscrawl.extraction.page import lines as line_rules
from newscrawl.extraction.page import tag_index

cdef unsigned char SILENT[TAGS]
cdef signed char PLACES[TAGS]
cdef Py_ssize_t GROUPS = len(tag_index.GROUPS)
cdef Py_ssize_t MAX_BEFORE = line_rules.MAX_BEFORE
cdef Py_ssize_t MAX_AFTER = line_rules.MAX_AFTER

memset(SILENT, 0, TAGS)
memset(PLACES, -1, TAGS)
for _tag in rules.ids_of(*line_rules.SILENT):
    SILENT[_tag] = 1
for _tag, _place in tag_index.PLACES.items():
    PLACES[_tag] = _place

cdef bytes _name
cdef tuple LISTED = tuple(_listed.encode() for _listed in tag_index.ATTRIBUTES)
cdef int listed = len(LISTED)
cdef const char *listed_names[4]
cdef size_t listed_lengths[4]
for _place, _name in enumerate(LISTED):
    listed_names[_place] = _name
    listed_lengths[_place] = len(_name)


def index_of(LexborNode root):
    """Return the lists that `tag_index.index_of` does, in the order of their groups."""
    cdef list found = [[] for _ in range(GROUPS)]
    cdef node_t *node = root.node
    cdef signed char place
    while node != NULL:
        if node.type == ELEMENT_NODE and node.local_name < TAGS and node != root.node:
            place = PLACES[node.local_name]
            if place >= 0:
                (<list> found[place]).append(element_of(node, root.parser))
        node = node.first_child if node.first_child != NULL else following(node, root.node)
    return found


def attributed(LexborNode root):
    """Return the lists that `tag_index.attributed` does, in the order of `tag_index.ATTRIBUTES`."""
    cdef list found = [[] for _ in range(listed)]
    cdef node_t *node = root.node
    cdef attr_t *attribute
    cdef const unsigned char *name
    cdef size_t length = 0
    cdef int place
    while node != NULL:
        if node.type == ELEMENT_NODE:
            attribute = first_attribute(node)
            while attribute != NULL:
                name = attribute_name(attribute, &length)
                for place in range(listed):
                    if listed_lengths[place] == length and memcmp(listed_names[place], name, length) == 0:
                        (<list> found[place]).append(element_of(node, root.parser))
                attribute = attribute.next
        node = node.first_child if node.first_child != NULL else following(node, root.node)
    return found


def texts_around(LexborNode root, LexborNode heading):
    """Return the texts that `lines.texts_around` does."""
    above = deque(maxlen=2 * MAX_BEFORE)
    cdef list below = []
    cdef object lines = below if heading is None else above
    cdef node_t *node = root.node
    cdef node_t *head = NULL if heading is None else heading.node
    cdef node_t *held = NULL
    cdef node_t *parent
    cdef text_t *data
    cdef str text
    cdef bint blank
    while node != NULL:
        if node.local_name == TEXT_ID:
            data = <text_t *> node
            blank = is_blank(data.data.data, data.data.length)
            parent = node.parent
            if not (blank and held == NULL) and parent != NULL and not is_silent(parent):
                text = content(node)
                blank = blank or text.isspace()
                if held == parent:
                    lines[len(lines) - 1] = (element_of(parent, root.parser), lines[len(lines) - 1][1] + text)
                elif not blank:
                    held = parent
                    lines.append((element_of(parent, root.parser), text))
        elif node.local_name != COMMENT_ID:
            held = NULL
            if node == head:
                lines = below
            elif len(below) >= MAX_AFTER:
                break
        node = node.first_child if node.first_child != NULL else following(node, root.node)
    return above, below


cdef inline bint is_silent(node_t *node) noexcept nogil:
    return node.local_name < TAGS and SILENT[node.local_name]
