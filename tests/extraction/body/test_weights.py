"""Weights are read with the names of the features that they were trained on, or not at all."""

import pytest

from newscrawl.errors import NewscrawlError
from newscrawl.extraction.body.features import feature_names, features_of
from newscrawl.extraction.body.page_classifier import page_feature_names
from newscrawl.extraction.body.stated_text import clues_of
from newscrawl.extraction.body.weights import check_columns, load_weights
from newscrawl.extraction.metadata.page_metadata import gather
from newscrawl.extraction.page.blocks import read_blocks
from newscrawl.extraction.page.document import Document
from tests.extraction.body.stories import URL, page


def test_the_packaged_weights_fit_the_features_that_are_read() -> None:
    assert load_weights("body.npz", feature_names())["in"].shape[0] == len(feature_names())
    assert len(load_weights("article.npz", page_feature_names())["weights"]) == len(page_feature_names())


def test_every_feature_has_a_name_of_its_own() -> None:
    facts = gather(Document.parse(page(), URL))
    features, _ = features_of(read_blocks(facts.html), clues_of(facts))
    assert features.shape[1] == len(feature_names()) == len(set(feature_names()))


@pytest.mark.parametrize("read", [["a", "c"], ["a"], ["a", "b", "c"], ["b", "a"]])
def test_weights_for_other_features_are_refused_with_the_column(read: list[str]) -> None:
    with pytest.raises(NewscrawlError, match=r"body\.npz .* column \d"):
        check_columns("body.npz", ["a", "b"], read)
