"""The model that tells languages (py3langid), unpacked once on a machine.

Packed, it takes every process half a second and a hundred megabytes. Unpacked, in the user's folder for caches, it is
read where a text leads, and lies in memory once for all processes; the answers are the same.
"""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np
from py3langid import __version__
from py3langid.langid import MODEL_FILE, LanguageIdentifier

CODE_LENGTH: Final = 2
"""Letters of a code of ISO 639-1."""

_PARTS: Final = ("nb_ptc", "nb_pc", "nb_classes", "tk_nextmove", "tk_output", "tk_row")
"""What a model consists of: its attributes, each of which is a file of its own."""


def load_model() -> LanguageIdentifier:
    """Return the model, with those languages only that ISO 639-1 has a code for.

    It is unpacked into the cache where that can be written to, and read from there the next time.
    """
    with contextlib.suppress(OSError, EOFError, ValueError, RuntimeError):
        return _unpacked(_folder())
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([language for language in model.nb_classes if len(language) == CODE_LENGTH])
    with contextlib.suppress(OSError, RuntimeError):
        _unpack(model, _folder())
    return model


def _folder() -> Path:
    """Return where the unpacked model lies. Raises `RuntimeError` for a user without a home."""
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches, "newscrawl", f"py3langid-{__version__}")


def _unpacked(folder: Path) -> LanguageIdentifier:
    """Return the model in *folder*. Raises `OSError`, `EOFError` or `ValueError` where it is not whole."""
    parts: dict[str, Any] = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _PARTS}
    return LanguageIdentifier(
        np.asarray(parts["nb_ptc"]),
        np.asarray(parts["nb_pc"]),
        parts["nb_classes"].tolist(),
        # Read one by one: a view gives a number of Python's sooner than an array does.
        memoryview(parts["tk_nextmove"]),
        parts["tk_output"].tolist(),
        norm_probs=True,
        tk_row=parts["tk_row"].tolist(),
    )


def _unpack(model: LanguageIdentifier, folder: Path) -> None:
    """Put *model* into *folder*, whole or not at all. Raises `OSError`."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as aside:
        whole = Path(aside, "whole")
        whole.mkdir()
        for name in _PARTS:
            with Path(whole, f"{name}.npy").open("wb") as part:
                np.save(part, np.asarray(getattr(model, name)))
                part.flush()
                os.fsync(part.fileno())  # a machine that stops must not leave a file of noughts under the name
        shutil.rmtree(folder, ignore_errors=True)
        whole.rename(folder)
