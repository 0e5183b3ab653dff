# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, freethreading_compatible=False
"""What the words of an attribute tell, compiled: for `_walk.pyx`."""

from libc.string cimport memcmp, memcpy, memset

from newscrawl.extraction.page import hiding, word_classes

cdef enum:
    PLACES = 8192
    LONGEST = 24

cdef struct Word:
    long long bits
    int size
    unsigned char text[LONGEST]

cdef Word WORDS[PLACES]
"""The words of all families, each in the first free place from its hash on."""
cdef Word HIDING[PLACES]
"""Class names that hide an element."""
cdef size_t MOST = word_classes.LONGEST_NAMES


cdef inline unsigned int mixed(unsigned int number, unsigned char sign) noexcept nogil:
    return (number ^ sign) * 16777619u


cdef inline Word *place_of(Word *table, const unsigned char *text, size_t size, unsigned int place) noexcept nogil:
    """Return the place of a word with the hash *place*, an empty one where *table* has no such word."""
    place %= PLACES
    while table[place].size and (<size_t> table[place].size != size or memcmp(table[place].text, text, size) != 0):
        place = (place + 1) % PLACES
    return &table[place]


cdef int add(Word *table, bytes word, long long bits) except -1:
    cdef unsigned int number = 0
    cdef Word *place
    if len(word) > LONGEST:
        raise ValueError(f"the word {word!r} is too long for the table")
    for sign in word:
        number = mixed(number, sign)
    place = place_of(table, word, len(word), number)
    place.bits, place.size = bits, len(word)
    memcpy(place.text, <const unsigned char *> word, len(word))
    return 0


memset(WORDS, 0, sizeof(WORDS))
memset(HIDING, 0, sizeof(HIDING))
for _word, _bits in word_classes.BITS.items():
    if _word.isascii():
        add(WORDS, _word.encode(), _bits)
for _word in hiding.UNSHOWN_NAMES:
    add(HIDING, _word.encode(), 1)


cdef inline bint is_small(unsigned char sign) noexcept nogil:
    return 97 <= sign <= 122


cdef inline bint is_capital(unsigned char sign) noexcept nogil:
    return 65 <= sign <= 90


cdef inline bint is_space(unsigned char sign) noexcept nogil:
    return sign == 32 or 9 <= sign <= 13 or 28 <= sign <= 31


cdef long long bits_of(const unsigned char *text, size_t length) noexcept nogil:
    """Return what `word_classes.name_bits` does of a text in UTF-8."""
    cdef size_t place = 0, start, characters = 0
    cdef unsigned int number
    cdef long long bits = 0
    if length > MOST:
        while place < length and characters <= MOST:
            characters += text[place] & 0xC0 != 0x80
            place += characters <= MOST
        length, place = place, 0
    while place < length:
        start = place
        number = 0
        if is_capital(text[place]):
            number = mixed(number, text[place])
            place += 1
            if place >= length or not is_small(text[place]):
                while place < length and is_capital(text[place]):
                    number = mixed(number, text[place])
                    place += 1
                if place - start <= LONGEST:
                    bits |= place_of(WORDS, text + start, place - start, number).bits
                continue
        elif not is_small(text[place]):
            place += 1
            continue
        while place < length and is_small(text[place]):
            number = mixed(number, text[place])
            place += 1
        if place < length and c"1" <= text[place] <= c"6":
            number = mixed(number, text[place])
            place += 1
        if place - start <= LONGEST:
            bits |= place_of(WORDS, text + start, place - start, number).bits
    return bits


cdef bint may_hide(const unsigned char *text, size_t length) noexcept nogil:
    """Tell whether a class may be one that hides its element: any that has such a word, or one not in ASCII."""
    cdef unsigned char word[LONGEST]
    cdef unsigned char sign
    cdef size_t place, size = 0
    cdef unsigned int number = 0
    for place in range(length + 1):
        sign = text[place] if place < length else c" "
        if sign >= 0x80:
            return True
        if is_space(sign):
            if 0 < size <= LONGEST and place_of(HIDING, word, size, number).size:
                return True
            size = number = 0
            continue
        sign |= 32 if is_capital(sign) else 0
        if size < LONGEST:
            word[size] = sign
            number = mixed(number, sign)
        size += 1
    return False


cdef bint may_be_unshown(const unsigned char *style, size_t length) noexcept nogil:
    """Tell whether a style may be one that hides its element: any that sets display or visibility, or not in ASCII."""
    cdef size_t place
    for place in range(length):
        if style[place] >= 0x80:
            return True
        if style[place] | 32 == c"p" and place + 4 < length and style[place + 1] | 32 == c"l":
            return True
        if style[place] | 32 == c"b" and place + 4 < length and style[place + 1] | 32 == c"i":
            return True
    return False
