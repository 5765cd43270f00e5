"""Check answers: everything that was answered, with Change links."""
