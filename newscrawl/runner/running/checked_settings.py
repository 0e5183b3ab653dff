"""Settings that a user states, checked by the kind of their defaults before anything starts."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from scrapy.settings import BaseSettings, Settings
from scrapy.utils.misc import load_object

from newscrawl.errors import BadInput
from newscrawl.runner.places import folder_of
from newscrawl.web.user_agent import checked_contact

COMPONENTS = ("ITEM_PIPELINES", "SPIDER_MIDDLEWARES", "DOWNLOADER_MIDDLEWARES", "EXTENSIONS")


CHECKS: Mapping[str, Callable[[str], object]] = {
    "NEWSCRAWL_CONTACT": checked_contact,
    "NEWSCRAWL_ARCHIVE": folder_of,
}
"""What settings have to stand besides being of their kind; each raises `BadInput`."""


def check_settings(settings: Settings, names: Iterable[str], usual: Settings) -> None:
    """Raise `BadInput` where one of *settings* called *names* has no value of the kind that it *usual*ly has."""
    for name in names:
        value = settings.get(name)
        if name == "LOG_LEVEL" and logging.getLevelName(str(value)) not in logging.getLevelNamesMapping().values():
            raise BadInput(f"LOG_LEVEL={value}: give one of {', '.join(list(logging.getLevelNamesMapping())[:5])}")
        if name in CHECKS and value:
            CHECKS[name](value)
        if name in COMPONENTS:
            _check_components(name, settings.getwithbase(name))
        elif value is not None:
            _check_value(settings, name, usual.get(name))


def _check_value(settings: Settings, name: str, default: Any) -> None:
    try:
        if isinstance(default, bool):
            settings.getbool(name)
        elif isinstance(default, int | float):
            settings.getfloat(name)
    except (ValueError, TypeError):
        wanted = "True or False" if isinstance(default, bool) else f"a number, such as {default}"
        raise BadInput(f"{name}={settings[name]}: give {wanted}") from None


def _check_components(name: str, components: BaseSettings) -> None:
    for component, order in components.items():
        if order is None or not isinstance(component, str):
            continue
        try:
            load_object(component)
        except (ImportError, NameError, ValueError) as error:
            raise BadInput(f"{name}: {component} cannot be loaded: {error}") from None
