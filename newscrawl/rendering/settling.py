"""When a page is done: nothing is under way, and its text is still; and how far a listing goes on."""

import asyncio
import time
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from newscrawl.errors import RenderingFailed
from newscrawl.rendering.gate import Gate
from newscrawl.rendering.serialising import STATE

if TYPE_CHECKING:
    from playwright.async_api import Page

T = TypeVar("T")

STILL_SECONDS = 0.5
LOOK_SECONDS = 0.1
MOST_ROUNDS = 10
"""How often a listing is asked for more."""

_LINKS = "() => new Set(Array.from(document.links, link => link.href)).size"
# Buttons that say "more" and lead to no other page: by their words in many languages, or by their names.
_MORE = r"""() => {
  const words = new RegExp('(?:^|\\s)(?:more|plus|mehr|weitere|más|mas|mais|altri|altro|meer|fler|flere|więcej|další|' +
    'více|több|mai mult|lisää|ещё|еще|больше|більше|daha fazla|thêm|lainnya|selengkapnya|zaidi|περισσότερα|' +
    'المزيد|بیشتر|और)(?:$|[\\s.…])|更多|加载|もっと|더\\s?보기|עוד', 'i');
  const names = /(?:load|show|view|see)[-_]?more|more[-_]?(?:posts|news|articles|stories|btn|button)|infinite/i;
  const leads = link => { const to = link.getAttribute('href'); return to && !/^(?:#|javascript:)/i.test(to); };
  window.scrollTo(0, document.documentElement.scrollHeight);
  const found = document.querySelectorAll('button, [role=button], a:not([href]), a[href^="#"], a[href^="javascript:"]');
  let pressed = 0;
  for (const button of found) {
    const text = (button.textContent || '').trim();
    const name = `${button.className} ${button.id}`;
    if (pressed < 3 && text.length <= 40 && (words.test(text) || names.test(name)) && !leads(button) &&
        !button.disabled && button.getClientRects().length && !button.closest('form, nav, header')) {
      button.click();
      pressed += 1;
    }
  }
}"""


@attrs.define
class Budget:
    """The time of one page: *seconds* of its own, beside what it waits for answers, and *at_most* altogether."""

    gate: Gate
    seconds: float
    at_most: float
    _began: float = attrs.field(factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds that are left, never below 0."""
        gone = time.monotonic() - self._began
        return max(0.0, min(self.seconds - (gone - self.gate.waited), self.at_most - gone))

    async def within(self, work: Awaitable[T], grace: float = 0.0) -> T:
        """Return what *work* gives; `RenderingFailed` where it takes longer than is left and *grace* seconds."""
        task = asyncio.ensure_future(work)
        ends = time.monotonic() + grace
        try:
            while not task.done():
                if self.left <= 0 and time.monotonic() >= ends:
                    raise RenderingFailed(f"its scripts did not come to an end in {self.seconds:.0f} s")
                await asyncio.wait({task}, timeout=LOOK_SECONDS)
                self.check()
            return task.result()
        finally:
            task.cancel()

    def check(self) -> None:
        """Raise what is to end the rendering."""
        if self.gate.ended is not None:
            raise self.gate.ended


async def settle(page: "Page", budget: Budget) -> None:
    """Wait until *page* is done, or its time is over."""
    last: Any = None
    since = time.monotonic()
    while budget.left > 0:
        state = await budget.within(page.evaluate(STATE))
        if state is None or state != last or budget.gate.under_way:
            last, since = state, time.monotonic()
        elif time.monotonic() - since >= STILL_SECONDS:
            return
        await asyncio.sleep(LOOK_SECONDS)


async def go_on(page: "Page", budget: Budget) -> None:
    """Scroll the listing *page* and press its buttons for more, as long as that brings links."""
    links = await budget.within(page.evaluate(_LINKS))
    for _ in range(MOST_ROUNDS):
        if budget.left <= 0:
            return
        await budget.within(page.evaluate(_MORE))
        await settle(page, budget)
        now = await budget.within(page.evaluate(_LINKS))
        if not isinstance(now, int) or now <= links:
            return
        links = now
