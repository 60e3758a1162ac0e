"""The kop: who writes, at the head of page 1 only. Source: naskah-dinas.md 3.3."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Kop:
    """Lines of the kop, in full and not in capitals; they are printed in capitals.

    `baris` goes from the government to the agency: ("Pemerintah Kota Arunika", "Dinas Kesehatan"), with a third
    line for a UPTD or kelurahan. With `jabatan` it is the single line of a kop jabatan ("Wali Kota Arunika").
    """

    baris: tuple[str, ...]
    alamat: tuple[str, ...] = ()
    jabatan: bool = False
