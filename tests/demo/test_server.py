"""The server speaks HTTP as a crawler expects it."""

import http.client
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest

from newscrawl.demo import DemoServer, DemoSite, Trait
from newscrawl.demo.routes import SOFT_404

PIXEL = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def server():
    with DemoServer(DemoSite("semantic")) as running:
        yield running


@pytest.fixture
def ask(server):
    """Return a function that sends requests over one connection: target, headers -> response, body."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)

    def send(target, method="GET", **headers):
        connection.request(method, target, headers={k.replace("_", "-"): v for k, v in headers.items()})
        response = connection.getresponse()
        return response, response.read()

    yield send
    connection.close()


def flaky_path(server):
    (each,) = server.site.having(Trait.FLAKY)
    return next(r.url for r in server.site.truth(server.url) if r.articleId == each).removeprefix(server.url)


def test_pages_are_html_with_charset_over_one_connection(ask):
    for target in ("/", "/contact", "/categorie/politique"):
        response, body = ask(target)
        assert response.status == 200
        assert response.version == 11
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "L’Essor" in body.decode()


def test_requests_are_kept_in_order(server, ask):
    ask("/?utm_source=x", User_Agent="reader")
    ask("/nulle-part", method="HEAD")
    assert [(r.method, r.path, r.status) for r in server.requests] == [
        ("GET", "/?utm_source=x", 200),
        ("HEAD", "/nulle-part", 404),
    ]
    assert server.requests[0].headers["User-Agent"] == "reader"


@pytest.mark.parametrize(("asked", "told"), [("If_None_Match", "ETag"), ("If_Modified_Since", "Last-Modified")])
def test_an_unchanged_page_is_not_sent_again(server, ask, asked, told):
    first, _ = ask("/")
    again, body = ask("/", **{asked: first.headers[told]})
    assert (again.status, body) == (304, b"")
    server.site.grow(1)
    changed, body = ask("/", **{asked: first.headers[told]})
    assert changed.status == 200
    assert body


def test_growth_leaves_other_pages_unchanged(server, ask):
    path = next(
        r.url.removeprefix(server.url) for r in server.site.truth(server.url) if r.authors is None and r.relatedArticles
    )
    first, _ = ask(path)
    server.site.grow(3)
    again, _ = ask(path, If_Modified_Since=first.headers["Last-Modified"])
    assert again.status == 304


def test_a_nonsense_date_is_ignored(ask):
    assert ask("/", If_Modified_Since="hier")[0].status == 200


def test_an_overloaded_page_recovers_and_can_fail_again(server, ask):
    path = flaky_path(server)
    first, _ = ask(path)
    assert (first.status, first.headers["Retry-After"]) == (503, "0")
    assert ask(path)[0].status == 200
    server.site.reset_faults()
    assert ask(path)[0].status == 503


def test_a_missing_article_is_said_with_a_good_status(ask):
    response, body = ask(SOFT_404)
    assert response.status == 200
    assert "Page introuvable" in body.decode()


def test_missing_and_moved_and_withdrawn(server, ask):
    assert ask("/posts/rien-65f0a1b2a1b2c")[0].status == 404
    assert ask("/categorie/politique?page=99")[0].status == 404
    moved, _ = ask("/actualites/12.html")
    assert moved.status == 302
    assert ask(moved.headers["Location"])[0].status == 200
    record = server.site.truth(server.url)[-1]
    server.site.withdraw(record.articleId)
    assert ask(record.url.removeprefix(server.url))[0].status == 410


def test_robots_txt_forbids_what_pages_link_to(ask):
    _, body = ask("/robots.txt")
    rules = RobotFileParser()
    rules.parse(body.decode().splitlines())
    for path in ("/admin", "/recherche?q=kayes", "/imprimer/68ff3bd69b349", "/api/get-Post/x"):
        assert not rules.can_fetch("newscrawl", path)
    assert rules.can_fetch("newscrawl", "/posts/x-68ff3bd69b349")
    assert rules.crawl_delay("newscrawl") is None


def test_images_and_papers_are_files(server, ask):
    image = next(r.mainImage.url for r in server.site.truth(server.url) if r.mainImage)
    response, body = ask(image.removeprefix(server.url))
    assert response.headers["Content-Type"] == "image/png"
    assert body.startswith(PIXEL)
    assert ask("/storage/une.pdf")[0].headers["Content-Type"] == "application/pdf"


def ask_again(connection):
    connection.request("GET", "/")
    return connection.getresponse()


def test_it_can_be_stopped_and_started_again():
    server = DemoServer(DemoSite(articles=5)).start()
    first = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    first.request("GET", "/")
    assert first.getresponse().read()
    server.stop()
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        ask_again(first)
    with pytest.raises(RuntimeError, match="has not been started"):
        _ = server.url
    with server:
        assert server.url.startswith("http://127.0.0.1:")
