"""The ledger of every stored object: whether it is sound, where its copy is, what holds it, when it may go (OBJ-02, OBJ-05)."""
