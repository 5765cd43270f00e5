"""Collect evidence: the checks and the inbox of quick notes."""
