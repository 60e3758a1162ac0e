"""From one piece of news to the notices of those it concerns, by the rights they have at this moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.errors import NotFound
from eoffice.notifikasi import queries
from eoffice.notifikasi.models import KabarKiriman, KabarPilihan, Pemberitahuan
from eoffice.notifikasi.port import Lihat, Tampak
from eoffice.notifikasi.states import MENDESAK, RUPA, JenisKiriman, Kabar, Keadaan, Saluran, Surel
from eoffice.notifikasi.waktu import JEDA, sesudah_tenang
from eoffice.organisasi import queries as organisasi
from eoffice.titik import titik

#: Also the lock of a person's notices: two workers never change those of one person at once.
_HITUNG: Final = text(
    "INSERT INTO kabar_hitungan (pegawai_id, belum, seri) VALUES (:pegawai, :beda, 1) "
    "ON CONFLICT (pegawai_id) DO UPDATE SET belum = kabar_hitungan.belum + :beda, seri = kabar_hitungan.seri + 1"
)


Siapa = Callable[[Session, int, int | None], Actor]
"""`siapa(session, pegawai_id, jabatan_id)`: the actor of a person now, as `organisasi.actor_for` makes it."""


@dataclass(frozen=True)
class Berita:
    """One piece of news as it was left in the outbox."""

    kabar: Kabar
    objek: str
    objek_id: int
    jabatan: tuple[int, ...]
    pegawai: tuple[int, ...]
    hal: str
    sifat: Sifat
    alasan: str
    batas: date | None
    oleh: int | None
    at: datetime

    @staticmethod
    def dari(payload: Mapping[str, Any]) -> "Berita":
        """As `actions.kabari` wrote it."""
        return Berita(
            kabar=Kabar(payload["kabar"]),
            objek=payload["objek"],
            objek_id=payload["objek_id"],
            jabatan=tuple(payload["jabatan"]),
            pegawai=tuple(payload["pegawai"]),
            hal=payload["hal"],
            sifat=Sifat(payload["sifat"]),
            alasan=payload["alasan"],
            batas=date.fromisoformat(payload["batas"]) if payload["batas"] else None,
            oleh=payload["oleh"],
            at=datetime.fromisoformat(payload["at"]),
        )


@dataclass(frozen=True)
class Keluar:
    """Which channels that leave the application are there at all."""

    surel: bool
    dorong: bool


def sebar(session: Session, berita: Berita, lihat: Lihat, keluar: Keluar, siapa: Siapa = organisasi.actor_for) -> int:
    """Tell everybody concerned who may still read it; how many were told. Run twice it would tell twice: a job runs once.

    Args:
        siapa: who somebody is; who spreads the news of many days at once knows most of them already.
    """
    people: dict[int, int | None] = dict(queries.pemegang(session, berita.jabatan)) if berita.jabatan else {}
    people |= {pegawai_id: people.get(pegawai_id) for pegawai_id in berita.pegawai}
    told = 0
    for pegawai_id in sorted(people):  # always in this order, so that two workers never wait for each other
        if pegawai_id == berita.oleh:
            continue
        seen = _seen(session, lihat, siapa, berita, pegawai_id, people[pegawai_id])
        if seen is None and berita.objek in queries.DIPERIKSA and not RUPA[berita.kabar].lepas:
            continue  # no longer the person's to read (OTR-11)
        _tell(session, berita, pegawai_id, people[pegawai_id], seen, keluar)
        told += 1
        titik("kabar_ditulis")
    return told


def _seen(
    session: Session, lihat: Lihat, siapa: Siapa, berita: Berita, pegawai_id: int, jabatan_id: int | None
) -> Tampak | None:
    if berita.objek not in queries.DIPERIKSA:
        return None
    try:
        actor = siapa(session, pegawai_id, jabatan_id)
    except NotFound:
        return None
    return lihat(session, actor, berita.objek, [berita.objek_id]).get(berita.objek_id)


def _tell(
    session: Session, berita: Berita, pegawai_id: int, jabatan_id: int | None, seen: Tampak | None, keluar: Keluar
) -> None:
    hitung(session, pegawai_id, 0)
    pokok = (seen.pokok, seen.pokok_id) if seen is not None else _pokok(session, berita, pegawai_id)
    choice = queries.pilihan_untuk(session, pegawai_id, berita.kabar)
    shown = choice.aplikasi or RUPA[berita.kabar].perlu
    row = session.scalar(
        select(Pemberitahuan).where(
            Pemberitahuan.pegawai_id == pegawai_id,
            Pemberitahuan.pokok == pokok[0],
            Pemberitahuan.pokok_id == pokok[1],
            Pemberitahuan.dibaca_at.is_(None),
        )
    )
    now = clock.now()
    if row is None:
        row = Pemberitahuan(
            pegawai_id=pegawai_id,
            pokok=pokok[0],
            pokok_id=pokok[1],
            kali=0,
            keluar=False,
            ringkas=False,
            dibuat_at=now,
            dibaca_at=None if shown else now,
            **_now(berita, jabatan_id),
        )
        session.add(row)
        if shown:
            hitung(session, pegawai_id, 1)
    elif berita.at >= row.kabar_at:  # else a message that was late: what is newer stays
        for name, value in _now(berita, jabatan_id).items():
            setattr(row, name, value)
    row.kali += 1
    session.flush()
    _send(session, row, choice, keluar)


def _now(berita: Berita, jabatan_id: int | None) -> dict[str, Any]:
    return {
        "jabatan_id": jabatan_id,
        "kabar": berita.kabar,
        "objek": berita.objek,
        "objek_id": berita.objek_id,
        "hal": berita.hal if berita.objek not in queries.DIPERIKSA else "",
        "sifat": berita.sifat,
        "alasan": berita.alasan,
        "batas": berita.batas,
        "kabar_at": berita.at,
    }


def _pokok(session: Session, berita: Berita, pegawai_id: int) -> tuple[str, int]:
    """What it is about, where that can no longer be asked: the open notice with the same link, or the thing itself."""
    if not berita.objek:
        return f"kabar:{berita.kabar}"[:32], berita.objek_id
    known = select(Pemberitahuan.pokok, Pemberitahuan.pokok_id).where(
        Pemberitahuan.pegawai_id == pegawai_id,
        Pemberitahuan.objek == berita.objek,
        Pemberitahuan.objek_id == berita.objek_id,
        Pemberitahuan.dibaca_at.is_(None),
    )
    found = session.execute(known.limit(1)).one_or_none()
    return (found[0], found[1]) if found is not None else (berita.objek, berita.objek_id)


def _send(session: Session, row: Pemberitahuan, choice: KabarPilihan, keluar: Keluar) -> None:
    """Let it go by the channels its reader chose; once while it is unread, unless something is late."""
    if not (keluar.surel or keluar.dorong):
        return
    again = row.keluar and row.kabar not in MENDESAK
    channel = queries.saluran(session, row.pegawai_id)
    quiet = (channel.tenang_mulai, channel.tenang_selesai) if channel is not None else (None, None)
    at = clock.now()
    if keluar.surel and queries.surel_siap(channel):
        if choice.surel is Surel.RINGKASAN and not row.keluar:
            row.ringkas = True
        if choice.surel is Surel.LANGSUNG and not again:
            _queue(session, row, Saluran.SUREL, at=sesudah_tenang(at + JEDA, *quiet))
            row.keluar, row.ringkas = True, False
    if keluar.dorong and choice.dorong and not again:
        for one in queries.langganan(session, row.pegawai_id):
            _queue(session, row, Saluran.DORONG, at=sesudah_tenang(at, *quiet), langganan_id=one.id)
            row.keluar = True


def _queue(
    session: Session, row: Pemberitahuan, saluran: Saluran, *, at: datetime, langganan_id: int | None = None
) -> None:
    session.add(
        KabarKiriman(
            kunci=f"{saluran}:{row.id}:{row.kali}:{langganan_id or 0}",
            saluran=saluran,
            jenis=JenisKiriman.LANGSUNG,
            pegawai_id=row.pegawai_id,
            pemberitahuan_id=row.id,
            langganan_id=langganan_id,
            keadaan=Keadaan.ANTRE,
            coba_at=at,
            dibuat_at=clock.now(),
        )
    )


def hitung(session: Session, pegawai_id: int, beda: int) -> None:
    """Change the kept count of a person, and lock it until the end of the transaction."""
    session.execute(_HITUNG, {"pegawai": pegawai_id, "beda": beda})
