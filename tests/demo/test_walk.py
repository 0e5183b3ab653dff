"""Links lead to every article of the truth and to nothing else."""

import pytest

from newscrawl.demo import RENDITIONS, DemoSite, Trait
from newscrawl.demo.routes import SOFT_404, article_id

from .conftest import BASE
from .reader import hrefs, ids_of, walk

ABSENT = {article_id(SOFT_404), "65f0a1b2a1b2c"}


@pytest.fixture(scope="module")
def reached(site):
    return walk(site, BASE)


def test_links_lead_to_every_article_of_the_truth(site, reached):
    truth = {record.articleId for record in site.truth(BASE)}
    assert set(ids_of(reached)) == truth | ABSENT


@pytest.mark.parametrize("name", RENDITIONS)
@pytest.mark.parametrize("articles", [1, 7, 30, 72])
def test_a_small_site_is_as_sound(name, articles):
    site = DemoSite(name, articles=articles)
    truth = {record.articleId for record in site.truth(BASE)}
    assert set(ids_of(walk(site, BASE))) == truth | ABSENT


def test_some_articles_hang_on_one_related_link(site, reached):
    sources = ids_of(reached)
    hidden = site.having(Trait.RELATED_ONLY)
    assert len(hidden) >= 5
    for each in hidden:
        linking = {article_id(source) for source in sources[each]} - {None}
        assert len(linking) == 1
        assert not [source for source in sources[each] if article_id(source) is None]


def test_some_articles_hang_on_the_last_page_of_an_author(site, reached):
    sources = ids_of(reached)
    hidden = site.having(Trait.AUTHOR_PAGE_ONLY)
    assert len(hidden) >= 3
    for each in hidden:
        (author,) = site.catalogue.by_id(each).byline.authors
        last_page = -(-len(site.catalogue.of_author(author)) // 10)
        assert last_page > 1
        found = {source for source in sources[each] if "/actualites/" not in source}
        assert found == {site.rendition.author_path(author, last_page)}


def test_links_take_every_form_that_the_site_is_known_for(site, reached):
    pages = [site.answer(target, BASE) for target in reached]
    written = {href for page in pages if page.status == 200 and b"<a " in page.body for href in hrefs(page.body)}
    for start in (
        "/posts/",
        BASE + "/posts/",
        "https://www.lessor.ml/posts/",
        "http://lessor.ml/posts/",
        "https://www.journalessor.ml/posts/",
        "https://journalessor.ml/posts/",
        "mailto:",
        "tel:",
        "javascript:",
        "https://www.facebook.com/",
        "https://api.whatsapp.com/",
        "https://news.example.org/",
        "/admin",
        "/recherche",
        "/imprimer/",
    ):
        assert any(href.startswith(start) for href in written), start
    for part in ("utm_source=", "fbclid=", "gclid=", "#commentaires", ".pdf", ".png"):
        assert any(part in href for href in written), part


def test_former_slugs_are_in_use(site, reached):
    old = {f"/posts/{slug}-{each}" for each in site.having(Trait.OLD_SLUG) for slug in site.slugs(each)[:-1]}
    assert len(old & set(reached)) >= 5


def test_listings_go_on_over_several_pages(site, reached):
    for section in {article.section.slug: article.section for article in site.catalogue.present()}.values():
        assert site.rendition.section_path(section, 2) in reached
