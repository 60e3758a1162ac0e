"""Who may do what: the actor, the table of rights, and the verdict (OTR-01)."""
