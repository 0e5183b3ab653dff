import json

import pytest

from tests.extraction.field_pages import fields, json_ld, meta, names


def with_author(author: object) -> list[str | None]:
    node = {"@type": "NewsArticle", "headline": "Harbour vote", "author": author}
    return names(fields(json_ld(json.dumps(node))))


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Jane Doe", ["Jane Doe"]),
        (["Jane Doe", {"@type": "Person", "name": "John Roe"}], ["Jane Doe", "John Roe"]),
        ({"@type": "Person", "name": ["Jane Doe", "John Roe"]}, ["Jane Doe", "John Roe"]),
        ({"name": "By Jane Doe"}, ["Jane Doe"]),
        ({"name": "Jane Doe, John Roe and Ann Other"}, ["Jane Doe", "John Roe", "Ann Other"]),
        ({"name": "Jörg Roth und Eva Müller, dpa"}, ["Jörg Roth", "Eva Müller", "dpa"]),
        ({"name": "Jane Doe, Senior Reporter"}, ["Jane Doe"]),
        ({"name": "Jane Doe jane@herald.example"}, ["Jane Doe"]),
        ({"@type": "Organization", "name": "Doe, Roe and Partners"}, ["Doe, Roe and Partners"]),
        (["Jane Doe", "jane doe"], ["Jane Doe"]),
        ({"name": "Doe, Jane"}, ["Jane Doe"]),
        ({"name": "신현주 기자"}, ["신현주"]),
    ],
)
def test_authors_stated_in_json_ld(author, expected):
    assert with_author(author) == expected


def test_agencies_and_desks_stay_authors_as_stated():
    assert with_author(["dpa", "Politikredaktion"]) == ["dpa", "Politikredaktion"]


def test_an_agency_among_the_authors_is_the_agency():
    article = fields(meta("author", "Jane Doe / AFP"))
    assert (names(article), article.agency) == (["Jane Doe", "AFP"], "AFP")


def test_the_bureau_of_the_byline_is_the_dateline():
    article = fields("", "<h1>Council votes on the harbour</h1><p>Awa TOURÉ / AMAP - Kayes</p>")
    assert (names(article), article.agency, article.dateline) == (["Awa TOURÉ", "AMAP"], "AMAP", "Kayes")


def test_meta_author_without_addresses_and_profiles():
    head = meta("article:author", "https://social.example/jane") + meta("author", "Jane Doe")
    assert names(fields(head)) == ["Jane Doe"]


def test_publisher_as_author_loses_against_the_byline():
    publisher = {"@type": "Organization", "name": "The Herald"}
    node = {"@type": "NewsArticle", "author": publisher, "publisher": publisher, "headline": "Harbour vote"}
    byline = '<h1>Harbour vote</h1><p class="byline">By <a href="/author/jane-doe">Jane Doe</a></p>'
    assert names(fields(json_ld(json.dumps(node)), byline)) == ["Jane Doe"]
    assert names(fields(json_ld(json.dumps(node)), "<h1>Harbour vote</h1>")) == ["The Herald"]


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("<p>By Jane Doe</p>", ["Jane Doe"]),
        ("<p>Par <b>Awa Touré</b></p>", ["Awa Touré"]),
        ("<span>Von Eva Müller</span>", ["Eva Müller"]),
        ('<a rel="author" href="/x">Jane Doe</a>', ["Jane Doe"]),
        ('<div class="article-author">Jane Doe</div>', ["Jane Doe"]),
        (
            '<p><a href="/authors/jane">Jane Doe</a> and <a href="/authors/john">John Roe</a></p>',
            ["Jane Doe", "John Roe"],
        ),
        ("<p>Jane Doe</p><p>27 October 2025</p>", ["Jane Doe"]),
        ("<p>Text of the story.</p><p>Awa TOURÉ / AMAP - Kayes</p>", ["Awa TOURÉ", "AMAP"]),
        ("<p>By <a>Jane Doe</a></p><p>Reviewed by</p><p class='author'>Ann Other</p>", ["Jane Doe"]),
        ("<aside class='post-author'>Jane Doe</aside>", ["Jane Doe"]),
        ('<span itemprop="author" itemscope><span itemprop="name">Jane Doe</span></span>', ["Jane Doe"]),
    ],
)
def test_printed_bylines(byline, expected):
    assert names(fields("", f"<h1>Council votes on the harbour</h1>{byline}<p>The council met.</p>")) == expected


