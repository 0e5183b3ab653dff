"""The paragraph above a text is its standfirst in a table and above a list too, where it is set apart."""

from newscrawl import extract
from tests.extraction.surroundings.pages import PARAGRAPHS, URL

LEAD = "The ferry company says that it has no choice, and the town that it was never asked for its opinion at all."
HEAD = f"<h1>The ferry stops</h1><p><b>{LEAD}</b></p><p>12 May 2026, 10:30</p>"
NUMBER = "29.263 : c’est le nombre à retenir."


def body(html: str) -> str | None:
    article = extract(f"<html lang=en><body>{html}</body></html>", URL, article=True)
    return article and article.articleBody


def test_above_a_text_that_one_cell_holds() -> None:
    text = "<br><br>".join(PARAGRAPHS)
    assert body(f"<table><tr><td>{HEAD}{text}</td></tr></table>") == "\n\n".join(PARAGRAPHS)


def test_above_a_list_where_a_date_parts_it() -> None:
    entries = "".join(f"<dd>{paragraph}</dd>" for paragraph in PARAGRAPHS)
    assert body(f"<main>{HEAD}<dl>{entries}</dl></main>") == "\n\n".join(PARAGRAPHS)


def test_a_number_that_begins_a_text_is_no_date() -> None:
    paragraphs = [PARAGRAPHS[0], NUMBER, *PARAGRAPHS[1:]]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    assert body(f"<main><h1>The ferry stops</h1>{text}</main>") == "\n\n".join(paragraphs)
