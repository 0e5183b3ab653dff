"""The pages: each asks the store and names a template."""
