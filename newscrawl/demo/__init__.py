"""A replica of L'Essor with its truth, served on loopback."""
