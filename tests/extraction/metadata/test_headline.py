import pytest

from tests.extraction.field_pages import fields, json_ld, meta

HEADLINE = "Council votes to rebuild the old harbour"


def test_site_name_in_og_title_loses_against_the_page_s_own_heading():
    head = meta("og:title", "Herald") + meta("og:site_name", "Herald") + "<title>Herald</title>"
    assert fields(head, f"<h1>{HEADLINE}</h1>").headline == HEADLINE


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | Herald",
        f"{HEADLINE} - Herald",
        f"{HEADLINE} – Politics – Herald",
        f"{HEADLINE} :: Herald",
    ],
)
def test_site_name_is_cut_from_the_title(title):
    head = meta("og:site_name", "Herald") + meta("og:title", HEADLINE) + f"<title>{title}</title>"
    assert fields(head).headline == HEADLINE


def test_title_alone_serves_without_the_host_s_name():
    assert fields(f"<title>{HEADLINE} | Herald</title>").headline == HEADLINE


def test_a_dash_within_the_headline_is_kept():
    headline = "Harbour vote – what happens now"
    assert fields(f"<title>{headline}</title>", f"<h1>{headline}</h1>").headline == headline


def test_logo_heading_is_not_the_headline():
    body = f'<h1><a href="/">Herald</a></h1><article><h1>{HEADLINE}</h1></article>'
    assert fields(f"<title>{HEADLINE} | Herald</title>", body).headline == HEADLINE


def test_kicker_in_the_heading_is_left_out_where_other_sources_omit_it():
    head = meta("og:title", HEADLINE)
    assert fields(head, f"<h1><span>City: </span>{HEADLINE}</h1>").headline == HEADLINE


def test_entities_escaped_twice_are_resolved():
    head = json_ld('{"@type": "NewsArticle", "headline": "Smith &amp;amp; Sons leave the old harbour"}')
    assert fields(head).headline == "Smith & Sons leave the old harbour"


def test_a_page_without_any_title_has_no_headline():
    assert fields("", "<p>Text</p>").headline is None


def test_what_follows_a_bar_is_cut_even_where_the_site_is_not_named():
    head = meta("og:title", f"{HEADLINE} | Opinion") + f"<title>{HEADLINE} | Opinion</title>"
    assert fields(head).headline == HEADLINE


def test_a_label_before_a_bar_is_no_headline():
    headline = "Budget | Harbour gets four million to hire an army of builders"
    assert fields(meta("og:title", headline), f"<h1>{headline}</h1>").headline == headline


def test_lines_run_together_in_the_heading_are_parted_as_another_source_parts_them():
    head = meta("og:title", f"The old town / {HEADLINE}") + f"<title>{HEADLINE}</title>"
    assert fields(head, f"<h1><b>The old town</b>{HEADLINE}</h1>").headline == f"The old town / {HEADLINE}"


def test_the_site_s_name_in_a_first_heading_does_not_hide_the_article_s():
    head = meta("og:site_name", "Harbour Magazine") + "<title>Vote on the pier | Harbour Magazine</title>"
    body = f"<h1>Harbour Magazine</h1><article><h1>{HEADLINE}</h1></article>"
    assert fields(head, body).headline == HEADLINE


def test_a_title_for_search_engines_loses_against_what_heading_and_json_ld_agree_on():
    seo = "Harbour: all news, maps and dates"
    head = json_ld(f'{{"@type": "NewsArticle", "headline": "{HEADLINE}"}}')
    head += meta("og:title", seo) + f"<title>{seo}</title>"
    assert fields(head, f"<h1>{HEADLINE}</h1>").headline == HEADLINE


WHOLE = f"{HEADLINE}, ending a dispute that had divided the islands for four years"


@pytest.mark.parametrize("end", ["…", "...", " …"])
def test_a_title_cut_short_loses_against_the_whole_heading(end):
    cut = f"{WHOLE[:70]}{end}"
    head = json_ld(f'{{"@type": "NewsArticle", "headline": "{cut}"}}') + meta("og:title", cut) + f"<title>{cut}</title>"
    assert fields(head, f"<h1>{WHOLE}</h1>").headline == WHOLE


def test_a_title_cut_short_is_the_headline_where_none_is_whole():
    cut = f"{WHOLE[:70]}…"
    assert fields(meta("og:title", cut), "<h1>Herald</h1>").headline == cut


@pytest.mark.parametrize(
    "heading",
    [
        f"<h1><span class='kicker'>Transport</span> {HEADLINE}</h1>",
        f"<h1><span class='surtitre'>Transport</span>{HEADLINE}</h1>",
        f"<h1><span class='x1'>Transport</span><span class='x2'>{HEADLINE}</span></h1>",
        f"<h1><a class='article-label' href='/t'>Transport</a><br>{HEADLINE}</h1>",
    ],
)
def test_a_kicker_glued_to_the_heading_is_left_out(heading):
    assert fields(f"<title>{HEADLINE} | Herald</title>", heading).headline == HEADLINE


def test_a_kicker_that_every_source_states_is_part_of_the_headline():
    title = f"Transport / {HEADLINE}"
    heading = f"<h1><span class='kicker'>Transport</span> / {HEADLINE}</h1>"
    assert fields(meta("og:title", title), heading).headline == title


def test_the_first_words_of_a_heading_are_no_kicker():
    heading = f"<h1><em>Council</em>{HEADLINE.removeprefix('Council')}</h1>"
    assert fields(f"<title>{HEADLINE}</title>", heading).headline == HEADLINE


def test_the_heading_under_a_logo_that_is_the_only_h1():
    body = f"<h1><a href='/'>The Morning Post</a></h1><article><h2>{HEADLINE}</h2></article>"
    assert fields(f"<title>{HEADLINE} | The Morning Post</title>", body).headline == HEADLINE


@pytest.mark.parametrize(
    ("title", "url"),
    [
        (f"Harbour Gazette - {HEADLINE}", "https://www.harbourgazette.example/news/1"),
        (f"Le Courrier du Val - {HEADLINE}", "https://www.courrierduval.example/news/1"),
        (f"The Herald: {HEADLINE}", "https://herald.example/news/1"),
        (f"{HEADLINE} | The Herald", "https://herald.example/news/1"),
    ],
)
def test_the_site_s_name_around_the_only_title_is_cut(title, url):
    assert fields(f"<title>{title}</title>", url=url).headline == HEADLINE


def test_a_dash_in_front_is_speech():
    assert fields("<title>- Angsten vil øke</title>", "<h1>- Angsten vil øke</h1>").headline == "- Angsten vil øke"
