"""`newscrawl follow WORDS`: tell another program, or a feed, what is new, changed or withdrawn."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from newscrawl.cli.addresses import checked
from newscrawl.cli.options import (
    STORE_DEFAULT,
    AuthorOption,
    ContactOption,
    LanguageOption,
    SavedOption,
    SectionOption,
    SiteOption,
    StoreOption,
    opened,
)
from newscrawl.cli.saved import asked
from newscrawl.errors import BadInput
from newscrawl.runner.output.consoles import err
from newscrawl.runner.output.tables import print_line
from newscrawl.runner.webhook import NotDelivered, Webhook
from newscrawl.storage import Filter, Store, StoreUnavailable
from newscrawl.storage.exports.syndication import Channel, write_feed
from newscrawl.storage.follow import FIELDS, Event, Follower, Question
from newscrawl.storage.search.newest import newest_records
from newscrawl.web.moments import now
from newscrawl.web.suggestions import did_you_mean
from newscrawl.web.user_agent import user_agent

HOME = "https://schema.org/NewsArticle"
SECRET = "NEWSCRAWL_WEBHOOK_SECRET"
IN_FEED = 50
SHORT = {"body": "articleBody", "standfirst": "description", "date": "datePublished"}


def follow(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="As for search; without words, all articles.")
    ] = None,
    webhook: Annotated[str | None, typer.Option(metavar="URL", help="Send each event there, by POST.")] = None,
    rss: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep this feed up to date: .rss .atom .json.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What the follower is called.", show_default="its words and target"),
    ] = None,
    min_change: Annotated[str, typer.Option(metavar="SHARE", help="Changes of less are not told, such as 5%.")] = "0%",
    only: Annotated[
        str | None, typer.Option(metavar="A,B", help=f"Only changes of these fields: {', '.join(FIELDS)}.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="One round, for cron; else until Ctrl-C.")] = False,
    every: Annotated[float, typer.Option(min=1.0, metavar="SECONDS", help="How often to look.")] = 30.0,
    store: StoreOption = STORE_DEFAULT,
    site: SiteOption = None,
    author: AuthorOption = None,
    section: SectionOption = None,
    language: LanguageOption = None,
    saved: SavedOption = None,
    contact: ContactOption = None,
) -> None:
    """Tell what is new, changed or withdrawn among the articles that answer a question, each at least once.

    It goes to a webhook, to a feed, or in JSON lines to standard output. A follower begins with what comes after its
    first run; how far it is stands in the store under its name. What a webhook does not take is tried again, and
    kept for the next run. Deliveries are signed as Standard Webhooks with the secret in NEWSCRAWL_WEBHOOK_SECRET.
    """
    least, fields = share_of(min_change), fields_of(only)
    target = hook(webhook, contact) if webhook else None
    parts = (saved or " ".join(words or ()), site, author, section, language, webhook, rss)
    label = name or " | ".join(str(part) for part in parts if part)
    given = Filter(site=site, author=author, section=section, language=language)
    with opened(store) as source:
        query, wanted = asked(source, words, given, saved)
        question = Question(words=query, wanted=wanted, min_change=least, only=fields)
        follower = Follower(source, label or "all", question)
        err.print(f"following from change {follower.position} on", soft_wrap=True)
        round_of = _round(source, follower, target, rss, question)
        try:
            _tried(round_of, patient=not once)
            while not once:
                time.sleep(every)
                _tried(round_of, patient=True)
        except KeyboardInterrupt:
            err.print("stopped; the next run goes on from here")


def hook(url: str, contact: str | None) -> Webhook:
    """Return the webhook at *url*, which signs where the environment has a secret. Raises `BadInput`."""
    secret, agent = os.environ.get(SECRET, ""), user_agent(contact or "")
    return Webhook(url=checked(url), secret=secret, agent=agent, clock=now, sleep=time.sleep)


def share_of(text: str) -> float:
    """Return the share that *text* names, `5%` or `0.05`. Raises `BadInput`."""
    try:
        value = float(text.rstrip("% ")) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise BadInput(f"--min-change {text} is no share: give one such as 5%")
    return value


def fields_of(text: str | None) -> frozenset[str]:
    """Return the fields that *text* names, by commas. Raises `BadInput`."""
    names = [part.strip() for part in (text or "").split(",") if part.strip()]
    found = [SHORT.get(name, name) for name in names]
    for name in found:
        if name not in FIELDS:
            raise BadInput(f"--only: there is no field {name!r}{did_you_mean(name, FIELDS)}")
    return frozenset(found)


def _round(
    source: Store, follower: Follower, target: Webhook | None, feed: Path | None, question: Question
) -> Callable[[], None]:
    def tell(event: Event) -> None:
        if target:
            target.send(event)
        elif feed is None:
            print_line(json.dumps(event.as_json(), ensure_ascii=False))

    def round_of() -> None:
        count = 0
        for event in follower.events():
            tell(event)
            follower.delivered(event)
            count += 1
        if feed is not None and (count or not feed.exists()):
            records = newest_records(source, question.words, question.wanted, IN_FEED)
            title = " · ".join(filter(None, ("newscrawl", question.words)))
            write_feed(feed, Channel(title=title, url=feed.name, home=HOME, now=now()), records)

    return round_of


def _tried(step: Callable[[], None], *, patient: bool) -> None:
    """Do one round; *patient*: what may succeed later is told and not raised."""
    try:
        step()
    except (NotDelivered, StoreUnavailable) as error:
        if not patient:
            raise
        err.print(f"newscrawl: {error}", soft_wrap=True, markup=False)
