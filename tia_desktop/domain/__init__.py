"""What things are and which rules hold. Standard library only, pure, without a clock of its own."""
