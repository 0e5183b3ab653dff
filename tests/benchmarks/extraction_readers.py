"""The readers that the extraction benchmark compares: functions of a page's bytes and URL."""

import contextlib
import json
import subprocess
import time
from base64 import b64encode
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

from extraction_measures import Reading

Reader = Callable[[bytes, str], Reading]

JUDGE = "newscrawl, judging"
"""The only reader that is asked about pages of every type."""


def newscrawl() -> Reader:
    """Return this project's `extract`, told that the page is an article: its peers never refuse either."""
    from newscrawl.extraction import extract

    def read(html: bytes, url: str) -> Reading:
        article = extract(html, url, article=True)
        if article is None:
            return Reading()
        return Reading(
            body=article.articleBody,
            title=article.headline,
            authors=[author.name for author in article.authors or [] if author.name],
            date=article.datePublished,
            image=article.mainImage.url if article.mainImage else None,
        )

    return read


def newscrawl_judging() -> Reader:
    """Return this project's `extract` as judge of whether a page is an article at all."""
    from newscrawl.extraction import extract

    def read(html: bytes, url: str) -> Reading:
        article = extract(html, url)
        return Reading(body=article.articleBody if article else None, is_article=article is not None)

    return read


def _trafilatura(fast: bool) -> Reader:
    from trafilatura import bare_extraction

    def read(html: bytes, url: str) -> Reading:
        found = bare_extraction(html, url=url or None, with_metadata=True, fast=fast, include_comments=False)
        if found is None:
            return Reading()
        data = found.as_dict()
        authors = [name.strip() for name in (data["author"] or "").split(";") if name.strip()]
        return Reading(body=data["text"], title=data["title"], authors=authors, date=data["date"], image=data["image"])

    return read


def trafilatura_standard() -> Reader:
    """Return trafilatura as it comes."""
    return _trafilatura(fast=False)


def trafilatura_fast() -> Reader:
    """Return trafilatura without its fallbacks."""
    return _trafilatura(fast=True)


def newspaper4k() -> Reader:
    """Return newspaper4k's `Article`, without its language processing and its requests for pictures."""
    from newspaper import Article

    def read(html: bytes, url: str) -> Reading:
        article = Article(url or "http://localhost/", fetch_images=False)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        date = article.publish_date.isoformat() if article.publish_date else None
        return Reading(article.text, article.title, article.authors, date, article.top_image)

    return read


def readability() -> Reader:
    """Return readability-lxml."""
    from lxml import html as lxml_html
    from readability import Document

    def read(html: bytes, url: str) -> Reading:
        page = Document(html.decode("utf-8", "replace"), url=url or None)
        summary = lxml_html.fromstring(page.summary())
        return Reading(body=" ".join(summary.itertext()), title=page.short_title())

    return read


def resiliparse() -> Reader:
    """Return resiliparse's plain text of the main content."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def read(html: bytes, url: str) -> Reading:
        return Reading(body=extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True))

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "newscrawl": newscrawl,
    JUDGE: newscrawl_judging,
    "trafilatura": trafilatura_standard,
    "trafilatura-fast": trafilatura_fast,
    "newspaper4k": newspaper4k,
    "readability-lxml": readability,
    "resiliparse": resiliparse,
}


def version(name: str) -> str:
    """Return the version of the package that the reader *name* stands for."""
    return metadata.version({"trafilatura-fast": "trafilatura"}.get(name, name))


def use_weights(folder: Path) -> None:
    """Let newscrawl read with the weights in *folder* in place of those that it is shipped with."""
    from newscrawl.extraction.body import weights

    weights.PACKAGED = folder
    weights.load_weights.cache_clear()


def timed(reader: Reader, html: bytes, url: str) -> Reading:
    """Return what *reader* says and the seconds it took; an exception is an empty reading with its text."""
    start = time.perf_counter()
    try:
        reading = reader(html, url)
    except Exception as error:  # a peer's crash is a result
        reading = Reading(error=f"{type(error).__name__}: {error}")
    reading.seconds = time.perf_counter() - start
    return reading


class Fundus:
    """Fundus's hand-written parsers, in a Python of their own: they need an older lxml. A child times."""

    def __init__(self, python: Path) -> None:
        """Start the child with *python*, an interpreter that can import `fundus`."""
        script = Path(__file__).with_name("extraction_fundus.py")
        self._child = subprocess.Popen(
            [python, script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def read(self, page: str, html: bytes) -> Reading | None:
        """Return the reading of *html*, the page named *page*; `None` for a publisher that Fundus lacks."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        print(json.dumps({"id": page, "html": b64encode(html).decode()}), file=self._child.stdin, flush=True)
        answer: dict[str, Any] | None = json.loads(self._child.stdout.readline())
        return Reading(**answer) if answer else None

    def close(self) -> None:
        """End the child."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.communicate(timeout=5)
