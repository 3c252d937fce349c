"""One module for each format: bytes to text, and what the format itself says of it."""
