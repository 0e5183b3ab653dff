"""Teasers are cut as the site cuts them, and read as a record has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.demo import Trait
from newscrawl.demo.excerpts import EMPTY, LENGTH, excerpt_of, unbroken

FRENCH = st.text(alphabet="abcdeéèàçœ’«» ,.", min_size=1, max_size=300)
BROKEN = [frozenset({Trait.BROKEN_EXCERPT}), frozenset({Trait.REPLACED_EXCERPT})]


@given(FRENCH)
def test_an_excerpt_is_the_start_of_the_text_and_a_full_stop(text):
    excerpt = excerpt_of(text, frozenset())
    assert excerpt.endswith(".")
    assert text.startswith(excerpt[:-1])
    assert len(excerpt.encode()) <= LENGTH + 1


@given(FRENCH, st.sampled_from(BROKEN))
def test_a_broken_letter_is_shown_and_taken_off_again(text, traits):
    excerpt = excerpt_of(text, traits)
    assert excerpt[-2] in "ÃÂÅâ\ufffd"
    whole = unbroken(excerpt)
    assert whole == excerpt[:-2] + "."
    assert text.startswith(whole[:-1])


def test_without_a_standfirst_nothing_is_shown():
    assert excerpt_of(None, frozenset()) == EMPTY
    assert unbroken(EMPTY) is None


@pytest.mark.parametrize(
    ("shown", "read"),
    [("qui accompagnÃ.", "qui accompagn."), ("de la .", "de la ."), ("chinois..", "chinois.."), ("Ã.", ".")],
)
def test_excerpts_are_read_as_shown_less_the_broken_letter(shown, read):
    assert unbroken(shown) == read
