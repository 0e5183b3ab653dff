"""What the paragraphs of an article's body look like on its page: the style and home of most text."""

from collections import Counter
from collections.abc import Iterable

import attrs
from lxml.etree import _Element as Element

from newscrawl.pages.lessor.lines import Line, Style

CHROME = frozenset("nav footer aside form menu dialog".split())
CONTROLS = ("form", "input", "select", "textarea", "iframe", "nav", "aside")
LISTS_AND_QUOTES = frozenset("li dd dt blockquote".split())

# A line shorter than this says little about the style of the body.
TELLING_LENGTH = 60
# A home of paragraphs other than the main one must hold this share of the main one's text.
SECOND_HOME_SHARE = 0.3


@attrs.frozen
class BodyForm:
    """The look of body paragraphs: their style, and the elements that are home to them."""

    style: Style | None
    homes: tuple[Element, ...]

    def is_paragraph(self, line: Line) -> bool:
        """Tell whether the line has the body's style and home."""
        return line.style == self.style and self.home_of(line) is not None

    def home_of(self, line: Line) -> Element | None:
        """Return the home of paragraphs in which the line stands, at any depth."""
        chain = (line.block, *line.block.iterancestors())
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


def read_form(lines: Iterable[Line]) -> BodyForm:
    """Return the form of the body among candidate *lines*: what most of their text shares."""
    candidates = [line for line in lines if line.linked_share < 0.5]
    shared = Counter(line.block for line in candidates)
    telling = [line for line in candidates if len(line.text) >= TELLING_LENGTH] or candidates
    styles: Counter[Style] = Counter()
    for line in telling:
        styles[line.style] += len(line.text)
    if not styles:
        return BodyForm(None, ())
    style = styles.most_common(1)[0][0]
    weights: Counter[Element] = Counter()
    for line in telling:
        if line.style == style:
            weights[_home(line, shared)] += len(line.text)
    return BodyForm(style, _homes(weights))


def _homes(weights: Counter[Element]) -> tuple[Element, ...]:
    main, most = weights.most_common(1)[0]
    looks = (main.tag, main.get("class"))
    return tuple(
        element
        for element, weight in weights.items()
        if (element.tag, element.get("class")) == looks or weight >= SECOND_HOME_SHARE * most
    )
