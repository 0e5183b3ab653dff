"""A list of sites to keep up with: read, checked, probed, crawled in time."""
