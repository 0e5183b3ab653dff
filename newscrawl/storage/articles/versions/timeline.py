"""Where a page that is read once more belongs among the versions of its article.

What a publisher changed and what another reader sees otherwise are told apart: a version was read from one fetch by one
version of the reader. The same fetch read again takes its place; so does another fetch of the time in which the former
reader saw no change. Where one reader sees two texts, the publisher has changed it.
"""

from collections.abc import Sequence
from typing import Any, Literal

import attrs

Cause = Literal["publisher", "reader"]
"""Who is behind what is new of an article: its publisher, or the reader, which reads the same page otherwise."""

Effect = Literal["changed", "reread", "unchanged"]


@attrs.frozen(kw_only=True)
class Reading:
    """A version: `fields` as they were read from the fetch `read_at`, standing since the fetch `first_seen`.

    `extractor` is the version of the reader, `cause` is `reader` where an earlier reading of it was replaced. Times are
    UTC text as the store keeps them.
    """

    first_seen: str
    read_at: str
    fields: dict[str, Any]
    content_hash: str
    extractor: str | None = None
    cause: Cause = "publisher"


@attrs.frozen
class Placed:
    """The versions with a further reading among them, oldest first, and what that has brought."""

    versions: tuple[Reading, ...]
    effect: Effect


def placed(versions: Sequence[Reading], reading: Reading, known_until: str, *, is_own: bool) -> Placed:
    """Return *versions* (at least one, oldest first) with *reading* of one fetch among them.

    *known_until*: when the standing version was last fetched. *is_own*: the fetch was one of this store's crawls, so
    that the former reader has seen it too.
    """
    at = reading.read_at
    same = next((i for i, version in enumerate(versions) if version.read_at == at), None)
    if same is not None:
        return _superseded(versions, same, reading)
    place = sum(version.first_seen <= at for version in versions) - 1
    if place < 0:
        return _first(versions, reading)
    version = versions[place]
    if version.fields == reading.fields:
        confirmed = attrs.evolve(version, extractor=reading.extractor)
        return Placed(_with(versions, place, confirmed), "unchanged")
    is_standing = place + 1 == len(versions)
    if not is_standing and versions[place + 1].fields == reading.fields and at > version.read_at:
        earlier = attrs.evolve(versions[place + 1], first_seen=at)
        return Placed(_with(versions, place + 1, earlier), "unchanged")
    if version.extractor != reading.extractor and (not is_standing or at <= known_until):
        if not is_own and at < version.read_at:
            return Placed(tuple(versions), "unchanged")
        return _superseded(versions, place, reading)
    # Own archives are read in order: what comes later will tell. Files of others come in any.
    return _changed(versions, place, reading, known_until if is_standing and not is_own else "")


def _first(versions: Sequence[Reading], reading: Reading) -> Placed:
    """Return *versions* with a *reading* that is older than all of them."""
    if versions[0].fields == reading.fields:
        return Placed(_with(versions, 0, attrs.evolve(versions[0], first_seen=reading.first_seen)), "unchanged")
    return Placed((reading, *versions), "changed")


def _superseded(versions: Sequence[Reading], place: int, reading: Reading) -> Placed:
    """Return *versions* with *reading* in place of what another reader made of that version."""
    before = versions[place]
    is_same = before.fields == reading.fields
    now = attrs.evolve(reading, first_seen=before.first_seen, cause=before.cause if is_same else "reader")
    return Placed(_united(_with(versions, place, now)), "unchanged" if is_same else "reread")


def _changed(versions: Sequence[Reading], place: int, reading: Reading, seen_until: str) -> Placed:
    """Return *versions* with *reading* as one of its own, beside or within the one in whose time it was fetched, which
    was seen again at *seen_until*."""
    before = versions[place]
    if reading.read_at > before.read_at:
        again = [attrs.evolve(before, first_seen=seen_until)] if reading.read_at < seen_until else []
        found = (*versions[: place + 1], reading, *again, *versions[place + 1 :])
    else:
        first = attrs.evolve(reading, first_seen=before.first_seen)
        later = attrs.evolve(before, first_seen=before.read_at)
        found = (*versions[:place], first, later, *versions[place + 1 :])
    return Placed(_united(found), "changed")


def _with(versions: Sequence[Reading], place: int, version: Reading) -> tuple[Reading, ...]:
    return (*versions[:place], version, *versions[place + 1 :])


def _united(versions: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return *versions* with those that follow each other and read the same as one."""
    found: list[Reading] = []
    for version in versions:
        if found and found[-1].fields == version.fields:
            found[-1] = attrs.evolve(version, first_seen=found[-1].first_seen)
        else:
            found.append(version)
    return tuple(found)
