"""The compiled walks give what those in Python do, whatever the page, and are not used where they might not."""

from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newscrawl.extraction.accelerated import if_built
from newscrawl.extraction.page import blocks, compiled, hiding, lines, tag_index, word_classes
from newscrawl.extraction.page.block_rules import MAX_BLOCKS, MAX_LOOKS
from newscrawl.extraction.page.nodes import Element

built = pytest.mark.skipif(compiled.WALK is None, reason="the compiled walk is not built on this machine")

PAGES = sorted(Path(__file__).parents[1].glob("golden/*.html"))

TAGS = (
    "p div span a b strong h1 nav footer aside article main ul li br img video iframe dialog x-own template svg math "
    "table td form select option script style p-card section button figure figcaption pre code noscript title h2 time "
    "meta ol textarea"
).split()
ATTRIBUTES = (
    "", " class=related", " class='hidden lead'", " id=comments", " role=main", " aria-hidden=true", " hidden", " open",
    " href=#note1", " href='/a'", " style='display:none'", " itemprop=author", " data-testid=share", " class",
    " lang=fr", " itemtype='x' ItemProp=y",
)  # fmt: skip
TEXTS = ("", " ", "\n\t", "One sentence.", "A &amp;nbsp; B", "\u2003", "\x1c", "é", "<!-- c -->", "x" * 90, "&#0;")

WORDS = (
    *sorted(word_classes.BITS)[::40], *sorted(hiding.UNSHOWN_NAMES), "Hidden", "SR-ONLY", "md:block", "d-md-flex", "h2",
    "relatedPosts", "NAVBar", "display", ": none", "DISPLAY:none", "visibility", ":hidden", "\u212a",
    "di\u017fplay:none", "until-found", "true", "a" * 30, "A" * 30, "İ", "日本",
)  # fmt: skip
SEPARATORS = (" ", "-", "_", "\t", "\x1c", "\xa0", ";", "1", "7")

pieces = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.sampled_from(TEXTS),
)


def agree(root: Element) -> bool:
    return compiled.WALK is not None and compiled._agrees(compiled.WALK, root)


def root_of(page: str | bytes) -> Element:
    root = LexborHTMLParser(page).root
    assert root is not None
    return root


@built
@given(st.lists(pieces, max_size=60))
@settings(max_examples=300)
def test_any_page_gives_the_same_columns(parts: list[str]) -> None:
    assert agree(root_of("".join(parts)))


@built
@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), max_size=30).map("".join),
    st.sampled_from(["class", "id", "role", "data-testid", "style", "hidden", "aria-hidden"]),
    st.sampled_from(["", "x", "x ", "é" * 199, "é" * 399, "é" * 400]),
)
@settings(max_examples=1000)
def test_any_value_of_an_attribute_tells_the_same(text: str, name: str, before: str) -> None:
    value = escape(before + text)
    assert agree(root_of(f'<div {name}="{value}">one<i {name}="{value}">two</i></div><p>three'))


@built
@given(
    st.text(st.sampled_from(" \n\t\x1c\xa0\u2003\u0085a,é日"), max_size=12), st.sampled_from(["", "<i>b</i>", "<br>"])
)
@settings(max_examples=500)
def test_any_white_space_is_folded_the_same(text: str, between: str) -> None:
    assert agree(root_of(f"<p>{text}{between}{text}</p>"))


@built
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_real_pages_give_the_same_columns(page: Path) -> None:
    assert agree(root_of(page.read_bytes()))


@built
@pytest.mark.parametrize(
    "page",
    [
        "<p>one</p>" * (MAX_BLOCKS + 10),
        "<div class=nav><i>a</i></div>" * (MAX_LOOKS + 10),
        "<div>" * 900 + "deep" + "</div>" * 900,
        "<a href=x>" * 500,
        b"<p class='\xff\xfe'>\xff broken \x80 bytes</p>",
    ],
    ids=["many blocks", "many looks", "deep", "open links", "no UTF-8"],
)
def test_pages_at_the_bounds_give_the_same_columns(page: str | bytes) -> None:
    assert agree(root_of(page))


@pytest.mark.skipif(find_spec("newscrawl.extraction.page._walk") is None, reason="it is not built on this machine")
def test_where_it_was_built_it_is_used() -> None:
    assert compiled.WALK is not None


@built
def test_another_version_of_the_parser_is_not_read_from_within(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "TESTED", frozenset({"0.1"}))
    assert compiled._walk() is None


@pytest.mark.parametrize("group", tag_index.GROUPS)
def test_the_elements_of_a_tag_are_those_that_a_selector_finds(group: str) -> None:
    page = "".join(f"<{tag}>a</{tag}>" for tag in TAGS) + "<svg><title>b</title><a><script>c</script></a></svg>"
    root = root_of(
        page + "<template><h1>no</h1><a>no</a></template><meta><link><map><area></map><base><img><nav><h3><ol><h2>"
    )
    found = compiled.index_of(root)[group]
    assert [one.mem_id for one in found] == [one.mem_id for one in root.css(", ".join(group.split()))]
    assert compiled.values_of(tag_index.index_of(root)) == compiled.values_of(compiled.index_of(root))


@pytest.mark.parametrize("name", tag_index.ATTRIBUTES)
def test_the_elements_with_an_attribute_are_those_that_a_selector_finds(name: str) -> None:
    page = f"<html {name}><p {name}=a {name}=b {name}s=c>a</p><svg {name.upper()}=x><a {name}></a></svg><i data-{name}>"
    root = root_of(page + f"<template><b {name}=no></b></template>")
    found = compiled.attributed(root)[name]
    assert [one.mem_id for one in found] == [one.mem_id for one in root.css(f"[{name}]")]
    assert [one.tag for one in found] == ["html", "p", "svg", "a"]


@pytest.mark.parametrize("heading", [True, False])
def test_lines_are_parted_at_the_heading_and_end_where_they_are_many(heading: bool) -> None:
    root = root_of("<p>before</p><!-- c --><h1>head<!-- c -->line</h1>" + "<p>after</p>" * (lines.MAX_AFTER + 5))
    printed = compiled.printed_lines(root, root.css_first("h1") if heading else None)
    assert [line.text for line in printed.before] == (["before"] if heading else [])
    assert [line.text for line in printed.after[: 2 if heading else 3]] == ["before", "headline", "after"][heading:]
    assert len(printed.after) == lines.MAX_AFTER


@built
def test_a_walk_that_gives_other_columns_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(root: Element) -> blocks.Blocks:
        return blocks.read_part(root)

    monkeypatch.setattr(blocks, "read_blocks", other)
    assert if_built(compiled._walk) is None


def test_without_the_compiled_walk_pages_are_read_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    root = root_of("<p>One sentence.</p>")
    monkeypatch.setattr(compiled, "WALK", None)
    texts: list[Any] = [list(read(root).texts) for read in (compiled.read_blocks, compiled.read_part)]
    assert texts == [["One sentence."]] * 2
