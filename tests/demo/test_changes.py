"""The site grows, corrects and withdraws as a newspaper does."""

import pytest

from newscrawl.demo import DemoSite, UnknownRenditionError
from newscrawl.items import as_record

from .conftest import BASE
from .reader import ids_of, walk


def path_of(record):
    return record.url.removeprefix(BASE)


def by_id(site):
    return {record.articleId: record for record in site.truth(BASE)}


def test_new_articles_are_on_the_front_page_and_in_the_truth(own_site):
    before = by_id(own_site)
    new = own_site.grow(5)
    assert set(by_id(own_site)) == set(before) | set(new)
    front = own_site.answer("/", BASE).body.decode()
    assert all(each in front for each in new)
    assert set(new) <= set(ids_of(walk(own_site, BASE)))


def test_a_correction_changes_headline_slug_and_a_paragraph_alone(own_site):
    before = own_site.truth(BASE)[100]
    own_site.correct(before.articleId)
    after = by_id(own_site)[before.articleId]
    changed = {name for name, value in as_record(after).items() if as_record(before).get(name) != value}
    assert changed == {"headline", "url", "canonicalUrl", "articleBody", "contentHash"}
    paragraphs = zip(before.articleBody.split("\n\n"), after.articleBody.split("\n\n"), strict=True)
    assert sum(one != other for one, other in paragraphs) == 1


def test_the_same_article_can_be_corrected_again(own_site):
    each = own_site.truth(BASE)[100].articleId
    own_site.correct(each)
    own_site.correct(each)
    assert len(own_site.slugs(each)) == 3


@pytest.mark.parametrize(("rendition", "status"), [("semantic", 200), ("tables", 301), ("hashed", 200)])
def test_a_former_slug_leads_to_the_article(rendition, status):
    site = DemoSite(rendition)
    before = site.truth(BASE)[100]
    site.correct(before.articleId)
    after = by_id(site)[before.articleId]
    answer = site.answer(path_of(before), BASE)
    assert answer.status == status
    canonical = f'rel="canonical" href="https://www.lessor.ml{path_of(after)}"'
    assert (canonical in answer.body.decode()) == (rendition == "semantic")
    assert dict(answer.headers).get("Location") == (path_of(after) if status == 301 else None)


def test_a_withdrawn_article_is_gone_from_truth_and_listings(own_site):
    record = own_site.truth(BASE)[-1]
    assert record.articleId in own_site.answer("/", BASE).body.decode()
    own_site.withdraw(record.articleId)
    assert record.articleId not in by_id(own_site)
    assert record.articleId not in own_site.answer("/", BASE).body.decode()
    assert own_site.answer(path_of(record), BASE).status == 410


def test_what_only_a_withdrawn_article_leads_to_is_not_in_the_truth(own_site):
    linking, hidden = own_site.catalogue.numbered(21), own_site.catalogue.numbered(20)
    assert hidden.id in by_id(own_site)
    own_site.withdraw(linking.id)
    assert hidden.id not in by_id(own_site)


def test_an_unknown_slug_is_not_an_article(own_site):
    record = own_site.truth(BASE)[0]
    assert own_site.answer(f"/posts/autre-chose-{record.articleId}", BASE).status == 404


def test_an_unknown_id_is_said_to_be_unknown(own_site):
    with pytest.raises(KeyError):
        own_site.withdraw("0" * 13)


def test_an_unknown_rendition_is_named_with_the_choice():
    with pytest.raises(UnknownRenditionError, match="semantic, tables, hashed"):
        DemoSite("modern")
