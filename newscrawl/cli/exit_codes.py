"""What the process of a command ends with, other than 0."""

from typing import Final

NOT_FOUND: Final = 1
NOT_WELL: Final = 1
BAD_INPUT: Final = 2
FAR_TOO_FEW: Final = 3
