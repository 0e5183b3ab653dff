"""The spiders: the general one, which obeys what publishers declare, and those that stand for one publisher."""

GENERAL = "news"
SPIDERS = frozenset((GENERAL, "lessor"))
