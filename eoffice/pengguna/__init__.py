"""The administrator's desk: who has an account, who holds which jabatan, and how an organisation is brought in."""
