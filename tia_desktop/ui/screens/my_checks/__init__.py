"""What an adviser sees: their checks and nothing else."""
