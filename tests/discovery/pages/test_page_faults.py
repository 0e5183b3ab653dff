"""Pages that are no answer are told by headers and by their few words; articles about such things are not."""

import pytest

from newscrawl.discovery.pages.page_faults import challenge_in, fault_in, refusal_of, tells_of_fault
from newscrawl.extraction.page.document import Document
from newscrawl.extraction.page.nodes import Element
from newscrawl.fates import Reason

PROSE = "The council has approved the plan of the new bridge after a long debate about its price and its place. " * 20


def page(title: str, body: str) -> Element:
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return Document.parse(html, "https://news.example/a").html


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "Error 404: page not found | The Paper",
        "503 Service Temporarily Unavailable",
        "We'll be back soon!",
        "Site en maintenance",
        "Seite nicht gefunden - Die Zeitung",
        "Página no encontrada",
        "La page est introuvable",
        "Oops! Something went wrong",
    ],
)
def test_titles_of_faults(title: str) -> None:
    assert tells_of_fault(title)
    fault = fault_in(page(title, f"<h1>{title}</h1><p>Please try again in a while, or go to the start page of it.</p>"))
    assert fault is not None
    assert fault.reason is Reason.ERROR_PAGE


@pytest.mark.parametrize(
    "title",
    [
        "Maintenance of the bridge begins",
        "404 homes without power after storm",
        "Error in the budget costs town millions",
        "Site of the battle found",
        "Server error delays train tickets across the country",
    ],
)
def test_titles_of_articles(title: str) -> None:
    assert not tells_of_fault(title)
    assert fault_in(page(title, f"<h1>{title}</h1><p>{PROSE}</p>")) is None


def test_a_page_without_text_is_told_unless_it_sends_its_reader_on() -> None:
    fault = fault_in(page("The Paper", "<div id=app></div><script>load()</script>"))
    assert fault is not None
    assert fault.reason is Reason.NO_TEXT
    assert fault_in(page("", "<meta http-equiv=Refresh content='0;url=/b'>")) is None


@pytest.mark.parametrize(
    ("headers", "title", "body"),
    [
        ({}, "Just a moment...", "<h1>Checking your browser before accessing the site</h1>"),
        ({"cf-mitigated": "challenge"}, "The Paper", f"<p>{PROSE}</p>"),
        ({}, "", "<p>Please verify you are a human to go on reading.</p>"),
        ({}, "", "<script src='https://ct.captcha-delivery.com/c.js'></script>"),
    ],
)
def test_challenges(headers: dict[str, str], title: str, body: str) -> None:
    assert challenge_in(headers, page(title, body)) is not None


def test_an_article_about_robots_is_no_challenge() -> None:
    assert challenge_in({"server": "cloudflare"}, page("Are you a robot?", f"<h1>Robots</h1><p>{PROSE}</p>")) is None


@pytest.mark.parametrize(
    ("status", "headers", "reason", "detail"),
    [
        (403, {}, Reason.REFUSED, "403"),
        (403, {"x-datadome": "protected"}, Reason.REFUSED, "403 by DataDome"),
        (403, {"cf-mitigated": "challenge"}, Reason.CHALLENGE, "403 by Cloudflare"),
        (402, {"crawler-price": "USD 0.01"}, Reason.REFUSED, "402 by pay per crawl (crawler-price)"),
        (410, {}, Reason.GONE, "410"),
        (503, {}, Reason.FAILED, "503"),
        (451, {}, Reason.REFUSED, "451"),
    ],
)
def test_refusals_are_told_apart_and_name_who_refuses(
    status: int, headers: dict[str, str], reason: Reason, detail: str
) -> None:
    fault = refusal_of(status, headers)
    assert (fault.reason, fault.detail) == (reason, detail)
