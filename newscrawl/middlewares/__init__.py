"""Downloader components: polite to servers, safe against hostile ones."""
