"""Articles in the world's scripts: each runs in its own direction, in lists and on its page, and fits a phone."""

from collections.abc import Iterator

import pytest

from newscrawl.storage import Store
from tests.browse.conftest import browsed
from tests.browse.driving import Browser
from tests.storage.builders import article

TEXTS = {
    "ar": "افتتاح مستشفى جديد في العاصمة بحضور وزير الصحة",
    "he": "העירייה פתחה פארק חדש בלב העיר",
    "ko": "서울시, 한강 공원에 새 자전거 도로 개통",
    "th": "กรุงเทพฯ เปิดสวนสาธารณะแห่งใหม่ริมแม่น้ำเจ้าพระยา",
    "hi": "दिल्ली में नई मेट्रो लाइन का उद्घाटन",
}
RIGHT_TO_LEFT = {"ar", "he"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of an explorer, and the path of the article in each language."""
    url = f"sqlite:///{tmp_path_factory.mktemp('world')}/store.db"
    with Store.open(url) as store:
        for number, (language, text) in enumerate(TEXTS.items(), 1):
            body = f"{text}.\n\n{text * 4}"
            words = {"headline": text, "description": text, "articleBody": body, "section": text[:6]}
            store.save(article(number, inLanguage=language, authors=[{"name": text[:12]}], **words))
        paths = {hit.headline: hit.url for hit in store.search("")}
    with browsed(url) as address:
        yield address, {language: f"/article?url={paths[text]}" for language, text in TEXTS.items()}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_runs_in_its_own_direction(chromium: object, world: tuple[str, dict[str, str]], language: str) -> None:
    address, paths = world
    browser = Browser(chromium, address)
    expected = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    directions = "return [...document.querySelectorAll(arguments[0])].map((e) => getComputedStyle(e).direction)"
    browser.open(paths[language], 390)
    found = browser.driver.execute_script(directions, ".reading h1, .reading p[dir]")
    assert len(found) >= 5
    assert set(found) == {expected}
    assert browser.run("return document.querySelector('.reading').lang") == language
    assert browser.run("return document.documentElement.scrollWidth === document.documentElement.clientWidth")
    browser.open(f"/search?language={language}", 390)
    assert browser.driver.execute_script(directions, ".teasers h3, .teasers .standfirst") == [expected] * 2
    assert browser.run("return document.documentElement.scrollWidth === document.documentElement.clientWidth")
