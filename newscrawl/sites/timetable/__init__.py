"""When each site is due, and which process crawls it."""
