"""Crawls in this process: made, run, judged, recorded."""
