"""Train the network that scores blocks, with JAX: see `newscrawl/extraction/body/network.py`."""

from collections.abc import Iterator
from typing import Any

import attrs
import jax
import jax.numpy as jnp
import numpy as np
from training_samples import Sample

from newscrawl.extraction.body.features import (
    LEVELS,
    NAME_LEVELS,
    name_columns,
    opening_columns,
    stated_columns,
)
from newscrawl.extraction.body.network import ROUNDS, forward
from newscrawl.extraction.page.word_classes import NAMES

BLOCKS_A_BATCH = 3072
PAGES_A_BATCH = 24

SET_WEIGHTS = {"publishers": 2.0, "wcxb": 1.0}
"""Weight of a page by how the name of its folder begins; news weighs most, what other tools made of pages least."""
OTHER_SETS = 0.5

Weights = dict[str, Any]


@attrs.frozen
class Settings:
    """How to train the packaged weights. Set by judgement after a few trials, not searched."""

    hidden: int = 32
    epochs: int = 20
    rate: float = 4e-3
    decay: float = 4e-3
    cell_dropout: float = 0.1
    column_dropout: float = 0.2
    opening_dropout: float = 0.1
    """Share of pages that hide the language of their short texts: the shape must do for unknown languages."""
    names_dropout: float = 0.1
    """Share of pages that hide all words of classes and ids: many sites have only made-up ones."""
    family_dropout: float = 0.1
    """Share of the families of such words that a page hides: no site uses the words of all."""
    stated_dropout: float = 0.15
    """Share of pages that hide whether JSON-LD states the text."""
    block_loss: float = 0.5
    """Weight of the loss by blocks beside that by words of the page."""
    part_weight: float = 0.5
    """Weight of a page whose truth is a part, which has less to say."""
    other_weight: float = 0.25
    """Weight of a page that is no article: its main text teaches what menus and teasers look like."""
    variant_weight: float = 0.35
    """Weight of a page that was changed."""
    noise: float = 0.08
    """Share of pages all of whose boxes are called by some words more that usually name something else."""
    seed: int = 0


def train(samples: list[Sample], settings: Settings) -> Weights:
    """Return weights trained on *samples*, in single precision."""
    rng = np.random.default_rng(settings.seed)
    key = jax.random.PRNGKey(settings.seed)
    width = samples[0].features.shape[1]
    mean = jnp.asarray(np.concatenate([sample.features[:400] for sample in samples]).mean(0, dtype=np.float32))
    weights = _initial(key, width, settings.hidden)
    first, second = (jax.tree_util.tree_map(jnp.zeros_like, weights) for _ in range(2))
    step = _step(settings, mean)
    steps = sum(1 for _ in _batches(samples, rng)) * settings.epochs
    count = 0
    for _ in range(settings.epochs):
        for batch in _batches(samples, rng):
            count += 1
            key, use = jax.random.split(key)
            rate = settings.rate * min(1, count / 60) * (0.5 + 0.5 * np.cos(np.pi * min(1, count / steps)) + 0.01)
            weights, first, second = step(weights, first, second, count, _packed(batch, settings), use, rate)
    return {name: np.asarray(value) for name, value in weights.items()}


def _initial(key: Any, width: int, hidden: int) -> Weights:
    context = hidden * (LEVELS + 6)
    shapes = {"in": (width, hidden), "out": (hidden, 1)}
    for turn in range(ROUNDS):
        shapes |= {f"gate{turn}": (hidden, 1), f"turn{turn}": (context, hidden)}
    weights: Weights = {}
    for name, (rows, columns) in shapes.items():
        key, use = jax.random.split(key)
        scale = 0.5 if name == "out" else 1.0
        weights[name] = jax.random.normal(use, (rows, columns)) * np.sqrt(2 / rows) * scale
        bias = name.replace("gate", "gate_bias").replace("turn", "turn_bias") if name[-1].isdigit() else f"{name}_bias"
        weights[bias] = jnp.zeros(columns)
    return weights


def _batches(samples: list[Sample], rng: np.random.Generator) -> Iterator[list[Sample]]:
    """Yield the samples in random order, as many at a time as a batch holds; longer pages are left out."""
    batch: list[Sample] = []
    total = 0
    for index in rng.permutation(len(samples)):
        size = len(samples[index].words)
        if size > BLOCKS_A_BATCH:
            continue
        if total + size > BLOCKS_A_BATCH or len(batch) == PAGES_A_BATCH:
            yield batch
            batch, total = [], 0
        batch.append(samples[index])
        total += size
    yield batch


def _packed(batch: list[Sample], settings: Settings) -> dict[str, Any]:
    """Return *batch* as arrays of one size; blocks beyond its pages are pages of one block without weight."""
    count = BLOCKS_A_BATCH
    place = np.arange(count)
    ranges = {
        "starts": np.tile(place, (LEVELS, 1)),
        "ends": np.tile(place + 1, (LEVELS, 1)),
        "order": place.copy(),
        "group_starts": place.copy(),
        "group_ends": place + 1,
        "page_starts": place.copy(),
        "page_ends": place + 1,
    }
    features = np.zeros((count, batch[0].features.shape[1]), np.float32)
    words, meant, known = (np.zeros(count, np.float32) for _ in range(3))
    pages = np.full(count, PAGES_A_BATCH)
    truth, weight, whole = np.ones((3, PAGES_A_BATCH + 1), np.float32) * [[1], [0], [0]]
    start = 0
    for number, sample in enumerate(batch):
        here = slice(start, start + len(sample.words))
        features[here], words[here], meant[here], pages[here] = (
            sample.features,
            sample.words,
            sample.meant,
            number,
        )
        for name, values in attrs.asdict(sample.layout).items():
            ranges[name][..., here] = values + start
        ranges["page_starts"][here], ranges["page_ends"][here] = here.start, here.stop
        known[here] = sample.known
        truth[number], whole[number] = max(sample.truth_words, 1), sample.whole
        weight[number] = _weight(sample, settings)
        start = here.stop
    packed = {"features": features, "ranges": ranges, "words": words, "meant": meant, "known": known}
    return packed | {"pages": pages, "truth": truth, "weight": weight, "whole": whole}


