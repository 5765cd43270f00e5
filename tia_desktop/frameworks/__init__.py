"""Loads framework packs from data, with errors that a pack author can act on."""

from tia_desktop.frameworks.library import PackEntry, PackError, catalogue, load, parse, problems
from tia_desktop.frameworks.problem import PackProblem

__all__ = ["PackEntry", "PackError", "PackProblem", "catalogue", "load", "parse", "problems"]
