"""A chain of redirects ends at its first repetition, unless it was given a cookie on the way."""

from newscrawl.spiders.redirects import MAX_SECONDS, Chain

A, B = "https://news.example/a", "https://news.example/b"


def test_a_circle_ends_at_its_first_repetition() -> None:
    chain = Chain().after(A, [])
    assert not chain.may_lead_to(A)
    assert chain.may_lead_to(B)
    assert not chain.after(B, []).may_lead_to(A)


def test_a_cookie_lets_a_page_be_asked_once_more_and_goes_to_its_host_alone() -> None:
    chain = Chain().after(A, [b"ok=1; Path=/; HttpOnly"])
    assert chain.may_lead_to(A)
    assert (chain.cookie_for(A), chain.cookie_for("https://other.example/a")) == ("ok=1", "")
    assert not chain.after(A, [b"ok=2"]).may_lead_to(A)


def test_a_cookie_wall_at_another_address_is_passed() -> None:
    chain = Chain().after(A, []).after(B, [b"ok=1"])
    assert chain.may_lead_to(A)
    assert chain.cookie_for(A) == "ok=1"


def test_a_chain_is_followed_for_ten_hops() -> None:
    chain = Chain()
    for hop in range(10):
        chain = chain.after(f"{A}{hop}", ())
        assert chain.may_lead_to(f"{A}{hop + 1}", 10)
    assert not chain.after(f"{A}10", ()).may_lead_to(f"{A}11", 10)


def test_servers_of_a_chain_have_so_long_together() -> None:
    slow = Chain().after(A, (), MAX_SECONDS / 2).after(f"{A}1", (), MAX_SECONDS / 2)
    assert slow.may_lead_to(f"{A}2", 10)
    assert not slow.after(f"{A}2", (), 0.1).may_lead_to(f"{A}3", 10)
