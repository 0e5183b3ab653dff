# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, freethreading_compatible=False
"""The walk of `blocks.py`, compiled: the same columns, read from the parser's nodes without a Python object for each.

`compiled.py` says when it is used.
"""

from libc.stdint cimport uintptr_t
from libc.string cimport memcmp, memset

from newscrawl.extraction.page._lexbor cimport (
    COMMENT_ID,
    ELEMENT_NODE,
    TEXT_ID,
    TEXT_NODE,
    LexborNode,
    attr_t,
    attribute_text_f,
    content,
    decoded,
    first_attribute_f,
    following,
    is_blank,
    node_t,
    text_t,
)

from collections import deque

from newscrawl.extraction.page import block_rules as rules
from newscrawl.extraction.page import lines as line_rules
from newscrawl.extraction.page import tag_index
from newscrawl.extraction.page.hiding import is_unshown
from newscrawl.extraction.page.tags import ANCESTOR_BITS
from newscrawl.extraction.page.word_classes import name_bits

cdef enum:
    # What to do with an element, by its tag: `block_rules.Action`, and one more.
    SKIP = 0
    INLINE = 1
    BOX = 2
    IMAGE = 3
    MEDIA = 4
    DIALOG = 5
    STRONG = 6
    LINK = 7
    BREAK = 8
    CUSTOM = 9
    TAGS = 512

cdef first_attribute_f first_attribute = NULL
cdef attribute_text_f attribute_name = NULL
cdef attribute_text_f attribute_value = NULL

cdef unsigned char ACTIONS[TAGS]
cdef unsigned char TEXT_TAGS[TAGS]
cdef uintptr_t CUSTOM_TAGS = rules.CUSTOM_TAGS
cdef long MAX_BLOCKS = rules.MAX_BLOCKS
cdef long MAX_LOOKS = rules.MAX_LOOKS
cdef long long WITHIN_TEXT = rules.WITHIN_TEXT
cdef long long FURNITURE_NAMES = rules.FURNITURE_NAMES
cdef frozenset FURNITURE_TAGS = rules.FURNITURE_TAGS
cdef frozenset NAMING = rules.NAMING
cdef frozenset CODE = rules.CODE
cdef frozenset PHRASES = rules.PHRASES

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

memset(ACTIONS, INLINE, TAGS)
memset(TEXT_TAGS, 0, TAGS)
for _tag, _action in rules.ACTIONS.items():
    ACTIONS[_tag] = _action
for _tag in rules.TEXT_IDS:
    TEXT_TAGS[_tag] = 1


def bind(uintptr_t first, uintptr_t name, uintptr_t value):
    """Take the addresses of the library's functions for an element's attributes."""
    global first_attribute, attribute_name, attribute_value
    first_attribute = <first_attribute_f> first
    attribute_name = <attribute_text_f> name
    attribute_value = <attribute_text_f> value


cdef tuple WANTED = (
    b"class", b"id", b"role", b"itemprop", b"data-testid", b"data-component", b"aria-hidden", b"hidden", b"style",
    b"href", b"open",
)
cdef const char *wanted_names[11]
cdef size_t wanted_lengths[11]
cdef bytes _name
for _place, _name in enumerate(WANTED):
    wanted_names[_place] = _name
    wanted_lengths[_place] = len(_name)


cdef tuple LISTED = tuple(_listed.encode() for _listed in tag_index.ATTRIBUTES)
cdef int listed = len(LISTED)
cdef const char *listed_names[4]
cdef size_t listed_lengths[4]
for _place, _name in enumerate(LISTED):
    listed_names[_place] = _name
    listed_lengths[_place] = len(_name)


cdef tuple NAMES = tuple(_name.decode() for _name in WANTED)
cdef dict NONE = {}


cdef inline int place_of(const unsigned char *name, size_t length) noexcept nogil:
    """Return the place in `WANTED` of an attribute's name, -1 where the walk does not look at it."""
    cdef int place
    for place in range(11):
        if wanted_lengths[place] == length and memcmp(wanted_names[place], name, length) == 0:
            return place
    return -1


