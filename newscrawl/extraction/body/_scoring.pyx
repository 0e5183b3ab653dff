# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
# cython: freethreading_compatible=False
"""The features of `features.py` and the context of `network.py`, compiled: bit by bit the same numbers.

`compiled.py` says when they are used. Sums run in the order and the precision of numpy's; logarithms are numpy's own.
"""

from collections import Counter

import numpy as np

from newscrawl.extraction.body import features as rules
from newscrawl.extraction.body import landmarks
from newscrawl.extraction.page.tags import ANCESTORS
from newscrawl.extraction.page.word_classes import NAMES, OPENING_NAMES, opening

cdef enum:
    LEVELS = 4
    MEASURES = 6
    LOGS = 5
    CARD_LOG = 19
    WIDE_LOGS = 20

cdef int TEXT = rules.TEXT_COLUMNS
cdef int PLACE = len(rules.PLACE)
cdef int TAGS = len(rules.TAGS) + 1
cdef int OPENINGS = len(OPENING_NAMES) + 1
cdef int ABOVE = len(ANCESTORS)
cdef int FAMILIES = len(NAMES)
cdef int NAMED = rules.NAME_LEVELS
cdef int LEVEL = len(rules.LEVEL)
cdef int TWIN = len(rules.TWIN)
cdef int COLUMNS = len(rules.feature_names())

cdef dict TAG_INDEX = rules.TAG_INDEX
cdef int OTHER_TAG = rules.OTHER_TAG
cdef int HEADLINE_TAG = rules.TAG_INDEX["h1"]
cdef int PARAGRAPH = rules.PARAGRAPH
cdef double CHARACTERS_A_WORD = rules.CHARACTERS_A_WORD
cdef frozenset FINAL = rules.FINAL
cdef str CLOSING = rules.CLOSING
cdef frozenset QUOTING = rules.QUOTING
cdef list SCALES = rules.COUNT_SCALES.tolist()
cdef long MAX_CARD_BLOCKS = landmarks.MAX_CARD_BLOCKS
cdef long MAX_CARD_TEXT = landmarks.MAX_CARD_TEXT
cdef long MIN_CARDS = landmarks.MIN_CARDS
cdef long FAR = landmarks.FAR


cdef long long[::1] numbers(object values):
    """Return *values* as an array."""
    cdef Py_ssize_t place = 0
    cdef long long[::1] found = np.empty(len(values), np.int64)
    for value in values:
        found[place] = value
        place += 1
    return found


