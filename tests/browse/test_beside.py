"""Two texts side by side."""

import pytest

from newscrawl.browse.views.beside import in_common, rows
from newscrawl.storage.articles.diff import word_diff


def sides(old: str, new: str) -> list[tuple[str, str]]:
    """Return the rows of *old* beside *new*, as text."""
    found = rows(word_diff(old, new))
    return [("".join(p.text for p in row.left).strip(), "".join(p.text for p in row.right).strip()) for row in found]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("One two.\n\nThree.", "One 2.\n\nThree.", [("One two.", "One 2."), ("Three.", "Three.")]),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", [("One.", "One."), ("Two.", ""), ("Three.", "Three.")]),
        ("One.\n\nTwo a.", "One.\n\nDeux b.", [("One.", "One."), ("Two a.", "Deux b.")]),
        ("", "New.", [("", "New.")]),
        ("", "", []),
    ],
    ids=["a word", "a paragraph less", "another paragraph", "nothing on the left", "nothing"],
)
def test_paragraphs_stand_beside_each_other(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert sides(old, new) == expected


def test_what_both_have_is_counted_in_words() -> None:
    assert in_common(word_diff("a b c d", "a b c e")) == 0.75
    assert in_common([]) == 0
