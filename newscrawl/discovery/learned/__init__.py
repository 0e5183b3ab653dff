"""What is learned of a site and kept for the next run."""
