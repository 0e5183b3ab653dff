"""Where articles may be: feeds, sitemaps, listings, pagination. Bytes in, candidate links out."""
