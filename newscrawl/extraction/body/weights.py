"""The trained arrays that are shipped, with the names of the features that they were trained on."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import numpy as np

from newscrawl.errors import WeightsError

Weights = dict[str, Any]

COLUMNS: Final = "columns"
"""Key of the names of the features, one a row of the first array."""

PACKAGED: Traversable | Path = files("newscrawl.extraction.body")
"""Where the weights are."""


@cache
def load_weights(name: str, columns: tuple[str, ...]) -> Weights:
    """Return the packaged arrays of the file *name* in single precision.

    *columns* are the names of the features as the caller reads them; `WeightsError` where the file was
    trained on others.
    """
    with PACKAGED.joinpath(name).open("rb") as stream, np.load(stream) as arrays:
        check_columns(name, arrays[COLUMNS].tolist() if COLUMNS in arrays else [], columns)
        return {key: arrays[key].astype(np.float32) for key in arrays if arrays[key].dtype.kind == "f"}


def check_columns(name: str, trained: Sequence[str], read: Sequence[str]) -> None:
    """Raise `WeightsError` unless the features *trained* on are those that are *read*, in the same order."""
    if list(trained) != list(read):
        pairs = zip([*trained, *[""] * len(read)], [*read, *[""] * len(trained)], strict=True)
        place, (old, new) = next((at, pair) for at, pair in enumerate(pairs) if pair[0] != pair[1])
        raise WeightsError(
            f"the weights {name} were trained on other features: column {place} is {new!r}, there {old!r}; "
            "train them anew with tests/benchmarks/train_extraction.py"
        )


def save_weights(path: Path, weights: Mapping[str, Any], columns: Sequence[str], source: str, precision: Any) -> None:
    """Write *weights* to *path* with the names of their features and the data that they come from."""
    arrays = {key: np.asarray(value).astype(precision) for key, value in weights.items()}
    named: dict[str, Any] = {"source": np.array(source), COLUMNS: np.array(list(columns)), **arrays}
    np.savez_compressed(path, **named)
