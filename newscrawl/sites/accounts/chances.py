"""How likely so few are by chance alone."""

import math

RARE = 0.001
"""What happens by chance less often than once in a thousand times calls for a look."""


def poisson_at_most(count: float, expected: float) -> float:
    """Return how likely at most *count* are where *expected* are to be expected (Poisson).

    >>> round(poisson_at_most(0, 7.0), 5)
    0.00091
    """
    terms = (k * math.log(expected) - expected - math.lgamma(k + 1) for k in range(int(count) + 1))
    return min(1.0, sum(map(math.exp, terms))) if expected > 0 else 1.0
