"""Crawls in this and other processes: how they run, what they show, how they ended."""
