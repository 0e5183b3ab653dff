"""The model that tells languages: unpacked once, with the same answers wherever it is read from."""

import os
from pathlib import Path

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from newscrawl.extraction.metadata.language_model import CODE_LENGTH, load_model
from tests.extraction.metadata.test_text_language import TEXTS

SAMPLES = [*TEXTS.values(), "", " ", "Qwxz " * 60, "THE TOWN COUNCIL", "\ud800 le maire", "İstanbul’da köprü"]


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the user's folder for caches, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches"


@pytest.fixture(scope="module")
def answers() -> list[tuple[str, float]]:
    """Return what py3langid's own model says of `SAMPLES`, asked for the languages with a code of two letters."""
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([language for language in model.nb_classes if len(language) == CODE_LENGTH])
    return [model.classify(text) for text in SAMPLES]


def said(model: LanguageIdentifier) -> list[tuple[str, float]]:
    return [model.classify(text) for text in SAMPLES]


def test_unpacked_it_gives_the_same_answers(
    caches: Path, answers: list[tuple[str, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(load_model()) == answers
    monkeypatch.delattr(LanguageIdentifier, "from_model_file")
    assert said(load_model()) == answers


def test_a_file_that_is_cut_is_not_read_and_is_put_in_order(caches: Path, answers: list[tuple[str, float]]) -> None:
    load_model()
    file = next(caches.rglob("tk_nextmove.npy"))
    whole = file.stat().st_size
    os.truncate(file, whole // 2)
    assert said(load_model()) == answers
    assert file.stat().st_size == whole


def test_it_is_loaded_where_nothing_can_be_written(caches: Path, answers: list[tuple[str, float]]) -> None:
    caches.write_text("no folder")
    assert said(load_model()) == answers


def test_it_is_loaded_for_a_user_without_a_home(
    answers: list[tuple[str, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert said(load_model()) == answers
