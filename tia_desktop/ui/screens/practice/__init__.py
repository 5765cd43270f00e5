"""A practice visit: three questions, and nothing is kept."""
