"""The text of an element as a reader sees it."""

import pytest

from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.nodes import ancestors, closest, element_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1>Harbour  vote\n today</h1>", "Harbour vote today"),
        ("<h1>Har<b>bour</b> vote</h1>", "Harbour vote"),
        ("<h1>Harbour<br>vote</h1>", "Harbour vote"),
        ("<h1><div>Harbour</div><div>vote</div></h1>", "Harbour vote"),
        ("<h1>Har<!-- cut by a template -->bour<br>vote</h1>", "Harbour vote"),
        ("<h1>Harbour <script>var vote</script><div>vote</div></h1>", "Harbour vote"),
        ("<h1></h1>", ""),
    ],
)
def test_text_of_an_element(markup, text):
    heading = Document.parse(markup, "").html.css_first("h1")
    assert element_text(heading) == text


def test_steps_upwards():
    word = Document.parse("<article><p><b>word</b></p></article>", "").html.css_first("b")
    assert [node.tag for node in ancestors(word)] == ["p", "article", "body", "html"]
    assert closest(word, "article").tag == "article"
    assert closest(word, "figure") is None
