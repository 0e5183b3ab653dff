"""Safe and honest: private addresses, the user agent."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.utils.test import get_crawler
from twisted.internet import defer

from newscrawl.middlewares import addresses
from newscrawl.middlewares.addresses import ForbiddenAddress, PublicAddresses, PublicResolver
from newscrawl.web.network import is_public, origins_of
from newscrawl.web.user_agent import user_agent


class Named:
    """A crawler whose user named pages; *listed*: in a list."""

    def __init__(self, *urls: str, listed: bool = False) -> None:
        self.spider = type("Spider", (), {"start_origins": origins_of(urls)})()
        self.stats = None
        self.settings = get_crawler(settings_dict={"NEWSCRAWL_LISTED": listed}).settings


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "[::1]", "nonsense"],
)  # fmt: skip
def test_private_addresses_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:1.1.1.1"]
)
def test_public_addresses_are_let_through(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://169.254.169.254/latest/meta-data",
     "http://2130706433/", "http://0x7f000001/", "http://127.1/", "http://printer.local/"],
)  # fmt: skip
def test_requests_to_private_addresses_are_refused_however_they_are_spelt(url: str) -> None:
    guard = PublicAddresses(Named("https://example.org/"))  # type: ignore[arg-type]
    with pytest.raises(ForbiddenAddress):
        guard.process_request(Request(url))


@pytest.mark.parametrize("named", ["http://127.0.0.1:8080/", "http://localhost:8080/", "http://[::1]:8080/"])
def test_what_the_user_named_is_exempt_on_its_port_alone(named: str) -> None:
    guard = PublicAddresses(Named(named))  # type: ignore[arg-type]
    for url in ("https://example.org/", "http://1.1.1.1/", named, f"{named}x"):
        guard.process_request(Request(url))
    for url in (named.replace("8080", "6379"), named.replace(":8080", ""), "http://127.0.0.2:8080/"):
        with pytest.raises(ForbiddenAddress):
            guard.process_request(Request(url))


class Receiver:
    """Takes the addresses that a resolver gives."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.complete = False

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(f"{address.host}:{address.port}")

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete = True


def resolved(crawler: Named, answers: dict[str, list[str]], *asked: tuple[str, int]) -> list[list[str]]:
    """Return the addresses that the resolver gives to each of *asked*, one after the other."""
    given = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            addresses.CachingThreadedResolver,
            "getHostByName",
            lambda self, name, timeout=(): defer.succeed(answers[name].pop(0)),
        )
        resolver = PublicResolver.from_crawler(crawler, reactor=None)  # type: ignore[arg-type]
        for host, port in asked:
            receiver = Receiver()
            resolver.resolveHostName(receiver, host, port)
            assert receiver.complete
            given.append(receiver.addresses)
    return given


def test_names_are_checked_at_every_connection() -> None:
    answers = {"rebound.example": ["93.184.216.34", "10.0.0.5"], "inner.example": ["10.0.0.5"]}
    asked = ("rebound.example", 443), ("rebound.example", 443), ("inner.example", 80)
    assert resolved(Named("https://news.example/"), answers, *asked) == [["93.184.216.34:443"], [], []]


def test_a_name_that_the_user_typed_may_be_of_the_house_from_the_first() -> None:
    answers = {"house.example": ["10.0.0.5", "10.0.0.5", "10.0.0.5", "169.254.169.254"]}
    asked = [("house.example", port) for port in (80, 443, 6379, 80)]
    assert resolved(Named("http://house.example/"), answers, *asked) == [
        ["10.0.0.5:80"],
        ["10.0.0.5:443"],
        [],
        ["169.254.169.254:80"],
    ]


@pytest.mark.parametrize("private", ["127.0.0.1", "169.254.169.254", "::1"])
def test_a_public_site_that_turns_to_a_private_address_is_refused(private: str) -> None:
    answers = {"news.example": ["93.184.216.34", private]}
    asked = ("news.example", 443), ("news.example", 443)
    assert resolved(Named("https://news.example/"), answers, *asked) == [["93.184.216.34:443"], []]


def test_a_listed_site_is_refused_a_private_address_from_the_first() -> None:
    answers = {"news.example": ["127.0.0.1"]}
    assert resolved(Named("https://news.example/", listed=True), answers, ("news.example", 443)) == [[]]


def test_a_listed_address_is_exempt_on_its_port() -> None:
    answers = {"127.0.0.1": ["127.0.0.1", "127.0.0.1"]}
    asked = ("127.0.0.1", 8080), ("127.0.0.1", 6379)
    assert resolved(Named("http://127.0.0.1:8080/", listed=True), answers, *asked) == [["127.0.0.1:8080"], []]


@given(st.text())
def test_no_header_makes_it_fail(header: str) -> None:
    is_public(header)


def test_the_user_agent_says_whom_to_write_to() -> None:
    assert user_agent("desk@example.org").endswith(" (+desk@example.org)")
    assert "(" not in user_agent("")
    assert "\n" not in user_agent("desk@example.org\nInjected: b)")
