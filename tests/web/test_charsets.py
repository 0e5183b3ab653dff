"""Pages whose charset is wrong, missing or stated twice are read as a reader would."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.charsets import decode

FRENCH = "<p>Le général a été décoré à Nîmes, où l’été fut très sec ; les élèves étaient présents.</p>"
RUSSIAN = "<p>Привет, мир! Сегодня в городе открылась новая библиотека, и пришло много людей.</p>"
JAPANESE = "<p>海沿いの広場で朝市が開かれ、夜明け前から多くの買い物客が列をつくりました。</p>"


@pytest.mark.parametrize("label", ["latin-1", "windows-1251", "shift_jis", "ascii", "no-such-charset", "", None])
def test_utf8_is_read_as_utf8_whatever_the_header_says(label):
    assert decode(FRENCH.encode(), label).decode() == FRENCH


def test_utf8_is_read_as_utf8_whatever_the_page_says():
    page = f"<meta charset=iso-8859-1>{RUSSIAN}"
    assert decode(page.encode()).decode() == page


@pytest.mark.parametrize(
    ("text", "charset"),
    [(FRENCH, "windows-1252"), (RUSSIAN, "windows-1251"), (RUSSIAN, "koi8-r"), (JAPANESE, "euc-jp")],
)
def test_other_charsets_are_read_by_their_label(text, charset):
    assert decode(text.encode(charset), charset).decode() == text
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">{text}'
    assert decode(page.encode(charset)).decode() == page


def test_latin1_means_windows_1252_as_in_browsers():
    assert decode("<p>l’été</p>".encode("cp1252"), "iso-8859-1").decode() == "<p>l’été</p>"


@pytest.mark.parametrize(("text", "charset"), [(RUSSIAN, "windows-1251"), (JAPANESE, "shift_jis")])
def test_a_charset_without_any_label_is_detected(text, charset):
    assert decode(text.encode(charset) * 3).decode() == text * 3


@pytest.mark.parametrize("bom", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_beats_every_label(bom):
    charset = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}[bom]
    assert decode(bom + FRENCH.encode(charset), "windows-1251").decode() == FRENCH


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_seen(charset):
    assert decode(FRENCH.encode(charset)).decode() == FRENCH


def test_a_cut_inside_a_letter_does_not_spoil_the_rest():
    cut = (FRENCH * 50).encode() + "é".encode()[:1]
    assert decode(cut, "latin-1").decode() == FRENCH * 50 + "\ufffd"


def test_iso_2022_jp_is_seen_by_its_escapes():
    assert decode(JAPANESE.encode("iso2022_jp")).decode() == JAPANESE


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "big5", "utf-16", "utf-7", "x-user-defined", "??"]),
)
def test_any_bytes_give_valid_utf8(body, label):
    decode(body, label).decode("utf-8")
