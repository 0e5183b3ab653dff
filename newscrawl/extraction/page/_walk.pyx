# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, freethreading_compatible=False
"""The walk of `blocks.py`, compiled: the same columns, read from the parser's nodes without a Python object for each.

`compiled.py` says when it is used. The other compiled visits to a page's nodes are had from here as well.
"""

from cpython cimport array
from cpython.mem cimport PyMem_Free, PyMem_Realloc
from cpython.unicode cimport PyUnicode_Substring
from libc.stdint cimport uintptr_t
from libc.string cimport memset

from newscrawl.extraction.page._attributes cimport (
    ALL,
    ARIA_HIDDEN,
    CLASS,
    HREF,
    NAMED,
    OPEN,
    Attributes,
    has,
    has_words,
    hides,
    is_text,
    read_attributes,
    value,
)
from newscrawl.extraction.page._lexbor cimport (
    ELEMENT_NODE,
    TAGS,
    TEXT_ID,
    TEXT_NODE,
    LexborNode,
    content,
    element_of,
    following,
    is_blank,
    node_t,
    text_t,
)
from newscrawl.extraction.page._names cimport bits_of

from array import array as _array

from newscrawl.extraction.page import block_rules as rules
from newscrawl.extraction.page._attributes import bind
from newscrawl.extraction.page._visits import attributed, index_of, texts_around
from newscrawl.extraction.page.tags import ANCESTOR_BITS

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

cdef unsigned char ACTIONS[TAGS]
cdef unsigned char TEXT_TAGS[TAGS]
cdef uintptr_t CUSTOM_TAGS = rules.CUSTOM_TAGS
cdef long MAX_BLOCKS = rules.MAX_BLOCKS
cdef long MAX_LOOKS = rules.MAX_LOOKS
cdef long long WITHIN_TEXT = rules.WITHIN_TEXT
cdef long long FURNITURE_NAMES = rules.FURNITURE_NAMES
cdef frozenset FURNITURE_TAGS = rules.FURNITURE_TAGS
cdef frozenset CODE = rules.CODE
cdef frozenset PHRASES = rules.PHRASES

memset(ACTIONS, INLINE, TAGS)
memset(TEXT_TAGS, 0, TAGS)
for _tag, _action in rules.ACTIONS.items():
    ACTIONS[_tag] = _action
for _tag in rules.TEXT_IDS:
    TEXT_TAGS[_tag] = 1


cdef str folded(str text):
    """Return *text* with each run of white space as one blank, and none at its ends."""
    cdef Py_ssize_t start = 0, end = len(text), place
    cdef Py_UCS4 sign
    cdef bint blank = True
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for place in range(start, end):
        sign = text[place]
        if sign == u" ":
            if blank:
                return " ".join(text.split())
            blank = True
        elif sign < 0x80 and sign > 32:
            blank = False
        elif sign.isspace():
            return " ".join(text.split())
        else:
            blank = False
    return text if start == 0 and end == len(text) else PyUnicode_Substring(text, start, end)


cdef struct Box:
    # A row of `blocks.Boxes`.
    long long parent, depth, names, inherited, ancestors, signature, hidden, unshown, start, end, images

cdef struct Run:
    # What is known of a block beside its text.
    long long box, strong, names, images

cdef array.array NUMBERS = _array("q")


cdef array.array column(const long long *first, Py_ssize_t step, Py_ssize_t count):
    """Return *count* numbers, each *step* behind the one before."""
    cdef array.array made = array.clone(NUMBERS, count, False)
    cdef Py_ssize_t place
    for place in range(count):
        made.data.as_longlongs[place] = first[place * step]
    return made


