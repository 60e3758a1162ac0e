"""Work lists: what waits for whom, kept on write; acting on many at once, saved views, and where one's own surat are."""
