"""Whether two pages tell the same."""

import random

from newscrawl.web.tellings import telling_of

WORDS = "council river budget harbour school market bridge farmer hospital minister train winter storm election".split()


def text(seed: int, count: int = 300) -> list[str]:
    chosen = random.Random(seed)
    return [chosen.choice(WORDS) + str(chosen.randrange(40)) for _ in range(count)]


def test_a_rewritten_report_is_the_same_under_any_headline() -> None:
    old = text(1)
    new = text(2, 150) + old[:150] + text(3, 60)
    assert telling_of("Harbour", " ".join(old)).agrees(telling_of("Council", " ".join(new)))


def test_two_reports_from_one_desk_are_not() -> None:
    for seed in range(100):
        one, other = telling_of("One", " ".join(text(seed))), telling_of("Other", " ".join(text(seed + 1000)))
        assert not one.agrees(other)


def test_the_same_headline_is_enough() -> None:
    one = telling_of("Harbour : vote", " ".join(text(1)))
    assert one.agrees(telling_of("harbour: Vote", " ".join(text(2))))


def test_short_texts_agree_only_where_most_of_them_is_the_same() -> None:
    assert telling_of("One", "The harbour is open.").agrees(telling_of("Other", "The harbour is open."))
    assert not telling_of("One", "The harbour is open.").agrees(telling_of("Other", "The harbour is closed today."))
    assert not telling_of(None, None).agrees(telling_of(None, None))


def test_a_page_of_an_article_agrees_with_the_whole() -> None:
    whole = text(5, 400)
    assert telling_of("A", " ".join(whole[:120])).agrees(telling_of("B", " ".join(whole)))
