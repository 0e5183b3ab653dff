"""A child process that reads pages with Fundus's hand-written parsers: a JSON line in, a JSON line out."""

import datetime
import json
import re
import sys
import time
from base64 import b64decode
from typing import Any

from fundus import PublisherCollection

# `de_BR_2024_04_22`: country, publisher, day of the crawl.
PAGE = re.compile(r"(?P<country>[a-z]+)_(?P<publisher>\w+)_(?P<year>\d{4})_(?P<month>\d\d)_(?P<day>\d\d)")


def main() -> None:
    """Answer each line on standard input until it ends."""
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(_read(request["id"], b64decode(request["html"]))), flush=True)


def _read(page: str, html: bytes) -> dict[str, Any] | None:
    match = PAGE.fullmatch(page)
    country = getattr(PublisherCollection, match["country"], None) if match else None
    publisher = getattr(country, match["publisher"], None) if match and country else None
    if match is None or publisher is None:
        return None
    parser = publisher.parser(datetime.date(int(match["year"]), int(match["month"]), int(match["day"])))
    start = time.perf_counter()
    try:
        found = parser.parse(html.decode("utf-8", "replace"), "suppress")
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}", "seconds": time.perf_counter() - start}
    body, date = found.get("body"), found.get("publishing_date")
    covers = [image for image in found.get("images") or [] if image.is_cover]
    answer = {
        "body": body.text("\n\n") if body else None,
        "title": found.get("title"),
        "authors": found.get("authors"),
        "date": date.isoformat() if date else None,
        "image": covers[0].versions[-1].url if covers else None,
    }
    return answer | {"seconds": time.perf_counter() - start}


main()
