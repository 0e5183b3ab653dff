"""The compiled count of a parser's work is the one in Python, whatever the bytes; what is told sooner is no less."""

from importlib.util import find_spec
from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.errors import PageTooComplex
from newscrawl.extraction.guard import nesting, parser_work
from newscrawl.extraction.guard.parser_load import LONG_TAG, Work, most_compared, read_work
from tests.benchmarks.hostile_shapes import SHAPES, page_of

built = pytest.mark.skipif(parser_work.COMPILED is None, reason="the compiled count is not built on this machine")

PAGES = sorted(Path(__file__).parents[1].glob("golden/*.html"))
NAMES = (
    b"p div b I a nobr svg math select option optgroup table tr td th tbody caption colgroup li dd dt form button "
    b"script style TextArea title X-y foreignObject desc template span iframe br html body h1 ul object"
).split()
PIECES = (
    b"<", b">", b"</", b"<!", b"<!--", b"-->", b"--!>", b"<!-->", b"-", b"->", b"a", b" ", b"\n", b"/", b"=", b'"',
    b"'", b'="', b"?", b"<?", b"!", b"\x0b", b"\xff", b"1", b"z" * (LONG_TAG // 2), b" x=" * (LONG_TAG // 4),
    b"<![CDATA[", b"]]>", b"]", *(b"<" + name + b">" for name in NAMES), *(b"</" + name + b">" for name in NAMES),
    *(b"<" + name + b" a=b c/" for name in NAMES),
)  # fmt: skip
EVERYTHING = Work(inf, inf, inf, inf)
LIMITS = st.tuples(*[st.sampled_from([inf, 0, 3, 20, 400, 5_000])] * 4).map(Work._make)


def agree(page: bytes, most: Work = EVERYTHING) -> bool:
    assert parser_work.COMPILED is not None
    return parser_work.COMPILED(page, most) == read_work(page, most)


@built
@given(st.lists(st.sampled_from(PIECES), max_size=60), LIMITS)
@settings(max_examples=1000)
def test_any_bytes_make_the_same_work(parts: list[bytes], most: Work) -> None:
    page = b"".join(parts)
    assert agree(page)
    assert agree(page, most)


@built
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_real_pages_make_the_same_work(page: Path) -> None:
    assert agree(page.read_bytes())


@built
@pytest.mark.parametrize("name", SHAPES)
def test_hostile_pages_make_the_same_work(name: str) -> None:
    assert agree(page_of(SHAPES[name], 5_000))


@given(st.lists(st.sampled_from(PIECES), max_size=60))
@settings(max_examples=1000)
def test_no_more_is_compared_than_is_told_sooner(parts: list[bytes]) -> None:
    page = b"".join(parts)
    assert most_compared(page, 10**12) >= read_work(page, EVERYTHING).compared


@pytest.mark.skipif(find_spec("newscrawl.extraction.guard._work") is None, reason="it is not built on this machine")
def test_where_it_was_built_it_is_used() -> None:
    assert parser_work.COMPILED is not None


@built
def test_another_count_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser_work, "read_work", lambda page, most: EVERYTHING)
    assert parser_work._compiled() is None


@pytest.mark.parametrize("compiled", [True, False])
def test_many_attributes_are_told_with_the_compiled_count_and_without(
    monkeypatch: pytest.MonkeyPatch, compiled: bool
) -> None:
    if not compiled:
        monkeypatch.setattr(parser_work, "COMPILED", None)
    page = b"<p " + b" ".join(b"a%d" % number for number in range(40_000)) + b">"
    with pytest.raises(PageTooComplex):
        nesting.is_absurd(page)
    assert not nesting.is_absurd(b"<p>" + b"a word and another " * 30_000 + b"</p>")
