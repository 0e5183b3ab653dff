"""Makes the pictures of the README anew: `python -m tests.browse.make_pictures`, from the top of a clone.

They show the explorer over the demo's articles. It needs the extra `test`, Chromium and its driver, as the tests of the
explorer do, and Pillow (`pip install pillow`), which makes the files small.
"""

import tempfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any

from PIL import Image

from newscrawl.storage import Store
from newscrawl.storage.graph.queries import key_of
from tests.browse.conftest import explored
from tests.browse.driving import Browser
from tests.browse.filling import HOSTILE_URL, NOW, OTHER, PAPER, fill
from tests.conftest import ROOT

WIDTH, COLOURS = 1200, 64
FOLDER = ROOT / "newscrawl" / "browse" / "pictures"


def make(folder: Path, driver: Any) -> None:
    """Write the pictures to *folder*."""
    with tempfile.TemporaryDirectory() as temporary:
        url = f"sqlite:///{temporary}/store.db"
        with Store.open(url, clock=lambda: NOW) as store:
            fill(store)
            store.forget([HOSTILE_URL])
            (revised,) = [hit.url for hit in store.search("corrigé") if hit.url.startswith(PAPER)]
            article = f"/article/{key_of(store, revised)}"
            copy = key_of(store, revised.replace(PAPER, OTHER))
            with explored(store) as address:
                browser = Browser(driver, address)
                _shoot(browser, "/", folder / "overview.png")
                _shoot(browser, f"{article}/beside/{copy}", folder / "beside.png")


def _shoot(browser: Browser, path: str, file: Path) -> None:
    browser.open(path, WIDTH)
    browser.run("document.activeElement.blur()")
    with Image.open(BytesIO(browser.driver.get_screenshot_as_png())) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


@contextmanager
def _chromium() -> Any:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = which("chromium") or ""
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--hide-scrollbars",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=which("chromedriver")))
    try:
        yield opened
    finally:
        opened.quit()


if __name__ == "__main__":
    with _chromium() as driver:
        make(FOLDER, driver)
