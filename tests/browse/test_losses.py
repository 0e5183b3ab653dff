"""Which addresses became no article."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

from lxml import html

from newscrawl.fates import FateNote, Reason
from newscrawl.storage import Store
from tests.browse.conftest import browsed
from tests.storage.builders import SITE, article


def test_losses_are_told_by_reason_with_examples_that_lead_to_their_story(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    at = datetime(2026, 1, 22, tzinfo=UTC)
    with Store.open(url) as store:
        store.save(article(1))
        store.record_fates(
            FateNote(site="paper.example", url=f"{SITE}/lost/{n}", reason=Reason.REFUSED, detail="403", at=at)
            for n in range(5)
        )
    with browsed(url) as address:
        page = html.parse(urlopen(f"{address}/losses")).getroot()
        assert "5 of paper.example" in page.xpath("string(//p[@class='lead'])")
        assert page.xpath("string(//h2)").split() == ["refused:", "403", "5"]
        examples = page.xpath("//ul[@class='lines']//a/@href")
        assert len(examples) == 3
        story = html.parse(urlopen(address + examples[0])).getroot()
        assert "refused" in story.xpath("string(//p[@class='lead'])")
        assert "Nothing is known to be lost" in urlopen(f"{address}/losses?site=other.example").read().decode()
