"""What the pages show, asked of the store in SQL, the same on both engines."""
