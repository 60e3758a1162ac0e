"""The ledger of every stored object: whether it is sound, where its copy is, what holds it (OBJ-05)."""
