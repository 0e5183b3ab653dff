"""Records are cut out of XML however broken it is, each by itself, in bounded time and memory."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.web.xml import MAX_TOKENS, Record, find_root, opening_tags, records, resolve_references


def read(body: str, *names: str) -> list[dict[str, str]]:
    """Return the fields of each record of *body* by their paths."""
    return [fields(record) for record in records(body.encode(), names or ("item",))]


def fields(record: Record) -> dict[str, str]:
    return {field.path: field.text for field in record.fields}


@pytest.mark.parametrize(
    "body",
    ["<a><item><t>One</t></item><item><t>Two</t></item></a>",
     "<A><ITEM><T>One</T></ITEM><ITEM><T>Two</T></ITEM></A>",
     "<x:a><x:item><x:t>One</x:t></x:item><x:item><x:t>Two</x:t></x:item>",
     "junk <item><t>One</t><item><t>Two</t>",
     "<a><item><t>One</t></item><!-- <item><t>No</t></item> --><![CDATA[<item>]]><item><t>Two</t></item></a>",
     "<a><item><t>One</t></b></item><item><t>Two</t></p></item></a>",
     "<a><other:item/><y><item><t><![CDATA[One]]></t></item><item><t>Two</t></item></y>".replace("other:item", "note"),
     "<a><items/><item a='>'><t>One</t></item><item ><t b='/>'>Two</t></item></a>"],
)  # fmt: skip
def test_records_are_found_whatever_the_wrapping(body: str) -> None:
    assert read(body) == [{"t": "One"}, {"t": "Two"}]


def test_only_the_prefix_of_the_first_record_is_that_of_records() -> None:
    assert read("<item><t>One</t><m:item>no</m:item></item><m:item>no</m:item>") == [{"t": "One", "item": "no"}]


def test_what_is_not_closed_holds_the_text_up_to_the_next_tag() -> None:
    assert read("<item><link>http://h/a<desc>one<br>two</desc><date>today</date></item>") == [
        {"link": "http://h/a", "desc": "onetwo", "desc/br": "two", "date": "today"}
    ]


def test_fields_know_their_place_their_prefix_and_their_attributes() -> None:
    (record,) = records(
        b"<item r='1'>own <m:g><title>In</title></m:g><m:title B:C=\"x&amp;y\" d=e/>text</item>", ("item",)
    )
    group, inner, title = record.fields
    assert (record.name, record.attributes, record.text) == ("item", {"r": "1"}, "own text")
    assert (group.path, group.own, group.text) == ("g", False, "In")
    assert (inner.path, inner.own) == ("g/title", True)
    assert (title.own, title.attributes, title.text) == (False, {"b:c": "x&y", "d": "e"}, "")


def test_elements_deeper_than_the_fields_keep_their_order() -> None:
    assert read("<item><a><b><c><d>x</d></c></b><e>y</e></a><f>z</f></item>") == [
        {"a": "xy", "a/b": "x", "a/b/c": "x", "a/e": "y", "f": "z"}
    ]


@pytest.mark.parametrize(
    ("text", "resolved"),
    [("?id=1&lang=fr&copy=2", "?id=1&lang=fr&copy=2"), ("&lt;b&gt;&#65;&#x42;&eacute;", "<b>ABé"),
     ("&nothing; &#1114112; &#99999999;", "&nothing;  &#99999999;"), ("&amp;amp;", "&amp;"), ("&#150;", "–")],
)  # fmt: skip
def test_references_are_those_of_html_and_closed(text: str, resolved: str) -> None:
    assert resolve_references(text) == resolved


@pytest.mark.parametrize(
    ("body", "root"),
    [(b"<?xml version='1.0'?><!DOCTYPE rss><RSS version='2'>", "rss"), (b"<b>Warning</b>: x<br />\n<rss>", "rss"),
     (b"<!-- " + b"c" * 9000 + b" <rdf> --><r:feed\n>", "feed"), (b"<html><body><rss>", None), (b"<feeds>", None),
     (b"<!doctype html><rss>", None), (b"", None), (b"<!-- <rss>", None), (b"<rss", None)],
)  # fmt: skip
def test_the_root_is_found_behind_what_stands_before_it(body: bytes, root: str | None) -> None:
    assert find_root(body, ("rss", "rdf", "feed")) == root


def test_opening_tags_are_read_with_their_attributes() -> None:
    tags = opening_tags(
        b"<feed xml:base='/n/'><a:link rel=next href='?p=2&amp;q'/></link><linked x='1'>", ("feed", "link")
    )
    assert list(tags) == [("feed", {"xml:base": "/n/"}), ("link", {"rel": "next", "href": "?p=2&q"})]


@pytest.mark.parametrize(
    "body",
    [b"<!--" * 500_000, b"<![CDATA[" * 200_000, b"<" * 2_000_000, b"<item><a '" + b"'\"" * 500_000, b"<item>" * 20_000,
     b"<item>" + b"<a>" * 500_000, b"<item><t>" + b"&#" * 500_000, b"<item " + b"a='1' " * 200_000 + b">"],
)  # fmt: skip
def test_hostile_xml_takes_linear_time_and_little_memory(body: bytes) -> None:
    tracemalloc.start()
    list(records(body, ("item",)))
    find_root(body, ("rss",))
    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()


def test_a_record_is_read_up_to_its_bounds() -> None:
    (record,) = records(b"<item><t>x</t>" + b"<a/>" * MAX_TOKENS + b"<late>y</late></item>", ("item",))
    assert record.fields[0].text == "x"
    assert all(field.path != "late" for field in record.fields)


@given(st.binary())
def test_no_bytes_make_it_fail(body: bytes) -> None:
    for document in (body, b"<item>" + body, b"<item a=" + body + b"></item>"):
        list(records(document, ("item",)))
        list(opening_tags(document, ("item",)))
        find_root(document, ("item",))
