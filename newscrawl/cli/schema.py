"""`newscrawl schema`: what a line of a feed looks like."""

import sys

from newscrawl.schema import schema_text


def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of one article, as feeds and exports write it."""
    sys.stdout.write(schema_text())
