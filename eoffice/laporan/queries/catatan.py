"""From the log of events to facts: which naskah an event touches, and what a naskah comes to."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.laporan.kertas import Derivasi, Fakta, Ketentuan, Kontribusi, Lipatan, Opd, Skenario, Ukuran, derivasi
from eoffice.laporan.models import KepalaLipatan, KontribusiNaskah, RHarian
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.peristiwa import queries as peristiwa
from eoffice.peristiwa.models import Peristiwa
from eoffice.peristiwa.queries import Baris
from eoffice.peristiwa.states import KOREKSI, Jenis
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

SEKALIGUS: Final = 400
"""Keys of one IN list."""
Hitung = dict[str, int]


def chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    """The keys in lists short enough for one statement."""
    ordered = sorted(keys)
    for n in range(0, len(ordered), SEKALIGUS):
        yield ordered[n : n + SEKALIGUS]


def touched(session: Session, rows: Sequence[Baris]) -> set[str]:
    """The keys of the naskah whose contribution these events may change; a correction touches what it corrects."""
    found = {row.naskah for row in rows if row.naskah is not None and row.jenis not in KOREKSI}
    rujukan = {str(row.rincian["rujukan"]) for row in rows if row.jenis in KOREKSI}
    seen: set[str] = set()
    while rujukan - seen:
        seen |= rujukan
        targets = session.execute(
            select(Peristiwa.jenis, Peristiwa.naskah, Peristiwa.rincian).where(Peristiwa.id_peristiwa.in_(rujukan))
        ).all()
        found |= {naskah for jenis, naskah, _ in targets if naskah is not None and jenis not in KOREKSI}
        rujukan = {str(rincian["rujukan"]) for jenis, _, rincian in targets if jenis in KOREKSI}
    return found


def lipatan(session: Session, naskah: Iterable[str], ketentuan: Ketentuan) -> Lipatan:
    """A fold of all events of these naskah, with every correction that the log holds."""
    folded = Lipatan(ketentuan)
    folded.simpan(_facts(_koreksi(session)))
    for some in chunks(naskah):
        folded.simpan(_facts(peristiwa.of_naskah(session, some)))
    folded.hitung_ulang()
    return folded


def _koreksi(session: Session) -> list[Baris]:
    rows = session.execute(select(*peristiwa.ENVELOPE).where(Peristiwa.jenis.in_(KOREKSI)).order_by(Peristiwa.urut))
    return [Baris(**row._mapping) for row in rows]


def _facts(rows: Iterable[Baris]) -> list[Fakta]:
    """Events as the model sees them; one without a perangkat daerah can be booked nowhere."""
    return [
        Fakta(row.id_peristiwa, row.jenis, row.opd_id or 0, row.terjadi_pada, row.naskah, row.rincian)
        for row in rows
        if row.opd_id is not None or row.jenis in KOREKSI
    ]


def hitung(naskah: str, fakta: Sequence[Fakta]) -> dict[tuple[str, Opd, date], Hitung]:
    """What the valid events of one naskah count for, per perangkat daerah and WIB date (metrik.md 2.1).

    Training data counts nowhere (K11).
    """
    if any(each.rincian.get("uji_coba") for each in fakta):
        return {}
    found: dict[tuple[str, Opd, date], Hitung] = {}

    def count(at: Fakta, **flags: bool) -> None:
        row = found.setdefault((naskah, at.opd, at.tanggal), dict.fromkeys(HITUNGAN, 0))
        for name, true in flags.items():
            row[name] += int(true)

    for each in fakta:
        if each.jenis is Jenis.NASKAH_DITERBITKAN:
            tte = each.rincian.get("ttd") == "tte" and bool(each.rincian.get("terverifikasi", True))
            count(each, keluar=True, lahir_digital=each.rincian.get("asal") == "digital", ber_tte=tte)
        elif each.jenis is Jenis.SURAT_DIREGISTRASI:
            count(each, masuk=True)
        elif each.jenis is Jenis.DISPOSISI_DIBUAT:
            count(each, disposisi=True, disposisi_sistem=each.rincian.get("kanal") == "sistem")
    return found


HITUNGAN: Final = ("keluar", "lahir_digital", "ber_tte", "masuk", "disposisi", "disposisi_sistem")


def kontribusi_of(session: Session, naskah: Iterable[str]) -> list[KontribusiNaskah]:
    """The stored contributions of some naskah."""
    return [
        row
        for some in chunks(naskah)
        for row in session.scalars(select(KontribusiNaskah).where(KontribusiNaskah.naskah.in_(some)))
    ]


def harian(session: Session, tanggal: set[date]) -> list[RHarian]:
    """The daily counters of some days."""
    days = sorted(tanggal)
    return [
        row
        for n in range(0, len(days), SEKALIGUS)
        for row in session.scalars(select(RHarian).where(RHarian.tanggal.in_(days[n : n + SEKALIGUS])))
    ]


def derivasi_naskah(session: Session, actor: Actor, naskah_id: int, ketentuan: Ketentuan) -> tuple[Naskah, Derivasi]:
    """Where the figures of a naskah come from. Raises NotFound unless the actor may read it (OTR-04)."""
    naskah = naskah_queries.get(session, actor, naskah_id)
    return naskah, _derivasi(session, f"naskah:{naskah.id}", ketentuan)


def derivasi_surat(session: Session, actor: Actor, surat_id: int, ketentuan: Ketentuan) -> tuple[SuratMasuk, Derivasi]:
    """The same for a surat masuk: its disposisi, and its own pages when it came electronically from outside."""
    surat = surat_queries.get(session, actor, surat_id)
    return surat, _derivasi(session, f"surat:{surat.id}", ketentuan)


def _derivasi(session: Session, naskah: str, ketentuan: Ketentuan) -> Derivasi:
    folded = lipatan(session, [naskah], ketentuan)
    return derivasi(folded.kontribusi.get(naskah, Kontribusi(naskah, ())), ketentuan)


def beda(session: Session, ketentuan: Ketentuan) -> list[str]:
    """Every cell of the daily counters that a computation from zero does not confirm; empty when all agree.

    Reads the log up to the watermark; a correction made later than that is left out as well.
    """
    head = session.get(KepalaLipatan, 1)
    limit = head.urut if head is not None else 0
    folded = Lipatan(ketentuan)
    folded.simpan(_facts(row for row in _until(session, limit)))
    folded.hitung_ulang()
    expected: dict[tuple[Any, ...], Ukuran] = {
        (*key, s): tiga[s] for key, tiga in folded.rekap.items() for s in Skenario if tiga[s] != Ukuran()
    }
    stored = {(r.opd_id, r.tanggal, r.versi, r.skenario): r.ukuran for r in session.scalars(select(RHarian))}
    wrong = [key for key in expected.keys() | stored.keys() if expected.get(key) != stored.get(key)]
    return sorted(f"r_harian {opd} {tanggal} {versi} {skenario}" for opd, tanggal, versi, skenario in wrong)


def _until(session: Session, urut: int) -> Iterator[Baris]:
    for row in peristiwa.after(session):
        if row.urut > urut:
            return
        yield row
