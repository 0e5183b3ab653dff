"""A look at a site before it is crawled."""