cdef dict attributes_of(node_t *node):
    """Return those attributes of an element that the walk looks at, as selectolax gives them."""
    cdef dict found = NONE
    cdef const unsigned char *text
    cdef size_t length = 0
    cdef attr_t *attribute
    cdef int place
    if node.type != ELEMENT_NODE:
        return found
    attribute = first_attribute(node)
    while attribute != NULL:
        text = attribute_name(attribute, &length)
        place = place_of(text, length)
        if place >= 0:
            if found is NONE:
                found = {}
            text = attribute_value(attribute, &length)
            found[<str> NAMES[place]] = decoded(text, length) if text != NULL else None
        attribute = attribute.next
    return found


cdef inline LexborNode element_of(node_t *node, parser):
    cdef LexborNode made = LexborNode.__new__(LexborNode)
    made.node = node
    made.parser = parser
    return made


cdef class Walk:
    """Gathers text into blocks, as `blocks._Reader` does."""

    cdef object parser
    cdef list texts, parts, runs, anchors
    cdef list elements, tags, parents, depths, names, inherited, ancestors, signatures, hidden, unshown, starts
    cdef list ends, box_images, open_boxes, custom
    cdef dict known_signatures, mixed, tag_names, known_classes
    cdef long looks, images, breaks, bold, strong, seen_images, href_from
    cdef long long own_names
    cdef object href

    def __init__(self, parser):
        self.parser = parser
        self.texts, self.parts, self.runs, self.anchors = [], [], [], []
        self.elements, self.tags, self.parents, self.depths, self.names, self.inherited = [], [], [], [], [], []
        self.ancestors, self.signatures, self.hidden, self.unshown, self.starts = [], [], [], [], []
        self.ends, self.box_images, self.open_boxes, self.custom = [], [], [], []
        self.known_signatures, self.mixed, self.tag_names, self.known_classes = {}, {}, {}, {}

    cdef LexborNode element(self, node_t *node):
        return element_of(node, self.parser)

    cdef str tag_of(self, node_t *node, LexborNode element):
        tag = self.tag_names.get(node.local_name)
        if tag is None:
            tag = self.tag_names[node.local_name] = element.tag or ""
        return tag

    cdef tuple class_of(self, names):
        """Return the families of the words in a class, and whether it hides its element."""
        found = self.known_classes.get(names)
        if found is None:
            found = self.known_classes[names] = (name_bits(names), is_unshown({"class": names}))
        return found

    cdef bint is_hiding(self, dict attributes) except -1:
        """Tell what `is_unshown` does, which looks at three attributes only."""
        if "hidden" in attributes or "style" in attributes:
            return is_unshown(attributes)
        names = attributes.get("class")
        return names and self.class_of(names)[1]

    cdef int read(self, node_t *root) except -1:
        """Walk through *root* and all below it."""
        cdef node_t *node = root
        cdef node_t *inner
        cdef text_t *text
        cdef int action
        while node != NULL and len(self.texts) < MAX_BLOCKS:
            inner = NULL
            if node.local_name == TEXT_ID:
                text = <text_t *> node
                if is_blank(text.data.data, text.data.length):
                    if self.parts:
                        self.parts.append(" ")
                else:
                    self.add(content(node))
            else:
                action = self.action(node)
                if action != SKIP:
                    if not self.open(node, action):
                        inner = node.first_child
                    if inner == NULL:
                        self.close(node, action)
            while inner == NULL and node != root:
                inner = node.next
                if inner == NULL:
                    node = node.parent
                    self.close(node, self.action(node))
            node = inner
        return 0

    cdef inline int action(self, node_t *node) noexcept nogil:
        if node.local_name < TAGS:
            return ACTIONS[node.local_name]
        return CUSTOM if node.local_name >= CUSTOM_TAGS else INLINE

    cdef bint open(self, node_t *node, int action) except -1:
        """Note that an element opens; return whether to skip what is in it."""
        if action == BOX:
            return self.open_box(node)
        if action == INLINE:
            return self.note(node, attributes_of(node))
        if action == LINK:
            self.end_link()
            attributes = attributes_of(node)
            self.href = attributes.get("href")
            self.href_from = len(self.parts)
            return self.note(node, attributes)
        if action == STRONG:
            self.bold += 1
            return self.note(node, attributes_of(node))
        if action == BREAK:
            self.open_break()
            return False
        if action == IMAGE:
            self.images += 1
            return False
        if action == MEDIA:
            self.images += 1
            self.looks += 1
            return self.looks < MAX_LOOKS and self.element(node).css_first(rules.STORY_TAGS) is None
        if action == DIALOG:
            self.open_box(node)
            return "open" not in attributes_of(node)
        boxed = not self.within_sentence(node)
        self.custom.append(boxed)
        return self.open_box(node) if boxed else self.note(node, attributes_of(node))

    cdef int close(self, node_t *node, int action) except -1:
        if action == BOX or action == DIALOG:
            self.close_box()
        elif action == LINK:
            self.end_link()
        elif action == STRONG:
            self.bold -= 1
        elif action == CUSTOM and self.custom.pop():
            self.close_box()
        return 0

    cdef bint note(self, node_t *node, dict attributes) except -1:
        if not attributes:
            return False
        names = attributes.get("class")
        if names:
            self.own_names |= <long long> self.class_of(names)[0]
        return self.is_hiding(attributes) and self.is_without_text(node)

    cdef bint is_without_text(self, node_t *root) except -1:
        cdef node_t *node = root
        self.looks += 1
        if self.looks >= MAX_LOOKS:
            return False
        while node != NULL:
            if node.type == ELEMENT_NODE and node.local_name < TAGS and TEXT_TAGS[node.local_name]:
                return False
            node = node.first_child if node.first_child != NULL else following(node, root)
        return True

    cdef bint within_sentence(self, node_t *node) except -1:
        cdef node_t *parent = node.parent
        cdef node_t *child
        cdef LexborNode around
        if parent == NULL:
            return True
        around = self.elements[self.open_boxes[len(self.open_boxes) - 1]]
        if around.node != parent or self.tag_of(parent, around) in PHRASES:
            return True
        number = <uintptr_t> parent
        if number not in self.mixed:
            child = parent.first_child
            found = False
            while child != NULL and not found:
                if child.local_name == TEXT_ID:
                    found = not content(child).isspace()
                child = child.next
            self.mixed[number] = found
        return self.mixed[number]

    cdef int open_break(self) except -1:
        self.breaks += 1
        if self.breaks >= 2:
            self.breaks = 0
            if self.parts:
                self.flush()
        elif self.parts:
            self.parts.append(" ")
        return 0

    cdef int add(self, str text) except -1:
        if not text.isspace():
            self.breaks = 0
            self.parts.append(text)
            if self.bold > 0:
                self.strong += len(text)
        elif self.parts:
            self.parts.append(" ")
        return 0

    cdef int end_link(self) except -1:
        if self.href is not None and len(self.parts) > self.href_from:
            if not rules.is_permalink(self.href, self.parts[self.href_from:]):
                self.anchors.append((self.href_from, len(self.parts), self.href))
        self.href = None
        return 0

    cdef int flush(self) except -1:
        href = self.href
        self.end_link()
        cdef list parts = self.parts
        cdef long box = self.open_boxes[len(self.open_boxes) - 1]
        for part in parts:
            if "&" in <str> part:
                if self.tags[box] not in CODE:
                    parts[:] = [rules.without_escapes(part) for part in parts]
                break
        text = " ".join("".join(parts).split())
        if text:
            self.texts.append(text)
            self.runs.append((box, parts, self.anchors, self.strong, self.own_names, self.seen_images))
        self.parts = []
        self.anchors = []
        self.strong = 0
        self.own_names = 0
        self.href, self.href_from = href, 0
        self.seen_images = self.images
        return 0

    cdef bint open_box(self, node_t *node) except -1:
        self.breaks = 0
        if self.parts:
            self.flush()
        cdef LexborNode element = self.element(node)
        cdef str tag = self.tag_of(node, element)
        cdef long parent = self.open_boxes[len(self.open_boxes) - 1]
        cdef long long above = self.ancestors[parent]
        cdef long long names = self.add_box(element, tag, attributes_of(node), parent)
        if above & WITHIN_TEXT or not (names & FURNITURE_NAMES or tag in FURNITURE_TAGS):
            return False
        return self.is_without_text(node)

    cdef long long add_box(self, LexborNode element, str tag, dict attributes, long parent) except? -1:
        """Add a box in the box *parent*, -1 for the outermost, and return the families of its names."""
        cdef long number = len(self.ends)
        cdef long above = parent if parent >= 0 else 0
        classes = attributes.get("class") or ""
        cdef long long names = self.class_of(classes)[0] if classes else 0
        cdef bint hidden = parent >= 0 and self.hidden[parent]
        cdef bint unshown = parent >= 0 and self.unshown[parent]
        if attributes:
            for name, value in attributes.items():
                if name in NAMING:
                    names |= <long long> name_bits(value or "")
                elif name == "aria-hidden":
                    hidden = hidden or value == "true"
            unshown = unshown or self.is_hiding(attributes)
        key = (self.signatures[parent] if parent >= 0 else 0, tag, classes)
        self.elements.append(element)
        self.tags.append(tag)
        self.parents.append(above)
        self.depths.append(self.depths[parent] + 1 if parent >= 0 else 0)
        self.names.append(names)
        self.inherited.append((<long long> self.inherited[parent] if parent >= 0 else 0) | names)
        self.ancestors.append((self.ancestors[parent] if parent >= 0 else 0) | ANCESTOR_BITS.get(tag, 0))
        self.signatures.append(self.known_signatures.setdefault(key, number))
        self.hidden.append(hidden or unshown)
        self.unshown.append(unshown)
        self.starts.append(len(self.texts))
        self.open_boxes.append(number)
        self.ends.append(len(self.texts))
        self.box_images.append(self.images)
        return names

    cdef int close_box(self) except -1:
        self.breaks = 0
        if self.parts:
            self.flush()
        cdef long box = self.open_boxes.pop()
        self.ends[box] = len(self.texts)
        self.box_images[box] = self.images - <long> self.box_images[box]
        return 0

    cdef tuple finish(self):
        while self.open_boxes:
            self.close_box()
        boxes = (
            self.elements, self.tags, self.parents, self.depths, self.names, self.inherited, self.ancestors,
            self.signatures, self.hidden, self.unshown, self.starts, self.ends, self.box_images,
        )
        return boxes, self.texts, self.runs


