"""The judgement screen."""
