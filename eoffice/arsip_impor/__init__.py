"""Records that another system made and this one keeps: read-only, findable, fileable, never numbered anew."""
