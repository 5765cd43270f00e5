"""Each module writes the one frozen report model in one format: `write(report, path, progress)`.

Identical reports give identical bytes: nothing here asks the clock or the store.
"""
