"""The compiled lengths of tags and comments are those that the regular expression finds, whatever the bytes."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction.page import long_tokens, nesting
from newscrawl.extraction.page.parser_load import LONG_TAG

built = pytest.mark.skipif(long_tokens.COMPILED is None, reason="the compiled lengths are not built on this machine")

PAGES = sorted(Path(__file__).parents[1].glob("golden/*.html"))
PIECES = (
    b"<", b">", b"</", b"<!", b"<!--", b"-->", b"--!>", b"-", b"->", b"a", b" ", b"\n", b"/", b"=", b'"', b"'", b'="',
    b"?", b"<?", b"!", b"<p ", b"</p>", b"\x0b", b"\xff", b"1", b"z" * (LONG_TAG // 2), b" x=" * (LONG_TAG // 4),
)  # fmt: skip


def agree(page: bytes) -> bool:
    return long_tokens.long_tokens(page) == long_tokens.read_tokens(page)


@built
@given(st.lists(st.sampled_from(PIECES), max_size=60))
@settings(max_examples=500)
def test_any_bytes_have_the_same_lengths(parts: list[bytes]) -> None:
    assert agree(b"".join(parts))


@built
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_real_pages_have_the_same_lengths(page: Path) -> None:
    assert agree(page.read_bytes())


@pytest.mark.skipif(find_spec("newscrawl.extraction.page._tokens") is None, reason="it is not built on this machine")
def test_where_it_was_built_it_is_used() -> None:
    assert long_tokens.COMPILED is not None


@built
def test_other_lengths_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_tokens, "read_tokens", lambda page: [LONG_TAG + 1])
    assert long_tokens._compiled() is None


@pytest.mark.parametrize("compiled", [True, False])
def test_many_attributes_are_told_with_compiled_lengths_and_without(
    monkeypatch: pytest.MonkeyPatch, compiled: bool
) -> None:
    if not compiled:
        monkeypatch.setattr(long_tokens, "COMPILED", None)
    page = b"<p " + b" ".join(b"a%d" % number for number in range(40_000)) + b">"
    with pytest.raises(nesting.PageTooComplex):
        nesting.is_absurd(page)
    assert not nesting.is_absurd(b"<p>" + b"a word and another " * 30_000 + b"</p>")
