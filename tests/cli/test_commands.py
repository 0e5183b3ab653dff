"""The list of commands: each is there, loaded when it is called."""

import pytest

from newscrawl.cli import COMMANDS
from tests.cli.conftest import Command


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_of_the_list_tells_how_it_is_called(command: Command, name: str) -> None:
    done = command(name, "-h")
    assert done.code == 0
    assert done.out.startswith(f"Usage: newscrawl {name} ")


def test_the_list_of_commands_says_what_each_does(command: Command) -> None:
    done = command("--help")
    assert all(f"{one.name} " in done.out and one.help in done.out for one in COMMANDS)


def test_a_command_that_does_not_exist_is_answered_with_the_nearest(command: Command) -> None:
    done = command("crwl", "water")
    assert (done.code, "Did you mean 'crawl'?" in done.err) == (2, True)
