import json

import pytest

from newscrawl.extraction.metadata.captions import split_credit
from newscrawl.extraction.metadata.images import picture_keys, srcset
from tests.extraction.field_pages import fields, json_ld, meta

COVER = "https://img.example/2025/harbour-771.jpg"
TEXT = f"<p>{'The council met. ' * 20}</p>"


def test_the_widest_version_of_the_stated_cover_is_named():
    node = {
        "@type": "Article",
        "image": [{"url": f"{COVER}?w=2000", "width": 2000, "caption": "The harbour"}],
    }
    article = fields(meta("og:image", f"{COVER}?w=1200") + json_ld(json.dumps(node)))
    assert article.mainImage.url == f"{COVER}?w=2000"
    assert article.mainImage.caption == "The harbour"


def test_the_picture_shown_above_the_text_wins_over_a_share_picture_shown_nowhere():
    head = meta("og:image", "https://img.example/share/card-990.jpg")
    body = f'<article><h1>Harbour vote</h1><figure><img src="{COVER}"></figure>{TEXT}</article>'
    assert fields(head, body).mainImage.url == COVER


def test_the_stated_cover_wins_where_the_page_shows_it():
    other = '<img src="https://img.example/ad-55512.jpg">'
    body = f'<article><h1>Harbour vote</h1>{other}{TEXT}<img src="{COVER}"></article>'
    assert fields(meta("og:image", COVER), body).mainImage.url == COVER


@pytest.mark.parametrize("name", ["logo.png", "site-logo-600.jpg", "placeholder.jpg", "default-image.png", "icon.svg"])
def test_logos_and_placeholders_are_no_cover(name):
    assert fields(meta("og:image", f"https://img.example/{name}")).mainImage is None


def test_portraits_and_teasers_are_no_pictures_of_the_article():
    body = (
        '<article><h1>Harbour vote</h1><div class="author-box"><img src="/jane-1234.jpg"></div>'
        f'{TEXT}<div class="related"><figure><img src="/teaser-1234.jpg"></figure></div></article>'
    )
    assert fields("", body).images is None


def test_captions_and_credits_stand_apart():
    body = (
        "<article><h1>Harbour vote</h1><figure>"
        '<img src="/small.jpg" srcset="/a-9911.jpg 640w, /b-9911.jpg 1280w">'
        f"<figcaption>The harbour at dawn. Photo: Jane Doe/AFP</figcaption></figure>{TEXT}</article>"
    )
    (image,) = fields("", body).images
    assert image.url == "https://www.herald.example/b-9911.jpg"
    assert (image.caption, image.credit) == ("The harbour at dawn.", "Jane Doe/AFP")


def test_a_credit_in_an_element_of_its_own():
    caption = '<span class="credit">Jane Doe/AFP</span> The harbour at dawn.'
    body = f'<h1>Vote</h1><figure><img src="/a-9911.jpg"><figcaption>{caption}</figcaption></figure>'
    (image,) = fields("", body).images
    assert (image.caption, image.credit) == ("The harbour at dawn.", "Jane Doe/AFP")


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The harbour. (Foto: Jane Doe/dpa)", "The harbour.", "Jane Doe/dpa"),
        ("The harbour © AFP", "The harbour", "AFP"),
        ("The mayor at a photo call in Paris", "The mayor at a photo call in Paris", ""),
        ("The mayor (Photo by Jane Doe)", "The mayor", "Jane Doe"),
        ("The harbour at dawn", "The harbour at dawn", ""),
        ("Photo: Jane Doe", "", "Jane Doe"),
        ("", "", ""),
    ],
)
def test_printed_credits(text, caption, credit):
    assert split_credit(text) == (caption, credit)


def test_sizes_do_not_tell_pictures_apart():
    sizes = ["harbour-771-1200x630.jpg", "harbour-771-scaled.jpg", "harbour-771.webp?w=640&h=480"]
    keys = [picture_keys(f"https://img.example/{size}") for size in sizes]
    assert keys[0] & keys[1] & keys[2]
    assert not keys[0] & picture_keys("https://img.example/market-772.jpg")


def test_srcset_with_commas_in_addresses():
    text = "https://img.example/w_320,c_limit/a.jpg 320w, https://img.example/w_640,c_limit/a.jpg 640w"
    assert [width for _, width in srcset(text)] == [320, 640]


@pytest.mark.parametrize(
    "image",
    [
        {"@type": "ImageObject", "url": {"@value": "https://i.example/pier-1280.jpg"}},
        {"@type": "ImageObject", "contentUrl": "https://i.example/pier-1280.jpg"},
        [{"@id": "#cover"}],
        "https://i.example/pier-1280.jpg",
    ],
)
def test_forms_of_the_stated_image(image):
    cover = {"@id": "#cover", "@type": "ImageObject", "url": "https://i.example/pier-1280.jpg"}
    article = fields(json_ld(json.dumps([{"@type": "NewsArticle", "headline": "Vote", "image": image}, cover])))
    assert article.mainImage.url == "https://i.example/pier-1280.jpg"


def test_json_in_an_attribute_is_no_address():
    image = """<img src="/pier-1280.jpg" data-src='{"src": "https://i.example/other.jpg", "w": 100}' width="1200">"""
    article = fields("", f"<article><h1>Harbour vote</h1>{image}</article>")
    assert [one.url for one in article.images] == ["https://www.herald.example/pier-1280.jpg"]


def test_a_thumbnail_whose_address_tells_its_size_is_no_picture():
    images = "<img src='https://i.example/freeze/max/30/pier.jpg?q=20'><img data-src='https://i.example/pier-full.jpg'>"
    article = fields("", f"<article><h1>Harbour vote</h1>{images}</article>")
    assert article.mainImage.url == "https://i.example/pier-full.jpg"


@pytest.mark.parametrize("base", ["/static/", "https://www.herald.example/static/", "../../../../static/"])
def test_relative_addresses_are_resolved_against_the_base_element(base):
    head = f'<base href="{base}"><link rel="canonical" href="/news/2025/10/27/council-votes-on-harbour-4711001">'
    article = fields(head, "<article><h1>Harbour vote</h1><img src='photos/pier.jpg' width=1200></article>")
    assert article.mainImage.url == "https://www.herald.example/static/photos/pier.jpg"
    assert article.canonicalUrl == "https://www.herald.example/news/2025/10/27/council-votes-on-harbour-4711001"
