"""What the elements of HTML are to a reader of text: boxes, pictures, and what holds no text."""

from typing import Final

from newscrawl.extraction.page.word_classes import words

BOX_TAGS: Final = frozenset(
    words(
        "address article aside blockquote body button caption center dd details dir div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
        "ol optgroup option p pre section summary table tbody td tfoot th thead tr ul"
    )
)
SKIPPED_TAGS: Final = frozenset(
    words("head script style template noscript svg math canvas object select textarea audio datalist label")
)
IMAGE_TAGS: Final = ("img", "picture")
MEDIA_TAGS: Final = ("video", "iframe")
"""Elements whose contents are shown only by browsers that cannot play them."""

ANCESTORS: Final = words(
    "nav header aside article main figure form table ul ol dl blockquote section button details p figcaption"
)
"""Tags whose boxes are remembered for all that stands in them, as bits in this order."""

ANCESTOR_BITS: Final = {tag: 1 << index for index, tag in enumerate(ANCESTORS)}
