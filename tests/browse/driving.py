"""A browser, driven."""

import json
from typing import Any
from urllib.parse import urlsplit

SECONDS = 60  # that a page on a busy machine may take; what is awaited is looked for all the time

GRAPH_DRAWN = """
const stage = document.querySelector('#stage');
return stage.explorer && stage.ariaBusy === 'false' && /link/.test(document.querySelector('#counts').textContent)
"""


class Browser:
    """A headless Chromium on the explorer at `site`."""

    def __init__(self, driver: Any, site: str) -> None:
        self.driver = driver
        self.site = site

    def open(self, path: str, width: int = 1280, scheme: str = "light") -> None:
        """Go to *path*."""
        self.resize(width, scheme)
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(self.site + path)

    def resize(self, width: int, scheme: str = "light") -> None:
        """Make the window *width* pixels wide, under a light or a dark *scheme*."""
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        wishes = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
        media = {"features": [{"name": name, "value": value} for name, value in wishes.items()]}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)

    def run(self, script: str) -> Any:
        """Return what *script* returns in the page."""
        return self.driver.execute_script(script)

    def until(self, script: str) -> Any:
        """Wait until *script* returns something true; return it."""
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, SECONDS, 0.05).until(lambda _: self.run(script))

    def find(self, selector: str) -> Any:
        """Return the first element that *selector* chooses."""
        return self.driver.find_element("css selector", selector)

    def press(self, *keys: str) -> None:
        """Press *keys* where the focus is."""
        self.driver.switch_to.active_element.send_keys(*keys)

    @property
    def complaints(self) -> list[str]:
        """What stands in the console."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    @property
    def asked(self) -> set[str]:
        """The hosts that were asked for anything."""
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        urls = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
        return {urlsplit(url).netloc for url in urls if url.startswith("http")}
