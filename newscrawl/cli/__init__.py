"""The newscrawl command."""
