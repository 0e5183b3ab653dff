"""What a robots.txt says of use: to crawlers for AI, and by the lines Content-Usage, Content-Signal and License."""

import re
from collections.abc import Iterator

import attrs

from newscrawl.items import UsageRight
from newscrawl.web.robots_directives import AGENT
from newscrawl.web.robots_rules import MAX_BYTES, robots_rules
from newscrawl.web.usage.path_patterns import fits, path_of
from newscrawl.web.usage.statements import stated

AI_AGENTS = (
    "GPTBot OAI-SearchBot ChatGPT-User ClaudeBot Claude-Web Claude-SearchBot Claude-User anthropic-ai "
    "CCBot Google-Extended GoogleOther Applebot-Extended Bytespider PerplexityBot Perplexity-User "
    "Meta-ExternalAgent FacebookBot Amazonbot cohere-ai cohere-training-data-crawler Diffbot omgili "
    "omgilibot AI2Bot YouBot DuckAssistBot MistralAI-User Timpibot ImagesiftBot PetalBot Webzio-Extended "
    "img2dataset"
).split()
"""Product tokens of crawlers for AI, by their operators' documentation as of 2026."""

MAX_STATEMENTS = 1_000
_AI_NAMES = frozenset(name.lower() for name in AI_AGENTS)
_RULES = ("allow", "disallow", "content-usage", "content-signal")
# "GPTBot/1.0" names the product GPTBot
_PRODUCT = re.compile(r"[\w*-]+")


@attrs.frozen
class _Statement:
    """A line, for the robots of the group that it stands in; of no group: for all."""

    agents: frozenset[str]
    signal: str
    path: str
    value: str


class RobotsUsage:
    """What the robots.txt *text* says of use, for any page of its host; *agent* is the name that we go by in it.

    A statement counts that stands in our group (that of `*` where there is none), in one for crawlers for AI, or before
    all groups. Of those with a path, that with the longest fitting one counts in each group (AIPREF attachment).
    """

    def __init__(self, text: str, agent: str = AGENT) -> None:
        text = text[:MAX_BYTES]
        self._statements, named = _read(text)
        own = agent.lower() if agent.lower() in named else "*"
        self._heard = _AI_NAMES | {own}
        self._agents = [one for one in AI_AGENTS if one.lower() in named]
        self._rules = robots_rules(200, text.encode("utf-8", "replace")) if self._agents else None

    def for_page(self, url: str) -> list[UsageRight]:
        """Return what holds for the page at the canonical *url*."""
        refused = [agent for agent in self._agents if self._rules and not self._rules.can_fetch(url, agent)]
        found = [("disallow", " ".join(refused)), *self._stated(path_of(url))]
        return stated(found, "robots.txt")

    def _stated(self, path: str) -> Iterator[tuple[str, str]]:
        held = [
            one
            for one in self._statements
            if (not one.agents or one.agents & self._heard) and (not one.path or fits(one.path, path))
        ]
        longest: dict[tuple[frozenset[str], str], int] = {}
        for one in held:
            place = one.agents, one.signal
            longest[place] = max(longest.get(place, 0), len(one.path))
        for one in held:
            if len(one.path) == longest[one.agents, one.signal]:
                yield one.signal, one.value


def _read(text: str) -> tuple[list[_Statement], frozenset[str]]:
    """Return the statements of *text*, and the names of all robots that it has a group for, in lower case."""
    found: list[_Statement] = []
    named: set[str] = set()
    group: list[str] = []
    naming = False
    for line in text.splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            product = _PRODUCT.match(value.lower())
            group = [*(group if naming else ()), *([product[0]] if product else ())]
            named.update(group)
            naming = True
        elif name == "license" and len(found) < MAX_STATEMENTS:
            # The address may hold a fragment, which is no comment.
            found += [_Statement(frozenset(), name, "", url) for url in line.partition(":")[2].split()[:1]]
        elif name in _RULES:
            naming = False
            if name.startswith("content-") and len(found) < MAX_STATEMENTS:
                found.append(_Statement(frozenset(group), name, *_path_and_value(value)))
    return found, frozenset(named)


def _path_and_value(text: str) -> tuple[str, str]:
    """Part `/archive/ train-ai=n` and `train-ai=n`, which holds for all paths."""
    path, _, value = text.partition(" ")
    return (path, value.strip()) if path.startswith(("/", "*")) else ("", text)
