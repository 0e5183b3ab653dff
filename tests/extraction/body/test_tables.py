"""Tables of figures are text, row by row, and tables in the HTML."""

from tests.extraction.body.stories import PARAGRAPHS, page, read, with_inside

VOTES = (
    "<table><thead><tr><th>Party</th><th>Votes</th></tr></thead><tbody><tr><td>Greens</td><td>12</td></tr>"
    "<tr><td><p>Friends of</p><p>the valley</p></td><td><a href=/reds>9</a></td></tr></tbody></table>"
)


def test_a_row_of_a_table_is_a_line_of_the_text() -> None:
    text = (read(page(with_inside(VOTES))).articleBody or "").split("\n\n")
    assert [line for line in text if line not in PARAGRAPHS] == [
        "Party | Votes",
        "Greens | 12",
        "Friends of the valley | 9",
    ]


def test_a_table_is_one_in_the_html_with_heads_and_links() -> None:
    html = read(page(with_inside(VOTES))).articleBodyHtml or ""
    assert "<table>\n<tr><th>Party</th><th>Votes</th></tr>\n<tr><td>Greens</td><td>12</td></tr>\n<tr>" in html
    assert "<td>Friends of the valley</td><td><a href=" in html
    assert html.index("</table>") < html.rindex("<p>")


def test_a_table_that_only_lays_out_the_page_is_none() -> None:
    rows = "".join(f"<tr><td>{part}</td><td>{part}</td></tr>" for part in ("".join(PARAGRAPHS[:2]),) * 2)
    html = read(page(f"<table>{rows}</table>")).articleBodyHtml or ""
    assert "<table>" not in html


def test_a_table_of_one_column_is_read_as_paragraphs() -> None:
    rows = "".join(f"<tr><td><p>{paragraph}</p></td></tr>" for paragraph in PARAGRAPHS)
    article = read(page(f"<table>{rows}</table>"))
    assert (article.articleBody or "").split("\n\n") == PARAGRAPHS
    assert "<table>" not in (article.articleBodyHtml or "")
