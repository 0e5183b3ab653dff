"""What a page states of its text is found in its blocks, whatever is asked first to be sooner done."""

from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction.body.stated_text import Clues, squeeze, squeeze_line

WORDS = st.sampled_from(
    ["Harbour", "vote", "İstanbul", "Σίσυφος", "said", "…", "a", "ferries double their timetable,", "x" * 60]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)


def plain(clues: Clues, text: str) -> tuple[bool, bool, bool, bool, bool]:
    """Return what `Clues.of` is to tell of a text, each by its own comparison."""
    size, key = (
        len(text),
        squeeze(text[: max(1000 if clues.body else 400, 2 * max(map(len, clues.descriptions), default=0))]),
    )
    least = max(8, min(20, min(map(len, clues.titles), default=40) // 2))
    if size <= (3 if clues.body else least):
        return False, False, False, False, bool(clues.body)
    titled = any(
        len(key) < 2 * len(one) and len(one) < 2 * len(key) and (key in one or one in key) for one in clues.titles
    )
    described = 20 < size <= max(1000 if clues.body else 400, 2 * max(map(len, clues.descriptions), default=0))
    return (
        8 < size < 400 and titled,
        described and any(key in one for one in clues.descriptions),
        size > 40 and any(key.startswith(one[:60]) for one in clues.descriptions),
        bool(clues.body) and key[:400] in clues.body,
        bool(clues.body),
    )


@given(TEXTS, st.lists(TEXTS, max_size=2), st.lists(TEXTS, max_size=2), st.one_of(st.just(""), TEXTS), st.booleans())
@settings(max_examples=300)
def test_a_text_is_compared_with_all_that_is_stated(
    text: str, titles: list[str], descriptions: list[str], body: str, same: bool
) -> None:
    stated = [*descriptions, text] if same else descriptions
    clues = Clues(tuple(map(squeeze, titles)), tuple(squeeze(one).rstrip(".…") for one in stated), squeeze(body), body)
    assert tuple(map(bool, clues.of(text))) == plain(clues, text)


@given(st.text())
def test_a_line_is_squeezed_as_any_text(text: str) -> None:
    line = " ".join(text.split())
    assert squeeze_line(line) == squeeze(line)
