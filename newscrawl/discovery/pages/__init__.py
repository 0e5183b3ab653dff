"""What a page links to: links, teasers, further pages."""
