"""Crawls in several processes of this machine."""
