"""Which page next, and why."""
