"""Safe and honest: private addresses, the user agent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler
from twisted.internet import defer
from twisted.python.failure import Failure

from newscrawl.middlewares import addresses
from newscrawl.middlewares.addresses import ForbiddenAddress, PublicAddresses, PublicResolver, is_public
from newscrawl.middlewares.identity import user_agent


class StartHosts:
    """A crawler whose user named a host."""

    def __init__(self, *hosts: str) -> None:
        self.spider = type("Spider", (), {"start_hosts": frozenset(hosts)})()
        self.stats = None
        self.settings = Settings()


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
    guard = PublicAddresses(StartHosts("example.org"))  # type: ignore[arg-type]
    with pytest.raises(ForbiddenAddress):
        guard.process_request(Request(url))


def test_public_hosts_and_the_start_host_are_let_through() -> None:
    guard = PublicAddresses(StartHosts("127.0.0.1"))  # type: ignore[arg-type]
    for url in ("https://example.org/", "http://1.1.1.1/", "http://127.0.0.1:8080/x"):
        guard.process_request(Request(url))


@pytest.mark.parametrize(
    ("host", "allowed"), [("rebound.example", False), ("start.example", True), ("news.example", True)]
)
def test_names_are_checked_at_every_connection(monkeypatch: pytest.MonkeyPatch, host: str, allowed: bool) -> None:
    answers = {"rebound.example": "10.0.0.5", "start.example": "10.0.0.6", "news.example": "93.184.216.34"}
    monkeypatch.setattr(
        addresses.CachingThreadedResolver,
        "getHostByName",
        lambda self, name, timeout=(): defer.succeed(answers[name]),
    )
    crawler = StartHosts("start.example")
    crawler.settings = get_crawler().settings  # type: ignore[attr-defined]
    resolver = PublicResolver.from_crawler(crawler, reactor=None)  # type: ignore[arg-type]
    results: list[object] = []
    resolver.getHostByName(host).addBoth(results.append)
    if allowed:
        assert results == [answers[host]]
    else:
        assert isinstance(results[0], Failure)
        assert results[0].check(ForbiddenAddress)


@given(st.text())
def test_no_header_makes_it_fail(header: str) -> None:
    is_public(header)


def test_the_user_agent_says_whom_to_write_to() -> None:
    assert user_agent("desk@example.org").endswith(" (+desk@example.org)")
    assert "(" not in user_agent("")
    assert "\n" not in user_agent("a\nInjected: b)")
