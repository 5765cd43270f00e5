"""Surveys: asking people in the window, answers from a file, and what they come to."""
