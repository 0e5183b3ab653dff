"""Text that script data holds as a list of blocks, in the forms of several content management systems."""

import json

import pytest

from newscrawl import extract
from newscrawl.extraction.body.block_data import markup_of_blocks
from tests.extraction.body.stories import PARAGRAPHS, URL

BLOCKS = {
    "editor.js": [{"type": "paragraph", "data": {"text": text}} for text in PARAGRAPHS],
    "arc": [{"type": "text", "content": f"{text} <b>So.</b>", "_id": "X1"} for text in PARAGRAPHS],
    "contentful": [
        {"nodeType": "paragraph", "data": {}, "content": [{"nodeType": "text", "value": text, "marks": []}]}
        for text in PARAGRAPHS
    ],
    "sanity": [{"_type": "block", "children": [{"_type": "span", "text": text}]} for text in PARAGRAPHS],
    "prosemirror": [{"type": "paragraph", "content": [{"type": "text", "text": text}]} for text in PARAGRAPHS],
}


def page(blocks: list[object]) -> str:
    state = {"props": {"story": {"title": "The valley line opens again", "body": blocks, "kind": "x"}}}
    data = json.dumps(state).replace("</", "<\\/")
    return (
        "<html lang=en><head><title>The valley line opens again</title></head><body><div id=__next></div>"
        f"<script id=__NEXT_DATA__ type=application/json>{data}</script></body></html>"
    )


@pytest.mark.parametrize("system", BLOCKS)
def test_a_list_of_blocks_is_read_as_text(system: str) -> None:
    article = extract(page([*BLOCKS[system]]), URL)
    assert article is not None
    text = (article.articleBody or "").replace(" So.", "").split("\n\n")
    assert text == PARAGRAPHS


def test_blocks_of_other_kinds_are_left_out_and_headings_kept() -> None:
    blocks: list[object] = [
        *BLOCKS["editor.js"][:3],
        {"type": "header", "data": {"text": "What it will cost"}},
        {"type": "image", "data": {"text": "A train at the station"}},
        *BLOCKS["editor.js"][3:],
    ]
    article = extract(page(blocks), URL)
    assert article is not None
    assert "What it will cost" in (article.articleBody or "")
    assert "A train at the station" not in (article.articleBody or "")


@pytest.mark.parametrize("source", ["", "{", "{}", "[1, 2]", '{"a": ' * 5000, '{"blocks": [{"type": "paragraph"}]}'])
def test_what_holds_no_blocks_gives_nothing(source: str) -> None:
    assert markup_of_blocks(source) == ""
