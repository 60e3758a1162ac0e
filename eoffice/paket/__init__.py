"""Packages of records that go to other systems and come from them: BagIt, E-ARK, SRIKANDI, and legacy archives."""
