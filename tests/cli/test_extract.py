"""`newscrawl extract`: one record at once."""

import io
import json
import sys
from pathlib import Path

import pytest

from newscrawl.cli.article_card import card
from newscrawl.demo import DemoServer, DemoSite
from newscrawl.items import NewsArticle

TEXT = "A sentence that a newspaper would print, with a comma and some length, about a matter of public interest. "
PAGE = (
    "<html lang=en><head><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1>"
    + "".join(f"<p>{TEXT * 3}</p>" for _ in range(6))
    + "</article></body></html>"
)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    return path.name


def test_a_file_is_a_line_of_json_in_a_pipe(command, page):
    done = command("extract", page, "--url", "https://paper.example/bridge")
    record = json.loads(done.out)
    assert (done.code, done.out.count("\n")) == (0, 1)
    assert (record["headline"], record["url"]) == ("Bridge opens", "https://paper.example/bridge")


def test_text_is_the_body_alone(command, page):
    assert command("extract", page, "--text").out.startswith("A sentence that")


def test_fields_come_in_the_order_asked_for(command, page):
    done = command("extract", page, "--fields", "inLanguage,headline,agency")
    assert list(json.loads(done.out).items()) == [("inLanguage", "en"), ("headline", "Bridge opens")]


def test_a_page_from_standard_input(command, page, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert json.loads(command("extract", "-", "--json").out)["headline"] == "Bridge opens"


def test_several_pages_are_lines_and_one_that_is_none_is_told(command, page):
    Path("empty.html").write_text("<p>Hello</p>")
    done = command("extract", page, "empty.html", page)
    assert len(done.out.splitlines()) == 2
    assert done.code == 1
    assert done.err == "newscrawl: empty.html: no article: the page has no running text\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["page.html", "--fields", "headlin"], "did you mean headline?"),
        (["nothing.html"], "cannot read nothing.html"),
        (["."], "is a folder"),
        (["www.paper.example/story"], "https://www.paper.example/story"),
        (["page.html", "page.html", "--url", "https://a.example/"], "--url"),
    ],
)
def test_what_cannot_be_used_is_one_line(command, page, words, says):
    done = command("extract", *words)
    assert done.code == 2
    assert says in done.err
    assert done.err.count("\n") == 1


def test_addresses_and_pages_that_are_not_there(command):
    with DemoServer(DemoSite("semantic")) as server:
        url = DemoSite("semantic").truth(server.url)[0].canonicalUrl
        missing = f"{server.url}/nothing"
        done = command("extract", url, missing, "--fields", "url")
    assert json.loads(done.out) == {"url": url}
    assert done.err == f"newscrawl: {missing}: the site answered with status 404\n"
    assert done.code == 1


def test_a_card_shows_what_is_known_and_nothing_that_turns_the_screen():
    from rich.console import Console

    article = NewsArticle(
        url="https://a.example/1", headline="One \x1b[31mtwo", articleBody="First.\n\nSecond [b]x[/b].", section="News"
    )
    console = Console(width=60, file=io.StringIO(), force_terminal=True, color_system=None)
    console.print(card(article))
    text = console.file.getvalue()
    assert "\x1b[31m" not in text
    assert "Second [b]x[/b]." in text
    assert "https://a.example/1" in text
    assert "agency" not in text
