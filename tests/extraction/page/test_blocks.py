"""A page's text is parted where a reader sees it parted."""

import pytest

from newscrawl.extraction.page.blocks import MAX_BLOCKS, read_blocks
from newscrawl.extraction.page.document import Document


def blocks(page):
    return read_blocks(Document.parse(page, "https://example.org/").html)


def texts(page):
    return list(blocks(page).texts)


def test_paragraphs_headings_and_items_are_blocks():
    page = "<h2>Head</h2><p>One <b>bold</b> word.</p><ul><li>First</li><li>Second <i>item</i></li></ul>"
    assert texts(page) == ["Head", "One bold word.", "First", "Second item"]


def test_text_around_boxes_is_kept_in_order():
    assert texts("<div>before<p>inside</p>after</div>") == ["before", "inside", "after"]


def test_one_break_is_a_blank_and_two_part_paragraphs():
    assert texts("<div>one<br>line<br> <br/>next</div>") == ["one line", "next"]


def test_white_space_between_inline_elements_is_kept():
    assert texts("<p><b>a</b> <i>b</i>\n\t<a href='#'>c</a></p>") == ["a b c"]


def test_what_no_reader_sees_is_left_out():
    page = "<head><title>t</title></head><script>x</script><style>y</style><template>z</template><p>seen</p>"
    assert texts(page) == ["seen"]


@pytest.mark.parametrize("menu", ["<nav>{}</nav>", "<footer>{}</footer>", "<div class='main-menu'>{}</div>"])
def test_menus_and_page_footers_are_left_out(menu):
    assert texts(menu.format("<ul><li><a href='/a'>A</a></li></ul>") + "<p>seen</p>") == ["seen"]


def test_a_menu_left_open_does_not_swallow_the_page():
    assert "The text." in texts("<nav><ul><li>A</li></ul><article><h1>Title</h1><p>The text.</p></article>")


def test_links_are_told_by_their_place_in_the_text():
    page = blocks("<p>See <a href='/a'>this <b>page</b></a> now.</p>")
    (first, last, href) = page.anchors[0][0]
    assert ("".join(page.parts[0][first:last]), href) == ("this page", "/a")


def test_a_link_around_paragraphs_links_each():
    page = blocks("<a href='/a'><p>one</p><p>two</p></a>")
    assert [[href for _, _, href in anchors] for anchors in page.anchors] == [["/a"], ["/a"]]


def test_boxes_know_the_blocks_in_them():
    page = blocks("<div id=d><p>one</p><p>two</p></div><p>three</p>")
    box = page.boxes.tags.index("div")
    assert page.texts[page.boxes.starts[box] : page.boxes.ends[box]] == ["one", "two"]


def test_boxes_of_one_template_share_a_signature():
    page = blocks("<div class=card><p>a</p></div><div class=card><p>b</p></div><div class=text><p>c</p></div>")
    first, second, third = (page.boxes.signatures[box] for box in page.box)
    assert first == second != third


def test_hidden_boxes_are_marked():
    page = blocks("<div style='display: none'><p>a</p></div><p hidden>b</p><p aria-hidden=true>c</p><p>d</p>")
    assert [page.boxes.hidden[box] for box in page.box] == [True, True, True, False]


def test_endless_pages_are_read_up_to_a_bound():
    assert len(blocks("<p>x</p>" * (MAX_BLOCKS + 500))) == MAX_BLOCKS


def test_a_long_headline_that_leads_to_the_comments_of_another_page_is_a_link() -> None:
    headline = "The bridge over the river is open after two years of work, and the mayor is the first to cross it"
    for href, links in (("/news/bridge#comments", 1), ("#p4", 0), ("/news/here#p4", 0)):
        page = read_blocks(Document.parse(f"<main><p><a href='{href}'>{headline}</a></p></main>", "").html)
        assert len(page.anchors[0]) == links
