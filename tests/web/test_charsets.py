"""Pages whose charset is wrong, missing or stated twice are read as a reader would."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.charset_labels import CHARSETS
from newscrawl.web.charsets import decode, header_charset

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


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Après l'épopée à Ségou, les élèves fêtent la rentrée", "windows-1252"),
        ("El señor dijo que mañana habrá más años de crédito", "windows-1252"),
        ("Größe über Mädchen und schöne Häuser für die Bürger", "windows-1252"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy, řekl ministr", "windows-1250"),
    ],
)
def test_a_short_text_without_any_label_is_western_where_that_fits_as_well_as_anything(text, charset):
    assert decode(text.encode(charset)).decode() == text


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


# Codecs of Python, its aliases, and what no standard names.
NO_CHARSETS = (
    "base64 base64_codec hex zip zlib bz2 bz2_codec rot13 rot_13 quopri uu uu_codec idna punycode undefined "
    "unicode_escape raw_unicode_escape string_escape mbcs oem utf_7 utf-7 utf_32 utf-8-sig utf_8_sig latin-1 cp037 "
    "cp500 hz iso-2022-kr replacement palmos ptcp154 charmap x\0y"
).split(" ")


@pytest.mark.parametrize("label", NO_CHARSETS)
def test_only_the_charsets_of_the_web_count(label):
    text = FRENCH.encode("cp1252")
    assert decode(text, label) == decode(text)
    page = f"<meta charset={label}>".encode("utf-8", "replace")
    assert decode(page + text) == page + decode(text)


def test_a_page_in_utf16_by_its_own_word_is_none():
    page = f"<meta charset=utf-16le>{RUSSIAN * 30}".encode() + b"\xd0"
    assert decode(page).decode() == f"<meta charset=utf-16le>{RUSSIAN * 30}\ufffd"


def test_a_charset_in_a_comment_is_none():
    page = f"<!-- <meta charset=koi8-r> --><meta charset=windows-1251>{RUSSIAN}"
    assert (
        decode(page.encode("cp1251")).decode() == f"<!-- <meta charset=koi8-r> --><meta charset=windows-1251>{RUSSIAN}"
    )


@pytest.mark.parametrize("codec", CHARSETS)
def test_every_codec_of_the_web_turns_bytes_into_text(codec):
    assert isinstance(bytes(range(256)).decode(codec, "replace"), str)


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=Shift_JIS", "Shift_JIS"),
        (b'text/html;Charset = "windows-1251"; x=y', "windows-1251"),
        ("text/html", None),
        ("", None),
        (None, None),
    ],
)
def test_the_header_names_a_charset_as_it_stands_there(header, charset):
    assert header_charset(header) == charset
