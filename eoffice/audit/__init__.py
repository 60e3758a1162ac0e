"""The append-only, hash-chained trail of who did what to which record, and when (AUD)."""
