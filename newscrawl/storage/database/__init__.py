"""The two engines, the tables, and how older stores become new ones."""
