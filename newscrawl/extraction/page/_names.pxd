"""What the words of an attribute tell, read from its bytes: `word_classes.name_bits` and parts of `hiding`."""

cdef long long bits_of(const unsigned char *text, size_t length) noexcept nogil
cdef bint may_hide(const unsigned char *text, size_t length) noexcept nogil
cdef bint may_be_unshown(const unsigned char *style, size_t length) noexcept nogil
