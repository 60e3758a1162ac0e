"""The eighteen digits of a NIP, and what may be wrong with them."""

from datetime import date


def nip_check(nip: str) -> str | None:
    """What is wrong with a NIP, as one sentence for the user, or None when it may be used.

    Digits 1-8 are a birth date, 9-12 a year of appointment from 1970 on, 13-14 its month (PNS), 15 the sex (1 or 2),
    16-18 a running number. PPPK use other values in 13-14; those are let through, see `nip_warning`.
    Source: naskah-dinas 7.4.
    """
    if len(nip) != 18 or not (nip.isascii() and nip.isdigit()):
        return "NIP harus terdiri atas 18 angka tanpa spasi atau titik."
    try:
        lahir = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return "Delapan angka pertama NIP bukan tanggal lahir yang benar (tahun, bulan, tanggal)."
    tahun = int(nip[8:12])
    if tahun < 1970:
        return "Angka ke-9 sampai ke-12 NIP harus tahun pengangkatan, paling awal 1970."
    if tahun <= lahir.year:
        return "Tahun pengangkatan pada NIP mendahului tahun lahirnya."
    if nip[14] not in "12":
        return "Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan)."
    return None


def nip_warning(nip: str) -> str | None:
    """A remark that does not refuse: the month of appointment is not one, as in the NIP of a PPPK."""
    if nip_check(nip) is None and not 1 <= int(nip[12:14]) <= 12:
        return "Bulan pengangkatan pada NIP bukan 01 sampai 12; ini lazim hanya untuk PPPK."
    return None
