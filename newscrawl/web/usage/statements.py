"""Statements on use as a record has them: short, of printable characters, each once and not too many."""

from collections.abc import Iterable

from newscrawl.items import UsageRight

MAX_VALUE = 500
MAX_STATED = 50
"""How many statements of one source a record takes: more are no statement, but a nuisance."""


def stated(found: Iterable[tuple[str, str]], source: str) -> list[UsageRight]:
    """Return what was *found* in *source*, signals and what they say, as a record holds it; the empty left out."""
    cleaned = ((signal, "".join(filter(str.isprintable, value[: 2 * MAX_VALUE])).strip()) for signal, value in found)
    kept = list(dict.fromkeys((signal, value[:MAX_VALUE]) for signal, value in cleaned if value))[:MAX_STATED]
    return [UsageRight(signal=signal, value=value, source=source) for signal, value in kept]
