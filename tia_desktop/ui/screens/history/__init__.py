"""History: everything that ever happened to one record."""
