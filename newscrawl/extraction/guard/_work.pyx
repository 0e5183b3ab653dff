# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, freethreading_compatible=False
"""The count of `parser_load.py`, compiled: the same work for the same bytes. `parser_work.py` says when it is used."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.string cimport memcmp, memmove, memset

from newscrawl.extraction.guard._tokens cimport (
    Token,
    end_of_cdata,
    end_of_script,
    end_of_text,
    ends_name,
    found,
    holds_signs,
    is_letter,
    lower,
    next_token,
    starts_cdata,
)

from newscrawl.extraction.guard import parser_load as load
from newscrawl.extraction.guard import parser_tags as tags

cdef enum:
    # Known names are kept in a table of so many places, and are shorter than this.
    PLACES = 1024
    LONGEST = 16
    MOST_KNOWN = 256
    # What a tag does, as bits.
    VOID = 1
    RAW = 2
    FORMATTING = 4
    FOREIGN = 8
    REMOVED_ALONE = 16
    NEED_THE_TOP = 32
    BOUNDARY = 64
    SPECIAL = 128
    CLOSE_PARAGRAPHS = 256
    MARKER = 512
    PASSED = 1024
    OUT_OF_FOREIGN = 2048
    TABLE_PART = 4096
    ENDS_ITSELF = 8192
    # Numbers of names that are in no table.
    GHOST = -1
    UNKNOWN = -2

cdef struct Name:
    int size
    unsigned char text[LONGEST]

cdef struct Element:
    int name
    int outer

cdef struct Boundary:
    int place
    int level

cdef struct Level:
    int level
    int before

cdef Name NAMES[MOST_KNOWN]
cdef int TABLE[PLACES]
cdef int FLAGS[MOST_KNOWN]
cdef unsigned long long SIGN[MOST_KNOWN]
cdef unsigned long long KEPT[MOST_KNOWN]
cdef unsigned long long ENDED[MOST_KNOWN]

cdef Py_ssize_t LONG = load.LONG_TAG
cdef int NEAR = tags.NEAR


cdef inline unsigned int mixed(unsigned int number, unsigned char sign) noexcept nogil:
    return (number ^ sign) * 16777619u


cdef inline int known(const unsigned char *text, Py_ssize_t size) noexcept nogil:
    """Return the number of a name, in whatever case, `UNKNOWN` where no table has it."""
    cdef unsigned char own[LONGEST]
    cdef unsigned int place = 0
    cdef Py_ssize_t at
    cdef int name
    if size >= LONGEST:
        return UNKNOWN
    for at in range(size):
        own[at] = lower(text[at])
        place = mixed(place, own[at])
    place %= PLACES
    while TABLE[place] != UNKNOWN:
        name = TABLE[place]
        if NAMES[name].size == size and memcmp(NAMES[name].text, own, size) == 0:
            return name
        place = (place + 1) % PLACES
    return UNKNOWN


# Names without a rule that many pages have: they are found faster so.
_COMMON = frozenset(b"span label path g use symbol rect circle picture video time abbr sup sub cite q del ins".split())
_RULES = (
    (tags.VOID, VOID), (tags.RAW, RAW), (tags.FORMATTING, FORMATTING), (tags.FOREIGN, FOREIGN),
    (tags.REMOVED_ALONE, REMOVED_ALONE), (tags.NEED_THE_TOP, NEED_THE_TOP), (tags.BOUNDARIES, BOUNDARY),
    (tags.SPECIAL, SPECIAL), (tags.CLOSE_PARAGRAPHS, CLOSE_PARAGRAPHS), (tags.MARKERS, MARKER),
    (tags.PASSED, PASSED), (tags.OUT_OF_FOREIGN, OUT_OF_FOREIGN), (tags.TABLE_PARTS, TABLE_PART),
    ((b"a", b"nobr", b"button"), ENDS_ITSELF), (tags.ENDS_AT_NEXT, 0), (_COMMON, 0),
)
if any(len(name) >= LONGEST for names, _ in _RULES for name in names):
    raise ImportError("a tag's name is too long for the table")
_NUMBERS = {name: number for number, name in enumerate(sorted(set().union(*(names for names, _ in _RULES))))}
_SIGNS = {name: 1 << bit for bit, name in enumerate(
    sorted(set().union(*tags.TABLE_PARTS.values(), *tags.ENDS_AT_NEXT.values()))
)}
if len(_NUMBERS) > MOST_KNOWN or len(_SIGNS) > 64:
    raise ImportError("there are too many tags for the tables")
for _place in range(PLACES):
    TABLE[_place] = UNKNOWN
cdef unsigned int _hash
for _name, _number in _NUMBERS.items():
    NAMES[_number].size = len(_name)
    _hash = 0
    for _at, _sign in enumerate(_name):
        NAMES[_number].text[_at] = _sign
        _hash = mixed(_hash, _sign)
    _hash %= PLACES
    while TABLE[_hash] != UNKNOWN:
        _hash = (_hash + 1) % PLACES
    TABLE[_hash] = _number
    FLAGS[_number] = sum({flag for names, flag in _RULES if _name in names})
    SIGN[_number] = _SIGNS.get(_name, 0)
    KEPT[_number] = sum(_SIGNS[one] for one in tags.TABLE_PARTS.get(_name, ()))
    ENDED[_number] = sum(_SIGNS[one] for one in tags.ENDS_AT_NEXT.get(_name, ()))

cdef int KNOWN = len(_NUMBERS)
cdef int P, BR, BODY, HTML, OPTION, TABLE_NAME, SVG, MATH, FORM, SCRIPT
P, BR, BODY, HTML, OPTION, TABLE_NAME, SVG, MATH, FORM, SCRIPT = (
    _NUMBERS[name] for name in b"p br body html option table svg math form script".split()
)


cdef inline long long pairs(const Token *token) noexcept nogil:
    """Return what `parser_load._pairs` does."""
    return token.attributes * token.attributes // 2 if token.attributes_end - token.name_end > LONG else 0


cdef Py_ssize_t end_of_raw(const unsigned char *data, int name, Py_ssize_t place, Py_ssize_t size) noexcept nogil:
    """Return what `parser_load._end_of_raw` does."""
    if name == SCRIPT:
        return end_of_script(data, place, size)
    return end_of_text(data, NAMES[name].text, NAMES[name].size, place, size)


cdef class Count:
    """What `parser_load.ParserLoad` counts."""

    cdef long long looks, compared, reopened, deepest
    cdef long long root_attributes, options
    cdef int height, ghosts, specials, boundaries, levels, not_tables, foreign, active, level, last_level
    cdef bint in_foreign
    cdef void *memory
    cdef Element *stack
    cdef Boundary *boundary
    cdef Level *formatting
    cdef int *special
    cdef int *last
    cdef int last_formatting[MOST_KNOWN]
    cdef dict others
    cdef const unsigned char *data

    def __cinit__(self, bytes data):
        cdef const unsigned char *text = data
        cdef Py_ssize_t place
        cdef size_t most = 1, size
        for place in range(len(data)):
            most += text[place] == c"<"
        size = most * (sizeof(Element) + sizeof(Boundary) + sizeof(Level) + 2 * sizeof(int))
        self.memory = PyMem_Malloc(size + KNOWN * sizeof(int))
        if self.memory == NULL:
            raise MemoryError
        self.stack = <Element *> self.memory
        self.boundary = <Boundary *> (self.stack + most)
        self.formatting = <Level *> (self.boundary + most)
        self.special = <int *> (self.formatting + most)
        self.last = self.special + most
        memset(self.last, -1, (most + KNOWN) * sizeof(int))
        memset(self.last_formatting, -1, sizeof(self.last_formatting))
        self.others = {}
        self.data = text

    def __dealloc__(self):
        PyMem_Free(self.memory)

    cdef int number_of(self, Py_ssize_t start, Py_ssize_t end, bint new) except -3:
        """Return the number of a name; `UNKNOWN` for one that no element has had, unless it is to be *new*."""
        cdef int name = known(self.data + start, end - start)
        cdef bytes text
        if name != UNKNOWN or not (new or self.others):
            return name
        text = self.data[start:end].lower()
        if new:
            return self.others.setdefault(text, KNOWN + len(self.others))
        return self.others.get(text, UNKNOWN)

    cdef inline int flags(self, int name) noexcept nogil:
        return FLAGS[name] if 0 <= name < KNOWN else 0

    cdef inline unsigned long long sign(self, int name) noexcept nogil:
        return SIGN[name] if 0 <= name < KNOWN else 0

    cdef void start(self, int name, const Token *token) noexcept nogil:
        cdef int flags = self.flags(name)
        self.looks += self.height + 1
        self.reopened += self.active
        if flags & VOID:
            if token.attributes and (name == BODY or name == HTML):
                self.root_attributes += token.attributes
                self.looks += self.root_attributes
            return
        self.end_before(name, flags)
        if self.in_foreign:
            self.in_foreign = not flags & OUT_OF_FOREIGN
            if self.in_foreign and token.closed:
                return
        self.push(name, flags)

    cdef void end(self, int name) noexcept nogil:
        cdef int flags = self.flags(name), place
        self.looks += self.height + 1
        self.reopened += self.active
        if name == P or name == BR:
            self.in_foreign = False
        if flags & FORMATTING:
            place = self.last_formatting[name]
            if place >= 0 and self.formatting[place].level == self.level:
                self.last_formatting[name] = self.formatting[place].before
                self.active -= 1
        place = self.last[name] if name >= 0 else -1
        if place < 0 or (self.boundaries and place < self.boundary[self.boundaries - 1].place):
            return
        if (
            not self.specials
            or place >= self.special[self.specials - 1]
            or (flags & SPECIAL and not flags & NEED_THE_TOP)
        ):
            self.pop_to(place)
        elif flags & REMOVED_ALONE:
            self.last[name] = self.stack[place].outer
            self.stack[place].name = GHOST
            self.ghosts += 1
            if name == FORM:
                self.forget_special(place)

    cdef void forget_special(self, int place) noexcept nogil:
        cdef int at = self.specials - 1
        while self.special[at] != place:
            at -= 1
        self.specials -= 1
        memmove(self.special + at, self.special + at + 1, (self.specials - at) * sizeof(int))

    cdef void push(self, int name, int flags) noexcept nogil:
        cdef int place = self.height
        self.stack[place].name, self.stack[place].outer = name, self.last[name]
        self.last[name] = place
        self.height += 1
        if flags & SPECIAL:
            self.special[self.specials] = place
            self.specials += 1
            if flags & BOUNDARY:
                self.boundary[self.boundaries].place, self.boundary[self.boundaries].level = place, self.level
                self.boundaries += 1
                self.not_tables += name != TABLE_NAME
                self.foreign += flags & FOREIGN != 0
                self.in_foreign = name == SVG or name == MATH
            if flags & (BOUNDARY | MARKER):
                self.levels += 1
                self.level = self.levels
        elif flags & FORMATTING:
            self.formatting[self.last_level].level = self.level
            self.formatting[self.last_level].before = self.last_formatting[name]
            self.last_formatting[name] = self.last_level
            self.last_level += 1
            self.active += 1
        elif name == OPTION:
            self.options += 1
            self.looks += self.options

    cdef void pop_to(self, int place) noexcept nogil:
        cdef int name, flags
        while self.height > place:
            self.height -= 1
            name = self.stack[self.height].name
            if name == GHOST:
                self.ghosts -= 1
                continue
            self.last[name] = self.stack[self.height].outer
            flags = self.flags(name)
            if flags & SPECIAL:
                self.specials -= 1
                if flags & BOUNDARY:
                    self.boundaries -= 1
                    self.level = self.boundary[self.boundaries].level
                    self.not_tables -= name != TABLE_NAME
                    self.foreign -= flags & FOREIGN != 0
                    self.in_foreign = False

    cdef void end_before(self, int name, int flags) noexcept nogil:
        cdef int floor
        if not self.height:
            return
        if self.stack[self.height - 1].name == P and flags & CLOSE_PARAGRAPHS:
            self.pop_to(self.height - 1)
        elif flags & TABLE_PART:
            if self.boundaries and not self.not_tables:
                floor = self.boundary[self.boundaries - 1].place + 1
                while self.height > floor and not self.sign(self.stack[self.height - 1].name) & KEPT[name]:
                    self.pop_to(self.height - 1)
        elif 0 <= name < KNOWN and ENDED[name]:
            self.end_like(ENDED[name])
        elif flags & ENDS_ITSELF:
            self.end(name)

    cdef void end_like(self, unsigned long long names) noexcept nogil:
        cdef int place = self.height - 1, flags
        cdef int stop = max(-1, self.height - NEAR)
        while place > stop:
            if self.sign(self.stack[place].name) & names:
                self.pop_to(place)
                return
            flags = self.flags(self.stack[place].name)
            if flags & SPECIAL and not flags & PASSED:
                return
            place -= 1

    cdef bint count_tags(self, Py_ssize_t place, Py_ssize_t size) except -1:
        """Count the tags in the text of a script or the like, as `parser_load.ParserLoad` does."""
        cdef Token token
        cdef Py_ssize_t at, end
        if not self.foreign or not holds_signs(self.data, place, size):
            return False
        memset(&token, 0, sizeof(Token))
        at = found(self.data, place, size, c"<")
        while at + 1 < size:
            end = at + 1
            if is_letter(self.data[end]):
                while end < size and not ends_name(self.data[end]):
                    end += 1
                self.start(self.number_of(at + 1, end, True), &token)
            at = found(self.data, end, size, c"<")
        while next_token(self.data, place, size, &token):
            self.compared += pairs(&token)
            place = token.end
        return True

    cdef bint exceeds(self, double looks, double compared, double reopened, double deepest) noexcept nogil:
        self.deepest = max(self.deepest, self.height - self.ghosts)
        return (
            self.looks > looks or self.compared > compared or self.reopened > reopened or self.deepest > deepest
        )

    cdef int read(self, Py_ssize_t size, double looks, double compared, double reopened, double deepest) except -1:
        cdef Token token
        cdef Py_ssize_t place = 0
        cdef bint certain = True
        cdef int name
        while next_token(self.data, place, size, &token):
            place = token.end
            self.compared += pairs(&token)
            if token.name:
                name = self.number_of(token.name, token.name_end, not token.closes)
                if not token.closes:
                    self.start(name, &token)
                    if self.flags(name) & RAW:
                        place = end_of_raw(self.data, name, place, size)
                elif certain:
                    self.end(name)
            elif self.foreign and starts_cdata(self.data, token.start, token.end):
                place = max(place, end_of_cdata(self.data, place, size))
            if self.exceeds(looks, compared, reopened, deepest):
                return 0
            if place > token.end and self.count_tags(token.end, place):
                certain = False
                if self.exceeds(looks, compared, reopened, deepest):
                    return 0
        return 0


def read_work(bytes data, most):
    """Return what `parser_load.read_work` does."""
    cdef Count count = Count(data)
    count.read(len(data), most.looks, most.compared, most.reopened, most.deepest)
    return load.Work(count.looks, count.compared, count.reopened, count.deepest)
