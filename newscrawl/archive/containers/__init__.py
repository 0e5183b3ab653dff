"""What WARC records are packed in, read past damage: gzip members, Zstandard frames, and the packages of WACZ."""
