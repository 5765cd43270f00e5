"""The inspection file. The only room that knows SQL."""
