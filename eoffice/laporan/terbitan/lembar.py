"""The sheets of the report as plain values: one table of cells that XLSX and ODS both write, so that they cannot differ (2.7)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal

from eoffice.laporan.adopsi import DEFINISI
from eoffice.laporan.kertas import UKURAN
from eoffice.laporan.ketentuan import DEFINISI as DEFINISI_KERTAS
from eoffice.laporan.ketentuan import PERINGATAN
from eoffice.laporan.terbitan import kalimat, tulis
from eoffice.laporan.terbitan.isi import RASIO, SKENARIO, Isi, cakupan, id_potret, pecahan
from eoffice.laporan.terbitan.penyesuaian import kata, nama

Bentuk = Literal["teks", "bulat", "angka", "persen", "rupiah", "tanggal"]
NAMA: Final = (
    "Ringkasan",
    "Per OPD",
    "Kertas (rendah-tengah-tinggi)",
    "Waktu layanan",
    "Lewat batas",
    "Sertifikat",
    "Tren",
    "Parameter",
    "Catatan metode",
    "Kendali",
)
"""The sheets, named as metrik.md 2.7 does."""


@dataclass(frozen=True)
class Sel:
    """One cell: text, an exact number, a date, or nothing; text is always text, whatever it begins with."""

    nilai: str | int | Fraction | date | None
    bentuk: Bentuk = "teks"


@dataclass(frozen=True)
class Lembar:
    """One sheet: a title, a sentence on what it shows, a head, and rows; widths in characters."""

    nama: str
    judul: str
    catatan: str
    kepala: tuple[str, ...]
    lebar: tuple[int, ...]
    baris: tuple[tuple[Sel, ...], ...]


def lembar(isi: Isi, sha256: str) -> list[Lembar]:
    """Every sheet, in the order of `NAMA`."""
    made = (
        _ringkasan(isi),
        _per_opd(isi),
        _kertas(isi),
        _waktu(isi),
        _lewat(isi),
        _sertifikat(isi),
        _tren(isi),
        _parameter(isi),
        _metode(isi),
        _kendali(isi, sha256),
    )
    month = tulis.bulan(isi["bulan"]) + (" (sementara)" if isi["sementara"] else "")
    return [
        Lembar(nama, f"{nama}, {month}", note, head, widths, tuple(rows))
        for nama, (note, head, widths, rows) in zip(NAMA, made, strict=True)
    ]


_Isi = tuple[str, tuple[str, ...], tuple[int, ...], Iterable[tuple[Sel, ...]]]


def _teks(nilai: object) -> Sel:
    """Text without control characters, which neither format can hold."""
    return Sel("" if nilai is None else "".join(c for c in str(nilai) if c.isprintable()))


def _bulat(nilai: int | None) -> Sel:
    return Sel(None) if nilai is None else Sel(nilai, "bulat")


def _angka(teks: str | None, bentuk: Bentuk = "angka") -> Sel:
    return Sel(None) if teks is None else Sel(pecahan(teks), bentuk)


def _tanggal(teks: str | None) -> Sel:
    return Sel(None) if teks is None else Sel(date.fromisoformat(teks), "tanggal")


def _rasio(nilai: Sequence[int] | None) -> tuple[Sel, Sel, Sel]:
    """Share, pembilang, penyebut; a share that may not be shown, or of nothing, says so."""
    if nilai is None:
        return Sel("< 5"), Sel("< 5"), Sel("< 5")
    top, bottom = nilai
    share = Sel(Fraction(top, bottom), "persen") if bottom else Sel(tulis.TANPA)
    return share, _bulat(top), _bulat(bottom)


def _menit(waktu: Mapping[str, Any], bagian: str) -> Sel:
    """Whole working minutes, rounded down as everywhere; open ones count as infinite."""
    if not waktu["n"]:
        return Sel(tulis.TANPA)
    return Sel("belum") if waktu[bagian] is None else _bulat(waktu[bagian] // 60)


def _ringkasan(isi: Isi) -> _Isi:
    figures, answer = isi["angka"], isi["jawaban"]
    rows: list[tuple[Sel, ...]] = []
    for stage in ("penuh", "berjalan", "mulai", "belum"):
        count = isi["tahap"][stage]
        rows.append(
            (
                _teks(f"Perangkat daerah pada tahap {stage}"),
                Sel(Fraction(count, answer["seluruh"]), "persen") if answer["seluruh"] else Sel(tulis.TANPA),
                _bulat(count),
                _bulat(answer["seluruh"]),
                Sel("perangkat daerah"),
            )
        )
    share, top, bottom = _rasio((answer["siap"], answer["seluruh"]))
    rows.append((Sel("Siap pada tanggal sasaran menurut laju sekarang"), share, top, bottom, Sel("perangkat daerah")))
    for kode in RASIO:
        rows.append(
            (_teks(f"{kode} {DEFINISI[kode].nama}"), *_rasio(figures["rasio"][kode]), _teks(DEFINISI[kode].penyebut))
        )
    for name in SKENARIO:
        sheets = figures["kertas"]["lembar_hemat_bersih"][name]
        rows.append((_teks(f"Kertas bersih terhindar, {name}"), _angka(sheets), Sel(None), Sel(None), Sel("lembar")))
    confirmed = _angka(figures["gudang"]["terkonfirmasi"])
    rows.append((Sel("Kertas terkonfirmasi catatan gudang"), confirmed, Sel(None), Sel(None), Sel("lembar")))
    rows.append((Sel("Indeks adopsi"), _angka(figures["indeks"]), Sel(None), Sel(None), Sel("0 sampai 1")))
    rows += [(_teks(said),) for said in (*kalimat.ringkasan(isi), kalimat.waktu(isi), kalimat.kertas(isi))]
    for each in isi["putusan"]:
        said = f"Perlu keputusan: {each['opd']}: {each['masalah']}. {each['usul']} {each['penanggung_jawab']}"
        rows.append((_teks(f"{said}, paling lambat {tulis.hari(each['tenggat'])}."),))
    for each in isi["penyesuaian"]:
        rows.append(
            (
                _teks(f"Penyesuaian {tulis.bulan(each['bulan'])}, {each['nama']}: {nama(each)}"),
                _teks(kata(each, "kini")),
                _teks(f"semula {kata(each, 'semula')}"),
            )
        )
    note = "Angka seluruh kota: pembilang dan penyebut dijumlahkan, bukan rata-rata persentase."
    return note, ("Ukuran", "Nilai", "Pembilang", "Penyebut", "Satuan atau dari"), (58, 14, 14, 14, 48), rows


def _per_opd(isi: Isi) -> _Isi:
    head = [
        "Kode",
        "Perangkat daerah",
        "Kelompok",
        "Tahap",
        "Waspada",
        "Tahap bulan ini saja",
        "Indeks",
        "Perkiraan sasaran",
    ]
    for kode in RASIO:
        head += [f"{kode} {DEFINISI[kode].nama}", f"{kode} pembilang", f"{kode} penyebut"]
    head += ["Penghambat utama", "Penanggung jawab"]
    rows = []
    for kode, name, each in cakupan(isi):
        own = "tahap" in each
        reason = each["sebab"][0] if own and each["sebab"] else {"karena": "", "pemilik": ""}
        rows.append(
            (
                _teks(kode),
                _teks(name),
                _teks(each["kelompok"] if own else ""),
                _teks(each["tahap"] if own else ""),
                _teks("ya" if own and each["waspada"] else ""),
                _teks(each["tahap_bulan"]),
                _angka(each["indeks"]),
                _teks(each["putusan"] if own else ""),
                *(cell for measure in RASIO for cell in _rasio(each["rasio"][measure])),
                _teks(reason["karena"]),
                _teks(reason["pemilik"]),
            )
        )
    widths = (14, 44, 16, 12, 10, 14, 10, 24, *(12, 11, 11) * len(RASIO), 44, 28)
    return "Satu baris tiap perangkat daerah; baris terakhir seluruh kota.", tuple(head), widths, rows


def _kertas(isi: Isi) -> _Isi:
    def rows() -> Iterator[tuple[Sel, ...]]:
        for kode, name, each in cakupan(isi):
            for measure, (label, unit) in UKURAN.items():
                three = each["kertas"][measure]
                shape: Bentuk = "rupiah" if unit == "Rp" else "angka"
                values = (_angka(three[s], shape) for s in SKENARIO)
                yield (_teks(kode), _teks(name), _teks(label), _teks(unit), *values, Sel(None))
            ledger = _angka(each["gudang"]["terkonfirmasi"])
            gone = (Sel(None), Sel(None), Sel(None))
            yield (_teks(kode), _teks(name), Sel("Terkonfirmasi catatan gudang"), Sel("lembar"), *gone, ledger)

    head = ("Kode", "Perangkat daerah", "Ukuran", "Satuan", "Rendah", "Tengah", "Tinggi", "Terkonfirmasi")
    note = f"Nilai tepat, tanpa pembulatan. {PERINGATAN[0]}"
    return note, head, (14, 44, 36, 12, 16, 16, 16, 16), rows()


def _waktu(isi: Isi) -> _Isi:
    head = ["Kode", "Perangkat daerah"]
    for kode in ("A5", "A6"):
        head += [f"{DEFINISI[kode].nama}: surat", "median (menit kerja)", "p90 (menit kerja)"]
    head += ["A7 Tepat waktu", "A7 pembilang", "A7 penyebut"]
    rows = [_baris_waktu(kode, name, each["waktu"], each["rasio"]["A7"]) for kode, name, each in cakupan(isi)]
    rows += [_baris_waktu("kelompok", each["nama"], each, each["A7"]) for each in isi["kelompok"]]
    note = "Surat yang dicatat bulan itu dan perlu disposisi. “belum” berarti yang masih terbuka terlalu banyak."
    return note, tuple(head), (14, 44, 14, 14, 14, 14, 14, 14, 14, 14, 14), rows


def _baris_waktu(kode: str, name: str, waktu: Mapping[str, Any], a7: Sequence[int] | None) -> tuple[Sel, ...]:
    cells: list[Sel] = [_teks(kode), _teks(name)]
    for each in (waktu["A5"], waktu["A6"]):
        cells += [_bulat(each["n"]), _menit(each, "median"), _menit(each, "p90")]
    return (*cells, *_rasio(a7))


def _lewat(isi: Isi) -> _Isi:
    head = (
        "Kode",
        "Perangkat daerah",
        "Surat terbuka lewat batas",
        "Disposisi terbuka lewat batas",
        "Surat selesai terlambat",
        "Disposisi pertama lewat batas",
        "Surat masih terbuka",
        "Surat dicatat bulan ini",
        "Batas tertua",
        "Terlambat (hari kerja)",
    )
    names = ("surat", "disposisi", "selesai_terlambat", "disposisi_pertama_terlambat", "terbuka", "dicatat")
    rows = []
    for kode, name, each in cakupan(isi):
        late = each["lewat"]
        counts = (_bulat(late[n]) for n in names)
        rows.append((_teks(kode), _teks(name), *counts, _tanggal(late["tertua"]), _bulat(late["hari_kerja"])))
    note = f"Keadaan pada akhir {tulis.hari(isi['sampai'])}."
    return note, head, (14, 44, 14, 14, 14, 14, 14, 14, 14, 14), rows


def _sertifikat(isi: Isi) -> _Isi:
    rows = [
        (_teks(o["kode"]), _teks(o["nama"]), _teks(s["jabatan"]), _teks(s["keadaan"]), _tanggal(s["sampai"]))
        for o in isi["opd"]
        for s in o["sertifikat"]
    ]
    share, top, bottom = _rasio(isi["angka"]["rasio"]["A10"])
    rows.append((Sel("KOTA"), Sel("Seluruh kota: bagian, pembilang, penyebut"), share, top, bottom))
    note = "Jabatan pimpinan yang wajib menandatangani; jabatan, bukan nama orang."
    return note, ("Kode", "Perangkat daerah", "Jabatan", "Sertifikat", "Berlaku sampai"), (14, 44, 52, 14, 16), rows


def _tren(isi: Isi) -> _Isi:
    trend = isi["tren"]

    def rows() -> Iterator[tuple[Sel, ...]]:
        weeks = [(o["kode"], o["nama"], o["minggu"], o["proyeksi"]) for o in isi["opd"]]
        for kode, name, series, ahead in (*weeks, ("KOTA", "Seluruh kota", trend["kota"], trend["proyeksi"])):
            for measure, ratios in series.items():
                lead = (_teks(kode), _teks(name), _teks(measure))
                for day, ratio in zip(trend["minggu"], ratios, strict=True):
                    yield (*lead, Sel("minggu sampai"), _tanggal(day), *_rasio(ratio))
                if measure in ahead:
                    yield from _ramalan(lead, ahead[measure], isi["sasaran"]["tanggal"])

    head = ("Kode", "Perangkat daerah", "Ukuran", "Baris", "Tanggal", "Nilai", "Pembilang", "Penyebut", "Putusan")
    note = "Delapan minggu penuh terakhir, lalu perkiraan pada tanggal sasaran (rendah, tengah, tinggi)."
    return note, head, (14, 44, 10, 18, 14, 12, 12, 12, 34), rows()


def _ramalan(lead: tuple[Sel, ...], found: Mapping[str, Any], target: str) -> Iterator[tuple[Sel, ...]]:
    for name in SKENARIO:
        value = found["akhir"][name]
        if value is not None:
            nothing = (Sel(None), Sel(None))
            yield (
                *lead,
                _teks(f"perkiraan {name}"),
                _tanggal(target),
                _angka(value, "persen"),
                *nothing,
                _teks(found["putusan"]),
            )


def _parameter(isi: Isi) -> _Isi:
    rows = []
    for p in isi["parameter"]:
        values = (_bilangan(p[s]) for s in SKENARIO)
        rows.append((_teks(p["kode"]), _teks(p["arti"]), _teks(p["satuan"]), *values))
    note = f"Versi {', '.join(isi['kendali']['parameter'])}, seperti yang berlaku pada {tulis.hari(isi['sampai'])}."
    return note, ("Kode", "Arti", "Satuan", "Rendah", "Tengah", "Tinggi"), (16, 56, 20, 16, 16, 16), rows


def _bilangan(teks: str) -> Sel:
    try:
        return _angka(teks)
    except ValueError:
        return _teks(teks)


def _metode(isi: Isi) -> _Isi:
    rows = [
        tuple(_teks(t) for t in (d.kode, d.nama, d.kalimat, d.pembilang, d.penyebut, d.rumus))
        for d in DEFINISI.values()
    ]
    rows += [(Sel("kertas"), _teks(d.nama), _teks(d.arti), Sel(""), Sel(""), _teks(d.rumus)) for d in DEFINISI_KERTAS]
    rows += [(Sel("catatan"), _teks(said)) for said in PERINGATAN]
    head = ("Kode", "Ukuran", "Artinya", "Pembilang", "Penyebut", "Cara menghitung")
    return f"Model {isi['kendali']['model']}.", head, (10, 30, 60, 40, 40, 60), rows


def _kendali(isi: Isi, sha256: str) -> _Isi:
    c, s = isi["kendali"], isi["sasaran"]
    rows: list[tuple[Sel, ...]] = [
        (Sel("Nama potret"), _teks(id_potret(isi["bulan"], sha256))),
        (Sel("Keadaan laporan"), Sel("sementara" if isi["sementara"] else "bulan ditutup")),
        (Sel("Masa dari"), _tanggal(isi["dari"])),
        (Sel("Masa sampai dengan"), _tanggal(isi["sampai"])),
        (Sel("Catatan peristiwa sampai urut"), _bulat(c["urut"])),
        (Sel("Sidik peristiwa itu"), _teks(c["hash"])),
        (Sel("Sidik isi laporan (SHA-256 dari JSON)"), _teks(sha256)),
        (Sel("Versi model"), _teks(c["model"])),
        (Sel("Versi parameter"), _teks(", ".join(c["parameter"]))),
        (Sel("Versi kalender"), _teks(c["kalender"])),
        (Sel("Dasar kalender"), _teks(c["dasar_kalender"])),
        (Sel("Tanggal sasaran"), _tanggal(s["tanggal"])),
        (Sel("Ambang sasaran"), _angka(s["ambang"], "persen")),
        (Sel("Dibuat"), _teks(tulis.saat(c["dibuat"]))),
        (Sel("Dibuat oleh"), _teks(c["pembuat"])),
    ]
    return "Untuk memeriksa dan membuat ulang laporan ini.", ("Butir", "Isi"), (40, 72), rows
