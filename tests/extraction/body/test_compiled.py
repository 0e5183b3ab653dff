"""The compiled features and context are those in Python, bit by bit, and are not used where they differ."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newscrawl.extraction.body import compiled, features
from newscrawl.extraction.body.stated_text import Clues, clues_of
from newscrawl.extraction.metadata.page_metadata import gather
from newscrawl.extraction.page.blocks import Blocks, read_blocks
from newscrawl.extraction.page.document import Document
from tests.extraction.page.test_compiled import PAGES, pieces

built = pytest.mark.skipif(compiled.SCORING is None, reason="the compiled features are not built on this machine")

TEXTS = (
    "Is it so?", "“Quoted,” she said.", "CAPITALS 2024", "a/b | c", "日本、東京，横浜。", "नमस्ते दुनिया", "»»»",
    "www.example.org", "x" * 90, "One, two, three and a sentence that is long enough to be one of its own, in a text.",
    "\ud800", "😀 party", "،",
)  # fmt: skip

CLUES = Clues(("isitso?", "capitals2024andmore"), ("“quoted,”shesaid.andonandonandonandonandon",), "onetwothree", "One")


def blocks_of(page: str) -> Blocks:
    root = LexborHTMLParser(page.encode("utf-8", "replace")).root
    assert root is not None
    return read_blocks(root)


def agree(page: Blocks, clues: Clues) -> bool:
    return not len(page) or (compiled.SCORING is not None and compiled.agree(compiled.SCORING, page, clues))


@built
@given(st.lists(st.one_of(pieces, st.sampled_from(TEXTS)), max_size=60))
@settings(max_examples=200)
def test_any_page_gives_the_same_numbers(parts: list[str]) -> None:
    assert agree(blocks_of("".join(parts)), CLUES)


@built
@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_real_pages_give_the_same_numbers(page: Path) -> None:
    document = Document.parse(page.read_bytes(), "https://www.example.org/")
    assert agree(read_blocks(document.html), clues_of(gather(document)))


@built
def test_a_large_page_gives_the_same_numbers() -> None:
    assert agree(
        blocks_of("<div class=card><p>" + "A text. " * 9 + "<p><a href=x>A link to it</a></div>" * 3_000), CLUES
    )


@pytest.mark.skipif(find_spec("newscrawl.extraction.body._scoring") is None, reason="it is not built on this machine")
def test_where_it_was_built_it_is_used() -> None:
    assert compiled.SCORING is not None


@built
def test_features_that_differ_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    own = features.features_of

    def other(page: Blocks, clues: Clues) -> tuple[Any, features.Layout]:
        found, layout = own(page, clues)
        return np.nextafter(found, np.float32(2)), layout

    monkeypatch.setattr(features, "features_of", other)
    assert compiled._scoring() is None


def test_without_compiled_code_pages_are_scored_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "SCORING", None)
    page = blocks_of("<p>One sentence.</p>")
    found, layout = compiled.features_of(page, CLUES)
    ranges = compiled.ranges_of(layout, 1)
    assert found.shape == (1, len(features.feature_names()))
    assert compiled.context_of(found[:, :4], found[:, :1], ranges, np).shape == (1, 40)
