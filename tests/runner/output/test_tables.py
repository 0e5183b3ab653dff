"""Tables: whole in a pipe, cut with care on a terminal, tab-separated on request."""

import pytest
from rich.text import Text

from newscrawl.runner.output.tables import Column, fitted, print_rows, print_table, table_lines

HOST = "a-rather-long-name-of-a-newspaper.example.org"
ROWS = [{"site": HOST, "headline": "A headline that says more than a narrow window shows " * 3, "articles": 12}]
COLUMNS = [Column("site", kept=True), Column("headline"), Column("articles", right=True)]


def lines_at(width):
    return [line.plain for line in table_lines(COLUMNS, [list(row.values()) for row in ROWS], width)]


def test_a_pipe_gets_everything():
    assert ROWS[0]["headline"].strip() in lines_at(None)[2]


@pytest.mark.parametrize("width", [80, 100, 200])
def test_a_terminal_cuts_other_columns_before_the_site(width):
    found = lines_at(width)
    assert all(len(line) <= width for line in found)
    assert found[2].startswith(HOST)
    assert len(found) == 3


def test_a_narrow_terminal_cuts_the_site_too_and_folds_nothing():
    found = lines_at(56)
    assert all(len(line) < 56 for line in found)
    assert len(found) == 3
    assert found[2].startswith("a-rather-long-name-of-a-news")


def test_a_table_with_no_room_is_a_block_for_each_row():
    columns = [Column("site", kept=True), *(Column(name) for name in ("feed", "sitemap", "there_may_be", "newest"))]
    rows = [["a-newspaper.example", "0%", "", "about 161 (143 to 229)", "2026-01-21"], ["b.example", "-", "", "-", "-"]]
    assert [line.plain for line in table_lines(columns, rows, 40)] == [
        "site          a-newspaper.example",
        "feed          0%",
        "there may be  about 161 (143 to 229)",
        "newest        2026-01-21",
        "",
        "site          b.example",
        "feed          -",
        "there may be  -",
        "newest        -",
    ]
    assert lines_at(40)[0] == "site      a-rather-long-name-of-a-news…"


def test_no_column_vanishes_where_there_is_no_room_at_all():
    assert fitted([50, 50, 3], COLUMNS, 5) == [24, 12, 3]


def test_words_stand_below_their_row_where_there_is_no_room_beside_it():
    columns = [Column("site", kept=True), Column("new", right=True), Column("trouble", below=True)]
    rows = [["a.example", 7, "3 errors, 5 refused (403), 2 skipped (robots), 1 withdrawn"], ["b.example", 1, ""]]
    lines = [line.plain for line in table_lines(columns, rows, 40)]
    assert lines == [
        "site       new",
        "──────────────",
        "a.example    7",
        "  3 errors, 5 refused (403), 2 skipped",
        "  (robots), 1 withdrawn",
        "b.example    1",
    ]
    assert [line.plain for line in table_lines(columns, rows, 90)][2] == f"a.example    7  {rows[0][2]}"


def test_tab_separated_lines_have_one_line_a_row(capsys):
    print_table([Column("a"), Column("b")], [["x\ty\nz", None], ["1", 2]], tsv=True)
    assert capsys.readouterr().out == "a\tb\nx y z\t\n1\t2\n"


def test_json_keeps_letters(capsys):
    print_rows([{"name": "Keïta"}], json=True)
    assert '"Keïta"' in capsys.readouterr().out


def test_what_is_written_as_markup_is_text(capsys):
    print_rows([{"name": "[bold]x[/bold] [red"}])
    assert "[bold]x[/bold] [red" in capsys.readouterr().out


def test_nothing_is_said_in_a_line_and_is_empty_json(capsys):
    print_rows([])
    assert capsys.readouterr().err == "nothing found\n"
    print_rows([], json=True)
    assert capsys.readouterr().out == "[]\n"


def test_wide_letters_count_twice():
    found = table_lines([Column("a"), Column("b")], [["東京新聞", "x"], ["ab", "y"]], None)
    assert [line.cell_len for line in found[2:]] == [11, 11]


def test_a_style_survives():
    line = table_lines([Column("a")], [[Text("x", style="red")]], None)[2]
    assert any(span.style == "red" for span in line.spans)
