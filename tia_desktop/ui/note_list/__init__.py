"""The list of notes that Findings and the inbox share."""
