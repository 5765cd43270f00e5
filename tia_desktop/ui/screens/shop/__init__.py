"""Mystery shopping: staff are told, a shop and its clock, promises, results."""
