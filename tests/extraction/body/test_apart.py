"""Fact boxes and embedded posts are kept in the HTML, marked, and are none of the text."""

from tests.extraction.body.stories import PARAGRAPHS, PLAIN, page, read, with_inside

FACTS = "The tunnel is eight hundred metres long and was dug by hand in the years before the great war."
POST = "What a day for the valley, the first train is here and so is everybody whom I know."


def test_a_fact_box_is_kept_as_an_aside() -> None:
    article = read(page(with_inside(f"<aside><h3>The tunnel</h3><p>{FACTS}</p></aside>")))
    assert (article.articleBody or "").split("\n\n") == PARAGRAPHS
    assert f"<aside>\n<h3>The tunnel</h3>\n<p>{FACTS}</p>\n</aside>" in (article.articleBodyHtml or "")


def test_an_embedded_post_is_kept_as_a_quotation_that_names_its_network() -> None:
    post = f"<blockquote class=twitter-tweet><p>{POST}</p><a href=https://twitter.com/i/1>5 May 2024</a></blockquote>"
    article = read(page(with_inside(post)))
    assert (article.articleBody or "").split("\n\n") == PARAGRAPHS
    assert f'<blockquote data-embed="twitter">\n<p>{POST}</p>' in (article.articleBodyHtml or "")


def test_a_quotation_of_the_articles_own_is_text() -> None:
    article = read(page(with_inside(f"<blockquote><p>{POST}</p></blockquote>")))
    assert POST in (article.articleBody or "")
    assert f"<blockquote>\n<p>{POST}</p>\n</blockquote>" in (article.articleBodyHtml or "")


def test_offers_in_an_aside_are_not_kept() -> None:
    offer = "<aside class=related><h3>Read also</h3><a href=/a/bakery-wins-2>Bakery wins a national prize</a></aside>"
    assert "Bakery" not in (read(page(with_inside(offer))).articleBodyHtml or "")


def test_an_article_whose_all_text_is_an_aside_is_read() -> None:
    assert (read(page(f"<aside>{''.join(PLAIN)}</aside>")).articleBody or "").split("\n\n") == PARAGRAPHS
