"""The window. Nothing here imports Qt, so presenters stay usable without a screen."""
