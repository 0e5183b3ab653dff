"""Going back through what a site has published: by its sitemaps, its dated archives and the pages of its listings."""
