"""Command lines that take words to search for."""

from typing import Any

from typer.core import TyperCommand


class WordsCommand(TyperCommand):
    """A command to which `-word` is a word that is left out, unless it is one of its own short options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read *args* with words that begin with a dash put behind `--`, which ends options."""
        if "--" not in args:
            words = [arg for arg in args if self._is_word(ctx, arg)]
            args = [*(arg for arg in args if arg not in words), "--", *words]
        return super().parse_args(ctx, args)

    def _is_word(self, ctx: Any, arg: str) -> bool:
        short = {option for one in self.get_params(ctx) for option in one.opts if len(option) == 2}
        is_option = arg in short or (arg[:2] in short and arg[2:].isdecimal())
        return len(arg) > 1 and arg[0] == "-" and arg[1] != "-" and not is_option
