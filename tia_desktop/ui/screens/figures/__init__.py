"""Figures: those of this inspection, sets of many landlords to compare with, and bringing both in."""
