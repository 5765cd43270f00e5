"""Readiness: everything that stands in the way, on one page."""
