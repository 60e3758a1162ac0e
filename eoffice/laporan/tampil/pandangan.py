"""The dashboard ready to be shown, kept while nothing moved: the same position of the log, the same day, the same minute."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from weakref import WeakKeyDictionary

from markupsafe import Markup
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.laporan.adopsi import kalimat
from eoffice.laporan.queries import adopsi
from eoffice.laporan.queries.angka import Keadaan, keadaan
from eoffice.laporan.queries.ringkas import Ringkas, ringkas
from eoffice.laporan.tampil import adopsi as tampil_adopsi
from eoffice.laporan.tampil import gambar
from eoffice.laporan.tampil.gambar import Dua
from eoffice.laporan.tampil.ringkas import (
    BarisSertifikat,
    Kartu,
    kalimat_kertas,
    kalimat_negatif,
    kartu,
    sertifikat,
    setara,
)
from eoffice.organisasi import queries as organisasi

UMUR: Final = timedelta(seconds=60)
"""How old a kept dashboard may be: limits pass, certificates end, and staff change without an event."""


@dataclass(frozen=True)
class Lukisan:
    """A chart as it is put into the page; drawn once."""

    judul: str
    ringkasan: str
    lebar: Markup
    sempit: Markup
    tabel: Markup


def lukis(dua: Dua | None) -> Lukisan | None:
    """Both pictures of a chart and their table."""
    if dua is None:
        return None
    wide, small = dua
    return Lukisan(wide.judul, wide.ringkasan, wide.to_svg(), small.to_svg(), wide.to_table("tbl tight"))


@dataclass(frozen=True)
class Pandangan:
    """Everything that every reader of the dashboard sees alike."""

    r: Ringkas
    kartu: tuple[Kartu, ...]
    adopsi: tampil_adopsi.Ringkas
    keadaan: str
    arah: Lukisan | None
    laju: str
    corong: Lukisan | None
    kertas: Lukisan | None
    kertas_kalimat: str
    tunggu: Lukisan | None
    hemat: Lukisan | None
    hemat_kalimat: str
    negatif: str
    gudang: Lukisan | None
    arus: Lukisan | None
    sertifikat_kalimat: str
    sertifikat: tuple[BarisSertifikat, ...]
    setara: tuple[tuple[str, str, str], ...]


def susun(r: Ringkas) -> Pandangan:
    """Words and pictures from the figures."""
    answer = tampil_adopsi.ringkas(r.kota, r.sasaran)
    stages = [each.kedudukan for each in r.kota.opd if r.sasaran.mencakup(each.kelompok)]
    paper, paper_said = gambar.sisa_kertas(r)
    posts_said, posts = sertifikat(r)
    return Pandangan(
        r,
        tuple(kartu(r)),
        answer,
        kalimat.keadaan(tampil_adopsi.kota_akhir(r.kota), stages),
        lukis(gambar.garis_m(r)),
        tampil_adopsi.kalimat_laju(r.kota),
        lukis(gambar.corong(r)),
        lukis(paper),
        paper_said,
        lukis(gambar.menunggu(r)),
        lukis(gambar.asal_hemat(r)),
        kalimat_kertas(r.kertas_tahun, r.gudang_tahun),
        kalimat_negatif(r),
        lukis(gambar.gudang_setuju(r)),
        lukis(gambar.arus(r)),
        posts_said,
        tuple(posts),
        tuple(setara(r)),
    )


Kunci = tuple[date, Keadaan]
_DISIMPAN: WeakKeyDictionary[Engine, tuple[Kunci, Pandangan]] = WeakKeyDictionary()
"""The last dashboard of each database; one, because everybody sees the same."""


def pandangan(session: Session, engine: Engine, kunci: bytes) -> Pandangan:
    """The dashboard as of now; computed anew when the log has moved, the day has turned, or a minute has passed.

    Args:
        kunci: the secret that pseudonyms are made with.
    """
    today, now = clock.today(), clock.now()
    mark = (today, keadaan(session))
    held = _DISIMPAN.get(engine)
    if held is not None and held[0] == mark and timedelta() <= now - held[1].r.saat < UMUR:
        return held[1]
    target = adopsi.sasaran(session, today)
    found = ringkas(session, organisasi.all_opd(session), kunci, hari_ini=today, saat=now, sasaran=target)
    made = susun(found)
    _DISIMPAN[engine] = (mark, made)
    return made
