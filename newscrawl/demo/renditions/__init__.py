"""Three markups of one site; they share no class name, no id and no element layout."""

from newscrawl.demo.renditions.base import OldSlug, Rendition
from newscrawl.demo.renditions.hashed import Hashed
from newscrawl.demo.renditions.semantic import Semantic
from newscrawl.demo.renditions.tables import Tables

RENDITIONS: dict[str, Rendition] = {rendition.name: rendition for rendition in (Semantic(), Tables(), Hashed())}

__all__ = ["RENDITIONS", "OldSlug", "Rendition"]
