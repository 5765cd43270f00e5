"""What a person can do, and what a screen needs to know. Talks to ports; no Qt, no SQL, no files."""
