"""A setting of the wrong kind is told before anything starts."""

import pytest

from newscrawl.errors import BadInput
from newscrawl.runner.running.run_settings import project_settings


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("CONCURRENT_REQUESTS", "many", "CONCURRENT_REQUESTS=many: give a number, such as"),
        ("ROBOTSTXT_OBEY", "maybe", "give True or False"),
        ("LOG_LEVEL", "loud", "WARNING"),
        ("ITEM_PIPELINES", "my.Pipe", "is no table"),
        ("ITEM_PIPELINES", '{"no.such.Pipe": 500}', "no.such.Pipe cannot be loaded"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told(name: str, value: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        project_settings({name: value})


def test_values_of_the_right_kind_and_settings_of_others_are_taken() -> None:
    settings = project_settings({"DOWNLOAD_DELAY": "0.5", "LOG_LEVEL": "DEBUG", "ROBOTSTXT_OBEY": "0", "MINE": "x"})
    assert settings.getfloat("DOWNLOAD_DELAY") == 0.5
