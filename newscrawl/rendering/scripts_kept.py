"""Scripts are asked for once a crawl: every page of a site runs the same ones."""

import asyncio

import attrs

from newscrawl.rendering.exchange import Answer, Ask, Wanted

MOST_BYTES = 32 << 20


@attrs.define
class KeptScripts:
    """Asks by `ask`, and keeps what scripts were answered with, up to `most_bytes` of them."""

    ask: Ask
    most_bytes: int = MOST_BYTES
    _kept: "dict[str, asyncio.Future[Answer | None]]" = attrs.field(factory=dict)
    _bytes: int = 0

    async def __call__(self, wanted: Wanted) -> Answer | None:
        """Return the answer to *wanted*, as `Ask`; two pages that want one script at once ask once."""
        if not wanted.is_script:
            return await self.ask(wanted)
        kept = self._kept.get(wanted.url)
        if kept is not None:
            return await asyncio.shield(kept)
        asking = asyncio.ensure_future(self.ask(wanted))
        self._kept[wanted.url] = asking
        try:
            answer = await asyncio.shield(asking)
        except Exception:
            self._kept.pop(wanted.url, None)
            raise
        self._bytes += len(answer.body) if answer else 0
        if self._bytes > self.most_bytes:
            self._kept.clear()
            self._bytes = 0
        return answer
