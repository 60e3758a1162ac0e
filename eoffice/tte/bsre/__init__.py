"""BSrE's esign service, which runs beside the e-office and keeps the keys: client, identities, and the signer (tte.md 9).

Everything that is a guess about the service is a setting or is read both ways; see the README, «Menyambungkan BSrE».
"""
