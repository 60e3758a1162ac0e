"""Reading cases of penyusutan; every list starts at `visible`, the twin of policy.may for BACA_SUSUT (OTR-01, OTR-03)."""
