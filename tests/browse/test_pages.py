"""What the explorer answers, page by page."""

import csv
import io
import json
import re
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import attrs
import pytest
from lxml import etree, html

from newscrawl.storage import Store
from newscrawl.storage.graph.queries import key_of
from tests.browse.filling import HOSTILE_URL, PAPER


@attrs.frozen
class Got:
    """An answer."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def words(self) -> str:
        """The text of the page as a reader sees it."""
        return " ".join(html.fromstring(self.text).text_content().split())


@pytest.fixture
def get(site: str) -> Callable[..., Got]:
    """Return a function: path -> what the explorer answers."""

    def ask(path: str, **headers: str) -> Got:
        try:
            with urlopen(Request(site + path, headers=headers)) as answer:
                return Got(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode())
        except HTTPError as error:
            return Got(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read().decode())

    return ask


@pytest.fixture
def article(demo_store: Store) -> str:
    """The path of the article that was corrected."""
    (corrected,) = [hit.url for hit in demo_store.search("corrigé") if hit.url.startswith(PAPER)]
    return f"/article/{key_of(demo_store, corrected)}"


PAGES = ("/", "/search", "/search?q=ambulance", "/people", "/person/1", "/graph", "/sites", "/site/lessor.example")
DATA = ("/store", "/store/articles", "/store/articles/1", "/store?sql=select+key+from+articles", "/store/records")


@pytest.mark.parametrize("path", [*PAGES, *DATA, "/article/1", "/nowhere", "/search?since=soon", "/store?sql=selec"])
def test_every_page_has_a_strict_policy_and_nothing_inline(get: Callable[..., Got], path: str) -> None:
    got = get(path)
    policy = got.headers["content-security-policy"]
    nonce = re.search(r"script-src 'self' 'nonce-([\w-]{20,})';", policy)
    assert nonce is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = html.fromstring(got.text)
    assert not page.xpath("//*[@style] | //*[@onclick] | //*[@onload] | //base | //iframe | //img")
    assert not page.xpath("//script[not(@src)][not(@nonce=$nonce)] | //style[not(@nonce=$nonce)]", nonce=nonce[1])
    assert not page.xpath("//script[@src][not(starts-with(@src, '/-/'))]")
    assert (got.headers["x-content-type-options"], got.headers["referrer-policy"]) == ("nosniff", "no-referrer")


@pytest.mark.parametrize("path", PAGES + DATA)
def test_every_page_answers(get: Callable[..., Got], path: str) -> None:
    assert get(path).status == 200


def test_a_nonce_is_new_with_every_answer(get: Callable[..., Got]) -> None:
    assert len({get("/store").headers["content-security-policy"] for _ in range(3)}) == 3


def test_the_overview_says_what_came_how_fresh_it_is_and_what_went_wrong(get: Callable[..., Got]) -> None:
    got = get("/")
    assert "166 articles" in got.words
    assert "9,5 milliards de Fcfa pour recruter 220 maîtres" in got.words
    assert "lessor.example failed" in got.words
    assert "lessor.example finished , 2 errors" in got.words.replace("finished,", "finished ,")
    assert "2 times" in got.words
    chart = html.fromstring(got.text).xpath("//svg[@role='group']/@aria-label")[0]
    assert re.match(r"Articles a month: \d+ from October 2024 to January 2026, most on", chart)


def test_the_tables_begin_with_what_people_read(get: Callable[..., Got]) -> None:
    page = html.fromstring(get("/store/article_list").text)
    names = [name.split()[0] for name in page.xpath("//table//th//text()") if name.strip()]
    assert names[:5] == ["headline", "url", "site", "published", "authors"]
    data = get("/store").text
    assert data.count('href="/store/') > 10
    assert "from article_list" in html.fromstring(data).xpath("string(//textarea)")
    assert get("/store/most_linked.json?_shape=array").status == 200


def test_a_day_of_changes(get: Callable[..., Got]) -> None:
    assert "Nothing came, changed or went" in get("/changes?day=1999-01-01").words
    for day in ("0001-01-01", "9999-12-31", "no day"):
        assert get(f"/changes?day={day}".replace(" ", "+")).status == 200
    assert "New" in html.fromstring(get("/changes?day=2026-01-21").text).xpath("//h2/text()")


@pytest.mark.parametrize(("path", "kind"), [("rss", "application/rss+xml"), ("atom", "application/atom+xml")])
def test_a_search_is_a_feed(get: Callable[..., Got], path: str, kind: str) -> None:
    got = get(f"/search.{path}?q=ambulance")
    assert got.headers["content-type"].startswith(kind)
    assert etree.fromstring(got.text.encode()).xpath("count(//*[local-name()='item' or local-name()='entry'])") > 2


def test_a_search_is_a_table_and_can_be_put_in_the_order_of_time(get: Callable[..., Got]) -> None:
    rows = list(csv.DictReader(io.StringIO(get("/search.csv?q=ambulance").text)))
    assert all("ambulance" in (row["articleBody"] + row["headline"] + row["description"]).lower() for row in rows)
    times = html.fromstring(get("/search?q=ambulance&sort=date").text).xpath("//ol//time/@datetime")
    assert times == sorted(times, reverse=True)


def test_a_search_marks_what_was_found_and_divides_it(get: Callable[..., Got]) -> None:
    page = html.fromstring(get("/search?q=ambulance").text)
    assert {mark.lower() for mark in page.xpath("//mark/text()")} == {"ambulance"}
    facets = {e.text_content().strip().lower() for e in page.xpath("//aside//h2")}
    assert facets == {"when", "site", "author", "section", "language"}
    narrower = page.xpath("//a[bdi='Safiatou TOGO' and contains(@href, 'author=')]/@href")[0]
    assert "q=ambulance" in narrower
    found = html.fromstring(get(narrower).text)
    assert 0 < len(found.xpath("//ol[@class='teasers']/li")) < len(page.xpath("//ol[@class='teasers']/li"))
    assert found.xpath("//ul[@class='chosen']//a[contains(., 'Safiatou TOGO')]/@href") == ["/search?q=ambulance"]


def test_a_search_for_nothing_that_is_there_says_what_to_do(get: Callable[..., Got]) -> None:
    assert "Try fewer words" in get("/search?q=zzzzzz").words
    assert "give at least one" in get("/search?q=-only").words
    assert "'soon' is no date" in get("/search?since=soon").words


def test_the_result_of_a_search_is_also_lines_of_json(get: Callable[..., Got]) -> None:
    got = get("/search.jsonl?q=ambulance&author=Safiatou+Togo")
    records = [json.loads(line) for line in got.text.splitlines()]
    assert records
    assert all("Safiatou TOGO" in [a["name"] for a in record["authors"]] for record in records)
    assert "articles.jsonl" in got.headers["content-disposition"]
    assert len(get("/search.jsonl").text.splitlines()) == 166


def test_an_article_has_its_facts_revisions_copies_and_links(get: Callable[..., Got], article: str) -> None:
    page = html.fromstring(get(article).text)
    assert page.xpath("//h1")[0].text_content().endswith("(corrigé)")
    assert page.xpath("//ins")[0].text_content().strip() == "(corrigé)"
    headings = [h.text_content() for h in page.xpath("//h2")]
    assert headings == ["Revisions", "Links to", "Linked from", "Facts", "Near-duplicates"]
    facts = {d.xpath("string(dt)"): d.xpath("string(dd)") for d in page.xpath("//dl[@class='facts']/div")}
    assert facts["Published"].endswith("+00:00")
    assert facts["Version"] == "2"
    original = page.xpath("//a[.='Original']/@href")[0]
    assert original.startswith(PAPER)
    assert get("/article?url=" + quote(original, safe="")).text == get(article).text
    assert json.loads(get(article + ".json").text)["canonicalUrl"] == original


def test_copies_stand_side_by_side_with_the_words_that_one_alone_has(get: Callable[..., Got], article: str) -> None:
    page = html.fromstring(get(article).text)
    (path,) = page.xpath("//section[h2='Near-duplicates']//a[.='side by side']/@href")
    assert path.startswith(f"{article}/beside/")
    table = html.fromstring(get(path).text).xpath("//table")[0]
    assert [part.text_content() for part in table.xpath(".//th[@scope='rowgroup']")] == [
        "Headline",
        "Standfirst",
        "Text",
    ]
    assert [mark.text_content().strip() for mark in table.xpath(".//td[1]//del")][-1] == "Une phrase de plus."
    assert table.xpath("string(.//td[2]//ins)").startswith("Selon la presse")
    assert not table.xpath(".//td[1]//ins | .//td[2]//del")
    assert "Swap" in get(path).words
    assert get(f"{article}/beside/999999").status == 404


def test_an_article_says_what_became_of_its_address(get: Callable[..., Got], article: str) -> None:
    facts = html.fromstring(get(article).text).xpath("//dl[@class='facts']/div[dt='Fate']")
    assert "stored" in facts[0].text_content()
    assert get(facts[0].xpath(".//a/@href")[0]).status == 200


def test_a_page_that_was_only_seen_says_so(get: Callable[..., Got]) -> None:
    got = get("/article?url=" + quote(f"{PAPER}/posts/seen-only", safe=""))
    assert "was not crawled" in got.words
    assert "Only seen" in got.words


def test_a_person_has_articles_over_time_sections_and_coauthors(get: Callable[..., Got], demo_store: Store) -> None:
    link = html.fromstring(get("/people").text).xpath("//a[bdi='Seydou B. COULIBALY']/@href")[0]
    page = html.fromstring(get(link).text)
    assert page.xpath("//h1//text()")[0] == "Seydou B. COULIBALY"
    assert "Boubacar SOUNTOURA" in page.xpath("//section[h2='Writes with']")[0].text_content()
    assert page.xpath("//section[h2='Sections']//li")
    assert page.xpath("//section[h2='Over time']//rect")


def test_a_person_of_two_sites_has_one_page(get: Callable[..., Got]) -> None:
    path = html.fromstring(get("/people?q=seydou").text).xpath("//ul//a[bdi='Seydou B. COULIBALY']/@href")[0]
    page = html.fromstring(get(path).text)
    assert "13 articles on 2 sites" in page.xpath("string(//p[@class='lead'])")
    sites = page.xpath("//section[h2='Sites']//a")
    assert [" ".join(site.text_content().split()) for site in sites] == ["lessor.example 11", "kibaru.example 2"]
    assert len(html.fromstring(get(sites[1].get("href")).text).xpath("//ol[@class='teasers']/li")) == 2
    assert not page.xpath("//section[h2='Same name elsewhere']")


def test_a_site_has_its_week_its_runs_and_its_next_one(get: Callable[..., Got]) -> None:
    page = html.fromstring(get("/site/lessor.example").text)
    week = page.xpath("//figure[@class='heat']//tbody/tr")
    assert [len(day.xpath("td")) for day in week] == [24] * 7
    assert sum(int(cell) for cell in page.xpath("//figure[@class='heat']//td/span/text()")) > 20
    assert len(page.xpath("//section[h2='Last runs']//tbody[tr/th/time]/tr")) == 12
    figures = {d.xpath("string(dt)"): d.xpath("string(dd)") for d in page.xpath("//dl[@class='figures']/div")}
    assert figures["Next run"] == "in 60 min"


def test_the_graph_comes_in_pieces(get: Callable[..., Got], article: str) -> None:
    key = article.rpartition("/")[2]
    piece = json.loads(get(f"/graph.json?node=a{key}").text)
    kinds = {node["kind"] for node in piece["nodes"]}
    assert kinds == {"article", "person"}
    ids = {node["id"] for node in piece["nodes"]}
    assert all(source in ids and target in ids for source, target, _ in piece["edges"])
    assert {kind for *_, kind in piece["edges"]} == {"related", "author", "byline"}
    person = next(node["id"] for node in piece["nodes"] if node["kind"] == "person")
    assert len(json.loads(get(f"/graph.json?node={person}").text)["nodes"]) > 3
    assert len(json.loads(get("/graph.json?newest=50").text)["nodes"]) > 50
    assert json.loads(get("/graph.json?node=x1").text)["error"].startswith("'x1' is no node")


def test_tables_lead_to_our_pages_and_come_as_json_and_csv(get: Callable[..., Got]) -> None:
    assert html.fromstring(get("/store/articles").text).xpath("//td/a[starts-with(@href, '/article/')]")
    assert json.loads(get("/store/articles.json?_shape=array&_size=1").text)[0]["site"]
    assert get("/store/people.csv").text.startswith("key,site,folded,name,url")
    facets = html.fromstring(get("/store/articles?_facet=section").text).xpath("//li[contains(., 'Santé')]")
    assert facets


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/nowhere", 404, "Not found"),
        ("/article/999999", 404, "there is no article 999999"),
        ("/article?url=https%3A%2F%2Fnowhere.example%2F", 404, "check the address"),
        ("/person/999999", 404, "look for a name"),
        ("/site/nowhere.example", 404, "nothing is known of nowhere.example"),
        ("/graph?node=%3Cscript%3E", 404, "'<script>' is no node"),
        ("/store?sql=selec", 400, "SELECT"),
        ("/store?sql=delete+from+articles", 400, "SELECT"),
        ("/search.jsonl?since=soon", 400, "no date"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_line(
    get: Callable[..., Got], capfd: pytest.CaptureFixture[str], path: str, status: int, says: str
) -> None:
    got = get(path)
    assert got.status == status
    assert says in (got.words if got.text.startswith("<") else got.text)
    assert "Traceback" not in capfd.readouterr().err


def test_a_page_of_another_host_cannot_read_the_store(get: Callable[..., Got]) -> None:
    assert get("/", Host="attacker.example").status == 421
    assert get("/", Host="localhost:1").status == 200


@pytest.mark.parametrize("asker", ["cross-site", "same-site"])
def test_another_site_s_page_cannot_make_the_store_work(get: Callable[..., Got], asker: str) -> None:
    assert get("/", **{"Sec-Fetch-Site": asker}).status == 421
    assert get("/", **{"Sec-Fetch-Site": "same-origin"}).status == 200


@pytest.mark.parametrize("value", ["randomblob(1000000000)", "printf('%.*c', 900000000, 'x')", "zeroblob(900000000)"])
def test_a_question_cannot_fill_the_memory(get: Callable[..., Got], value: str) -> None:
    text = get(f"/store?sql=select+length({quote(value)})").text
    assert "00000000</td>" not in text
    assert "too big" in text or value.startswith("printf")  # which gives NULL


@pytest.mark.parametrize("query", ["_sort=x", "_sort_desc=x", "_sort=key&_sort_desc=key"])
def test_a_wrong_order_is_the_asker_s_mistake(get: Callable[..., Got], query: str) -> None:
    assert get(f"/store/articles?{query}").status == 400


def test_what_an_article_says_stays_text(get: Callable[..., Got], demo_store: Store) -> None:
    key = key_of(demo_store, HOSTILE_URL)
    tables = (f"/store/articles/{key}", f"/store/records/{key}", "/store/records")
    for path in (f"/article/{key}", "/", "/search?q=harmed", "/graph", *tables):
        page = html.fromstring(get(path).text)
        assert not page.xpath("//script[contains(., 'harmed')] | //style[contains(., 'display:none')]"), path
        assert not page.xpath("//*[@onerror or @onclick or @onload] | //b[.='today'] | //u"), path
        for link in page.xpath("//@href"):
            assert re.match(r"https?://|/|#|\?", link), (path, link)
    narrowed = get("/store/articles?_facet=section&section__contains=" + quote("\u202e"))
    assert "\u202e" not in html.fromstring(narrowed.text).xpath("string(//main)")
    shown = get(f"/article/{key}")
    assert "\u202e" not in shown.text
    assert len(shown.text) < 100_000
    assert "Last paragraph." in shown.words
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", get("/graph.json?newest=20").text)
