"""An estimate of how many there are, whose interval holds the truth about as often as it says."""

import random

import pytest

from newscrawl.sites.accounts.capture_recapture import Table, are_alike, estimate, log_odds_ratio


def drawn(chance: random.Random, articles: int, one: float, other: float) -> Table:
    both = alone = others = 0
    for _ in range(articles):
        a, b = chance.random() < one, chance.random() < other
        both += a and b
        alone += a and not b
        others += b and not a
    return Table(both=both, one=alone, other=others)


@pytest.mark.parametrize(
    ("articles", "one", "other"),
    [(160, 0.125, 0.81), (40, 0.5, 0.5), (300, 0.2, 0.3), (300, 0.9, 0.99), (160, 1.0, 0.81)],
    ids=["feed and sitemap", "few", "thin", "nearly all", "all"],
)
def test_the_interval_holds_the_truth_in_95_of_100_cases(articles: int, one: float, other: float) -> None:
    chance = random.Random(1)
    found = [estimate(drawn(chance, articles, one, other)) for _ in range(300)]
    told = [guess for guess in found if guess is not None]
    held = sum(guess.low <= articles <= guess.high for guess in told) / len(told)
    assert held > 0.92
    assert sum(guess.articles for guess in told) / len(told) == pytest.approx(articles, rel=0.05)
    assert all(guess.low <= guess.articles <= guess.high for guess in told)


def test_of_too_few_in_common_nothing_is_told() -> None:
    assert estimate(Table(both=6, one=100, other=100)) is None
    assert estimate(Table(both=7, one=0, other=0)) is not None


def test_what_hangs_together_is_told_from_chance() -> None:
    ratio, error = log_odds_ratio(40, 10, 10, 40)
    assert ratio > 2.58 * error
    assert not are_alike(90, 100, 50, 100)
    assert are_alike(90, 100, 85, 100)
