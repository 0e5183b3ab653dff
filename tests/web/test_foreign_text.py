"""Text of others keeps its letters and loses what could harm."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.items import AuthorArticle, NewsArticle, RelatedArticle
from newscrawl.web.foreign_text import clean, displayed, escaped, without_controls

HARMFUL = [*map(chr, (*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0))), "\ud800", "\udfff", "\uffff"]
TURNING = list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize("sign", HARMFUL)
def test_a_record_keeps_no_control_but_tab_and_line_feed(sign: str) -> None:
    article = NewsArticle(
        url="https://a.example/",
        headline=f"a{sign}b\tc\nd",
        keywords=[f"x{sign}y"],
        relatedArticles=[RelatedArticle(url="https://a.example/b", headline=f"{sign}c", excerpt=None)],
        authorArticles=[AuthorArticle(url="https://a.example/c", headline=f"d{sign}")],
    )
    clean(article)
    assert sign not in str(article)
    assert article.headline is not None
    assert article.headline.replace("a\nb", "ab") == "ab\tc\nd"
    assert (article.relatedArticles or [])[0].headline in ("c", "\nc")


@pytest.mark.parametrize("sign", [*HARMFUL, *TURNING])
def test_nothing_harmful_is_displayed(sign: str) -> None:
    assert sign not in displayed(f"a{sign}b")
    assert sign not in escaped(json.dumps(f"a{sign}b", ensure_ascii=False))


@given(st.text())
def test_json_says_the_same_when_it_is_escaped(text: str) -> None:
    assert json.loads(escaped(json.dumps({text: text}, ensure_ascii=False))) == {text: text}


@given(st.text())
def test_letters_stay(text: str) -> None:
    kept = without_controls(text)
    kept.encode()
    assert [sign for sign in kept if sign.isalnum()] == [
        sign for sign in text if sign.isalnum() and not "\ud800" <= sign <= "\udfff"
    ]
