"""Numbers as bars of text."""

from rich.text import Text

_EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(part: int, whole: int, most: int, width: int) -> Text:
    """Return *whole* as a bar, *width* characters long where it is *most*; its *part* is solid, the rest light.

    >>> str(bar(3, 4, 8, 8))
    '███░'
    """
    if most <= 0:
        return Text("")
    solid, light = width * part / most, round(width * whole / most)
    text = Text("█" * int(solid) + _EIGHTHS[round(8 * (solid % 1))].strip(), style="green")
    return text.append("░" * max(0, light - len(text)), style="dim")
