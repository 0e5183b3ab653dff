"""What a crawl leaves for the next: pages asked for, schedule, freshness."""
