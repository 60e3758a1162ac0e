"""Surat masuk: what reached an office, registered in its agenda, until it is answered, closed and filed."""
