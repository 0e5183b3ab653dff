"""The versions of an article as they were read, and what reading a page once more makes of them."""