cdef class Walk:
    """Gathers text into blocks, as `blocks._Reader` does."""

    cdef object parser
    cdef list texts, parts, anchors
    cdef list elements, tags, all_parts, all_anchors, open_boxes, custom
    cdef dict known_signatures, mixed, tag_names
    cdef long looks, bold, seen_images, images, breaks, href_from
    cdef Run run
    cdef Box *boxes
    cdef Run *runs
    cdef Py_ssize_t box_count, box_room, run_count, run_room
    cdef object href

    def __init__(self, parser):
        self.parser = parser
        self.texts, self.parts, self.anchors, self.all_parts, self.all_anchors = [], [], [], [], []
        self.elements, self.tags, self.open_boxes, self.custom = [], [], [], []
        self.known_signatures, self.mixed, self.tag_names = {}, {}, {}

    def __dealloc__(self):
        PyMem_Free(self.boxes)
        PyMem_Free(self.runs)

    cdef Box *new_box(self) except NULL:
        cdef void *room
        if self.box_count == self.box_room:
            room = PyMem_Realloc(self.boxes, (2 * self.box_room + 256) * sizeof(Box))
            if room == NULL:
                raise MemoryError
            self.boxes, self.box_room = <Box *> room, 2 * self.box_room + 256
        self.box_count += 1
        return &self.boxes[self.box_count - 1]

    cdef int add_run(self) except -1:
        cdef void *room
        if self.run_count == self.run_room:
            room = PyMem_Realloc(self.runs, (2 * self.run_room + 128) * sizeof(Run))
            if room == NULL:
                raise MemoryError
            self.runs, self.run_room = <Run *> room, 2 * self.run_room + 128
        self.runs[self.run_count] = self.run
        self.run_count += 1
        return 0

    cdef LexborNode element(self, node_t *node):
        return element_of(node, self.parser)

    cdef str tag_of(self, node_t *node, LexborNode element):
        tag = self.tag_names.get(node.local_name)
        if tag is None:
            tag = self.tag_names[node.local_name] = element.tag or ""
        return tag

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
        cdef Attributes attributes
        if action == IMAGE:
            self.images += 1
            return False
        if action == BREAK:
            self.open_break()
            return False
        if action == MEDIA:
            self.images += 1
            self.looks += 1
            return self.looks < MAX_LOOKS and self.element(node).css_first(rules.STORY_TAGS) is None
        if action == CUSTOM:
            boxed = not self.within_sentence(node)
            self.custom.append(boxed)
            action = BOX if boxed else INLINE
        read_attributes(node, &attributes)
        if action == BOX:
            return self.open_box(node, &attributes)
        if action == DIALOG:
            self.open_box(node, &attributes)
            return not has(&attributes, OPEN)
        if action == LINK:
            self.end_link()
            self.href = value(&attributes, HREF) if has(&attributes, HREF) and attributes.text[HREF] != NULL else None
            self.href_from = len(self.parts)
        elif action == STRONG:
            self.bold += 1
        return self.note(node, &attributes)

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

    cdef bint note(self, node_t *node, const Attributes *attributes) except -1:
        if not attributes.found:
            return False
        if has_words(attributes, CLASS):
            self.run.names |= bits_of(attributes.text[CLASS], attributes.length[CLASS])
        return hides(attributes) and self.is_without_text(node)

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
                self.run.strong += len(text)
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
        text = folded("".join(parts) if len(parts) > 1 else parts[0])
        if text:
            self.texts.append(text)
            self.all_parts.append(parts)
            self.all_anchors.append(self.anchors)
            self.run.box, self.run.images = box, self.seen_images
            self.add_run()
        self.parts = []
        self.anchors = []
        self.run.strong = self.run.names = 0
        self.href, self.href_from = href, 0
        self.seen_images = self.images
        return 0

    cdef bint open_box(self, node_t *node, const Attributes *attributes) except -1:
        self.breaks = 0
        if self.parts:
            self.flush()
        cdef LexborNode element = self.element(node)
        cdef str tag = self.tag_of(node, element)
        cdef long parent = self.open_boxes[len(self.open_boxes) - 1]
        cdef long long above = self.boxes[parent].ancestors
        cdef long long names = self.add_box(element, tag, attributes, parent)
        if above & WITHIN_TEXT or not (names & FURNITURE_NAMES or tag in FURNITURE_TAGS):
            return False
        return self.is_without_text(node)

    cdef long long add_box(
        self, LexborNode element, str tag, const Attributes *attributes, long parent
    ) except? -1:
        """Add a box in the box *parent*, -1 for the outermost, and return the families of its names."""
        cdef Py_ssize_t number = self.box_count
        cdef Box *box = self.new_box()
        cdef Box *around = &self.boxes[parent]
        cdef str classes = value(attributes, CLASS)
        cdef int place
        memset(box, 0, sizeof(Box))
        if has_words(attributes, CLASS):
            box.names = bits_of(attributes.text[CLASS], attributes.length[CLASS])
        for place in range(NAMED, ALL):
            if has_words(attributes, place):
                box.names |= bits_of(attributes.text[place], attributes.length[place])
        box.unshown = (parent >= 0 and around.unshown) or (attributes.found and hides(attributes))
        box.hidden = box.unshown or is_text(attributes, ARIA_HIDDEN, b"true", 4)
        box.inherited, box.ancestors = box.names, ANCESTOR_BITS.get(tag, 0)
        if parent >= 0:
            box.parent, box.depth = parent, around.depth + 1
            box.hidden |= around.hidden
            box.inherited |= around.inherited
            box.ancestors |= around.ancestors
        key = (around.signature if parent >= 0 else 0, tag, classes)
        box.signature = self.known_signatures.setdefault(key, number)
        box.start = box.end = len(self.texts)
        box.images = self.images
        self.elements.append(element)
        self.tags.append(tag)
        self.open_boxes.append(number)
        return box.names

    cdef int close_box(self) except -1:
        self.breaks = 0
        if self.parts:
            self.flush()
        cdef Box *box = &self.boxes[<Py_ssize_t> self.open_boxes.pop()]
        box.end = len(self.texts)
        box.images = self.images - box.images
        return 0

    cdef tuple finish(self):
        cdef Py_ssize_t wide = sizeof(Box) // sizeof(long long), row = sizeof(Run) // sizeof(long long), place
        cdef const long long *box = <const long long *> self.boxes
        cdef const long long *run = <const long long *> self.runs
        while self.open_boxes:
            self.close_box()
        boxes = [column(box + place, wide, self.box_count) for place in range(wide)]
        runs = [column(run + place, row, self.run_count) for place in range(row)]
        return (self.elements, self.tags, *boxes), (self.texts, runs[0], self.all_parts, self.all_anchors, *runs[1:])


def walk(LexborNode root, bint part):
    """Return the columns of `Boxes` and those of `Blocks`.

    *part*: read *root* itself as if it stood in the text; else what is in it, the page.
    """
    cdef Walk reader = Walk(root.parser)
    cdef Attributes attributes
    cdef node_t *child
    attributes.found = 0
    if part:
        reader.add_box(root, "main", &attributes, -1)
        reader.read(root.node)
    else:
        read_attributes(root.node, &attributes)
        reader.add_box(root, "html", &attributes, -1)
        child = root.node.first_child
        while child != NULL:
            if child.type != TEXT_NODE:
                reader.read(child)
            child = child.next
    return reader.finish()
