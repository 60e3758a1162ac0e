"""How well search finds: a made-up archive, questions judged by how it was made, and the two figures that must not fall."""
