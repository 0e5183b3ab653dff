"""How the time to read a page grows with its size, over shapes made to hurt: `python tests/benchmarks/hostile.py`.

Each shape is read at n, 2n and 4n bytes as a crawl reads a page: parsed, taken for an article, and searched for links
and cards. A reader whose time is linear needs four times as long for the last as for the first; a shape that needs
more than eight times as long is marked, and the exit status is 1. A page that is given up counts with the time until
then.
"""

import argparse
import gc
import resource
import sys
from pathlib import Path
from time import thread_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from newscrawl.discovery.pages.head_links import read_head_links
from newscrawl.discovery.pages.linked_page import LinkedPage
from newscrawl.discovery.pages.links import read_links
from newscrawl.discovery.pages.pagination import find_pagination
from newscrawl.discovery.pages.teasers import read_cards
from newscrawl.errors import PageTooComplex
from newscrawl.extraction.extract import extract_document
from newscrawl.extraction.page.document import Document
from tests.benchmarks.hostile_shapes import SHAPES, page_of

URL = "https://news.example/2026/01/31/story-about-the-harbour-123456.html"
SUPERLINEAR = 8.0
LEAST = 0.05
"""Seconds below which growth is noise."""


def read(page: bytes) -> str:
    """Read *page* as a crawl does; return what became of it."""
    try:
        document = Document.parse(page, URL)
        article = extract_document(document)
        page = LinkedPage.of(document)
        links = list(read_links(page))
        read_cards(links)
        find_pagination(links, URL, read_head_links(page).next_page)
    except PageTooComplex:
        return "given up"
    return "article" if article else "page"


def timed(page: bytes) -> tuple[float, str]:
    """Return the seconds of processor time that *page* takes, and what became of it."""
    gc.collect()
    gc.disable()
    started = thread_time()
    outcome = read(page)
    seconds = thread_time() - started
    gc.enable()
    return seconds, outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shapes", nargs="*", help="names of shapes, all by default")
    parser.add_argument("--size", type=int, default=256 * 1024, help="bytes of the smallest page (n)")
    options = parser.parse_args()
    read(b"<p>warm</p>")
    slow, slowest = 0, 0.0
    for name, shape in SHAPES.items():
        if options.shapes and name not in options.shapes:
            continue
        times, outcome = [], ""
        for step in range(3):
            seconds, outcome = timed(page_of(shape, options.size << step))
            times.append(seconds)
        slowest = max(slowest, *times)
        growth = times[-1] / max(times[0], LEAST)
        slow += growth > SUPERLINEAR
        columns = " ".join(f"{seconds:8.3f}" for seconds in times)
        mark = "<<< worse than linear" if growth > SUPERLINEAR else ""
        print(f"{name:24} {columns}   x {growth:5.1f}  {outcome:8} {mark}", flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(SHAPES)} shapes, {slow} worse than linear, slowest page {slowest:.2f} s, highest memory {memory} MB")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
