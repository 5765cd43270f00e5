"""Each module writes a frozen model in one format: the report, or the visit programme (`ics`).

Identical reports give identical bytes: nothing here asks the clock or the store.
"""
