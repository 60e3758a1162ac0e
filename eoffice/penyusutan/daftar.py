"""The lists of a case as tables: what is frozen of a berkas, the rows of the official columns, and the panitia (6.5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.penyusutan.kaidah import BUTUH_ANRI
from eoffice.penyusutan.models import AnggotaKasus, ButirKasus, Kasus
from eoffice.penyusutan.states import Jenis, Penilaian, Peran, Unsur

PERAN: Final = {
    Peran.KETUA: "Ketua merangkap anggota",
    Peran.SEKRETARIS: "Sekretaris merangkap anggota",
    Peran.ANGGOTA: "Anggota",
    Peran.SAKSI: "Saksi",
}
UNSUR: Final = {
    Unsur.UNIT_KEARSIPAN: "Unit kearsipan",
    Unsur.UNIT_PENGOLAH: "Unit pengolah",
    Unsur.ARSIPARIS: "Arsiparis",
    Unsur.HUKUM: "Unit hukum",
    Unsur.PENGAWASAN: "Pengawasan internal",
}
PENILAIAN: Final = {
    Penilaian.BELUM: "Belum dinilai",
    Penilaian.SETUJU: "Setuju",
    Penilaian.SIMPAN: "Disimpan lebih lama",
    Penilaian.PERMANEN: "Dipermanenkan",
    Penilaian.SENGKETA: "Disengketakan",
}


@dataclass(frozen=True)
class Tabel:
    """A list that goes with a document: its title, and its rows, the heading first."""

    judul: str
    baris: Sequence[tuple[str, ...]]


def kurun(berkas: Berkas) -> str:
    """The span of years of what lies in it."""
    first = (berkas.kurun_dari or berkas.dibuka).year
    last = (berkas.kurun_sampai or berkas.ditutup or berkas.dibuka).year
    return str(first) if first == last else f"{first}–{last}"


def potret(berkas: Berkas, items: Iterable[IsiBerkas], *, sidik: str, jra: str) -> dict[str, Any]:
    """What is kept of a berkas the moment it enters a case; documents are written from it, and nothing else."""
    levels = dict.fromkeys(str(i.tingkat_perkembangan).replace("_", " ") for i in items)
    return {
        "nomor": berkas.nomor,
        "kode": berkas.kode_klasifikasi,
        "seri": berkas.klasifikasi.label,
        "uraian": berkas.judul,
        "kurun": kurun(berkas),
        "jumlah": berkas.jumlah,
        "media": str(berkas.media),
        "kondisi": str(berkas.kondisi).replace("_", " "),
        "tingkat": ", ".join(levels),
        "aktif": berkas.aktif_tahun,
        "inaktif": berkas.inaktif_tahun,
        "nasib": str(berkas.nasib_akhir),
        "unit": berkas.unit.nama,
        "sifat": str(berkas.sifat),
        "jra": jra,
        "sidik": sidik,
    }


def total(butir: ButirKasus) -> int:
    """Years from the trigger to the end."""
    return int(butir.potret["aktif"]) + int(butir.potret["inaktif"])


def lama(kasus: Kasus) -> list[int]:
    """The total retention of every item still in the case, years."""
    return [total(b) for b in kasus.hidup]


def arsip(kasus: Kasus) -> Tabel:
    """The berkas of a case in the official columns of its kind (6.5)."""
    musnah = kasus.jenis is Jenis.PEMUSNAHAN
    last = ("Retensi", "Keterangan") if musnah else ("Kondisi", "Keterangan")
    head = ("No.", "Kode", "Jenis/Seri", "Uraian", "Kurun waktu", "Jumlah", "Media", "Tingkat", *last)
    rows = [head]
    for number, each in enumerate(kasus.hidup, 1):
        of = each.potret
        span = f"{of['aktif']}+{of['inaktif']} tahun" if musnah else str(of["kondisi"])
        note = each.alasan or ("Perlu persetujuan ANRI" if musnah and total(each) >= BUTUH_ANRI else "")
        rows.append(
            (
                str(number), str(of["kode"]), str(of["seri"]), f"{of['uraian']} (berkas {of['nomor']})", str(of["kurun"]),
                f"{of['jumlah']} naskah", str(of["media"]).capitalize(), str(of["tingkat"]).capitalize(), span, note,
            )
        )  # fmt: skip
    name = "Daftar Arsip yang Dimusnahkan" if musnah else "Daftar Arsip Statis yang Diserahkan"
    return Tabel(name, rows)


def sidik(kasus: Kasus) -> Tabel:
    """The hash of every berkas, which is made of those of all records in it (`queries.fakta.sidik`)."""
    rows = [("No.", "Nomor berkas", "Jumlah", "Sidik (SHA-256)")]
    for number, each in enumerate(kasus.hidup, 1):
        of, halves = each.potret, (str(each.potret["sidik"])[:32], str(each.potret["sidik"])[32:])
        rows.append((str(number), str(of["nomor"]), f"{of['jumlah']} naskah", " ".join(halves)))
    done = "Dimusnahkan" if kasus.jenis is Jenis.PEMUSNAHAN else "Diserahkan"
    return Tabel(f"Daftar Sidik Arsip yang {done}", rows)


def panitia(kasus: Kasus, nama: dict[int, str]) -> Tabel:
    """The panitia of a case.

    Args:
        nama: who holds each jabatan, by its id.
    """
    rows = [("No.", "Nama", "Jabatan", "Unsur", "Kedudukan dalam panitia")]
    for number, each in enumerate(kasus.panitia, 1):
        rows.append(
            (str(number), nama.get(each.jabatan_id, "–"), each.jabatan.nama, UNSUR[each.unsur], PERAN[each.peran])
        )
    return Tabel("Susunan Panitia Penilai Arsip", rows)


def ketua(kasus: Kasus) -> AnggotaKasus | None:
    """Who leads the panitia."""
    return next((a for a in kasus.panitia if a.peran is Peran.KETUA), None)


def dari(kasus: Kasus, unsur: Unsur) -> AnggotaKasus | None:
    """The first member of the panitia from there."""
    return next((a for a in kasus.panitia if a.unsur is unsur), None)
