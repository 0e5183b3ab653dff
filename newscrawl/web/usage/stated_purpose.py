"""What a user has said of texts: what they are for, and what becomes of those that are reserved against that."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

import attrs

from newscrawl.web.usage.rights import WAYS, Purpose, purpose_named, reserved_for, way_named

RECORD, _, SKIP = WAYS


@attrs.frozen
class StatedPurpose:
    """What becomes (`way`, see `WAYS`) of what is reserved against one of *purposes*; *obeys_noindex*: of what asks for
    that nothing is kept either."""

    way: str = RECORD
    purposes: tuple[Purpose, ...] = ()
    obeys_noindex: bool = False

    @classmethod
    def of(cls, way: str, purposes: Iterable[str], directives: Iterable[str]) -> Self:
        """Return what settings say: NEWSCRAWL_RIGHTS, …_PURPOSE and …_OBEY_DIRECTIVES. Raises `BadInput`."""
        named = tuple(purpose_named(name) for name in purposes if name.strip())
        return cls(way_named(way or RECORD), named, "noindex" in map(str.strip, directives))

    @property
    def keeps_all(self) -> bool:
        """Whether every text is kept whole."""
        return self.way == RECORD and not self.obeys_noindex

    def reserving(self, rights: Iterable[Mapping[str, Any]]) -> str | None:
        """Return which of *rights* (as in a record) reserves the text, in words; None where that changes nothing."""
        if self.way == RECORD:
            return None
        found = list(rights)
        return next((right for purpose in self.purposes if (right := reserved_for(found, purpose))), None)

    def refusing(self, rights: Iterable[Mapping[str, Any]]) -> str | None:
        """Return why nothing of the page is to be kept, None where something is."""
        found = list(rights)
        if self.obeys_noindex and any(right["value"] == "noindex" for right in found):
            return "noindex"
        return self.reserving(found) if self.way == SKIP else None