def walk(LexborNode root, bint part):
    """Return the columns of boxes, the texts, and a row for each text of what `Blocks` holds beside it.

    *part*: read *root* itself as if it stood in the text; else what is in it, the page.
    """
    cdef Walk reader = Walk(root.parser)
    cdef node_t *child
    if part:
        reader.add_box(root, "main", {}, -1)
        reader.read(root.node)
    else:
        reader.add_box(root, "html", attributes_of(root.node), -1)
        child = root.node.first_child
        while child != NULL:
            if child.type != TEXT_NODE:
                reader.read(child)
            child = child.next
    return reader.finish()


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


def stated(list elements, str name):
    """Return what `nodes.stated` does."""
    cdef bytes wanted = name.encode()
    cdef const char *characters = wanted
    cdef size_t wanted_length = len(wanted)
    cdef size_t length = 0
    cdef const unsigned char *text
    cdef attr_t *attribute
    cdef LexborNode element
    cdef list found = []
    for element in elements:
        value = None
        attribute = first_attribute(element.node) if element.node.type == ELEMENT_NODE else NULL
        while attribute != NULL:
            text = attribute_name(attribute, &length)
            if length == wanted_length and memcmp(characters, text, length) == 0:
                text = attribute_value(attribute, &length)
                value = decoded(text, length) if text != NULL else None
            attribute = attribute.next
        found.append(value)
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
