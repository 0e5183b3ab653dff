"""Every trait of the site is there, in every rendition, on the articles that are said to have it."""

import re

import pytest

from newscrawl.demo import Trait
from newscrawl.web.text import fold

from .conftest import BASE

BYLINES = {
    Trait.NEWSROOM: re.compile("Rédaction Lessor"),
    Trait.AGENCY_ONLY: re.compile(r"AMAP - \w+"),
    Trait.FOREIGN_AGENCY: re.compile("AFP - Dakar"),
    Trait.TWO_AUTHORS: re.compile(r".+( et |, ).+"),
}


def visible(tree) -> str:
    """Return a page's text, parts in order, white space folded."""
    return fold(" ".join(tree.xpath("//body//text()[not(parent::script or parent::style)]")))


@pytest.fixture(scope="module")
def truth(site):
    """The records of the site by article id."""
    return {record.articleId: record for record in site.truth(BASE)}


@pytest.mark.parametrize("trait", Trait)
def test_some_articles_have_it(site, trait):
    assert site.having(trait)


def parts_in_order(record):
    yield record.headline
    yield record.description
    yield record.datePublishedRaw and f"Publié {record.datePublishedRaw}"
    if record.mainImage:
        yield record.headline
        yield record.mainImage.caption
    yield from record.articleBody.split("\n\n")
    yield record.authors and record.authors[0].name
    yield record.authors and "Les articles de l"
    yield "est réservé aux abonnés"


def test_parts_of_a_page_come_in_the_order_of_the_site(truth, tree_of):
    for record in truth.values():
        text = visible(tree_of(record.articleId))
        position = 0
        for part in filter(None, parts_in_order(record)):
            found = text.find(part, position)
            assert found >= 0, part
            position = found + len(part)


def test_every_page_calls_itself_lessor(truth, tree_of):
    for record in list(truth.values())[:20]:
        tree = tree_of(record.articleId)
        assert tree.xpath("//meta[@property='og:title']/@content") == ["Lessor"]
        assert tree.xpath("//meta[@property='og:site_name']/@content") == ["Lessor"]
        assert [fold(each) for each in tree.xpath("//h1//text()")] == [record.headline]
        assert not tree.xpath("//script[@type='application/ld+json']")


@pytest.mark.parametrize("trait", BYLINES)
def test_bylines_take_every_form(site, tree_of, trait):
    for each in site.having(trait):
        text = site.catalogue.by_id(each).byline.text
        assert BYLINES[trait].fullmatch(text)
        assert fold(text) in fold(tree_of(each).text_content())


def test_without_an_image_the_headline_stands_once(site, truth, tree_of):
    for each in site.having(Trait.NO_IMAGE):
        record = truth[each]
        assert record.mainImage is None
        assert not tree_of(each).xpath("//img[contains(@src, $id)]", id=each)


def test_an_image_may_lack_its_caption(site, truth):
    for each in site.having(Trait.NO_CAPTION):
        assert truth[each].mainImage
        assert truth[each].mainImage.caption is None


def test_what_is_absent_is_not_shown(site, truth):
    assert all(truth[each].description is None for each in site.having(Trait.NO_STANDFIRST))
    assert all(truth[each].relatedArticles is None for each in site.having(Trait.NO_RELATED))
    assert all(truth[each].authorArticles is None for each in site.having(Trait.NEWSROOM))


def test_white_space_is_as_rough_as_on_the_site(site, page_of):
    roughness = {
        Trait.RAW_NEWLINE: r"\w\n\w",
        Trait.HARD_BREAK: r"\w<br>\w",
        Trait.NO_BREAK_SPACE: "[\u00a0\u202f]",
        Trait.DOUBLE_BLANK: r"\S  \S",
        Trait.LEADING_BLANK: ">\\s*\u00a0[«\\w]",
        Trait.EMPTY_PARAGRAPH: ">\\s*\u00a0<",
    }
    for trait, form in roughness.items():
        for each in site.having(trait):
            assert re.search(form, page_of(each)), trait


def test_broken_excerpts_are_shown_broken(truth, page_of):
    pages = " ".join(page_of(record.articleId) for record in truth.values())
    for shown in (r"Ã\.", r"Â\.", r"â\.", r"Å\.", "\ufffd\\.", r">-\."):
        assert re.search(shown + r"(?=<|\s)", pages), shown


def test_a_body_may_link_to_other_articles(site, tree_of):
    for each in site.having(Trait.INLINE_LINK):
        assert "/posts/" in tree_of(each).xpath("string(//a[text()='un premier bilan']/@href)")


def test_headlines_may_repeat_and_addresses_differ(site, truth):
    records = [truth[each] for each in site.having(Trait.SAME_HEADLINE)]
    assert len({record.headline for record in records}) == 1
    assert len({record.url for record in records}) == len(records) > 1


def test_publication_may_follow_on_the_next_day(site):
    for each in site.having(Trait.NEXT_DAY):
        article = site.catalogue.by_id(each)
        assert article.published.date() > article.created.date()


def test_what_stands_around_an_article_is_there(truth, tree_of):
    for record in list(truth.values())[50:60]:
        text = visible(tree_of(record.articleId))
        assert "Les plus lus" in text
        assert text.count("Publié ") > 5
        assert all(section in text for section in ("Politique", "Économie", "Société", "Santé", "Culture", "Sports"))
        assert ("Lire aussi :" in text) == bool(record.relatedArticles)
        assert ("Les articles de l" in text) == bool(record.authors)


def test_a_related_block_may_stand_between_two_paragraphs(truth, site, tree_of):
    for each in site.having(Trait.RELATED_IN_BODY):
        text = visible(tree_of(each))
        is_between = text.find("Lire aussi :") < text.find(truth[each].articleBody.split("\n\n")[-1])
        assert is_between == (site.rendition.name == "hashed")


def test_articles_are_as_short_and_as_dated_as_said(site, truth, page_of):
    assert all("\n\n" not in truth[each].articleBody for each in site.having(Trait.SHORT))
    for each in site.having(Trait.NO_DATE):
        assert truth[each].datePublishedRaw is None
        assert "Publié " in page_of(each)
