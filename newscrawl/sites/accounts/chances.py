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


def beta_binomial_at_most(count: int, of: int, share: float, likeness: float) -> float:
    """Return how likely at most *count* of *of* are where each is one with probability *share* (0 to 1, exclusive).

    *likeness*, 0 to 1, is how much those of one lot go together: with 0 each stands for itself (binomial), with 1
    all are or none is.

    >>> round(beta_binomial_at_most(0, 10, 0.5, 0.0), 4), round(beta_binomial_at_most(0, 10, 0.5, 0.5), 4)
    (0.001, 0.1762)
    """
    spread = 1 / min(max(likeness, 1e-6), 1 - 1e-6) - 1
    a, b = share * spread, (1 - share) * spread
    beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    total = 0.0
    for k in range(count + 1):
        ways = math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1)
        total += math.exp(ways + math.lgamma(a + k) + math.lgamma(b + of - k) - math.lgamma(a + b + of) - beta)
    return min(1.0, total)
