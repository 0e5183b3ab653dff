"""What is known of publishers by name."""
