"""Renditions have nothing in common that a reader could lean on, and are sound HTML."""

from itertools import combinations

from lxml import html as lxml_html

from newscrawl.demo import RENDITIONS, DemoSite, OldSlug, Rendition
from newscrawl.demo.markup import anchor, text
from newscrawl.demo.views import Link

from .conftest import BASE


def pages(name: str) -> list[str]:
    site = DemoSite(name)
    section = site.catalogue.newest.section
    targets = ["/", "/contact", site.rendition.section_path(section, 1)]
    targets += [record.url.removeprefix(BASE) for record in site.truth(BASE)[40:60]]
    return [site.answer(target, BASE).body.decode() for target in targets]


def names(name: str) -> set[str]:
    trees = [lxml_html.fromstring(page) for page in pages(name)]
    values = [value for tree in trees for value in tree.xpath("//@class | //@id")]
    return {each for value in values for each in value.split()}


def test_there_are_three():
    assert len(RENDITIONS) == 3
    assert {rendition.old_slug for rendition in RENDITIONS.values()} == set(OldSlug)


def test_no_two_share_a_class_or_an_id():
    found = {name: names(name) for name in RENDITIONS}
    assert all(found.values())
    for one, other in combinations(RENDITIONS, 2):
        assert not found[one] & found[other]


def test_no_two_address_listings_alike():
    site = DemoSite(articles=1)
    section = site.catalogue.newest.section
    for page in (1, 2):
        assert len({rendition.section_path(section, page) for rendition in RENDITIONS.values()}) == 3


def test_markup_in_a_text_is_escaped():
    assert text("a < b & \"c\" 'd'") == "a &lt; b &amp; &quot;c&quot; &#x27;d&#x27;"
    link = lxml_html.fromstring(anchor(Link('/?a=1&b="2"', "<b>x</b>")))
    assert link.get("href") == '/?a=1&b="2"'
    assert link.text == "<b>x</b>"


class Plain(Rendition):
    """The least that a rendition has to be."""

    name = "plain"
    old_slug = OldSlug.SILENT

    def section_path(self, section, page):
        return f"/s/{section.slug}/{page}"

    def author_path(self, author, page):
        return f"/a/{author.slug}/{page}"

    def article(self, view):
        return view.headline

    def listing(self, view):
        return view.title

    def front(self, view):
        return view.newest[0].headline

    def message(self, view):
        return view.title


def test_a_site_takes_a_rendition_of_ones_own():
    site = DemoSite(Plain(), articles=30)
    newest = site.truth(BASE)[-1]
    assert site.answer(newest.url.removeprefix(BASE), BASE).body.decode() == site.catalogue.newest.headline
    assert site.answer("/s/politique/1", BASE).body == b"Politique"
