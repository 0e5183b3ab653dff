"""The excerpt of an article on a card that offers it."""

import re

from newscrawl.web.text import fold

# Sites that cut excerpts by bytes and add a full stop: a cut inside «é» leaves «Ã.» or «�.» (accompagnÃ.).
BROKEN_LETTER = re.compile("(?:[ÃÂÅÄÐÎ]|â(?:\u0080|€)?|\ufffd)+(?=(?:\\.|…)+$)")


def excerpt_of(text: str) -> str | None:
    """Return a teaser as shown, less a letter that the site cut in two; `None` where no word is in it.

    >>> excerpt_of("La ministre était accompagnÃ."), excerpt_of("-.")
    ('La ministre était accompagn.', None)
    """
    text = fold(text)
    if not any(map(str.isalnum, text)):
        return None
    return BROKEN_LETTER.sub("", text)
