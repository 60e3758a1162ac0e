"""What waits for whom, and how the city does: counters, decisions, deadlines, and the page of the Sekda."""
