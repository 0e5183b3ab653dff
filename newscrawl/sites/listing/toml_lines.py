"""Where in a TOML text the entries of an array of tables stand: `tomllib` gives values without lines."""

import re

# [[site]]
_ENTRY = re.compile(r"\s*\[\[\s*[\"']?site[\"']?\s*\]\]")
# [site.headers]
_PART = re.compile(r"\s*\[\s*site\s*\.\s*([\w-]+)\s*\]")
# every = "1h", headers.Accept = "x"
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*(?:\.[^=]*)?=")
_LONG_TEXT = re.compile(r'"""|\'\'\'')


class EntryLines:
    """Line numbers (from 1) of the `[[site]]` tables in *text*, and of their keys."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._entries: list[tuple[int, dict[str, int]]] = []
        within: str | None = None
        part = False
        for number, line in enumerate(text.splitlines(), 1):
            if within is None:
                if _ENTRY.match(line):
                    self._entries.append((number, {}))
                    part = False
                elif self._entries:
                    part = self._note(number, line, part)
            within = _still_within(line, within)

    def of(self, entry: int, key: str | None = None) -> int:
        """Return the line of *key* in the entry with this index, or of the entry itself; 1 where neither is found."""
        if entry >= len(self._entries):
            return 1
        line, keys = self._entries[entry]
        return keys.get(key or "", line)

    def top(self, name: str) -> int:
        """Return the line in which the top-level key or table *name* first stands."""
        begins = re.compile(rf"[\s\[\"']*{re.escape(name)}\b")
        return next((n for n, line in enumerate(self._text.splitlines(), 1) if begins.match(line)), 1)

    def _note(self, number: int, line: str, part: bool) -> bool:
        keys = self._entries[-1][1]
        if match := _PART.match(line):
            keys.setdefault(match[1], number)
            return True
        if not part and (match := _KEY.match(line)):
            keys.setdefault(match[1], number)
        return part


def _still_within(line: str, mark: str | None) -> str | None:
    """Return the mark of the multi-line text that *line* leaves open, given that it began within one of *mark*."""
    for found in _LONG_TEXT.findall(line):
        if mark is None:
            mark = found
        elif mark == found:
            mark = None
    return mark
