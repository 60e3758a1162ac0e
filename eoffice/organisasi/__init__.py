"""The city's offices: unit, jabatan, pegawai, and who holds which jabatan when."""
