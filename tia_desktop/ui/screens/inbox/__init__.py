"""Quick notes to sort: several at a time."""
