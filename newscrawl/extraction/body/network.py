"""The trained network that scores a page's blocks: a small graph network over blocks and their boxes.

Each block gets a short vector from its own features; twice it is then told the mean vectors of the boxes
around it, of the blocks made by the same template, of its neighbours and of what looks like the page's
main text so far. The same code runs with numpy (reading pages) and with JAX (training), given as *xp*.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

ROUNDS: Final = 2

# OpenBLAS shares products with more multiplications among threads; for these sizes the hand-over costs
# more than the product, and on a busy machine very much more.
SINGLE_THREAD_WORK: Final = 250_000


def context_of(state: Any, gate: Any, ranges: Mapping[str, Any], xp: Any) -> Any:
    """Return each block's vector *state* with those of its boxes, its template, its neighbours and the main text."""
    sums = _running(xp.concatenate([state, state * gate, gate], axis=1), xp)
    width = state.shape[1]
    plain = sums[:, :width]
    parts = [state]
    for starts, ends in zip(ranges["starts"], ranges["ends"], strict=True):
        parts.append(_mean(plain, starts, ends))
    ordered = _running(state[ranges["order"]], xp)
    parts.append(_mean(ordered, ranges["group_starts"], ranges["group_ends"]))
    place = xp.arange(len(state))
    first, last = ranges["page_starts"], ranges["page_ends"]
    parts.append(state[xp.maximum(place - 1, first)])
    parts.append(state[xp.minimum(place + 1, last - 1)])
    within = sums[last] - sums[first]
    main = within[:, width : 2 * width] / (within[:, 2 * width :] + 1e-3)
    return xp.concatenate([*parts, main, main * state], axis=1)


Context = Callable[[Any, Any, Mapping[str, Any], Any], Any]


def forward(
    weights: Mapping[str, Any], features: Any, ranges: Mapping[str, Any], xp: Any, context: Context = context_of
) -> Any:
    """Return each block's score: the logit of being body text.

    *ranges* is a mapping of `starts`, `ends` (levels × blocks), `order`, `group_starts`, `group_ends` as in
    `features.Layout`, and `page_starts`, `page_ends`: the range of blocks of the page of each block. *context* is
    `context_of`, or what gives the same.
    """
    state = _layer(features, weights["in"], weights["in_bias"], xp)
    for turn in range(ROUNDS):
        gate = state @ weights[f"gate{turn}"] + weights[f"gate_bias{turn}"]
        around = context(state, 1 / (1 + xp.exp(-xp.clip(gate, -30, 30))), ranges, xp)
        state = _layer(around, weights[f"turn{turn}"], weights[f"turn_bias{turn}"], xp)
    return (state @ weights["out"] + weights["out_bias"])[:, 0]


def _layer(rows: Any, weights: Any, bias: Any, xp: Any) -> Any:
    return xp.maximum(_product(rows, weights) + bias, 0)


def _product(rows: Any, weights: Any) -> Any:
    step = SINGLE_THREAD_WORK // weights.size
    if not isinstance(rows, np.ndarray) or len(rows) <= step:
        return rows @ weights
    product = np.empty((len(rows), weights.shape[1]), rows.dtype)
    for start in range(0, len(rows), step):
        np.matmul(rows[start : start + step], weights, out=product[start : start + step])
    return product


def _running(values: Any, xp: Any) -> Any:
    return xp.concatenate([xp.zeros((1, values.shape[1]), values.dtype), values.cumsum(0)])


def _mean(sums: Any, starts: Any, ends: Any) -> Any:
    return (sums[ends] - sums[starts]) / (ends - starts)[:, None].astype(sums.dtype)
