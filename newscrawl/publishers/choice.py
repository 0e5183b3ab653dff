"""The spiders by name: the general one obeys what publishers declare, others stand for one publisher or a command."""

GENERAL = "news"
OF_COMMANDS = frozenset(("articles", "backfill", "replay"))
"""Spiders that stand behind commands of their own, and crawl no site by its address alone."""
