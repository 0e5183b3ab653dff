"""The list of sites: read, checked, written, watched."""
