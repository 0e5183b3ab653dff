"""`newscrawl explain URL`: what became of an address, and why."""

from typing import Annotated

import typer

from newscrawl.cli.options import STORE_DEFAULT, JsonOption, StoreOption, opened, plain
from newscrawl.runner.output.consoles import out
from newscrawl.runner.output.tables import print_json
from newscrawl.sites.story import story_of
from newscrawl.web.moments import now


def explain(
    url: Annotated[str, typer.Argument(metavar="URL", help="Any address, seen by a crawl or not.")],
    store: StoreOption = STORE_DEFAULT,
    json: JsonOption = False,
) -> None:
    """Tell the story of an address: where it was first seen, what came of it and why, and what would change it."""
    with opened(store) as source:
        story = story_of(source, url, now())
    if json:
        print_json(plain(story))
        return
    out.print(f"{story.url}\n{story.fate} ({story.reason})", soft_wrap=True, markup=False, highlight=False)
    for sentence in story.story:
        out.print(f"  {sentence}", soft_wrap=True, markup=False, highlight=False)
