"""Commands that are loaded when they are called: who asks for help does not wait for rooms that it does not use."""

import gc
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group


class Lazy(NamedTuple):
    """A command that lives in `newscrawl.cli.NAME`: its function `NAME`, or its `app` where it has commands below it.

    *help* is its line in the list of commands.
    """

    name: str
    help: str
    cls: type[TyperCommand] = TyperCommand

    def load(self) -> Any:
        """Return the command, its module imported."""
        module = _imported(f"newscrawl.cli.{self.name}")
        holder = typer.Typer(rich_markup_mode=None, add_completion=False)
        if hasattr(module, "app"):
            holder.add_typer(module.app, name=self.name)
        else:
            holder.command(self.name, cls=self.cls)(getattr(module, self.name))
        return get_group(holder).commands[self.name]


def _imported(name: str) -> ModuleType:
    """Import a module and leave it out of Python's looks for objects that are gone: what is loaded stays, and to look
    through it again and again as it grows took a tenth of the time."""
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        gc.enable()


class LazyCommands(MutableMapping[str, Any]):
    """Commands by name, each loaded when it is looked up."""

    def __init__(self, commands: tuple[Lazy, ...]) -> None:
        self.waiting = {command.name: command for command in commands}
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            self._loaded[name] = self.waiting[name].load()
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self.waiting[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.waiting)

    def __len__(self) -> int:
        return len(self.waiting)


def lazy_group(*commands: Lazy) -> type[TyperGroup]:
    """Return a class of command groups that has *commands*."""

    class LazyGroup(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands = LazyCommands(commands)

        def list_commands(self, ctx: Any) -> list[str]:
            return list(self.commands)

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            with formatter.section("Commands"):
                formatter.write_dl([(command.name, command.help) for command in commands])

    return LazyGroup
