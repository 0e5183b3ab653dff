"""The store in a browser, and as a page for mail: what people would rather see than read."""
