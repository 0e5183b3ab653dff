"""Questions to a store: words as words, names that are not there, tables for people and for programs."""

import json

import pytest


def test_several_words_need_no_quotes(command, filled):
    assert command("search", "headline", "segou", "--store", filled, "--json").out.count('"url"') == 4


def test_a_word_with_a_dash_is_left_out(command, filled):
    found = json.loads(command("search", "headline", "-2", "-n", "9", "--store", filled, "--json").out)
    assert len(found) == 3


def test_tab_separated_has_a_line_for_the_names_and_one_for_each(command, filled):
    lines = command("search", "headline", "--tsv", "--store", filled).out.splitlines()
    assert lines[0].split("\t")[:3] == ["published", "site", "headline"]
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("option", "value", "near"),
    [
        ("--author", "Awa Diara", "Awa DIARRA"),
        ("--site", "papr.example", "paper.example"),
        ("--section", "sprot", "Sport"),
        ("--language", "en-GB", "en-US"),
    ],
)
@pytest.mark.parametrize("ask", [("search", "headline"), ("export", "articles", "out.jsonl")])
def test_a_name_that_is_not_there_is_told_with_the_nearest(command, filled, ask, option, value, near):
    done = command(*ask, option, value, "--store", filled)
    assert done.code == 1
    assert f"did you mean {near}" in done.err
    assert done.err.count("\n") == 1


def test_a_language_is_also_its_regions(command, filled):
    assert len(json.loads(command("search", "headline", "--language", "en", "--store", filled, "--json").out)) == 1


def test_in_a_pipe_nothing_is_cut(command, filled):
    assert "https://www.paper.example/posts/story-4" in command("graph", "cited", "--store", filled).out


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_the_version(command, flag):
    assert command(flag).out.startswith("newscrawl ")


@pytest.mark.parametrize("words", [["search", "-h"], ["browse", "-h"], ["crawl", "-h"]])
def test_help_breaks_no_sentence_and_eats_no_brackets(command, words):
    text = command(*words).out
    assert "<bool>" not in text
    paragraph = text.split("Options:")[0].split("Arguments:")[0].split("\n\n")[-2].splitlines()
    assert all(len(line) > 60 for line in paragraph[:-1])
    if words[0] == "browse":
        assert "'.[browse]'" in text


def test_a_command_that_is_not_there(command):
    assert "search" in command("serch").err
