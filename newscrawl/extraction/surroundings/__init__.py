"""What stands around an article: related links, teasers, where its text begins and ends."""
