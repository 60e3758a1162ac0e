"""The sentences of the report, from the frozen figures alone; the office is the subject, and no cause is claimed (metrik.md 3.2)."""

import math
from fractions import Fraction
from typing import Any, Final

from eoffice.laporan.adopsi import DEFINISI, GERBANG, Kuantil
from eoffice.laporan.adopsi.kalimat import sebut
from eoffice.laporan.adopsi.kalimat import waktu as kalimat_waktu
from eoffice.laporan.kertas import angka, kira_kira
from eoffice.laporan.terbitan import tulis
from eoffice.laporan.terbitan.isi import Isi, pecahan

SEBUT: Final = 3


def keadaan(isi: Isi) -> str:
    """How many stand where."""
    stage, total = isi["tahap"], isi["jawaban"]["seluruh"]
    return (
        f"Per {tulis.hari(isi['sampai'])}, {stage['penuh']} dari {total} perangkat daerah sudah penuh memakai "
        f"persuratan elektronik, {stage['berjalan']} berjalan, {stage['mulai']} baru mulai, dan {stage['belum']} belum."
    )


def sasaran(isi: Isi) -> str:
    """Who is heading for the target, and who needs help."""
    j, target = isi["jawaban"], tulis.hari(isi["sasaran"]["tanggal"])
    level = angka(100 * pecahan(isi["sasaran"]["ambang"]), 0)
    few = len(j["kurang_data"])
    now = f"{j['sudah_tinggi']} di antaranya sekarang sudah memakainya untuk {level}% naskahnya atau lebih"
    if few and few == j["seluruh"]:
        return (
            f"Apakah sasaran {target} tercapai belum dapat diramal: naskah delapan minggu terakhir masih terlalu "
            f"sedikit di semua perangkat daerah; {now}{beda(isi)}."
        )
    said = f"Dengan laju delapan minggu terakhir, {j['siap']} perangkat daerah diproyeksikan mencapai sasaran {target}"
    if j["menentukan"]:
        said += f"; {len(j['menentukan'])} memerlukan dukungan: {sebut(j['menentukan'], SEBUT)}"
    return f"{said}; {few} belum cukup data, {now}{beda(isi)}." if few else f"{said}."


def beda(isi: Isi) -> str:
    """Why fewer are "penuh" than use the system; "" when that needs no word."""
    if isi["tahap"]["penuh"] >= isi["jawaban"]["sudah_tinggi"]:
        return ""
    low = [
        _kurang(o["rasio"][kode], level) for kode, level in (("A1", GERBANG.pengguna), ("A10", 1)) for o in isi["opd"]
    ]
    users, heads = sum(low[: len(isi["opd"])]), sum(low[len(isi["opd"]) :])
    return (
        f", tetapi penuh juga menuntut {angka(100 * GERBANG.pengguna, 0)}% pegawai aktif ({users} belum) dan sertifikat "
        f"pimpinan ({heads} belum), dua bulan berturut-turut"
    )


def _kurang(rasio: Any, ambang: Fraction | int) -> bool:
    """Whether a ratio of the content lies below; one without data, or not to be seen, does not."""
    return bool(rasio) and rasio[1] > 0 and Fraction(*rasio) < ambang


def jauh(isi: Isi) -> str:
    """What to be careful about; "" when the target is near."""
    if not isi["jawaban"]["jauh"]:
        return ""
    return f"Proyeksi ini jauh ke depan ({isi['jawaban']['minggu']} minggu) sehingga perlu dibaca hati-hati."


def waktu(isi: Isi) -> str:
    """How long surat wait for their first disposisi."""
    a5 = isi["angka"]["waktu"]["A5"]
    return kalimat_waktu(Kuantil(a5["n"], a5["median"], a5["p90"]))


def lewat(isi: Isi) -> str:
    """What is open past its limit, how old the oldest is, and where most of it lies."""
    late = isi["angka"]["lewat"]
    if not late["surat"] + late["disposisi"]:
        return "Tidak ada surat atau disposisi yang lewat batas."
    most = max(isi["opd"], key=lambda o: o["lewat"]["surat"] + o["lewat"]["disposisi"])["nama"]
    return (
        f"{angka(late['surat'])} surat dan {angka(late['disposisi'])} disposisi melewati batas waktu, terlama "
        f"{angka(late['hari_kerja'])} hari kerja, terbanyak di {most}."
    )


def kertas(isi: Isi) -> str:
    """The estimate with its range, and what the store-room says."""
    sheets, ledger = isi["angka"]["kertas"]["lembar_hemat_bersih"], isi["angka"]["gudang"]
    said = (
        f"Kertas yang terhindar diperkirakan {tulis.kira(sheets['tengah'])} lembar (rentang {tulis.rentang(sheets)}), "
        f"setara {_rim(isi)} rim"
    )
    if ledger["terkonfirmasi"] is None:
        return f"{said}; belum ada catatan gudang yang mengonfirmasinya."
    confirmed = pecahan(ledger["terkonfirmasi"])
    if confirmed < 0:
        return f"{said}; catatan gudang tidak mengonfirmasinya: pembelian kertas naik {kira_kira(-confirmed)} lembar."
    return f"{said}; catatan gudang mengonfirmasi {kira_kira(confirmed)} lembar."


def _rim(isi: Isi) -> str:
    """One decimal, never rounded up."""
    exact = pecahan(isi["angka"]["kertas"]["rim"]["tengah"])
    return angka(Fraction(math.floor(exact * 10), 10), 1)


def negatif(isi: Isi) -> str:
    """Offices that printed more than the paper way would have; "" when there is none."""
    found = [o for o in isi["opd"] if pecahan(o["kertas"]["lembar_hemat_bersih"]["tengah"]) < 0]
    if not found:
        return ""
    worst = min(found, key=lambda o: pecahan(o["kertas"]["lembar_hemat_bersih"]["tengah"]))
    said = f"Bulan ini {worst['nama']} mencetak lebih banyak daripada cara lama ({tulis.kira(worst['kertas']['lembar_hemat_bersih']['tengah'])} lembar)"
    return f"{said}; begitu pula {len(found) - 1} lainnya." if len(found) > 1 else f"{said}."


def laju(isi: Isi) -> str:
    """Points per week that are needed against those that were made, for the measure that is furthest behind."""
    kode = isi["tren"]["penentu"]
    if not kode:
        return "Belum ada naskah dalam delapan minggu terakhir."
    found = isi["tren"]["proyeksi"][kode]
    level = f"{DEFINISI[kode].nama} seluruh kota, empat minggu terakhir: {tulis.rasio(found['terkini'])}"
    if found["perlu"] is None or pecahan(found["perlu"]) <= 0 or found["laju"] is None:
        done = found["perlu"] is not None and pecahan(found["perlu"]) <= 0
        return f"{level}, sudah melewati ambang." if done else f"{level}."
    return f"{level}. Perlu naik {tulis.tepat(found['perlu'])} poin per minggu; yang tercapai {tulis.tepat(found['laju'])} poin."


def ringkasan(isi: Isi) -> list[str]:
    """The three sentences at the top of the page."""
    return [keadaan(isi), sasaran(isi), lewat(isi)]


def sedikit(isi: Isi) -> str:
    """That the city has issued too few to compare; "" when it has not."""
    issued = isi["angka"]["jumlah"]["keluar"]
    if not 0 < issued < 10:
        return ""
    return f"Bulan ini seluruh kota baru mengeluarkan {issued} naskah; angkanya belum dapat dibandingkan."