@pytest.mark.parametrize(
    "box",
    [
        '<div class="comments"><span class="author">Angry Reader</span></div>',
        "<aside><p>By Ann Other</p></aside>",
        '<div class="related-stories"><a href="/author/ann">Ann Other</a></div>',
        "<figure><figcaption>By Ann Other</figcaption></figure>",
        "<p>By the harbour, fishers wait for the vote.</p>",
        '<p class="author-note">Follow us</p>',
    ],
)
def test_names_in_other_boxes_are_no_authors(box):
    assert names(fields("", f"<h1>Council votes on the harbour</h1><p>The council met.</p>{box}")) == []


def test_author_pages_are_linked_absolutely():
    body = '<h1>Harbour vote today</h1><a href="/author/jane-doe">Jane Doe</a>'
    assert fields("", body).authors[0].url == "https://www.herald.example/author/jane-doe"


@pytest.mark.parametrize("line", ["By: Jane Doe, Dec 17, 2025", "by Jane Doe | July 2, 2025", "By Jane Doe"])
def test_a_date_in_the_byline_s_line_does_not_hide_the_name(line):
    body = f"<h1>Council votes on the harbour</h1><p>{line}</p><p>{'The council met. ' * 20}</p>"
    assert names(fields(body=body)) == ["Jane Doe"]


def test_the_site_s_name_with_a_word_around_it_loses_against_the_byline():
    node = {"@type": "NewsArticle", "headline": "Harbour vote", "author": "Example: Harbour Herald"}
    head = json_ld(json.dumps(node)) + meta("og:site_name", "Harbour Herald")
    assert names(fields(head, "<h1>Harbour vote</h1><p>By Jane Doe</p>")) == ["Jane Doe"]


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"@type": "Person", "givenName": "Martha", "familyName": "Quill"}, ["Martha Quill"]),
        (
            {"@type": "Role", "roleName": "Reporter", "author": {"@type": ["Person"], "name": "Martha Quill"}},
            ["Martha Quill"],
        ),
        ({"@type": "Role", "author": [{"name": "Martha Quill"}, "Owen Pratt"]}, ["Martha Quill", "Owen Pratt"]),
        ({"name": '<a href="/p/1" rel="author">Martha Quill</a>'}, ["Martha Quill"]),
        ({"name": "By Martha Quill, Courier Staff"}, ["Martha Quill"]),
        ({"name": "QUILL, MARTHA"}, ["Martha Quill"]),
        ({"name": "MARTHA O'QUILL; OWEN PRATT"}, ["Martha O'Quill", "Owen Pratt"]),
        ({"name": "Awa TOURÉ"}, ["Awa TOURÉ"]),
        ({"name": "JEAN-LUC AB"}, ["JEAN-LUC AB"]),
    ],
)
def test_forms_of_stated_authors(author, expected):
    assert with_author(author) == expected


@pytest.mark.parametrize(
    "nobody",
    ["null", "undefined", "Unknown", "N/A", "Guest", "-", "", "admin", "[object Object]"],
)
def test_a_placeholder_is_no_author(nobody):
    assert with_author({"@type": "Person", "name": nobody}) == []
    assert names(fields(meta("author", nobody))) == []


ACCOUNTS = ["mquill2", "wp_admin", "import-afp", "Web Editor 3", "Watermark feed", "Web_Editor", "Courier Staff"]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_printed_person_beats_an_account(account):
    byline = '<h1>Harbour vote</h1><p class="byline">By <a rel="author" href="/people/mq">Martha Quill</a></p>'
    node = json_ld(json.dumps({"@type": "NewsArticle", "author": {"name": account}, "headline": "Harbour vote"}))
    assert names(fields(node, byline)) == ["Martha Quill"]
    assert names(fields(meta("author", account), byline)) == ["Martha Quill"]


def test_an_account_without_a_printed_person_stays():
    assert with_author({"name": "mquill2"}) == ["mquill2"]


