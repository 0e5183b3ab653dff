"""Settings that a user states on the command line."""

import pytest

from newscrawl.errors import BadInput
from newscrawl.runner.running.run_settings import stated_settings


@pytest.mark.parametrize(
    ("typed", "meant"), [("DOWNLOAD_DELAI", "DOWNLOAD_DELAY"), ("NEWSCRAWL_RENDR", "NEWSCRAWL_RENDER")]
)
def test_a_mistyped_setting_is_told_the_nearest(typed: str, meant: str) -> None:
    with pytest.raises(BadInput, match=f"there is no setting {typed}; did you mean {meant}"):
        stated_settings(None, [f"{typed}=1"])


def test_a_setting_of_a_component_of_ones_own_is_taken() -> None:
    assert stated_settings(None, ["MYPAPER_TOKEN=x"]) == {"MYPAPER_TOKEN": "x"}
