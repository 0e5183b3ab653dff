import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.bylines.bylines import parse_byline
from newscrawl.extraction.bylines.person_names import split_names
from newscrawl.web.text import fold


@pytest.mark.parametrize(
    ("text", "people", "agency", "dateline"),
    [
        ("Bandé Moussa SISSOKO / AMAP - Kayes", ["Bandé Moussa SISSOKO"], "AMAP", "Kayes"),
        ("Awa DIARRA et Issa TOURÉ / AFP", ["Awa DIARRA", "Issa TOURÉ"], "AFP", None),
        ("Mariam A. TRAORÉ / AMAP-Sikasso", ["Mariam A. TRAORÉ"], "AMAP", "Sikasso"),
        ("AMAP - Mopti", [], "AMAP", "Mopti"),
        ("Par Mamadou DIARRA avec AFP", ["Mamadou DIARRA"], "AFP", None),
        ("Rédaction Lessor", [], None, None),
        ("La Rédaction", [], None, None),
        ("BBC Newsroom", [], None, None),
        ("Reuters", [], "Reuters", None),
        ("AFP, MANILA", [], "AFP", "MANILA"),
        ("Jane Doe (AFP)", ["Jane Doe"], "AFP", None),
        ("By Jane Doe in Paris", ["Jane Doe"], None, "Paris"),
        ("Von Eva Müller, dpa", ["Eva Müller"], "dpa", None),
        ("Anna Roth und Lea Wagner, Nairobi", ["Anna Roth", "Lea Wagner"], None, "Nairobi"),
        ("Ana Gil y Luis Paz", ["Ana Gil", "Luis Paz"], None, None),
        ("José Ortega y Gasset", ["José Ortega y Gasset"], None, None),
        ("", [], None, None),
    ],
)
def test_printed_bylines(text, people, agency, dateline):
    byline = parse_byline(text)
    assert (byline.names, byline.agency, byline.dateline) == (people, agency, dateline)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


BYLINES = st.text(max_size=120) | st.lists(
    st.sampled_from(
        [
            "Jane", "Doe", "AFP", "AMAP", "Kayes", " - ", " / ", ", ", " and ", " et ", " ", "By ",
            "Von ", "Rédaction", "in", "(", ")", "@x", "a@b.c", "MD", "\u00a0", "y", "&",
        ]
    )
).map("".join)  # fmt: skip


@given(BYLINES)
def test_nothing_is_invented(text):
    byline = parse_byline(text)
    found = [*byline.names, byline.agency or "", byline.dateline or "", *split_names(text)]
    assert words(" ".join(found)) <= words(text)


@given(BYLINES)
def test_each_name_comes_once_and_folded(text):
    for people in (parse_byline(text).names, split_names(text)):
        assert len(set(people)) == len(people)
        assert all(name == fold(name) != "" for name in people)
