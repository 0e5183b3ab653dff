"""The truth is a set of sound records."""

import re
from datetime import datetime

import pytest

from newscrawl.demo import DemoSite, Trait
from newscrawl.demo.wording import WEEKDAYS
from newscrawl.items import as_record, content_hash
from newscrawl.web.text import fold

from .conftest import BASE

ADDRESS = re.compile(re.escape(BASE) + r"/posts/[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{13}")


@pytest.fixture(scope="module")
def truth(site):
    return site.truth(BASE)


def test_the_site_is_large_enough(site, truth):
    assert len(truth) == 160
    assert len({author.name for record in truth for author in record.authors or []}) == 12
    assert len({record.section for record in truth}) >= 6


def test_two_sites_made_alike_are_alike(site, truth):
    again = DemoSite(site.rendition)
    assert [as_record(record) for record in again.truth(BASE)] == [as_record(record) for record in truth]
    assert again.answer("/", BASE) == site.answer("/", BASE)


def test_an_article_stays_as_it_is_when_others_follow(truth):
    small = {record.articleId: record.articleBody for record in DemoSite("semantic", articles=50).truth(BASE)}
    assert small.items() <= {record.articleId: record.articleBody for record in truth}.items()


def test_ids_and_addresses_have_the_form_of_the_site(truth):
    assert len({record.articleId for record in truth}) == len(truth)
    for record in truth:
        assert ADDRESS.fullmatch(record.url)
        assert record.url == record.canonicalUrl
        assert record.url.endswith(record.articleId)
        assert int(record.articleId[8:], 16) < 1_000_000


def test_the_id_states_when_the_article_was_created(site, truth):
    for record in truth:
        assert int(record.articleId[:8], 16) == site.catalogue.by_id(record.articleId).created.timestamp()


def test_printed_dates_bear_the_right_weekday(truth):
    dated = [record for record in truth if record.datePublishedRaw]
    assert len(dated) > 140
    for record in dated:
        moment = datetime.fromisoformat(record.datePublished)
        assert record.datePublishedRaw.startswith(f"{WEEKDAYS[moment.weekday()]} {moment:%d} ")
        assert record.datePublishedRaw.endswith(f"{moment:%Y} à {moment:%H:%M}")
        assert record.metadata.datePublishedSource == "printed"


def test_without_a_printed_date_the_id_gives_the_day(site, truth):
    undated = [record for record in truth if record.articleId in site.having(Trait.NO_DATE)]
    for record in undated:
        created = datetime.fromtimestamp(int(record.articleId[:8], 16)).astimezone()
        assert record.datePublished.endswith("T00:00:00+00:00")
        assert abs((datetime.fromisoformat(record.datePublished) - created).total_seconds()) < 86400
        assert record.datePublishedRaw is None
        assert record.metadata.datePublishedSource == "articleId"


def test_texts_are_folded_and_hashed(truth):
    for record in truth:
        texts = [record.headline, record.description, *record.articleBody.split("\n\n")]
        assert all(text == fold(text) and text for text in texts if text is not None)
        assert record.contentHash == content_hash(record)


def test_excerpts_lack_the_broken_letter(truth):
    excerpts = [item.excerpt for record in truth for item in record.relatedArticles or []]
    assert excerpts.count(None) >= 5
    assert all(excerpt.endswith(".") for excerpt in excerpts if excerpt)
    assert not [excerpt for excerpt in excerpts if excerpt and re.search("[ÃÂÅâ\ufffd].$", excerpt)]


def test_bylines_are_taken_apart(site, truth):
    for record in truth:
        article = site.catalogue.by_id(record.articleId)
        assert [author.name for author in record.authors or []] == [a.name for a in article.byline.authors]
        assert all(author.nameRaw == article.byline.text for author in record.authors or [])
        assert record.agency is None or f"{record.agency} - {record.dateline}" in article.byline.text


def test_no_two_articles_are_near_duplicates():
    shingles = []
    for record in DemoSite().truth(BASE):
        words = record.articleBody.split()
        shingles.append({tuple(words[i : i + 4]) for i in range(len(words) - 3)})
    closest = max(len(a & b) / max(1, len(a | b)) for i, a in enumerate(shingles) for b in shingles[:i])
    assert closest < 0.2
