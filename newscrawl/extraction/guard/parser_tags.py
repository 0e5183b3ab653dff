"""What a parser that follows the HTML Standard does at a tag, by its name in lower case: for `parser_load.py`."""

from typing import Final

VOID: Final = frozenset(
    b"area base basefont bgsound body br col embed frame head hr html img input keygen link meta param source track "
    b"wbr".split()
)
RAW: Final = frozenset(b"script style textarea title xmp iframe noembed noframes".split())
FORMATTING: Final = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
FOREIGN: Final = frozenset(b"svg math select".split())
"""Elements in which a script or the like may hold elements."""

REMOVED_ALONE: Final = FORMATTING | {b"form"}
NEED_THE_TOP: Final = frozenset(b"form svg math foreignobject desc title annotation-xml mi mo mn ms mtext".split())
"""Elements that end only where no block is open in them."""

BOUNDARIES: Final = frozenset(
    b"table template object applet marquee select svg math foreignobject desc annotation-xml".split()
)
"""Elements across which no end tag reaches."""

SPECIAL: Final = BOUNDARIES | frozenset(
    b"address article aside blockquote button caption center colgroup dd details dir div dl dt fieldset figcaption "
    b"figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup iframe li listing main menu nav noembed noframes "
    b"noscript ol p plaintext pre script search section style summary tbody td textarea tfoot th thead title tr ul "
    b"xmp mi mo mn ms mtext".split()
)
CLOSE_PARAGRAPHS: Final = SPECIAL - frozenset(
    b"caption colgroup tbody td tfoot th thead tr button object applet marquee select svg math foreignobject desc "
    b"annotation-xml mi mo mn ms mtext iframe noembed noframes noscript script style textarea title template "
    b"frameset table".split()
)
ENDS_AT_NEXT: Final = {
    b"li": frozenset([b"li"]),
    b"dd": frozenset([b"dd", b"dt"]),
    b"dt": frozenset([b"dd", b"dt"]),
    b"option": frozenset([b"option"]),
    b"optgroup": frozenset([b"option", b"optgroup"]),
}
"""What an element ends that stands open before it, up to `NEAR` elements up."""

NEAR: Final = 12
PASSED: Final = frozenset(b"address div p".split())
ROWS: Final = frozenset(b"tbody thead tfoot colgroup caption".split())
TABLE_PARTS: Final = {
    **dict.fromkeys([b"td", b"th"], ROWS | {b"tr"}),
    b"tr": ROWS - {b"colgroup", b"caption"},
    **dict.fromkeys(ROWS, frozenset[bytes]()),
}
"""The parts of a table that end whatever stands open in it, but for these."""

MARKERS: Final = frozenset(b"td th caption".split())
OUT_OF_FOREIGN: Final = frozenset(
    b"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    b"nobr ol p pre ruby s small span strong strike sub sup table tt u ul var font foreignobject desc title".split()
)
"""Tags that lead back to HTML within SVG and MathML, where `<path/>` is closed in itself."""
