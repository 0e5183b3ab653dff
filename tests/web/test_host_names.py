"""Names of hosts in other scripts: one form for the network, another for people where nobody is deceived."""

import pytest

from newscrawl.web.host_names import host_in_ascii, readable
from newscrawl.web.sites import site_named
from newscrawl.web.urls import canonical_url


@pytest.mark.parametrize(
    "name", ["пример.рф", "münchen.example", "例え.jp", "صحيفة.example", "한국어.kr", "straße.example"]
)
def test_a_name_of_one_script_is_shown_as_people_write_it(name: str) -> None:
    ascii_name = host_in_ascii(name)
    assert ascii_name.isascii()
    assert readable(f"see http://www.{ascii_name}/a: {ascii_name}") == f"see http://www.{name}/a: {name}"


@pytest.mark.parametrize(
    "name",
    [
        "xn--80ak6aa92e.com",  # in Cyrillic, looks like apple
        "xn--pple-43d.com",  # a Cyrillic letter among Latin ones
        "xn--a-ecp.example",  # no name at all
        "xn--i-7iq.ws",  # a sign
    ],
)
def test_a_name_that_may_deceive_is_shown_as_the_network_has_it(name: str) -> None:
    assert readable(f"https://{name}/") == f"https://{name}/"


@pytest.mark.parametrize("text", ["", "xn--", "a xn--b", "xn--.xn--", "XN--E1AFMKFD.XN--P1AI", "xn--" + "a" * 5000])
def test_nothing_raises(text: str) -> None:
    assert isinstance(readable(text), str)


@pytest.mark.parametrize("text", ["пример.рф", "https://ПРИМЕР.рф/новости", "xn--e1afmkfd.xn--p1ai", "www.пример.рф"])
def test_a_site_may_be_named_in_either_form(text: str) -> None:
    assert site_named(text) == "xn--e1afmkfd.xn--p1ai"


def test_addresses_follow_the_rules_that_browsers_have() -> None:
    assert canonical_url("https://Straße.example/a") == "https://xn--strae-oqa.example/a"
    assert canonical_url("https://" + "ü" * 300 + ".example/") == ""
