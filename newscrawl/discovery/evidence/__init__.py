"""What pages tell of each other: alike, stated twice, led to."""
