"""The settings of a run."""

from typing import Any

from scrapy.settings import Settings


def project_settings(overrides: dict[str, Any]) -> Settings:
    """Return newscrawl's settings with *overrides* above them, wherever the command runs."""
    settings = Settings()
    settings.setmodule("newscrawl.settings", priority="project")
    settings.setdict({"LOG_LEVEL": "WARNING", "LOG_INSTALL_ROOT_HANDLER": False, **overrides}, priority="cmdline")
    return settings
