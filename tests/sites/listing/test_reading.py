"""A list of sites is read whole, or refused with the line and what to do."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.errors import SitesError
from newscrawl.sites.listing.entry import SiteEntry
from newscrawl.sites.listing.reading import check_sites, read_sites

SPIDERS = frozenset(("news", "lessor"))

FULL = """# Papers of record
[[site]]
url = "https://www.lessor.ml/"
spider = "lessor"
every = "30m"
tags = ["mali"]
rights = "metadata"
purpose = ["research", "ai-train"]

[[site]]
url = "https://www.example.org/"
since = 2026-01-31
limits = { max_articles = 500, sections = ["politics", "sport"] }

[site.headers]
Accept-Language = "fr"
"""


def test_every_key_is_read() -> None:
    entries, problems = check_sites(FULL, SPIDERS)
    assert problems == []
    assert entries == [
        SiteEntry(
            url="https://www.lessor.ml/",
            line=2,
            spider="lessor",
            every=timedelta(minutes=30),
            tags=frozenset(["mali"]),
            rights="metadata",
            purpose=("research", "ai-train"),
        ),
        SiteEntry(
            url="https://www.example.org/",
            line=10,
            since="2026-01-31",
            limits={"max_articles": "500", "sections": "politics,sport"},
            headers={"Accept-Language": "fr"},
        ),
    ]
    assert [entry.site for entry in entries] == ["lessor.ml", "example.org"]


@pytest.mark.parametrize(
    ("lines", "line", "says"),
    [
        (['evry = "1h"'], 3, "did you mean every?"),
        (['every = "1h"', 'fields = { section = "css: p[" }'], 4, "no css rule"),
        (['fields = { authors = "xpath: //p[" }'], 3, "no xpath rule"),
        (['fields = { sektion = "css: p" }'], 3, "did you mean section?"),
        (['fields = { section = ".rubric" }'], 3, "css: or xpath:"),
        (['every = "soon"'], 3, "30m"),
        (['every = "0m"'], 3, "a minute or more"),
        (['spider = "leessor"'], 3, "did you mean lessor?"),
        (["tags = []", 'since = "someday"'], 4, "2026-01-31"),
        (["limits = { max_articles = 0 }"], 3, "from 1"),
        (["limits = { articles = 5 }"], 3, "max_articles"),
        (['limits = { include = "(" }'], 3, "regular expression"),
        (['headers = { "a b" = "x" }'], 3, "header's name"),
        (['headers = { a = "x\\r\\ny: z" }'], 3, "one line"),
        (["", "[site.headers]", 'a = "\\u0000"'], 4, "one line"),
        (['tags = "mali"'], 3, "list of words"),
        (['purpose = ["profit"]'], 3, "research, search, ai-train"),
        (['purpose = "search"'], 3, "list of purposes"),
        (['rights = "keep"'], 3, "record, metadata, skip"),
        (['note = """', "[[site]]", 'every = 1"""', "every = 5"], 3, "no key 'note'"),
        (["every ="], 3, "no TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(lines: list[str], line: int, says: str) -> None:
    text = "\n".join(["[[site]]", 'url = "https://a.example/"', *lines])
    entries, problems = check_sites(text, SPIDERS)
    assert entries == []
    assert [problem.line for problem in problems] == [line]
    assert says in problems[0].message


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "sites add URL"),
        ("\n[[sites]]\n", 2, "[[site]]"),
        ("site = 5", 1, "[[site]]"),
        ("[[site]]\n\n[[site]]\n", 1, "no url"),
        ('[[site]]\nurl = "www.a.example"', 2, "https://"),
        (
            '[[site]]\nurl = "https://a.example/"\n[[site]]\nurl = "https://www.a.example/x"',
            4,
            "line 1 already",
        ),
    ],
)
def test_wrong_entries(text: str, line: int, says: str) -> None:
    _, problems = check_sites(text, SPIDERS)
    assert (problems[0].line, says in problems[0].message) == (line, True)


def test_the_first_problem_of_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "sites.toml").write_text("[[site]]\n[[site]]\n")
    with pytest.raises(SitesError, match=r"sites\.toml:1: .*\(and 1 more") as caught:
        read_sites(tmp_path / "sites.toml", SPIDERS)
    assert "\n" not in str(caught.value)


def test_files_that_are_no_lists(tmp_path: Path) -> None:
    with pytest.raises(SitesError, match="sites add URL"):
        read_sites(tmp_path / "none.toml", SPIDERS)
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SitesError, match="UTF-8"):
        read_sites(tmp_path / "binary", SPIDERS)
    with pytest.raises(SitesError, match="cannot be read"):
        read_sites(tmp_path, SPIDERS)


@given(st.text(st.sampled_from("[]{}\"=,\n site.urlevy#'5\\"), max_size=80))
def test_any_text_is_read_or_told_about(text: str) -> None:
    entries, problems = check_sites(text, SPIDERS)
    assert entries or problems
    assert all(1 <= problem.line <= max(1, len(text.splitlines())) for problem in problems)
