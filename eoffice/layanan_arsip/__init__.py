"""What an archive does for those who ask: leave to read a record, paper that is lent, and who opened what."""
