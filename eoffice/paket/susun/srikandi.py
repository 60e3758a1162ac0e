"""A folder for exchange with SRIKANDI: a list as CSV and JSON, and the files it names; as far as its fields are known."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from eoffice.paket.susun.bagit import manifest
from eoffice.web import ekspor

if TYPE_CHECKING:
    from eoffice.paket.susun.penulis import Bacaan, Penulis, Tentang
    from eoffice.paket.susun.rekaman import Rekaman

#: Of the columns below; whoever changes one of them counts it up and says so in the README.
VERSI: Final = 1
KOLOM: Final = (
    "Nomor Urut", "Jenis Naskah", "Nomor Naskah", "Nomor Agenda", "Tanggal Naskah", "Hal", "Isi Ringkas", "Pencipta",
    "Unit Pengolah", "Tujuan", "Tembusan", "Penandatangan", "Kode Klasifikasi", "Sifat", "Tingkat Perkembangan",
    "Nomor Berkas", "Judul Berkas", "Retensi Aktif (tahun)", "Retensi Inaktif (tahun)", "Nasib Akhir", "Status Arsip",
    "Lokasi Fisik", "Nama Berkas", "Ukuran (bita)", "SHA-256", "Lampiran",
)  # fmt: skip


def tulis(out: "Penulis", about: "Tentang", records: "Bacaan") -> None:
    """The files, then both lists, then the hashes of all."""
    rows: list[list[str]] = []
    places: dict[int, list[str]] = {}
    for urutan, rekaman in records():
        places[urutan] = [_place(urutan, file.nama) for file in rekaman.muatan]
        for path, file in zip(places[urutan], rekaman.muatan, strict=True):
            out.muatan(path, file)
        rows.append(baris(urutan, rekaman, places[urutan]))
    out.potongan("daftar.csv", iter((ekspor.to_csv(KOLOM, rows, pemisah=";"),)), "text/csv")
    out.potongan("daftar.json", _json(about, records, rows, places), "application/json")
    out.teks("manifest-sha256.txt", manifest(list(out.entri)))


def _place(urutan: int, nama: str) -> str:
    folder, _, last = nama.rpartition("/")
    return f"lampiran/{urutan:06d}-{last}" if folder else f"dokumen/{urutan:06d}.{last.rpartition('.')[2]}"


def _json(about: "Tentang", records: "Bacaan", rows: list[list[str]], places: dict[int, list[str]]) -> Iterator[bytes]:
    """One record a line, so that no reader needs all of it at once."""
    head = {
        "versi": VERSI,
        "judul": about.judul,
        "instansi": about.instansi,
        "dibuat": about.dibuat.isoformat(),
        "cakupan": about.cakupan,
        "berkas": about.berkas,
    }
    yield (json.dumps(head, ensure_ascii=False, sort_keys=True)[:-1] + ', "naskah": [\n').encode()
    for n, (urutan, rekaman) in enumerate(records()):
        row: dict[str, Any] = dict(zip(KOLOM, rows[n], strict=True))
        row |= {"berkas_digital": places[urutan], "teks": rekaman.teks}
        yield ((",\n" if n else "") + json.dumps(row, ensure_ascii=False, sort_keys=True)).encode()
    yield b"\n]}\n"


def baris(urutan: int, rekaman: "Rekaman", places: list[str]) -> list[str]:
    """One record as SRIKANDI's list has it; what is not known stays empty."""
    meta = rekaman.metadata
    who, what, kept = _of(meta, "pelaku"), _of(meta, "identitas"), _of(meta, "retensi")
    case, first = _of(_of(meta, "kegiatan"), "berkas"), rekaman.muatan[0] if rekaman.muatan else None
    origin = _of(who, "pencipta")
    found = (
        urutan, what.get("jenis"), what.get("nomor"), what.get("nomor_agenda"), what.get("tanggal"), what.get("hal"),
        what.get("uraian"), origin.get("perangkat_daerah") or origin.get("nama"), origin.get("unit"),
        "; ".join(who.get("penerima") or ()), "; ".join(who.get("tembusan") or ()), _of(who, "penandatangan").get("jabatan"),
        _of(meta, "kegiatan").get("kode_klasifikasi"), _of(meta, "hak").get("sifat"), case.get("tingkat_perkembangan"),
        case.get("nomor"), case.get("judul"), kept.get("aktif_tahun"), kept.get("inaktif_tahun"), kept.get("nasib_akhir"),
        kept.get("status_arsip"), _of(meta, "lokasi").get("boks_rak"), places[0] if places else None,
        first.size if first else None, first.sha256 if first else None, "; ".join(places[1:]),
    )  # fmt: skip
    return ["" if value is None else str(value) for value in found]


def _of(group: dict[str, Any], name: str) -> dict[str, Any]:
    found = group.get(name)
    return found if isinstance(found, dict) else {}
