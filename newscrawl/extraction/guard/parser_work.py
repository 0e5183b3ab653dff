"""The work that a parser has with a page, told before it is parsed: by compiled code where that was built."""

from collections.abc import Callable
from math import inf
from typing import Final

from newscrawl.extraction.accelerated import if_built
from newscrawl.extraction.guard.parser_load import Work, read_work

_UNLIMITED: Final = Work(inf, inf, inf, inf)

_PROBE: Final = b"".join(
    (
        b"<html a><body b=c d><!-->x<!--" + b" <p>" * 200 + b"--!>",
        b"<p title='>" + b"x" * 600 + b"' a=>a<b <c " + b" x=y" * 200 + b'/ z = ">"></></p =' + b"=" * 600 + b">",
        b"<table><tr><td><b><i>x</b><p>y<tr><td></div></table><dl><dt>a<dd>b</dl><form><div></form></div>",
        b"<script>'<!--<script></script>--></script><select><option>a<option>b</select><a>1<a>2</a><X-Y></x-y>",
        b"<svg><path/><![CDATA[<p>]]><style><b c></style><p></svg><textarea></p></TEXTAREA><b><div></b>",
        b"<?" + b"<" * 600 + b">< <1><a x='" + b"'" * 3 + b"<" * 600,
    )
)


def _compiled() -> Callable[[bytes, Work], Work] | None:
    """Return the compiled count, None where the probe has other work. Raises anything where it is not built."""
    from newscrawl.extraction.guard import _work

    return _work.read_work if _work.read_work(_PROBE, _UNLIMITED) == read_work(_PROBE, _UNLIMITED) else None


COMPILED: Final = if_built(_compiled)


def work_of(data: bytes, most: Work) -> Work:
    """Return what `parser_load.read_work` does."""
    return COMPILED(data, most) if COMPILED else read_work(data, most)
