"""What can be done in penyusutan; one function per use case."""
