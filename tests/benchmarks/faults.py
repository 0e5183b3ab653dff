"""Kills a crawl of the demo site again and again, and says whether the store and the feeds have lost anything.

`python tests/benchmarks/faults.py [--kills N]`. Each crawl is killed (SIGKILL) after a random time of 1.5 to 5 s;
every fifth is sent SIGTERM, every seventh SIGHUP. The last one is left to end. Then all that a crawl without faults
stores must stand in the store once and in the feeds at least once, and again only where a crawl was killed between the
renaming of its feed and the note of it.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from newscrawl.demo import DemoServer, DemoSite
from newscrawl.storage import Store, site_of
from newscrawl.storage.state.schedule import Schedule


def main() -> None:
    """Print what was lost or repeated, as JSON; exit code 1 where anything was."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100, help="crawls that are killed before one may end (100)")
    kills = parser.parse_args().kills
    chance = random.Random(kills)
    with tempfile.TemporaryDirectory() as folder, DemoServer(DemoSite("semantic")) as server:
        url = server.url + "/"
        for number in range(kills):
            _killed(url, Path(folder), number, chance.uniform(1.5, 5.0))
        code = _start(url, Path(folder), kills).wait(600)
        found = _found(Path(folder), url, len(list(server.site.truth(server.url))))
    print(json.dumps({"kills": kills, "last_exit_code": code, **found}))
    sys.exit(bool(code or found["lost"] or found["in_no_feed"] or found["stored_twice"]))


def _start(url: str, folder: Path, number: int) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "newscrawl", "crawl", url, "--spider", "lessor", "--feed", f"feed-{number}.jsonl"]
    environment = os.environ | {"NEWSCRAWL_STORE": "sqlite:///store.db", "PYTHONPATH": str(Path.cwd())}
    silent = subprocess.DEVNULL
    return subprocess.Popen(words, cwd=folder, env=environment, stdout=silent, stderr=silent)


def _killed(url: str, folder: Path, number: int, seconds: float) -> None:
    crawl = _start(url, folder, number)
    time.sleep(seconds)
    if number % 5 == 4:
        crawl.send_signal(signal.SIGTERM)
    elif number % 7 == 6:
        crawl.send_signal(signal.SIGHUP)
    else:
        crawl.kill()
    crawl.wait(60)


def _found(folder: Path, url: str, articles: int) -> dict[str, object]:
    feeds = Counter(
        json.loads(line)["canonicalUrl"]
        for feed in folder.glob("feed-*.jsonl")
        for line in feed.read_text("utf-8").splitlines()
    )
    with Store.open(f"sqlite:///{folder}/store.db") as store:
        stored = Counter(str(record["canonicalUrl"]) for record in store.records())
        runs = Schedule(store.database).runs(site_of(url))
    return {
        "articles": articles,
        "lost": articles - len(stored),
        "stored_twice": sum(count > 1 for count in stored.values()),
        "in_no_feed": len(stored.keys() - feeds.keys()),
        "lines_repeated": feeds.total() - len(feeds),
        "leftovers": len(list(folder.glob(".*.part"))),
        "runs": dict(Counter(str(run.outcome) for run in runs)),
    }


if __name__ == "__main__":
    main()
