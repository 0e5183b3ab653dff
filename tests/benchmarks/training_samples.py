"""Pages with their truth as training samples: blocks' features, and how many of their words are meant."""

import gzip
import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs
import numpy as np
from rapidfuzz.distance import Indel

from newscrawl.extraction.body.features import Layout, features_of
from newscrawl.extraction.body.stated_text import clues_of
from newscrawl.extraction.metadata.page_metadata import gather
from newscrawl.extraction.page.blocks import read_blocks
from newscrawl.extraction.page.document import Document

WORD = re.compile(r"\w+")
FOLDS = 5

# Texts whose alignment would need more cells than this are not aligned, and count as all wrong.
MAX_CELLS = 4_000_000_000


@attrs.define
class Sample:
    """One page: what the network sees of it and what it should say."""

    folder: str
    page: str
    url: str
    page_type: str
    text: str
    """The truth."""
    fold: int
    features: Any
    layout: Layout
    words: Any
    """Number of words of each block."""
    meant: Any
    """How many of them the truth has, in the truth's order."""
    tokens: list[list[int]]
    """The words of each block, numbered."""
    truth: Counter[int]
    """The truth's words, numbered the same way."""


def read_samples(folders: list[Path]) -> Iterator[Sample]:
    """Yield the pages of *folders* (`truth.jsonl` and `html/`) that have any text."""
    for folder in folders:
        with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                sample = _sample(folder, json.loads(line))
                if sample is not None:
                    yield sample


def fold_of(url: str, page: str) -> int:
    """Return the fold of a page: pages of one publisher share a fold."""
    labels = (urlsplit(url).hostname or page).split(".")
    short_suffix = len(labels) > 2 and len(labels[-2]) <= 3
    return zlib.crc32(".".join(labels[-3:] if short_suffix else labels[-2:]).encode()) % FOLDS


def _sample(folder: Path, truth: dict[str, Any]) -> Sample | None:
    html = gzip.decompress((folder / "html" / f"{truth['id']}.html.gz").read_bytes())
    doc = Document.parse(html, truth["url"])
    facts = gather(doc)
    blocks = read_blocks(facts.html)
    if not len(blocks):
        return None
    features, layout = features_of(blocks, clues_of(facts))
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    tokens = [[numbers[word] for word in WORD.findall(text.lower())] for text in blocks.texts]
    truth_tokens = [numbers[word] for word in WORD.findall(truth["body"].lower())]
    return Sample(
        folder=folder.name,
        page=truth["id"],
        url=truth["url"],
        page_type=truth["page_type"],
        text=truth["body"],
        fold=fold_of(truth["url"], truth["id"]),
        features=features,
        layout=layout,
        words=np.array([len(words) for words in tokens], np.float32),
        meant=_aligned(tokens, truth_tokens),
        tokens=tokens,
        truth=Counter(truth_tokens),
    )


def _aligned(tokens: list[list[int]], truth: list[int]) -> Any:
    """Return for each block how many of its words a longest common subsequence with *truth* holds."""
    page = [word for words in tokens for word in words]
    owners = [index for index, words in enumerate(tokens) for _ in words]
    meant = np.zeros(len(tokens), np.float32)
    if len(page) * len(truth) > MAX_CELLS:
        return meant
    for step in Indel.opcodes(page, truth):
        if step.tag == "equal":
            for place in range(step.src_start, step.src_end):
                meant[owners[place]] += 1
    return meant