def _weight(sample: Sample, settings: Settings) -> float:
    if sample.page_type != "article":
        return settings.other_weight
    by_set = next((value for name, value in SET_WEIGHTS.items() if sample.folder.startswith(name)), OTHER_SETS)
    if sample.is_variant:
        return settings.variant_weight * by_set
    return by_set if sample.whole else settings.part_weight


def _step(settings: Settings, mean: Any) -> Any:
    """Return one step of AdamW as a compiled function."""
    gradient = jax.grad(lambda weights, batch, key: _loss(weights, batch, key, settings, mean))

    @jax.jit
    def step(weights: Any, first: Any, second: Any, count: Any, batch: Any, key: Any, rate: Any) -> Any:
        slope = gradient(weights, batch, key)
        first = jax.tree_util.tree_map(lambda m, g: 0.9 * m + 0.1 * g, first, slope)
        second = jax.tree_util.tree_map(lambda v, g: 0.999 * v + 0.001 * g * g, second, slope)

        def moved(weight: Any, m: Any, v: Any) -> Any:
            pace = m / (1 - 0.9**count) / (jnp.sqrt(v / (1 - 0.999**count)) + 1e-8)
            return weight - rate * (pace + settings.decay * weight)

        return jax.tree_util.tree_map(moved, weights, first, second), first, second

    return step


def _loss(weights: Weights, batch: dict[str, Any], key: Any, settings: Settings, mean: Any) -> Any:
    """Return 1 - F1 by expected words, a page, and the blocks' cross-entropy, over the pages' weights."""
    logits = forward(weights, _disturbed(batch, key, settings, mean), batch["ranges"], jnp)
    probability = jax.nn.sigmoid(logits)
    words, meant, truth = batch["words"], batch["meant"], batch["truth"]

    def by_page(values: Any) -> Any:
        return jax.ops.segment_sum(values, batch["pages"], PAGES_A_BATCH + 1)

    counted = words * batch["known"]
    f1 = 2 * by_page(probability * meant) / (by_page(probability * counted) + truth)
    share = meant / jnp.maximum(words, 1)
    entropy = -(share * jax.nn.log_sigmoid(logits) + (1 - share) * jax.nn.log_sigmoid(-logits))
    size = jnp.sqrt(counted)
    blocks = by_page(entropy * size) / (by_page(size) + 1)
    lost = batch["whole"] * (1 - f1) + settings.block_loss * blocks
    return (lost * batch["weight"]).sum() / batch["weight"].sum()


def _disturbed(batch: dict[str, Any], key: Any, settings: Settings, mean: Any) -> Any:
    """Return the features with some cells and columns at their mean, and groups hidden on some pages."""
    features = _hidden(batch["features"], batch["pages"], jax.random.fold_in(key, 1), settings)
    columns, cells = jax.random.split(key)
    keep = jax.random.bernoulli(columns, 1 - settings.column_dropout, (1, features.shape[1]))
    keep &= jax.random.bits(cells, features.shape, jnp.uint8) >= round(256 * settings.cell_dropout)
    return jnp.where(keep, features, mean)


def _hidden(features: Any, pages: Any, key: Any, settings: Settings) -> Any:
    """Return *features* without openings, name families or the stated text on some of their *pages*."""
    width, count = features.shape[1], PAGES_A_BATCH + 1
    openings, names, stated, families = jax.random.split(key, 4)

    def without(features: Any, columns: slice, key: Any, share: float) -> Any:
        within = jnp.zeros(width, bool).at[columns].set(True)
        return jnp.where(jax.random.bernoulli(key, share, (count,))[pages][:, None] & within, 0.0, features)

    first = opening_columns().start
    features = without(features, opening_columns(), openings, settings.opening_dropout)
    none = features[:, opening_columns()].sum(1) == 0
    features = features.at[:, first].set(jnp.where(none, 1.0, features[:, first]))
    features = without(features, name_columns(), names, settings.names_dropout)
    features = without(features, stated_columns(), stated, settings.stated_dropout)
    lost = jax.random.bernoulli(families, settings.family_dropout, (count, len(NAMES)))
    features = features.at[:, name_columns()].multiply(1.0 - jnp.tile(lost, (1, NAME_LEVELS))[pages])
    noisy, which = jax.random.split(jax.random.fold_in(key, 7))
    put = jax.random.bernoulli(which, 2 / len(NAMES), (count, len(NAMES) * NAME_LEVELS))
    put &= jax.random.bernoulli(noisy, settings.noise, (count, 1))
    return features.at[:, name_columns()].max(put[pages].astype(features.dtype))
