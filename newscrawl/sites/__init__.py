"""A list of sites to keep up with: read, checked, probed, crawled in time."""

from newscrawl.errors import SitesError
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.listing.reading import Problem, check_sites, read_sites

__all__ = ["Problem", "SiteEntry", "SitesError", "check_sites", "read_sites"]
