"""Reads what other programs wrote. Nothing here asks the store anything."""
