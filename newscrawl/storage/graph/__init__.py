"""Links between articles and pages, and questions to them."""