@pytest.mark.parametrize("person", ["Jean-Luc", "Femke Bot", "Ann Wire", "Paruchuri Rao"])
def test_people_are_no_accounts_and_no_labels(person):
    byline = "<h1>Harbour vote</h1><p class='byline'>By Owen Pratt</p>"
    node = json_ld(json.dumps({"@type": "NewsArticle", "author": {"name": person}, "headline": "Harbour vote"}))
    assert names(fields(node, byline)) == [person]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<div class='byline'>By Laura June Topsky July 10, 2015</div>", ["Laura June Topsky"]),
        ("<div class='auteur'>Par Laure Juin le 10 juillet 2015 à 18h20</div>", ["Laure Juin"]),
        ("<div class='article-meta'>Martha Quill - 18/06/2024 à 07:30</div>", ["Martha Quill"]),
        ("<div class='byline'>Martha Quill • 3 min read</div>", ["Martha Quill"]),
        ("<p class='byline'>By Martha Quill, Political Editor, and Owen Pratt, Transport Correspondent</p>",
         ["Martha Quill", "Owen Pratt"]),
        ("<p class='byline author'>By Desmond Achebe Business Reporter</p>", ["Desmond Achebe"]),
        ("<div class='auteur'>Hélène Marchandier, correspondante à Montreval</div>", ["Hélène Marchandier"]),
        ("<p class='byline'>By Martha Quill (Berlin) and Owen Pratt (Paris)</p>", ["Martha Quill", "Owen Pratt"]),
        ("<p class='credits'>Words by Ann Leary &amp; Bob Rayne / Pictures by Cy</p>", ["Ann Leary", "Bob Rayne"]),
        ("<div class='auteur'>Texte : Anne Lary | Photos : Bruno Rey</div>", ["Anne Lary"]),
        ("<div class='auteur'>Bastien Kerjean (texte) et Yann Floc’h (photos)</div>", ["Bastien Kerjean"]),
        ("<div class='credits'><p class='byline'>By Martha Quill</p><p class='byline'>Photographs by Cy Twill</p>"
         "<p>Edited by Ann Leary</p></div>", ["Martha Quill"]),
        ("<div class='signature'><span>Martha Quill</span> - <a href='mailto:m@x.example'>m@x.example</a></div>",
         ["Martha Quill"]),
        ("<p class='byline'>By Martha Quill in Northholm</p>", ["Martha Quill"]),
        ("<p class='byline'>By Martha Quill for the Harbour Gazette</p>", ["Martha Quill"]),
        ("<p class='byline'>Martha Quill / The Herald</p>", ["Martha Quill"]),
        ("<div class='auteur'>Propos recueillis par Hélène Marchandier</div>", ["Hélène Marchandier"]),
        ("<p class='byline'>By Juan da Silva</p>", ["Juan da Silva"]),
        ("<span class='author'>김민수 기자</span>", ["김민수"]),
        ("<span class='author'>王小明</span>", ["王小明"]),
        ("<p>Автор: Мария Котова</p>", ["Мария Котова"]),
        ("<p>بقلم: سلمى حداد</p>", ["سلمى حداد"]),
        ("<p>Par <a href='/journalistes/bastien-kerjean'>Bastien Kerjean</a></p>", ["Bastien Kerjean"]),
    ],
)  # fmt: skip
def test_who_wrote_is_read_from_the_whole_credit(line, expected):
    assert names(fields("", f"<h1>Council votes on the harbour</h1>{line}")) == expected


@pytest.mark.parametrize(
    "label",
    ["Publié le", "Actualizado El", "Last Modified", "Press Release", "Mis à jour", "Updated On", "Log In"],
)
def test_a_label_of_the_date_is_no_author(label):
    assert names(fields("", f"<h1>Council votes</h1><p><span>{label}</span> <time>27 October 2025</time></p>")) == []


def test_a_name_set_at_the_right_under_the_text():
    text = "".join(f"<p>{'The council met for the third time. ' * 6}</p>" for _ in range(20))
    signed = '<p style="text-align:right"><strong>Martha Quill</strong></p>'
    assert names(fields("", f"<h1>Council votes</h1>{text}{signed}")) == ["Martha Quill"]
    assert names(fields("", f"<h1>Council votes</h1>{text}<p><strong>Martha Quill</strong></p>")) == []


@pytest.mark.parametrize(
    ("byline", "agency"),
    [("By Reuters Staff", "Reuters"), ("By AFP", "AFP"), ("By Staff", None), ("Par Awa Touré (avec AFP)", "AFP")],
)
def test_the_agency_whose_staff_wrote_it(byline, agency):
    assert fields("", f"<h1>Council votes</h1><p class='byline'>{byline}</p>").agency == agency
