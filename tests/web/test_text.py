"""Text is folded to one form, the same by the way that is sooner."""

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.text import INVISIBLE, fold, fold_line

LETTERS = st.one_of(
    st.text(), st.text(st.sampled_from(["a", " ", "\n", "\u00a0", "e", "\u0301", "\u2001", *INVISIBLE]))
)


@given(LETTERS)
def test_a_text_whose_white_space_is_folded_is_folded_alike(text: str) -> None:
    line = " ".join(text.split())
    assert fold_line(line) == fold(line)


@given(LETTERS)
def test_a_folded_text_stays(text: str) -> None:
    assert fold(fold(text)) == fold(text)
