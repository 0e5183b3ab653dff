"""Teasers as the site makes them: cut at a number of bytes, even inside a letter, closed with a full stop."""

from newscrawl.demo.traits import Trait

LENGTH = 170
EMPTY = "-."
RARE = "«»œ"  # preferred in every other text, so that each kind of rubbish is seen
REPLACEMENT = "\ufffd"


def excerpt_of(standfirst: str | None, traits: frozenset[Trait]) -> str:
    """Return the excerpt of an article with that *standfirst*: `-.` where it has none."""
    if standfirst is None:
        return EMPTY
    if Trait.BROKEN_EXCERPT in traits or Trait.REPLACED_EXCERPT in traits:
        whole, lead = _cut_inside_letter(standfirst)
        return whole + (REPLACEMENT if Trait.REPLACED_EXCERPT in traits else lead) + "."
    return standfirst.encode()[:LENGTH].decode(errors="ignore") + "."


def unbroken(excerpt: str) -> str | None:
    """Return the excerpt as a record has it: without the broken last letter, `None` for `-.`.

    Judges by the last letter alone: no French word ends in one of these capitals or in «â».
    """
    if excerpt == EMPTY:
        return None
    if excerpt[-2:-1] in {"Ã", "Â", "Å", "â", REPLACEMENT}:
        return excerpt[:-2] + "."
    return excerpt


def _cut_inside_letter(text: str) -> tuple[str, str]:
    """Return the text before some non-ASCII letter past `LENGTH` // 2, and that letter's first byte."""
    letters = [i for i, letter in enumerate(text) if not letter.isascii()]
    if not letters:
        return text, "Ã"
    late = [i for i in letters if i >= LENGTH // 2] or letters[-1:]
    rare = [i for i in late if text[i] in RARE and len(text) % 2]
    cut = (rare or late)[len(text) % len(rare or late)]
    return text[:cut], text[cut].encode()[:1].decode("latin-1")
