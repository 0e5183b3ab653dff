from collections.abc import Mapping
from typing import Any

from newscrawl.extraction.body.features import Floats, Layout
from newscrawl.extraction.body.stated_text import Clues
from newscrawl.extraction.page.blocks import Blocks

def features_of(page: Blocks, clues: Clues) -> tuple[Floats, Layout]: ...
def context_of(state: Any, gate: Any, ranges: Mapping[str, Any], xp: Any, /) -> Any: ...
