"""What the city may claim: paper that was avoided, with its range and its derivation, and the charts that show it."""
