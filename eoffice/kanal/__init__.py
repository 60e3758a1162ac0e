"""Kanal: the mailbox and the watched folder through which a perangkat daerah receives what is not on paper."""
