"""Who stands in for whom in the sample city: the SK behind its Plh. and Plt., two operators, one redirect to come."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor, HakOperator
from eoffice.akses.rights import Sifat
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Penugasan
from eoffice.organisasi.states import CaraAlih, JenisPenugasan, SebabPergi
from eoffice.organisasi.wakil import Penunjukan
from eoffice.perwakilan import actions

H = HakOperator
#: Leader, operator, and what the operator may do, by kode of their jabatan.
OPERATOR: Final = (
    ("31", "31.1.1", (H.BACA, H.SIAPKAN_DISPOSISI, H.AGENDA), Sifat.TERBATAS),
    ("10", "10.3.2.1-TU", (H.BACA, H.CATAT, H.SIAPKAN_DISPOSISI), Sifat.BIASA),
)
#: Whose surat goes to whom next week.
ALIH: Final = ("31.3", "31.1")


def isi(session: Session) -> int:
    """Write it down; how many things there are. A jabatan that this city does not have is left out."""
    return _decrees(session) + _operators(session) + _redirect(session)


def _decrees(session: Session) -> int:
    rows = session.scalars(select(Penugasan).where(Penugasan.bentuk != JenisPenugasan.DEFINITIF)).all()
    for row in rows:
        away = row.bentuk is JenisPenugasan.PLH
        session.add(
            Penunjukan(
                jabatan_id=row.jabatan_id,
                pegawai_id=row.pegawai_id,
                penugasan_id=row.id,
                bentuk=row.bentuk,
                sebab=SebabPergi.DINAS_LUAR if away else SebabPergi.LOWONG,
                mulai=row.mulai,
                selesai=row.selesai,
                nomor_sk=row.dasar[:120],
                tanggal_sk=row.mulai - timedelta(days=1),
                berkas_mime="",
                berkas_nama="",
                dibuat_oleh_id=row.pegawai_id,
                dibuat_at=clock.now(),
                alasan_akhir="",
            )
        )
    session.flush()
    return len(rows)


def _operators(session: Session) -> int:
    today, done = clock.today(), 0
    for leader, helper, hak, sifat in OPERATOR:
        giver, operator = _actor(session, leader), _actor(session, helper)
        if giver is not None and operator is not None:
            until = today + timedelta(days=200)
            actions.beri(
                session,
                giver,
                actions.Pemberian(giver.jabatan_id, operator.pegawai_id, hak, sifat, today, until),
            )
            done += 1
    return done


def _redirect(session: Session) -> int:
    away, taker = (_actor(session, kode) for kode in ALIH)
    if away is None or taker is None:
        return 0
    begins = clock.today() + timedelta(days=7)
    asked = actions.Pindahan(
        away.jabatan_id,
        taker.jabatan_id,
        SebabPergi.DINAS_LUAR,
        CaraAlih.PINDAH,
        begins,
        begins + timedelta(days=2),
        "Bimbingan teknis di ibu kota provinsi",
    )
    actions.alihkan(session, away, asked)
    return 1


def _actor(session: Session, kode: str) -> Actor | None:
    rows = organisasi.in_force().join(Jabatan, Jabatan.id == Penugasan.jabatan_id).where(Jabatan.kode == kode)
    held = session.scalar(rows.where(Penugasan.bentuk == JenisPenugasan.DEFINITIF).limit(1))
    return organisasi.actor_for(session, held.pegawai_id, held.jabatan_id) if held is not None else None
