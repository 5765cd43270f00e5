"""TIA Desktop: inspect a social landlord offline, from the doorstep to a defended judgement."""

__version__ = "0.1.0"
