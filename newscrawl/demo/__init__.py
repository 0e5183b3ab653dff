"""A replica of L'Essor with its truth, served on loopback.

>>> site = DemoSite("hashed", articles=40)
>>> with DemoServer(site) as server:
...     records = site.truth(server.url)
"""

from newscrawl.demo.renditions import RENDITIONS, OldSlug, Rendition
from newscrawl.demo.server import DemoServer, Requested
from newscrawl.demo.site import DemoSite, UnknownRenditionError
from newscrawl.demo.traits import Trait

__all__ = [
    "RENDITIONS",
    "DemoServer",
    "DemoSite",
    "OldSlug",
    "Rendition",
    "Requested",
    "Trait",
    "UnknownRenditionError",
]
