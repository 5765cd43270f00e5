"""The first screen: open, new, recent, the sample."""
