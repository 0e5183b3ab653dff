"""A chain of redirects is followed so far and no further."""

from newscrawl.spiders.redirects import MAX_SECONDS, Chain

HOST = "https://example.org/"


def test_a_chain_is_followed_for_ten_hops() -> None:
    chain = Chain()
    for hop in range(10):
        chain = chain.after(f"{HOST}{hop}", ())
        assert chain.may_lead_to(f"{HOST}{hop + 1}", 10)
    assert not chain.after(f"{HOST}10", ()).may_lead_to(f"{HOST}11", 10)


def test_servers_of_a_chain_have_so_long_together() -> None:
    slow = Chain().after(HOST, (), MAX_SECONDS / 2).after(f"{HOST}1", (), MAX_SECONDS / 2)
    assert slow.may_lead_to(f"{HOST}2", 10)
    assert not slow.after(f"{HOST}2", (), 0.1).may_lead_to(f"{HOST}3", 10)


def test_an_address_comes_twice_only_with_a_new_cookie() -> None:
    assert not Chain().after(HOST, ()).may_lead_to(HOST, 10)
    with_cookie = Chain().after(HOST, [b"ok=1; Path=/"])
    assert with_cookie.may_lead_to(HOST, 10)
    assert with_cookie.cookie_for(HOST) == "ok=1"
    assert with_cookie.cookie_for("https://other.example/") == ""
    assert not with_cookie.after(HOST, [b"ok=2"]).may_lead_to(HOST, 10)
