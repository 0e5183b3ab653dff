"""What became of addresses, and how well a crawl went."""
