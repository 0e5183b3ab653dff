"""The settings of a run: newscrawl's, a module of the user's above them, and single ones above both."""

import re
from collections.abc import Iterable
from typing import Any

from scrapy.settings import Settings

from newscrawl.errors import BadInput
from newscrawl.publishers.importing import imported
from newscrawl.runner.running.checked_settings import check_settings
from newscrawl.web.suggestions import nearest

MODULE = "NEWSCRAWL_SETTINGS"
"""Name under which the overrides of a run hold the name of the user's module, for other processes too."""

NEAR = 0.85
"""How alike a name must be to that of a setting to be taken for it mistyped: components of users have others."""

_TABLE = '{"myproject.components.Mine": 500}'
_TABLES = {"FEEDS": '{"articles.jsonl": {"format": "jsonlines"}}; for one file there is --feed'}
_PAIR = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)


def project_settings(overrides: dict[str, Any]) -> Settings:
    """Return newscrawl's settings with *overrides* above them, wherever the command runs. Raises `BadInput`."""
    settings = Settings()
    settings.setmodule("newscrawl.settings", priority="project")
    usual = settings.copy()
    if module := overrides.get(MODULE):
        settings.setmodule(imported(module, "settings"), priority="project")
    for name, value in {"LOG_LEVEL": "WARNING", "LOG_INSTALL_ROOT_HANDLER": False, **overrides}.items():
        try:
            settings.set(name, value, priority="cmdline")
        except (ValueError, TypeError):
            raise BadInput(f"{name}={value} is no table: give JSON such as {_TABLES.get(name, _TABLE)}") from None
    check_settings(settings, overrides, usual)
    return settings


def stated_settings(module: str | None, pairs: Iterable[str]) -> dict[str, Any]:
    """Return the overrides that a user states: a *module* of settings, and *pairs* such as `LOG_LEVEL=INFO`.

    Raises `BadInput`.
    """
    overrides: dict[str, Any] = {}
    if module is not None:
        imported(module, "settings")
        overrides[MODULE] = module
    known = project_settings(overrides)
    for pair in pairs:
        match = _PAIR.fullmatch(pair)
        if match is None:
            raise BadInput(f"--set {pair}: give NAME=VALUE, such as CONCURRENT_REQUESTS_PER_DOMAIN=2")
        require_known([match[1]], known)
        overrides[match[1]] = match[2]
    return overrides


def require_known(names: Iterable[str], known: Settings) -> None:
    """Raise `BadInput` where one of *names* is none of the settings *known*, and like one of them."""
    for name in names:
        if name not in known and (near := nearest(name, _names(known), NEAR)):
            raise BadInput(f"there is no setting {name}{near}")


def _names(settings: Settings) -> list[str]:
    return [name for name in settings if isinstance(name, str)]
