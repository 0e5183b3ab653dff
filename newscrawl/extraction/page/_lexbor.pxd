"""The nodes of lexbor's trees, as selectolax's own `.pxd` declares them, and its Python object for one.

What that file does not declare is taken from functions of its library, whose types stand here.
"""

from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.stdint cimport uintptr_t

cdef extern from *:
    """
    #include <Python.h>
    #include <stdint.h>

    typedef struct newscrawl_node newscrawl_node;
    struct newscrawl_node {
        void *events;
        uintptr_t local_name, prefix, ns;
        void *owner_document;
        newscrawl_node *next, *prev, *parent, *first_child, *last_child;
        void *user;
        int type;
    };
    typedef struct { unsigned char *data; size_t length; } newscrawl_str;
    typedef struct { newscrawl_node node; newscrawl_str data; } newscrawl_text;
    typedef struct newscrawl_attr newscrawl_attr;
    struct newscrawl_attr {
        newscrawl_node node;
        uintptr_t upper_name, qualified_name;
        newscrawl_str *value;
        void *owner;
        newscrawl_attr *next, *prev;
    };
    typedef struct {
        PyObject_HEAD
        void *__pyx_vtab;
        newscrawl_node *node;
        PyObject *parser;
        int is_fragment_root;
        int is_template_content;
    } newscrawl_LexborNode;
    typedef newscrawl_attr *(*newscrawl_first_attribute)(newscrawl_node *);
    typedef const unsigned char *(*newscrawl_attribute_text)(newscrawl_attr *, size_t *);
    """
    ctypedef struct node_t "newscrawl_node":
        uintptr_t local_name
        node_t *next
        node_t *parent
        node_t *first_child
        int type
    ctypedef struct str_t "newscrawl_str":
        unsigned char *data
        size_t length
    ctypedef struct text_t "newscrawl_text":
        str_t data
    ctypedef struct attr_t "newscrawl_attr":
        attr_t *next
    ctypedef attr_t *(*first_attribute_f "newscrawl_first_attribute")(node_t *) noexcept nogil
    ctypedef const unsigned char *(*attribute_text_f "newscrawl_attribute_text")(attr_t *, size_t *) noexcept nogil
    ctypedef class selectolax.lexbor.LexborNode [object newscrawl_LexborNode, check_size error]:
        cdef node_t *node
        cdef object parser

cdef enum:
    ELEMENT_NODE = 1
    TEXT_NODE = 3
    TEXT_ID = 2
    COMMENT_ID = 4
    # Every tag that the parser knows has a smaller number.
    TAGS = 512


cdef inline str decoded(const unsigned char *data, size_t length):
    return PyUnicode_DecodeUTF8(<const char *> data, length, "replace")


cdef inline bint is_blank(const unsigned char *data, size_t length) noexcept nogil:
    """Tell whether a text is ASCII white space alone, as `str.isspace` has it."""
    cdef size_t place
    cdef unsigned char byte
    if length == 0:
        return False
    for place in range(length):
        byte = data[place]
        if not (byte == 32 or 9 <= byte <= 13 or 28 <= byte <= 31):
            return False
    return True


cdef inline str content(node_t *node):
    cdef text_t *text = <text_t *> node
    return "" if text.data.data == NULL else decoded(text.data.data, text.data.length)


cdef inline node_t *following(node_t *node, node_t *root) noexcept nogil:
    """Return the next node of *root*'s tree that is not below *node*, NULL after the last."""
    while node != root and node.next == NULL:
        node = node.parent
    return NULL if node == root else node.next


cdef inline LexborNode element_of(node_t *node, parser):
    cdef LexborNode made = LexborNode.__new__(LexborNode)
    made.node = node
    made.parser = parser
    return made
