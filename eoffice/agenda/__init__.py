"""The agenda of a leader: where an undangan becomes an appointment, with its conflicts, its delegates and its .ics."""