cdef class Page:
    """The numbers of one page's blocks while their features are written."""

    cdef Py_ssize_t count, boxes, headline
    cdef long long[::1] box, parents, starts, ends, signatures, box_names, inherited, ancestors, depths
    cdef long long[::1] box_hidden, unshown, box_images, names, images, links, lengths
    cdef long long[:, ::1] around, first, last
    cdef long long[::1] order, group_starts, group_ends
    cdef float[:, ::1] out, logs
    cdef double[:, ::1] wide_logs
    cdef float[::1] size, linked, free, ended, paragraphs
    cdef unsigned char[::1] opened
    cdef list scales

    def __init__(self, page):
        boxes = page.boxes
        cdef Py_ssize_t count = len(page.texts)
        self.count, self.boxes = count, len(boxes.parents)
        self.box, self.parents = numbers(page.box), numbers(boxes.parents)
        self.starts, self.ends, self.signatures = numbers(boxes.starts), numbers(boxes.ends), numbers(boxes.signatures)
        self.box_names, self.inherited = numbers(boxes.names), numbers(boxes.inherited)
        self.ancestors, self.depths = numbers(boxes.ancestors), numbers(boxes.depths)
        self.box_hidden, self.unshown, self.box_images = map(numbers, (boxes.hidden, boxes.unshown, boxes.images))
        self.names, self.images = numbers(page.names), numbers(page.images)
        self.links, self.lengths = np.zeros(count + 1, np.int64), np.zeros(count + 1, np.int64)
        self.out = np.zeros((count, COLUMNS), np.float32)
        self.logs = np.empty((count, LOGS), np.float32)
        self.wide_logs = np.empty((count, WIDE_LOGS))
        self.size, self.linked, self.free, self.ended, self.paragraphs = np.empty((5, count), np.float32)
        self.opened = np.empty(count, np.uint8)

    cdef int lay_out(self) except -1:
        """Find the boxes around each block and the blocks of one template, as `features.layout_of` does."""
        cdef Py_ssize_t block, start
        cdef int level
        cdef long long box
        self.around, self.first, self.last = np.empty((3, LEVELS, self.count), np.int64)
        for block in range(self.count):
            box = self.box[block]
            for level in range(LEVELS):
                self.around[level, block] = box
                self.first[level, block], self.last[level, block] = self.starts[box], self.ends[box]
                box = self.parents[box]
        keys = np.asarray(self.signatures)[np.asarray(self.box)]
        cdef long long[::1] key = keys
        self.order = keys.argsort(kind="stable")
        self.group_starts, self.group_ends = np.empty((2, self.count), np.int64)
        start = 0
        for block in range(1, self.count + 1):
            if block == self.count or key[self.order[block]] != key[self.order[start]]:
                for place in range(start, block):
                    self.group_starts[self.order[place]], self.group_ends[self.order[place]] = start, block
                start = block
        return 0

    cdef int read_texts(self, page, clues) except -1:
        """Write what each block's own text tells, as `features._text_rows` and `_text_columns` do."""
        cdef Py_ssize_t block, length, characters, linked, blanks, commas, wide_commas, digits, bytes_, least
        cdef Py_UCS4 sign
        cdef int wide, tag
        cdef str text, end, stripped
        cdef list parts, anchors
        cdef float[:, ::1] out = self.out
        cdef bint short, repeated, asks, parted
        counts = Counter(page.texts)
        seen = set()
        tags, boxes = page.boxes.tags, page.box
        self.headline = self.count
        for block, (text, parts, anchors, strong) in enumerate(
            zip(page.texts, page.parts, page.anchors, page.strong, strict=True)
        ):
            length, linked = len(text), 0
            for first, last, _ in anchors:
                for place in range(first, last):
                    linked += len(<str> parts[place])
            bytes_ = blanks = commas = wide_commas = digits = 0
            asks = parted = False
            for sign in text:
                if sign < 0x80:
                    bytes_ += 1
                    if sign == u" ":
                        blanks += 1
                    elif sign == u",":
                        commas += 1
                    elif u"0" <= sign <= u"9":
                        digits += 1
                    elif sign == u"?":
                        asks = True
                    elif sign == u"|" or sign == u"/":
                        parted = True
                else:
                    bytes_ += 2 if sign < 0x800 else 1 if 0xD800 <= sign < 0xE000 else 3 if sign < 0x10000 else 4
                    if sign == u"、" or sign == u"，" or sign == u"،":
                        wide_commas += 1
                    elif sign == u"›" or sign == u"»":
                        parted = True
            wide = 1 if bytes_ == length or bytes_ < 2.4 * length else 2
            end = text[length - 1]
            if end in CLOSING:
                stripped = text.rstrip(CLOSING)
                end = stripped[len(stripped) - 1] if stripped else ""
            short = length < PARAGRAPH
            repeated = counts[text] > 1
            self.size[block] = length * wide
            self.linked[block] = min(linked, length) * wide
            self.free[block] = self.size[block] - self.linked[block]
            self.ended[block] = end in FINAL
            self.links[block + 1] = self.links[block] + (1 if anchors else 0)
            self.lengths[block + 1] = self.lengths[block] + length
            self.logs[block, 0], self.logs[block, 1] = self.size[block], self.free[block]
            self.logs[block, 2] = blanks + 1 if wide == 1 else length * wide / CHARACTERS_A_WORD
            self.logs[block, 3] = commas + (wide_commas if wide == 2 else 0)
            self.logs[block, 4] = len(anchors)
            out[block, 5] = self.linked[block] / self.size[block]
            out[block, 6] = out[block, 5] >= <float> 0.9
            out[block, 7] = <float> (min(<Py_ssize_t> strong, length) * wide) / self.size[block]
            out[block, 8] = self.ended[block]
            out[block, 9] = text[0].islower()
            if short:
                out[block, 10] = text.isupper()
                out[block, 11] = <double> digits / length
                out[block, 12] = "@" in text or "http" in text or "www." in text
            out[block, 13] = repeated
            out[block, 14] = repeated and text in seen
            out[block, 15] = short and parted
            out[block, 16] = text[0] in QUOTING
            out[block, 17] = asks
            if repeated:
                seen.add(text)
            (out[block, 18], out[block, 19], out[block, 20], out[block, 21], out[block, 22]) = clues.of(text)
            tag = TAG_INDEX.get(tags[boxes[block]], OTHER_TAG)
            out[block, TEXT + PLACE + tag] = 1
            if self.headline == self.count and (tag == HEADLINE_TAG or out[block, 18] > 0):
                self.headline = block
            announced = opening(text)
            out[block, TEXT + PLACE + TAGS + <int> announced] = 1
            self.opened[block] = announced > 0
            self.paragraphs[block] = (
                self.free[block]
                if self.size[block] > PARAGRAPH and self.linked[block] < <float> 0.3 * self.size[block]
                else 0
            )
        self.write_pictures()
        return 0

    cdef int write_pictures(self) except -1:
        cdef Py_ssize_t block
        cdef float found
        for block in range(self.count):
            found = self.images[block] - (self.images[block - 1] if block else 0)
            found = min(found, <float> 3) / <float> 3
            self.out[block, TEXT - 2] = found
            if block:
                self.out[block - 1, TEXT - 1] = found
        return 0

    cdef int write_logs(self) except -1:
        """Write the columns that are logarithms: numpy takes them, all at once."""
        cdef Py_ssize_t block
        cdef int column, level
        cdef int levels = COLUMNS - len(landmarks.COLUMNS) - TWIN - LEVEL * LEVELS
        cdef int twins = levels + LEVEL * LEVELS
        cdef int cards = COLUMNS - len(landmarks.COLUMNS) + 9
        cdef float[::1] scales = np.array(SCALES, np.float32)
        np.log1p(np.asarray(self.logs), out=np.asarray(self.logs))
        np.log1p(np.asarray(self.wide_logs), out=np.asarray(self.wide_logs))
        for block in range(self.count):
            for column in range(LOGS):
                self.out[block, column] = self.logs[block, column] / scales[column]
            for level in range(LEVELS):
                self.out[block, levels + level] = self.wide_logs[block, level] / 8
                self.out[block, levels + 2 * LEVELS + level] = self.wide_logs[block, LEVELS + level] / 5
                self.out[block, levels + 3 * LEVELS + level] = self.wide_logs[block, 2 * LEVELS + level] / 6
                self.out[block, levels + 8 * LEVELS + level] = self.wide_logs[block, 3 * LEVELS + level] / 3
            self.out[block, twins] = self.wide_logs[block, 16] / 5
            self.out[block, twins + 1] = self.wide_logs[block, 17] / 8
            self.out[block, twins + 3] = self.wide_logs[block, 18] / 6
            self.out[block, cards] = self.wide_logs[block, CARD_LOG] / 4
        return 0

    cdef int write_place(self) except -1:
        """Write what `features._place_columns` does."""
        cdef Py_ssize_t block, count = self.count
        cdef Py_ssize_t after
        cdef double total = max(float(np.asarray(self.free).sum()), 1.0)
        cdef float before = 0, whole = total
        cdef double of_page = np.log1p(count) / 8, of_text = np.log1p(total) / 10
        cdef float[:, ::1] out = self.out
        for block in range(count):
            after = block - self.headline
            before += self.free[block]
            out[block, TEXT] = <double> block / count
            out[block, TEXT + 1] = (before - self.free[block]) / whole
            out[block, TEXT + 2] = min(block, 30) / <double> 30
            out[block, TEXT + 3] = min(count - 1 - block, 30) / <double> 30
            out[block, TEXT + 4] = after >= 0
            out[block, TEXT + 5] = min(max(after, -20), 20) / <double> 20
            out[block, TEXT + 6] = of_page
            out[block, TEXT + 7] = of_text
            out[block, TEXT + 8] = self.headline < count
        return 0

    cdef int write_boxes(self) except -1:
        """Write what `features._box_columns` does."""
        cdef Py_ssize_t block
        cdef int start = TEXT + PLACE + TAGS + OPENINGS
        cdef int whose, bit
        cdef long long bits
        cdef long long families[5]
        cdef long long[:, ::1] around = self.around
        for block in range(self.count):
            self.out[block, start] = self.box_hidden[self.box[block]] != 0
            self.out[block, start + 1] = self.depths[self.box[block]] / <double> 30
            bits = self.ancestors[self.box[block]]
            for bit in range(ABOVE):
                self.out[block, start + 2 + bit] = bits >> bit & 1
            families[0] = self.box_names[around[0, block]]
            families[1] = self.box_names[around[1, block]]
            families[2] = self.box_names[around[2, block]] | self.box_names[around[3, block]]
            families[3] = self.inherited[around[0, block]]
            families[4] = self.names[block]
            for whose in range(NAMED):
                for bit in range(FAMILIES):
                    self.out[block, start + 2 + ABOVE + whose * FAMILIES + bit] = families[whose] >> bit & 1
        return 0

    cdef int write_levels(self) except -1:
        """Write what `features._level_columns` does."""
        cdef Py_ssize_t block
        cdef int level, measure
        cdef int base = TEXT + PLACE + TAGS + OPENINGS + 2 + ABOVE + NAMED * FAMILIES
        cdef long long first, last
        cdef double blocks
        cdef double inside[MEASURES]
        cdef double[:, ::1] sums = np.zeros((self.count + 1, MEASURES))
        cdef float[:, ::1] out = self.out
        for block in range(self.count):
            sums[block + 1, 0] = sums[block, 0] + self.free[block]
            sums[block + 1, 1] = sums[block, 1] + self.size[block]
            sums[block + 1, 2] = sums[block, 2] + self.linked[block]
            sums[block + 1, 3] = sums[block, 3] + self.paragraphs[block]
            sums[block + 1, 4] = sums[block, 4] + self.opened[block]
            sums[block + 1, 5] = sums[block, 5] + self.ended[block]
        cdef double free = max(sums[self.count, 0], 1.0), running = max(sums[self.count, 3], 1.0)
        for block in range(self.count):
            for level in range(LEVELS):
                first, last = self.first[level, block], self.last[level, block]
                blocks = last - first
                for measure in range(MEASURES):
                    inside[measure] = sums[last, measure] - sums[first, measure]
                self.wide_logs[block, level] = inside[0]
                self.wide_logs[block, LEVELS + level] = blocks
                self.wide_logs[block, 2 * LEVELS + level] = inside[0] / blocks
                self.wide_logs[block, 3 * LEVELS + level] = self.box_images[self.around[level, block]]
                out[block, base + LEVELS + level] = inside[0] / free
                out[block, base + 4 * LEVELS + level] = inside[5] / blocks
                out[block, base + 5 * LEVELS + level] = inside[2] / inside[1]
                out[block, base + 6 * LEVELS + level] = inside[3] / running
                out[block, base + 7 * LEVELS + level] = inside[4] / blocks
                out[block, base + 9 * LEVELS + level] = (block - first) / blocks
        return 0

    cdef int write_twins(self) except -1:
        """Write what `features._twin_columns` does."""
        cdef Py_ssize_t block
        cdef int base = COLUMNS - len(landmarks.COLUMNS) - TWIN
        cdef double twins, grouped
        cdef double[::1] sums = np.zeros(self.count + 1)
        for block in range(self.count):
            sums[block + 1] = sums[block] + self.free[self.order[block]]
        cdef double total = max(sums[self.count], 1.0)
        for block in range(self.count):
            twins = self.group_ends[block] - self.group_starts[block]
            grouped = sums[self.group_ends[block]] - sums[self.group_starts[block]]
            self.wide_logs[block, 16] = twins
            self.wide_logs[block, 17] = grouped
            self.wide_logs[block, 18] = grouped / twins
            self.out[block, base + 2] = grouped / total
        return 0

    cdef int write_landmarks(self) except -1:
        """Write what `landmarks.landmark_columns` does."""
        cdef Py_ssize_t block, count = self.count, main = 0, first = count, last = count, passed = 0
        cdef Py_ssize_t box
        cdef int base = COLUMNS - len(landmarks.COLUMNS)
        cdef long long above
        cdef double[::1] weights = np.zeros(self.boxes)
        cdef long long[::1] cards = self.card_twins()
        cdef float[:, ::1] out = self.out
        for block in range(count):
            weights[self.parents[self.box[block]]] += self.paragraphs[block]
        for box in range(1, self.boxes):
            if weights[box] > weights[main]:
                main = box
        for block in range(count):
            if self.parents[self.box[block]] == main and self.paragraphs[block] > 0:
                first = block if first == count else first
                last = block
        cdef double share = weights[main] / max(float(np.asarray(self.paragraphs).sum()), 1.0)
        for block in range(count):
            box = self.box[block]
            above = self.parents[box]
            out[block, base] = self.starts[main] <= block < self.ends[main]
            out[block, base + 1] = above == main
            out[block, base + 2] = self.parents[above] == self.parents[main]
            out[block, base + 3], out[block, base + 4] = block < first, block > last
            out[block, base + 5] = min(max(block - last, 0), FAR) / <double> FAR
            out[block, base + 6] = min(passed, FAR) / <double> FAR
            passed += self.paragraphs[block] > 0
            out[block, base + 7] = share
            out[block, base + 8] = block < self.headline < first
            self.wide_logs[block, CARD_LOG] = cards[box]
            out[block, base + 10] = cards[box] > 0
            out[block, base + 11] = self.unshown[box] != 0
        return 0

    cdef long long[::1] card_twins(self):
        """Return for each box what `landmarks._card_twins` does."""
        cdef Py_ssize_t box
        cdef long long blocks, number
        cdef long long[::1] twins = np.zeros(self.boxes, np.int64), found = np.zeros(self.boxes, np.int64)
        for box in range(self.boxes):
            blocks = self.ends[box] - self.starts[box]
            if (
                1 < blocks <= MAX_CARD_BLOCKS
                and self.links[self.ends[box]] > self.links[self.starts[box]]
                and self.lengths[self.ends[box]] - self.lengths[self.starts[box]] < MAX_CARD_TEXT
            ):
                twins[self.signatures[box]] += 1
                found[box] = 1
        for box in range(self.boxes):
            number = twins[self.signatures[box]] if found[box] else 0
            found[box] = number if number >= MIN_CARDS else 0
        for box in range(1, self.boxes):
            found[box] = max(found[box], found[self.parents[box]])
        return found


