"""The store: articles, people, links and pages, on SQLite or PostgreSQL."""
