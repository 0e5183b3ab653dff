"""Which blocks are the article, and whether there is one."""
