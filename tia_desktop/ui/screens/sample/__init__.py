"""Case samples: the landlord's list, the draw, the cases and what they say."""
