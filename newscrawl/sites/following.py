"""A list of sites that is read again and again while it may be edited."""

import logging
from collections.abc import Callable, Sequence

import attrs

from newscrawl.sites.entry import SiteEntry
from newscrawl.sites.errors import SitesError

logger = logging.getLogger(__name__)


@attrs.define
class FollowedList:
    """The list as `read` gives it now; while it is unsound, as it was before."""

    read: Callable[[], Sequence[SiteEntry]]
    _last: Sequence[SiteEntry] = attrs.field(factory=list, init=False)

    def entries(self) -> Sequence[SiteEntry]:
        """Return the entries; raises `SitesError` where the list was never sound."""
        try:
            self._last = self.read()
        except SitesError as error:
            if not self._last:
                raise
            logger.warning("%s; going on with the list as it was", error)
        return self._last
