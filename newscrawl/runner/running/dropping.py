"""Lets go of requests that were handed to the downloader and not sent yet."""

from scrapy.core.engine import ExecutionEngine

from newscrawl.signals import LetGo


def drop_waiting(engine: ExecutionEngine) -> None:
    """Send none of the requests that wait for their turn in the downloader of *engine*."""
    for slot in engine.downloader.slots.values():
        while slot.queue:
            _, answer = slot.queue.popleft()
            answer.errback(LetGo("it was not sent: the crawl ends"))
