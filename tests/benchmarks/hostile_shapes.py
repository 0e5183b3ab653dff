"""Pages made to hurt a reader: each shape is a beginning, a unit that is repeated (`%d` counts), and an end."""

from typing import NamedTuple


class Shape(NamedTuple):
    """A page of any size."""

    start: str
    unit: str
    end: str = ""


def page_of(shape: Shape, size: int) -> bytes:
    """Return the page of *shape* with about *size* bytes."""
    count = max(1, size // (len(shape.unit) + 3 * shape.unit.count("%d")))
    numbered = "%d" in shape.unit
    units = "".join(shape.unit.replace("%d", str(n)) for n in range(count)) if numbered else shape.unit * count
    return f"{shape.start}{units}{shape.end}".encode()


TEXT = "The harbour of the old town opened again on Monday after two years of work, the mayor said in the morning. "
ARTICLE = f"<html><body><article><h1>The harbour opens again</h1><p>{TEXT * 4}</p><p>{TEXT * 5}</p>"
LINK = '<a href="/2026/01/31/another-story-of-the-town-%d.html">Another story of the town</a>'

SHAPES = {
    # Nesting and what stays open
    "div": Shape("", "<div>"),
    "span": Shape("", "<span>"),
    "p-b": Shape("", "<p><b>"),
    "p-b-attributes": Shape("", "<p><b id=%d>"),
    "font-p": Shape("", "<font size=%d><p>"),
    "900-fonts-then-p": Shape("".join(f"<font color={n}>" for n in range(900)), "<p>x"),
    "a-div": Shape("", "<a><div>"),
    "b-div-end": Shape("", "<b><div></b>"),
    "div-b": Shape("", "<div><b>"),
    "ul-li": Shape("", "<ul><li>"),
    "li-section": Shape("", "<li><section>"),
    "table-cell": Shape("", "<table><td>"),
    "table-text": Shape("<table>", "a<tr>"),
    "dl-dd": Shape("", "<dl><dd>"),
    "blockquote": Shape("", "<blockquote>x"),
    "button": Shape("", "<button>x"),
    "object": Shape("", "<object><b>"),
    "template": Shape("", "<template>"),
    "held-in-held": Shape(f"<template>{'<i></i>' * 200}</template>", f'<noscript><img alt="{"x" * 500}">'),
    "svg-g": Shape("<svg>", "<g>", "</x>" * 1000),
    "svg-p": Shape("", "<svg><p>"),
    "svg-foreign": Shape("", "<svg><foreignObject><div>"),
    "math-mi": Shape("<math>", "<mi><b>"),
    "end-in-attribute": Shape("", '<div title="</div>">'),
    "end-in-comment": Shape("", "<div><!--</div>-->"),
    "end-in-script": Shape("", "<div><script></div></script>"),
    "end-in-bogus-comment": Shape("", "<div><!x </div>"),
    "end-in-cdata": Shape("<svg>", "<g><![CDATA[></g>]]>"),
    "end-behind-table": Shape("", "<div><table></div></table>"),
    "end-behind-paragraph": Shape("", "<span><p></span></p>"),
    "end-behind-cell": Shape("<table>", "<b id=%d><td></b></td>", "x" * 100),
    "end-of-nothing": Shape("<div>" * 900, "</none>"),
    "form-div": Shape("", "<form><div></form>"),
    "double-script": Shape("", "<div><script><!--<script></script></div></script>"),
    "svg-style": Shape("<svg>", "<g><style></g></style>"),
    "self-closed": Shape("", "<svg></svg><div/>"),
    "select-div": Shape("<select>", "<div>"),
    # Lists of options, attributes
    "option": Shape("<select>", "<option>"),
    "option-text": Shape("<select>", "<option value=%d>Country %d</option>"),
    "optgroup": Shape("<select>", "<optgroup><option>"),
    "datalist": Shape("<datalist>", "<option>"),
    "attributes": Shape("<p ", "a%d=1 ", ">text</p>"),
    "attributes-of-link": Shape("<a href=/x ", "a%d ", ">text</a>"),
    "attributes-of-meta": Shape("<meta ", "a%d=1 ", ">"),
    "body-attributes": Shape("", "<body a%d=1>"),
    "html-attributes": Shape("", "<html a%d=1>"),
    "classes": Shape(f"{ARTICLE}<p class='", "related-%d ", f"'>{TEXT}</p>"),
    "data-attributes": Shape(ARTICLE, "<p data-a%d=1>x</p>"),
    "tag-without-end": Shape("", "<p a"),
    "open-quotes": Shape("", "<p a='><p b=\">"),
    # Characters
    "lt": Shape("", "<"),
    "ampersand": Shape("<p>", "&"),
    "entities": Shape("<p>", "&notit;&#x0;"),
    "comment": Shape("", "<!--"),
    "blanks": Shape(ARTICLE + "<p>", " \n"),
    "brackets": Shape(ARTICLE + "<p>", "[("),
    "combining": Shape(ARTICLE + "<p>a", "\u0301\u0300"),
    "one-word": Shape(ARTICLE + "<p>", "word"),
    "one-sentence": Shape(ARTICLE + "<p>", "word "),
    "digits": Shape(ARTICLE + "<p>", "12 10 2025 "),
    "capitals": Shape(ARTICLE + "<p>By ", "Jane Doe, "),
    # Text
    "paragraphs": Shape(ARTICLE, f"<p>{TEXT}</p>"),
    "short-paragraphs": Shape(ARTICLE, "<p>x %d</p>"),
    "breaks": Shape(ARTICLE, "x<br><br>"),
    "read-also": Shape(ARTICLE, f"<p>Read also: {LINK}</p>"),
    "read-also-box": Shape(ARTICLE, f"<div><p>Read also</p><p>{LINK}</p></div>"),
    "read-also-one-box": Shape(ARTICLE + "<div>", f"<p>Read also:</p><p>{LINK}</p>"),
    "read-also-in-one": Shape(ARTICLE + "<div><p>Read also:</p>", f"<p>{LINK}</p>"),
    "related-boxes": Shape(ARTICLE, f"<div class=related>{LINK}</div>"),
    "related-nested": Shape(ARTICLE, f"<div class=related>{LINK}"),
    "asides": Shape(ARTICLE, f"<aside>Read also {LINK}</aside>"),
    "more-from": Shape(ARTICLE, f"<h3>More from Jane Doe</h3>{LINK}"),
    "links-in-one-block": Shape(ARTICLE + "<p>", LINK + " "),
    "links-same": Shape(ARTICLE, '<p><a href="/2026/01/31/one-story-of-the-town.html">x</a>'),
    "links-nested": Shape(ARTICLE, f"<div>{LINK}"),
    "teasers": Shape("", f"<div><h2>{LINK}</h2><p>{TEXT}</p></div>"),
    "headings": Shape("", "<h1>The harbour opens again %d</h1>"),
    "articles": Shape("", f"<article><h1>Harbour %d</h1><p>{TEXT}</p></article>"),
    "bylines": Shape(ARTICLE, "<p class=byline>By Jane Doe and John Roe</p>"),
    "authors": Shape(ARTICLE, '<a rel=author href="/author/x%d">Jane Doe %d</a>'),
    "times": Shape(ARTICLE, '<time datetime="2025-10-%d">12 October 2025</time>'),
    "dates": Shape(ARTICLE, "<p>12 October 2025, 10:%d</p>"),
    "images": Shape(ARTICLE, "<figure><img src=/a-%d.jpg><figcaption>Photo: Jane Doe</figcaption></figure>"),
    "images-nested": Shape(ARTICLE, "<figure><img src=/a-%d.jpg>"),
    "srcset": Shape(ARTICLE + "<img src=/a.jpg srcset='", "/a-%d.jpg %dw, ", "'>"),
    "breadcrumbs": Shape(ARTICLE, "<nav class=breadcrumb><a href=/x%d>News</a></nav>"),
    "meta": Shape("", "<meta property=article:tag content=tag%d>"),
    "meta-authors": Shape("", "<meta name=author content='Jane Doe %d'>", ARTICLE),
    "microdata": Shape(ARTICLE, "<div itemscope itemtype=https://schema.org/NewsArticle><b itemprop=author>Jane</b>"),
    "canonicals": Shape("", "<link rel=canonical href=/a-%d.html>", ARTICLE),
    # Data in scripts
    "json-ld-blocks": Shape("", '<script type="application/ld+json">{"@type":"NewsArticle"}</script>', ARTICLE),
    "json-ld-deep": Shape('<script type="application/ld+json">', '{"a":[', f"</script>{ARTICLE}"),
    "json-ld-authors": Shape(
        '<script type="application/ld+json">{"@type":"NewsArticle","author":[',
        '{"name":"Jane Doe %d"},',
        '{"name":"x"}]}</script>' + ARTICLE,
    ),
    "json-ld-graph": Shape(
        '<script type="application/ld+json">{"@graph":[',
        '{"@id":"%d","@type":"NewsArticle","isPartOf":{"@id":"%d"}},',
        "{}]}</script>" + ARTICLE,
    ),
    "json-body": Shape(
        '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"',
        TEXT + "\\n",
        f'"}}</script>{ARTICLE}<p>{TEXT}</p>',
    ),
    "script-strings": Shape("<script>x=", '"\\"', "</script>"),
    "script-state": Shape('<script id="__NEXT_DATA__">{"a":"', "<p>" + TEXT + "</p>", '"}</script>'),
    "script-open-strings": Shape("<script>", '["', "</script>"),
    "scripts": Shape("", "<script>var x = {a: %d};</script>"),
    "styles": Shape("", "<style>p{}</style>"),
}
