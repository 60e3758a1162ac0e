"""The project's own bench: a city of its own with ten years of made-up records, and how long each thing takes there."""
