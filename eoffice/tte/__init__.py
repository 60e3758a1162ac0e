"""Electronic signatures (TTE): the city's own certificates, PAdES signing, and checking what was signed."""
