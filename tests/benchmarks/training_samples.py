"""Pages with their truth as training samples: blocks' features, and how many of their words are meant.

A truth is whole where it gives the text, and a part where it gives only texts that stand or do not stand in it:
then only the blocks that hold one of these teach anything.
"""

import gzip
import json
import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs
import numpy as np
from rapidfuzz.distance import Indel
from training_variants import Label, vary

from newscrawl.extraction.body.features import Layout, features_of
from newscrawl.extraction.body.stated_text import clues_of
from newscrawl.extraction.metadata.page_metadata import Facts, gather
from newscrawl.extraction.page.blocks import Blocks, read_blocks
from newscrawl.extraction.page.document import Document

WORD = re.compile(r"\w+")
FOLDS = 3

# Texts whose alignment would need more cells than this are not aligned, and count as all wrong.
MAX_CELLS = 4_000_000_000


@attrs.define
class Sample:
    """One page: what the network sees of it and what it should say."""

    folder: str
    page: str
    url: str
    page_type: str
    fold: int
    whole: bool
    """Whether the truth gives the whole text."""
    features: Any
    layout: Layout
    words: Any
    """Number of words of each block."""
    meant: Any
    """How many of them the truth has, in the truth's order."""
    known: Any
    """For each block whether the truth tells."""
    truth_words: int
    text: str = ""
    """The truth, where it is whole."""
    is_variant: bool = False


def read_samples(folders: list[Path], variants: bool) -> list[Sample]:
    """Return the pages of *folders* (`truth.jsonl` and `html/`) that have any text, read by two processes.

    With *variants*, the pages of articles are followed by changed ones: see `training_variants.py`.
    """
    tasks = [
        (folder, {"url": "", "body": ""} | json.loads(line), variants)
        for folder in folders
        for line in (folder / "truth.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")
    ]
    with ProcessPoolExecutor(2) as pool:
        return [sample for some in pool.map(_samples, *zip(*tasks, strict=True), chunksize=8) for sample in some]


def fold_of(url: str, page: str) -> int:
    """Return the fold of a page: pages of one publisher share a fold."""
    labels = (urlsplit(url).hostname or page).split(".")
    short_suffix = len(labels) > 2 and len(labels[-2]) <= 3
    return zlib.crc32(".".join(labels[-3:] if short_suffix else labels[-2:]).encode()) % FOLDS


def page_of(folder: Path, page: str, url: str) -> Document:
    """Return the page *page* of *folder*, parsed."""
    return Document.parse(gzip.decompress((folder / "html" / f"{page}.html.gz").read_bytes()), url)


def _samples(folder: Path, truth: dict[str, Any], variants: bool) -> list[Sample]:
    facts = gather(page_of(folder, truth["id"], truth["url"]))
    blocks = read_blocks(facts.html)
    if not len(blocks):
        return []
    tokens = [WORD.findall(text.lower()) for text in blocks.texts]
    words = np.array(list(map(len, tokens)), np.float32)
    meant_words = WORD.findall(plain(truth["body"]).lower())
    if truth["body"]:
        meant, known = _aligned(tokens, meant_words), np.ones(len(blocks), bool)
    else:
        meant, known = _told(blocks, words, truth)
    sample = _sample(folder, truth, blocks, facts)
    sample.meant, sample.known, sample.truth_words = meant, known, len(meant_words)
    if not variants or truth["page_type"] != "article" or not truth["body"]:
        return [sample]
    return [sample, *_variant(folder, truth, facts, blocks, sample)]


def _sample(folder: Path, truth: dict[str, Any], blocks: Blocks, facts: Facts) -> Sample:
    features, layout = features_of(blocks, clues_of(facts))
    return Sample(
        folder=folder.name,
        page=truth["id"],
        url=truth["url"],
        page_type=truth["page_type"],
        fold=fold_of(truth["url"], truth["id"]),
        whole=bool(truth["body"]),
        features=features.astype(np.float16),
        layout=layout,
        words=np.array([len(WORD.findall(text)) for text in blocks.texts], np.float32),
        meant=np.zeros(len(blocks), np.float32),
        known=np.zeros(len(blocks), bool),
        truth_words=0,
        text=truth["body"],
    )


def _variant(folder: Path, truth: dict[str, Any], facts: Facts, blocks: Blocks, sample: Sample) -> Iterator[Sample]:
    """Yield the page with changes, whose labels are known, to its tree."""
    shares = sample.meant / np.maximum(sample.words, 1)
    labels = {
        (blocks.boxes.elements[box].mem_id, text): Label(share, bool(sample.known[index]))
        for index, (box, text, share) in enumerate(zip(blocks.box, blocks.texts, shares.tolist(), strict=True))
    }
    seed = zlib.crc32(f"{folder.name} {truth['id']}".encode())
    if not vary(blocks, shares, np.random.default_rng(seed)):
        return
    changed = read_blocks(facts.html)
    variant = _sample(folder, truth, changed, facts)
    found = [
        labels.get((changed.boxes.elements[box].mem_id, text)) or Label.of(changed.boxes.elements[box])
        for box, text in zip(changed.box, changed.texts, strict=True)
    ]
    variant.meant = np.array([label.share for label in found], np.float32) * variant.words
    variant.known = np.array([label.known for label in found])
    variant.truth_words = max(sample.truth_words - int(sample.meant.sum()), 0) + int(variant.meant.sum())
    variant.is_variant = True
    yield variant


def _told(blocks: Blocks, words: Any, truth: dict[str, Any]) -> tuple[Any, Any]:
    """Return meant words and what is known where the truth has only texts in the body and texts not in it."""
    meant, known = np.zeros(len(blocks), np.float32), np.zeros(len(blocks), bool)
    opening = " ".join(truth.get("opening", "").split()[:8])
    inside = [*map(_key, truth.get("contains") or []), *([_key(opening)] if opening else [])]
    outside = list(map(_key, truth.get("lacks") or []))
    for index, text in enumerate(map(_key, blocks.texts)):
        if any(part in text for part in inside if part):
            meant[index], known[index] = words[index], True
        elif any(part in text for part in outside if part):
            known[index] = True
    return meant, known


def plain(text: str) -> str:
    """Return *text* in NFC without soft hyphens and zero-width characters."""
    return re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", unicodedata.normalize("NFC", text))


def _key(text: str) -> str:
    return "".join(plain(text).lower().split())


def _aligned(tokens: list[list[str]], truth: list[str]) -> Any:
    """Return for each block how many of its words a longest common subsequence with *truth* holds."""
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    page = [numbers[word] for words in tokens for word in words]
    meant_words = [numbers[word] for word in truth]
    owners = [index for index, words in enumerate(tokens) for _ in words]
    meant = np.zeros(len(tokens), np.float32)
    if len(page) * len(truth) > MAX_CELLS:
        return meant
    for step in Indel.opcodes(page, meant_words):
        if step.tag == "equal":
            for place in range(step.src_start, step.src_end):
                meant[owners[place]] += 1
    return meant


def count_words(text: str) -> Counter[str]:
    """Return the words of *text*, as measures count them."""
    return Counter(WORD.findall(plain(text).lower()))
