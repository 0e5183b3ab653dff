"""An export for a purpose leaves out what publishers reserve against it."""

import json
from pathlib import Path

import pytest

from newscrawl.items import NewsArticle, UsageRight
from newscrawl.storage import Store
from newscrawl.storage.exports.export import export_articles
from newscrawl.web.usage.rights import Purpose


@pytest.mark.parametrize(
    ("purpose", "kept"), [(None, ["free", "hidden", "reserved"]),
     ("ai-train", ["free", "hidden"]), ("search", ["free", "reserved"])]
)  # fmt: skip
def test_what_is_reserved_is_left_out(tmp_path: Path, purpose: Purpose | None, kept: list[str]) -> None:
    said = {"free": None, "reserved": ("content-signal", "ai-train=no"), "hidden": ("robots", "noindex")}
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store:
        for name, right in said.items():
            rights = [UsageRight(signal=right[0], value=right[1], source="header")] if right else None
            store.save(NewsArticle(url=f"https://example.org/{name}", headline=name, usageRights=rights))
        export_articles(store, tmp_path / "a.jsonl", usable_for=purpose)
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert sorted(json.loads(line)["headline"] for line in lines) == kept
