"""What publishers say of the use of their texts."""
