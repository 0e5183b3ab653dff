# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, freethreading_compatible=False
"""The count of `parser_load.py`, compiled: the same work for the same bytes. `parser_work.py` says when it is used."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.string cimport memchr, memcmp, memmove, memset

from newscrawl.extraction.page import parser_load as load
from newscrawl.extraction.page import parser_tags as tags

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

cdef struct Token:
    Py_ssize_t start, end
    Py_ssize_t name, name_end
    Py_ssize_t attributes
    Py_ssize_t attributes_end
    bint closes
    bint closed

cdef Name NAMES[MOST_KNOWN]
cdef int TABLE[PLACES]
cdef int FLAGS[MOST_KNOWN]
cdef unsigned long long SIGN[MOST_KNOWN]
cdef unsigned long long KEPT[MOST_KNOWN]
cdef unsigned long long ENDED[MOST_KNOWN]

cdef Py_ssize_t LONG = load.LONG_TAG
cdef int NEAR = tags.NEAR
cdef bytes CDATA = load.CDATA_START
cdef const char *CDATA_TEXT = CDATA
cdef Py_ssize_t CDATA_SIZE = len(CDATA)


cdef inline unsigned char lower(unsigned char sign) noexcept nogil:
    return sign | 32 if 65 <= sign <= 90 else sign


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
_NUMBERS = {name: number for number, name in enumerate(sorted(set().union(*(names for names, _ in _RULES))))}
_SIGNS = {name: 1 << bit for bit, name in enumerate(
    sorted(set().union(*tags.TABLE_PARTS.values(), *tags.ENDS_AT_NEXT.values()))
)}
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


cdef inline long long pairs(const Token *token) noexcept nogil:
    """Return what `parser_load._pairs` does."""
    return token.attributes * token.attributes // 2 if token.attributes_end - token.name_end > LONG else 0


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


cdef Py_ssize_t end_of_raw(const unsigned char *data, int name, Py_ssize_t place, Py_ssize_t size) noexcept nogil:
    """Return what `parser_load._end_of_raw` does."""
    if name == SCRIPT:
        return end_of_script(data, place, size)
    place = found(data, place, size, c"<")
    while place < size:
        if place + 1 < size and data[place + 1] == c"/" and reads(
            data, place + 2, size, NAMES[name].text, NAMES[name].size
        ):
            return place
        place = found(data, place + 1, size, c"<")
    return size


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
        if place + CDATA_SIZE > size or memcmp(data + place, CDATA_TEXT, CDATA_SIZE) != 0:
            return True
        place += CDATA_SIZE
        end = end_of_cdata(data, place, found(data, place, size, c"<"))
        if end < 0:
            return True
        place = found(data, end + 3, size, c"<")
    return False


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
        cdef size_t most = data.count(b"<") + 1
        cdef size_t size = most * (sizeof(Element) + sizeof(Boundary) + sizeof(Level) + 2 * sizeof(int))
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
        self.data = data

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
            elif self.foreign and token.end - token.start >= CDATA_SIZE and (
                memcmp(self.data + token.start, CDATA_TEXT, CDATA_SIZE) == 0
            ):
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