def features_of(page, clues):
    """Return what `features.features_of` does."""
    cdef Page made = Page(page)
    made.lay_out()
    made.read_texts(page, clues)
    made.write_place()
    made.write_boxes()
    made.write_levels()
    made.write_twins()
    made.write_landmarks()
    made.write_logs()
    return np.asarray(made.out), rules.Layout(
        np.asarray(made.first),
        np.asarray(made.last),
        np.asarray(made.order),
        np.asarray(made.group_starts),
        np.asarray(made.group_ends),
    )


cdef inline void mean(float[:, ::1] sums, long long first, long long last, float *into, Py_ssize_t width) noexcept nogil:
    cdef Py_ssize_t column
    for column in range(width):
        into[column] = (sums[last, column] - sums[first, column]) / <float> (last - first)


def context_of(float[:, ::1] state, float[:, ::1] gate, ranges, _):
    """Return what `network.context_of` does."""
    cdef Py_ssize_t count = state.shape[0], width = state.shape[1], row, column, other
    cdef long long[:, ::1] starts = ranges["starts"], ends = ranges["ends"]
    cdef long long[::1] order = ranges["order"], group_starts = ranges["group_starts"]
    cdef long long[::1] group_ends = ranges["group_ends"]
    cdef long long[::1] page_starts = ranges["page_starts"], page_ends = ranges["page_ends"]
    cdef Py_ssize_t levels = starts.shape[0], level, place
    cdef float[:, ::1] sums = np.zeros((count + 1, 2 * width + 1), np.float32)
    cdef float[:, ::1] ordered = np.zeros((count + 1, width), np.float32)
    made = np.empty((count, (levels + 6) * width), np.float32)
    cdef float[:, ::1] out = made
    cdef float opened, gated
    for row in range(count):
        for column in range(width):
            gated = state[row, column] * gate[row, 0]
            sums[row + 1, column] = sums[row, column] + state[row, column]
            sums[row + 1, width + column] = sums[row, width + column] + gated
            ordered[row + 1, column] = ordered[row, column] + state[order[row], column]
        sums[row + 1, 2 * width] = sums[row, 2 * width] + gate[row, 0]
    for row in range(count):
        for level in range(levels):
            mean(sums, starts[level, row], ends[level, row], &out[row, (level + 1) * width], width)
        place = (levels + 1) * width
        mean(ordered, group_starts[row], group_ends[row], &out[row, place], width)
        opened = sums[page_ends[row], 2 * width] - sums[page_starts[row], 2 * width] + <float> 1e-3
        for column in range(width):
            out[row, column] = state[row, column]
            other = max(row - 1, page_starts[row])
            out[row, place + width + column] = state[other, column]
            other = min(row + 1, page_ends[row] - 1)
            out[row, place + 2 * width + column] = state[other, column]
            gated = sums[page_ends[row], width + column] - sums[page_starts[row], width + column]
            out[row, place + 3 * width + column] = gated / opened
            out[row, place + 4 * width + column] = (gated / opened) * state[row, column]
    return made
