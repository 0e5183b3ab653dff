"""What reading archives again has brought, by what Scrapy counted."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from newscrawl.pipelines.compare import EXAMPLES, FIELDS, PREFIX
from newscrawl.storage.state.replayed_files import OUTCOMES, FileProgress

MOST_EXAMPLES = 3
STORED = ("articles", *OUTCOMES)
FINISHED = "finished"


@attrs.frozen(kw_only=True)
class FieldChange:
    """How often a field reads the same as it is stored, otherwise, only now, or no more; with some addresses."""

    field: str
    same: int = 0
    changed: int = 0
    gained: int = 0
    lost: int = 0
    examples: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Replayed:
    """What reading archives again brought; `reread` articles came from fetches that were stored, and read otherwise.

    Of `unfinished` files the rest could not be had; files `read_before` were read by the same version in another run;
    `missing` are files and lists that are not there. `reason` is why it ended, `finished` where nothing cut it short.
    """

    pages: int = 0
    articles: int = 0
    new: int = 0
    changed: int = 0
    reread: int = 0
    unchanged: int = 0
    damaged: int = 0
    errors: int = 0
    reason: str = FINISHED
    unfinished: int = 0
    read_before: int = 0
    missing: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    def since(self, before: "Replayed") -> "Replayed":
        """Return what was stored since *before*."""
        names = ("pages", "damaged", *STORED)
        return Replayed(**{name: max(0, getattr(self, name) - getattr(before, name)) for name in names})

    @property
    def is_whole(self) -> bool:
        """Whether all that was asked for was read and stored."""
        lost = self.damaged or self.errors or self.unfinished or self.missing
        return not lost and self.reason == FINISHED


def stored_by(progress: FileProgress) -> Replayed:
    """Return what all runs have brought of one file, by what the store knows."""
    return Replayed(pages=progress.pages, damaged=progress.damaged, **{n: getattr(progress, n) for n in STORED})


def replayed_of(stats: Mapping[str, Any]) -> Replayed:
    """Return what one run brought by its *stats*."""

    def count(name: str) -> int:
        return int(stats.get(f"newscrawl/{name}", 0))

    return Replayed(
        pages=count("replay/pages"),
        articles=int(stats.get("item_scraped_count", 0)),
        new=count("articles/new"),
        changed=count("articles/changed"),
        reread=count("articles/reread"),
        unchanged=count("articles/unchanged"),
        damaged=count("replay/damaged"),
        errors=count("store/errors") + count("replay/errors") + int(stats.get("spider_exceptions/count", 0)),
        reason=str(stats.get("finish_reason", "not started")),
        unfinished=count("replay/files/unfinished"),
        read_before=count("replay/files/read_before"),
        fields=tuple(change for change in (_change(name, stats) for name in FIELDS) if change is not None),
    )


def together(parts: Iterable[Replayed]) -> Replayed:
    """Return *parts* as one: counts added up, and of the ends the first that was not `finished`."""
    whole = Replayed()
    for part in parts:
        counts = {
            field.name: getattr(whole, field.name) + getattr(part, field.name)
            for field in attrs.fields(Replayed)
            if field.name not in ("reason", "fields")
        }
        reason = part.reason if whole.reason == FINISHED else whole.reason
        whole = Replayed(**counts, reason=reason, fields=_added(whole.fields, part.fields))
    return whole


def _added(some: Iterable[FieldChange], others: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    found: dict[str, FieldChange] = {}
    for one in (*some, *others):
        before = found.get(one.field, FieldChange(field=one.field))
        found[one.field] = FieldChange(
            field=one.field,
            same=before.same + one.same,
            changed=before.changed + one.changed,
            gained=before.gained + one.gained,
            lost=before.lost + one.lost,
            examples=(*before.examples, *one.examples)[:MOST_EXAMPLES],
        )
    return tuple(found[name] for name in FIELDS if name in found)


def _change(name: str, stats: Mapping[str, Any]) -> FieldChange | None:
    found = {kind: int(stats.get(f"{PREFIX}/{name}/{kind}", 0)) for kind in ("same", "changed", "gained", "lost")}
    if not any(found.values()):
        return None
    examples = [url for kind in ("lost", "changed", "gained") for url in stats.get(f"{EXAMPLES}/{name}/{kind}", ())]
    return FieldChange(field=name, **found, examples=tuple(examples[:MOST_EXAMPLES]))
