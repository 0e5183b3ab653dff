"""Whether the record holds an article's whole text, by what its page states and says."""

import json
from typing import Any

import pytest

from tests.extraction.body.stories import META, PARAGRAPHS, PLAIN, page, read

LOCKED = {"isAccessibleForFree": False}


def stating(blocks: list[str], *, below: str = "", **stated: Any) -> str:
    node = {"@type": "NewsArticle", "headline": "The valley line opens again", **stated}
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    return page([*blocks, below], head=META + script)


def test_a_text_is_full_where_nothing_says_otherwise() -> None:
    assert read(page()).bodyCompleteness == "full"


@pytest.mark.parametrize(
    "words",
    [
        "Subscribe to continue reading this story.",
        "Il vous reste 71,5 % de cet article à lire.".replace(",5", ""),
        "Jetzt weiterlesen mit dem Abo der Talpost.",
        "Suscríbete para seguir leyendo esta noticia.",
        "Abbonati per leggere tutto l'articolo.",
        "Aby czytać dalej, wykup dostęp.",
        "続きを読むには会員登録が必要です。",
    ],
)
def test_the_words_of_a_wall_cut_a_text(words: str) -> None:
    record = read(page([*PLAIN[:4], f"<div class=offer><p>{words}</p><a href=/abo>OK</a></div>"]))
    assert record.bodyCompleteness == "cut"


def test_a_sentence_or_two_before_a_wall_are_a_teaser() -> None:
    assert read(stating(PLAIN[:2], below="<div class=paywall>Subscribers only</div>", **LOCKED)).bodyCompleteness == (
        "teaser"
    )


def test_a_card_for_subscribers_below_a_whole_text_is_no_wall() -> None:
    card = "<div class=card><a href=/a/other-story-4>Other story of the day</a><p>Subscribers only</p></div>"
    assert read(page([*PLAIN, card])).bodyCompleteness == "full"


def test_a_part_that_is_not_free_and_stands_on_the_page_is_whole() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".locked"}
    blocks = [PLAIN[0], f"<div class=locked>{PLAIN[1]}</div>"]
    assert read(stating(blocks, hasPart=part, **LOCKED)).bodyCompleteness == "full"
    assert read(stating(PLAIN[:2], hasPart=part, **LOCKED)).bodyCompleteness == "teaser"


def test_a_stated_count_of_words_tells_of_more() -> None:
    assert read(stating(PLAIN[:5], wordCount=900, **LOCKED)).bodyCompleteness == "cut"
    assert read(stating(PLAIN, wordCount=230, **LOCKED)).bodyCompleteness == "full"


def test_the_longer_text_that_the_page_states_is_taken() -> None:
    record = read(stating(PLAIN[:3], articleBody="\n".join(PARAGRAPHS)))
    assert (record.articleBody or "").split("\n\n") == PARAGRAPHS
    assert record.bodyCompleteness == "full"
    assert record.metadata is not None
    assert record.metadata.articleBodySource == "json-ld"


def test_a_selector_that_is_none_is_passed_over() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".a[["}
    assert read(stating(PLAIN[:2], hasPart=part, **LOCKED)).bodyCompleteness == "teaser"
