"""Serves pages of a folder as many news sites, in a process of its own.

`crawl_site.py PATH SITES PAGES LEAST_KB MOST_KB` prints the sites' addresses as a JSON list and serves until its
standard input ends. Each site is a port of loopback with a front page and PAGES articles. Relative links of a page,
which led to other pages of its real site, lead off the site by a `<base>`: every crawler is given the same pages.
`GET /served` answers with how many articles were sent and what CPU seconds it took since it was last asked.
"""

import asyncio
import gzip
import json
import re
import sys
from itertools import cycle, islice
from pathlib import Path
from time import process_time

HEAD = re.compile(rb"<head[^>]*>", re.IGNORECASE)
BASE = b'<base href="https://elsewhere.invalid/">'
served, used = 0, 0.0


def main() -> None:
    """Serve what the command line names."""
    folder, sites, pages, least, most = Path(sys.argv[1]), *map(int, sys.argv[2:6])
    bodies = list(islice(_bodies(folder, range(least * 1024, most * 1024 + 1)), sites * pages))
    if not bodies:
        sys.exit(f"no pages of {least} to {most} KB in {folder}/html: name a folder with html/*.html.gz")
    asyncio.run(_serve(sites, pages, bodies))


def article_path(number: int) -> str:
    """Return the path of an article in a form that news sites use."""
    return f"/news/2026/03/{number % 28 + 1:02d}/a-story-that-is-told-as-number-{10_000 + number}"


def _bodies(folder: Path, sizes: range):
    for path in sorted((folder / "html").glob("*.html.gz")):
        body = gzip.decompress(path.read_bytes())
        if len(body) in sizes:
            yield body if b"<base" in body else HEAD.sub(lambda found: found[0] + BASE, body, count=1)


async def _serve(sites: int, pages: int, bodies: list[bytes]) -> None:
    source = cycle(bodies)
    servers = []
    for _ in range(sites):
        answers = {article_path(number): next(source) for number in range(pages)}
        listed = "".join(f'<p><a href="{path}">A story told under {path[-5:]}</a></p>' for path in answers)
        front = f"<html><head><title>Front page</title></head><body>{listed}</body></html>".encode()
        servers.append(await asyncio.start_server(_answering({"/": front, **answers}), "127.0.0.1", 0))
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    print(json.dumps([f"http://127.0.0.1:{port}/" for port in ports]), flush=True)
    await asyncio.to_thread(sys.stdin.read)


def _answering(pages: dict[str, bytes]):
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        global served, used
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(b" ", 2)[1].decode("latin-1")
                body = pages.get(path)
                if path == "/served":
                    now = process_time()
                    body = json.dumps({"pages": served, "server_cpu": now - used}).encode()
                    served, used = 0, now
                elif body is not None and path != "/":
                    served += 1
                status = b"200 OK" if body is not None else b"404 Not Found"
                body = body or b""
                kind = b"text/html; charset=utf-8"
                writer.write(
                    b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (status, kind, len(body))
                )
                writer.write(body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    return answer


if __name__ == "__main__":
    main()
