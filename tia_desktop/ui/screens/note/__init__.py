"""A note that no question asks for."""
