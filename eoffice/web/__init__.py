"""The edge: what every request passes before and after the capabilities see it."""
