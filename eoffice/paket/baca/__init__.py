"""Reading what others made: which format a package has, whether its hashes hold, and its records as rows."""
