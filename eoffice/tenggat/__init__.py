"""Deadlines: which one governs, stopped clocks, reminders, and telling upwards what is late."""
