"""An archive packed as one file: WACZ 1.1.1, which opens in replayweb.page and others."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from newscrawl.archive.http import parse_response
from newscrawl.archive.index import Capture, CaptureIndex
from newscrawl.archive.reading import record_at

_DATE = (1980, 1, 1, 0, 0, 0)


def write_wacz(folder: Path, index: CaptureIndex, target: Path) -> int:
    """Write the closed files of the archive in *folder* to *target*; return how many captures they hold."""
    captures = [capture for capture in index.captures() if capture.file.endswith(".warc.gz")]
    lines = sorted(_cdx_line(folder, capture) for capture in captures)
    pages = [c for c in captures if c.status == 200 and c.kind in ("article", "home", "listing")]
    resources: list[dict[str, object]] = []
    part = target.with_name(target.name + ".part")
    with zipfile.ZipFile(part, "w") as package:
        for name in dict.fromkeys(capture.file for capture in captures):
            resources.append(_add_file(package, f"archive/{name}", folder / name))
        resources.append(_add(package, "indexes/index.cdx", "".join(lines).encode()))
        resources.append(_add(package, "pages/pages.jsonl", _pages(pages)))
        described = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "software": "newscrawl",
            "created": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "resources": resources,
        }
        text = json.dumps(described, indent=2).encode()
        _add(package, "datapackage.json", text)
        digest = {"path": "datapackage.json", "hash": _sha256(text)}
        _add(package, "datapackage-digest.json", json.dumps(digest).encode())
    part.rename(target)
    return len(captures)


def surt(url: str) -> str:
    """Return *url* in the form that CDX indexes are sorted by.

    >>> surt("https://www.paper.example/a?b=1")
    'example,paper)/a?b=1'
    """
    parts = urlsplit(url.lower())
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}{port}){parts.path or '/'}{query}"


def _cdx_line(folder: Path, capture: Capture) -> str:
    record = record_at(folder / capture.file, capture.offset)
    message = parse_response(record.block) if record is not None else None
    mime = message.headers.get("content-type", "").partition(";")[0] if message is not None else ""
    fields = {
        "url": capture.url,
        "mime": "warc/revisit" if capture.is_revisit else mime or "unk",
        "status": str(capture.status),
        "digest": capture.payload,
        "length": str(capture.length),
        "offset": str(capture.offset),
        "filename": capture.file,
    }
    stamp = "".join(filter(str.isdigit, capture.time))[:14]
    return f"{surt(capture.url)} {stamp} {json.dumps(fields, ensure_ascii=False)}\n"


def _pages(captures: list[Capture]) -> bytes:
    lines = [json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All pages"})]
    lines += [json.dumps({"url": capture.url, "ts": capture.time, "title": capture.url}) for capture in captures]
    return ("\n".join(lines) + "\n").encode()


def _add_file(package: zipfile.ZipFile, name: str, path: Path) -> dict[str, object]:
    digest = hashlib.sha256()
    with path.open("rb") as source, package.open(zipfile.ZipInfo(name, _DATE), "w", force_zip64=True) as target:
        while data := source.read(io.DEFAULT_BUFFER_SIZE * 8):
            digest.update(data)
            target.write(data)
    return _resource(name, digest.hexdigest(), path.stat().st_size)


def _add(package: zipfile.ZipFile, name: str, data: bytes) -> dict[str, object]:
    package.writestr(zipfile.ZipInfo(name, _DATE), data)
    return _resource(name, hashlib.sha256(data).hexdigest(), len(data))


def _resource(path: str, digest: str, size: int) -> dict[str, object]:
    return {"name": path.rpartition("/")[2], "path": path, "hash": f"sha256:{digest}", "bytes": size}


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
