"""What counts as a word: the same for every engine, search and near-duplicate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.storage.articles.storable_text import UNSPACED, WORD, WORD_OR_CHARACTER, folded, words

SIGNS = "aé_ 0’ŒœßİǆÀ①²½ªµ™ƒˆŽŸ€\u0303\u0301-\x1c\x81\x85\x9c\u2028\n中ก\u0e31кﬁ«.x"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’Essor n°20500 : «café»", ["l", "essor", "n", "20500", "cafe"]),
        ("Cœur d'or, snake_case", ["cœur", "d", "or", "snake", "case"]),
        ("東京 tower", ["東", "京", "tower"]),
        ("x" * 65, ["x" * 64, "x"]),
        ("", []),
    ],
)
def test_words_are_folded_letters_and_digits(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text(st.sampled_from(SIGNS), max_size=150) | st.text())
def test_the_quick_way_finds_the_same_words(text: str) -> None:
    plain = folded(text)
    assert words(text) == (WORD_OR_CHARACTER if UNSPACED.search(plain) else WORD).findall(plain)
