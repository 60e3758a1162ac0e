"""One perangkat daerah as its head reads it: the same four numbers, what to do next, and paper at a common size."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from eoffice.akses.actor import Actor
from eoffice.laporan.adopsi import KeadaanOpd, Rasio, Sebab, kalimat
from eoffice.laporan.kertas import Hasil, Skenario, Tiga, angka, kira_kira
from eoffice.laporan.queries.adopsi import Tertunda
from eoffice.laporan.queries.angka import KOSONG as TANPA_KERTAS
from eoffice.laporan.queries.ringkas import Ringkas
from eoffice.laporan.tampil.adopsi import Bagian
from eoffice.laporan.tampil.ringkas import Kartu, gerak, rentang_bagian

KOSONG: Final = Rasio()
TUNTAS: Final = "–"


def kartu(r: Ringkas, state: KeadaanOpd) -> list[Kartu]:
    """The four big numbers of one perangkat daerah."""
    opd = int(state.opd)
    page = f"/laporan/adopsi/{opd}"
    return [
        Kartu(
            "tahap",
            "Tahap",
            state.kedudukan.tahap.label.capitalize(),
            f"pada akhir {kalimat.bulan(r.bulan)}{'; waspada, bulan ini di bawah gerbangnya' if state.kedudukan.waspada else ''}",
            f"perkiraan {kalimat.hari(r.sasaran.tanggal)}: {state.putusan.label}",
            None,
            "",
            page,
        ),
        _pemakaian(r, opd, page),
        _lewat(r, opd, page),
        _kertas(r, opd),
    ]


def _pemakaian(r: Ringkas, opd: int, page: str) -> Kartu:
    now, before = r.tiga.get(opd, KOSONG), r.lalu.get(opd, KOSONG)
    moved: tuple[int | None, str] = (None, "")
    if now.nilai is not None and before.nilai is not None:
        points = 100 * (now.nilai - before.nilai)
        moved = gerak(points, f"{angka(abs(points), 1)} poin dari tiga bulan sebelumnya")
    few = "; data sedikit" if now.sedikit else ""
    sub = f"{Bagian(now).pecahan}, tiga bulan terakhir{few}"
    return Kartu("m", "Pemakaian", Bagian(now).persen, sub, rentang_bagian(now), *moved, f"{page}#ukuran")


def _lewat(r: Ringkas, opd: int, page: str) -> Kartu:
    held = r.tertunda.get(opd, Tertunda())
    sub = f"{angka(held.surat_lewat)} surat dan {angka(held.disposisi_lewat)} disposisi"
    return Kartu("A8", "Lewat batas sekarang", angka(held.lewat), sub, f"dari {angka(held.terbuka)} surat yang terbuka", None, "", f"{page}#waktu")  # fmt: skip


def _kertas(r: Ringkas, opd: int) -> Kartu:
    low, mid, high = (r.kertas_bulan.get(opd, TANPA_KERTAS)[s].lembar_hemat_bersih for s in Skenario)
    return Kartu(
        "P1",
        "Kertas terhindar",
        f"{kira_kira(mid)} lembar",
        f"potensi {kalimat.bulan(r.bulan)}",
        f"rentang {kira_kira(low)} sampai {kira_kira(high)}",
        None,
        "",
        f"/laporan?opd={opd}",
    )


@dataclass(frozen=True)
class Langkah:
    """Something to do next, and where the list behind it is for this reader; "" when it has none there."""

    teks: str
    ajakan: str
    url: str


def langkah(r: Ringkas, state: KeadaanOpd, actor: Actor) -> list[Langkah]:
    """What to do next, most urgent first."""
    opd, own = int(state.opd), actor.opd_id == int(state.opd)
    held = r.tertunda.get(opd, Tertunda())
    found = []
    if held.surat_lewat:
        mine = "/surat-masuk?tab=tindakan" if own else f"/laporan/adopsi/{opd}#waktu"
        found.append(Langkah(f"{angka(held.surat_lewat)} surat sudah lewat batas.", "Lihat suratnya", mine))
    if held.disposisi_lewat:
        mine = "/disposisi?tab=perlu" if own else f"/laporan/adopsi/{opd}#waktu"
        found.append(
            Langkah(f"{angka(held.disposisi_lewat)} disposisi sudah lewat tenggatnya.", "Lihat disposisinya", mine)
        )
    place = {Sebab.TANPA_SERTIFIKAT: "#sertifikat", Sebab.PIMPINAN_KOSONG: "#sertifikat", Sebab.SEPI: "#minggu"}
    for each in state.sebab:
        why = f"{each.karena[0].upper()}{each.karena[1:]}. {each.usul}"
        found.append(Langkah(why, "Lihat angkanya", f"/laporan/adopsi/{opd}{place.get(each, '#ukuran')}"))
    return found


@dataclass(frozen=True)
class Ternormal:
    """Paper at a common size (metrik.md 2.5): H per 100 digital naskah, per pegawai, and the share of the own baseline."""

    per_seratus: str
    per_orang: str
    bagian: str


def ternormal(tiga: Tiga[Hasil] | None, digital: int, orang: int) -> Ternormal:
    """Best estimate with its range; a dash where there is nothing to divide by."""
    if tiga is None:
        return Ternormal(TUNTAS, TUNTAS, TUNTAS)

    def said(divisor: Fraction) -> str:
        if not divisor:
            return TUNTAS
        low, mid, high = (kira_kira(tiga[s].lembar_hemat_bersih / divisor) for s in Skenario)
        return f"{mid} ({low} sampai {high})"

    shares = [
        None if not tiga[s].lembar_garis_dasar else 100 * tiga[s].lembar_hemat_bersih / tiga[s].lembar_garis_dasar
        for s in Skenario
    ]
    known = [each for each in shares if each is not None]
    share = (
        TUNTAS if len(known) < 3 else f"{angka(known[1], 0)}% ({angka(min(known), 0)} sampai {angka(max(known), 0)})"
    )
    return Ternormal(said(Fraction(digital, 100)), said(Fraction(orang if orang >= 5 else 0)), share)
