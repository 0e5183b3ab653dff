"""Short pages that say the same at different addresses are the site's template; different ones are articles."""

import pytest

from newscrawl.discovery.evidence.siblings import MOST_HELD, Siblings, is_led_to
from newscrawl.web.tellings import telling_of

WAIT = "This process is automatic and takes but a few seconds until the page that you asked for is shown, number {}."


def test_the_second_page_that_says_the_same_makes_both_a_template_and_later_runs_know_it() -> None:
    siblings = Siblings()
    first = siblings.judge("https://news.example/a", telling_of("Please wait", WAIT.format(1)))
    assert first.is_template is None
    second = siblings.judge("https://news.example/b", telling_of("Please wait", WAIT.format(2)))
    assert (first.is_template, second.is_template) == (True, True)
    later = Siblings.from_note(siblings.as_note())
    assert later.judge("https://news.example/c", telling_of("Please wait", WAIT.format(3))).is_template


def test_one_page_that_comes_twice_is_no_template() -> None:
    siblings = Siblings()
    telling = telling_of("A short one", "A few words of a story that stands alone on this page.")
    held = siblings.judge("https://news.example/a", telling)
    siblings.judge("https://www.news.example/a", telling)
    siblings.release()
    assert held.is_template is False


def test_different_short_texts_are_let_go() -> None:
    siblings = Siblings()
    held = [
        siblings.judge(f"https://news.example/{n}", telling_of(f"Story {n}", f"Event {n} took place in town {n * 7}."))
        for n in range(MOST_HELD + 2)
    ]
    assert [one.is_template for one in held[:2]] == [False, False]
    siblings.release()
    assert not any(one.is_template for one in held)


def test_a_headline_is_known_from_its_link_or_address() -> None:
    assert is_led_to("Council approves new bridge", "Council approves the bridge", "https://news.example/?id=7")
    assert is_led_to("Council approves new bridge", "", "https://news.example/council-approves-new-bridge")
    assert is_led_to("市议会批准新桥计划", "市议会批准新桥", "https://news.example/7")
    assert not is_led_to("Please wait", "Council approves the bridge", "https://news.example/council-bridge")


@pytest.mark.parametrize(
    ("headline", "told", "led"),
    [
        ("Council votes on the new harbour plan of the town", "Council votes again", True),
        ("Council votes on the new harbour plan of the town", "Council meets", False),
        ("Harbour opens", "The harbour", True),
        ("Checking your browser", "Council votes", False),
    ],
)
def test_a_headline_has_something_of_the_link_that_led_to_it(headline: str, told: str, led: bool) -> None:
    assert is_led_to(headline, told, "https://paper.example/a/77") is led
