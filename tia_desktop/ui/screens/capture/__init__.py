"""Guided capture: one question a page."""
