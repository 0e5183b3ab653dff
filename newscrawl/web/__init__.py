"""What every room knows of the web: addresses, dates, text, markup. Each rule once."""
