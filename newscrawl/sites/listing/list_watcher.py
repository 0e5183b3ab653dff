"""A list of sites that is read again and again while it may be edited."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from newscrawl.errors import SitesError
from newscrawl.sites.listing.entry import SiteEntry

logger = logging.getLogger(__name__)


def version_of(file: Path) -> object:
    """Return what changes when *file* does."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@attrs.define
class FollowedList:
    """The list as `read` gives it now; while it is unsound, as it was before.

    `version` gives what is equal as long as the list is the same; by default it may have changed each time.
    """

    read: Callable[[], Sequence[SiteEntry]]
    version: Callable[[], object] = object
    _last: Sequence[SiteEntry] = attrs.field(factory=list, init=False)
    _last_version: object = attrs.field(factory=object, init=False)

    def entries(self) -> Sequence[SiteEntry]:
        """Return the entries; raises `SitesError` where the list was never sound."""
        version = self.version()
        if version == self._last_version:
            return self._last
        try:
            self._last = self.read()
        except SitesError as error:
            if not self._last:
                raise
            logger.warning("%s; going on with the list as it was", error)
        self._last_version = version
        return self._last
