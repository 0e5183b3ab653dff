import json

import pytest

from newscrawl.discovery.pages.shells import has_gained, is_shell, needs_scripts
from newscrawl.extraction.page.document import Document

SCRIPT = "<script src=/app.js></script>"
WORDS = "The council has voted on the new road along the quay. "
TEXT = f"<p>{WORDS * 12}</p>" * 4
LINKS = "".join(f'<a href="/news/{number}">A story</a>' for number in range(6))


def document(body: str) -> Document:
    return Document.parse(
        f"<html><head><title>The council votes on the road</title></head><body>{body}", "https://a.example/"
    )


@pytest.mark.parametrize(
    ("body", "shell"),
    [
        (f"<div id=root></div>{SCRIPT}", True),
        (f"<nav>Home Politics Sport</nav><noscript>Please turn on scripts.</noscript>{SCRIPT}", True),
        ("<div id=root></div>", False),
        (TEXT + SCRIPT, False),
        ("<p>" + "市議会は岸壁沿いの新しい道路について投票した。" * 40 + SCRIPT, False),
    ],
    ids=["empty", "little", "without a script", "with text", "with text without spaces"],
)
def test_a_shell_has_a_script_and_next_to_no_words(body: str, shell: bool) -> None:
    assert is_shell(document(body)) is shell


def test_a_shell_that_holds_the_links_of_a_listing_serves() -> None:
    assert needs_scripts(document(SCRIPT), article=False)
    assert not needs_scripts(document(LINKS + SCRIPT), article=False)
    state = '<script type="application/json">{"list": [%s]}</script>'
    named = ", ".join(f'{{"url": "/news/{number}", "title": "A story"}}' for number in range(6))
    assert not needs_scripts(document(state % named), article=False)


def test_a_shell_that_holds_its_article_serves() -> None:
    assert needs_scripts(document(SCRIPT), article=True)
    data = {"@type": "NewsArticle", "headline": "The council votes", "articleBody": WORDS * 30}
    stated = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert not needs_scripts(document(stated), article=True)


def test_what_is_gained_is_an_article_or_links() -> None:
    shell, article = document(SCRIPT), document(f"<article><h1>The council votes</h1>{TEXT}</article>")
    assert has_gained(shell, article, article=True)
    assert not has_gained(shell, shell, article=True)
    assert has_gained(shell, document(LINKS), article=False)
    assert not has_gained(shell, document('<a href="/cookies">We use cookies</a>'), article=False)
