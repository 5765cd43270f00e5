"""The screens. Each is a package with a `view` and, where there is something to decide, a `presenter`."""
