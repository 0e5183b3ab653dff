"""What the paragraphs of an article's body look like on its page: the style and home of most text."""

from collections import Counter
from collections.abc import Iterable

import attrs
from lxml.etree import _Element as Element

from newscrawl.publishers.lessor.lines import Line

CHROME = frozenset("nav footer aside form dialog".split())
CONTROLS = ("form", "input", "select", "textarea", "iframe", "nav", "aside")
LISTS_AND_QUOTES = frozenset("li dd dt blockquote".split())

EMPHASIS = frozenset("b strong i em small u big".split())
# A lead or a sub-heading among paragraphs is bold; a caption is slanted or small.
BOLD = frozenset(("b", "strong"))
# Two looks are alike if they share this much of their names.
SIMILAR_SHARE = 1 / 3

# A line shorter than this says little about the style of the body.
TELLING_LENGTH = 60
# A home of paragraphs other than the main one must hold this share of the main one's text.
SECOND_HOME_SHARE = 0.3
# Neighbouring homes with so many times the text of the largest are boxes of one paragraph each.
BOXED_PARAGRAPHS = 1.5


@attrs.frozen
class Look:
    """What a line of text looks like: its block's tag and names, and the emphasis on the whole of it.

    The names are the tokens of `class`, or the declarations of `style` where there is no class; the
    block's, or those of a `<span>` around the whole line where the block has none.
    """

    tag: str
    names: frozenset[str]
    emphasis: frozenset[str]

    @classmethod
    def of(cls, line: Line) -> "Look":
        """Return the look of *line*."""
        wrappers = line.wrappers
        named = (names for element in (line.block, *wrappers) if (names := _names(element)))
        emphasis = frozenset(str(e.tag) for e in wrappers) & EMPHASIS
        return cls(str(line.block.tag), next(named, frozenset()), emphasis)

    def is_like(self, other: "Look") -> bool:
        """Tell whether two lines could be paragraphs of one text: `<p>`s by their tag, others by most names."""
        if self.tag != other.tag or self.emphasis - BOLD != other.emphasis - BOLD:
            return False
        return self.tag == "p" or _similar(self.names, other.names)


def _names(element: Element) -> frozenset[str]:
    if element.get("class"):
        return frozenset((element.get("class") or "").split())
    return frozenset("".join((element.get("style") or "").split()).rstrip(";").split(";")) - {""}


def _similar(one: frozenset[str], other: frozenset[str]) -> bool:
    return one == other or len(one & other) >= SIMILAR_SHARE * len(one | other) > 0


@attrs.frozen
class BodyForm:
    """The look of body paragraphs, and the elements that are home to them."""

    look: Look | None
    homes: tuple[Element, ...]

    def is_paragraph(self, line: Line) -> bool:
        """Tell whether the line has the look and the home of the body's paragraphs."""
        return self.look is not None and Look.of(line).is_like(self.look) and self.home_of(line) is not None

    def is_typical(self, line: Line) -> bool:
        """Tell whether the line looks just like most paragraphs, names and all."""
        return Look.of(line) == self.look

    def home_of(self, line: Line) -> Element | None:
        """Return the home of paragraphs in which the line stands, at any depth."""
        return self.home_around(line.block)

    def home_around(self, element: Element) -> Element | None:
        """Return the home of paragraphs in which the element stands, at any depth."""
        chain = (element, *element.iterancestors())
        return next((home for home in self.homes if any(e is home for e in chain)), None)

    def parts(self, head: Line, line: Line) -> bool:
        """Tell whether *line*, which looks like body text, stands apart from a teaser's *head*.

        A head in a box of its own ends with its box; one that stands among the paragraphs is followed by
        its excerpt, even if that is set like a paragraph.
        """
        home = self.home_of(line)
        if home is None or not self.is_paragraph(line) or not head.within(home):
            return False
        branch = branch_of(head.block, home)
        return branch is not head.block and not line.within(branch)


def branch_of(element: Element, home: Element) -> Element:
    """Return the child of *home* in which *element* stands; *home* itself for *home*."""
    branch = element
    for ancestor in element.iterancestors():
        if ancestor is home or branch is home:
            break
        branch = ancestor
    return branch


def stands_in_chrome(line: Line, headline: Element) -> bool:
    """Tell whether the line stands in a menu, footer, form or aside that does not hold the headline too."""
    around = {headline, *headline.iterancestors()}
    for element in (line.block, *line.block.iterancestors()):
        if element in around:
            return False
        if element.tag in CHROME:
            return True
    return False


def is_box(branch: Element) -> bool:
    """Tell whether a part of the body's home is a box of its own: it holds controls or an aside."""
    return branch.tag in CHROME or next(branch.iter(*CONTROLS), None) is not None


def _home(line: Line, shared: Counter[Element]) -> Element:
    """Return the element whose paragraphs the line is one of: its block where that holds several lines."""
    parent = line.block.getparent()
    return line.block if parent is None or shared[line.block] > 1 else parent


def read_form(lines: Iterable[Line], headline: Element) -> BodyForm:
    """Return the form of the body among candidate *lines*: what most of their text shares.

    A home never holds the *headline* beside the paragraphs unless they are its very neighbours.
    """
    candidates = [line for line in lines if line.linked_share < 0.5]
    telling = [line for line in candidates if len(line.text) >= TELLING_LENGTH] or candidates
    lengths: Counter[Look] = Counter()
    for line in telling:
        lengths[Look.of(line)] += len(line.text)
    if not lengths:
        return BodyForm(None, ())
    look = max(lengths, key=lambda one: (sum(n for other, n in lengths.items() if one.is_like(other)), lengths[one]))
    shared = Counter(line.block for line in candidates)
    weights: Counter[Element] = Counter()
    for line in telling:
        if Look.of(line).is_like(look):
            weights[_home(line, shared)] += len(line.text)
    return BodyForm(look, _homes(weights, {headline, *headline.iterancestors()}))


def _homes(weights: Counter[Element], around_headline: set[Element]) -> tuple[Element, ...]:
    """Return the homes of most text; where each paragraph has a box of its own, what holds the boxes."""
    main, most = weights.most_common(1)[0]
    above = main.getparent()
    together = sum(weight for element, weight in weights.items() if element.getparent() is above)
    if above is not None and above not in around_headline and together > BOXED_PARAGRAPHS * most:
        return (above,)
    return tuple(
        element
        for element, weight in weights.items()
        if (element.tag == main.tag and _similar(_names(element), _names(main))) or weight >= SECOND_HOME_SHARE * most
    )
