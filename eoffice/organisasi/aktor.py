"""The actor of a session: what the office lends a person right now, in at most four statements that are made once."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Date, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses import models as pemberian
from eoffice.akses.actor import Actor, Peran
from eoffice.errors import NotFound
from eoffice.organisasi import sebutan
from eoffice.organisasi.mandat import mandates
from eoffice.organisasi.models import Jabatan, JabatanPeran, Pegawai, Penugasan, Unit
from eoffice.organisasi.states import BENTUK, JenisPenugasan
from eoffice.peristiwa import actions as peristiwa

#: The first of these that holds a jabatan at a moment is the one who signs for it (5.5).
SIGNING_ORDER: Final = (JenisPenugasan.PLH, JenisPenugasan.PJ, JenisPenugasan.PLT, JenisPenugasan.DEFINITIF)

_ON: Final = bindparam("hari", type_=Date())
_P: Final = Penugasan.__table__.c
_J: Final = Jabatan.__table__.c
_U: Final = Unit.__table__.c
_G: Final = Pegawai.__table__.c
_R: Final = JabatanPeran.__table__.c


def _in_force(of: Any) -> ColumnElement[bool]:
    return and_(of.mulai <= _ON, or_(of.selesai.is_(None), of.selesai >= _ON))


_OWN: Final = Penugasan.__table__.alias("milik").c
_MILIK: Final = select(_OWN.jabatan_id).where(_in_force(_OWN), _OWN.pegawai_id == bindparam("pegawai"))
#: Everybody who holds, today, a jabatan that this person holds; a row for each peran of the jabatan. A jabatan that is
#: closed lends nobody anything (OTR-11).
_DIPEGANG: Final = (
    select(
        _P.id, _P.pegawai_id, _P.jabatan_id, _P.bentuk, _P.mengunci,
        _J.nama, _J.unit_id, _J.eselon, _J.kepala_unit, _J.dapat_ttd, _U.induk_id, _U.opd_id, _R.peran,
        _G.nama.label("orang"), _G.gelar_depan, _G.gelar_belakang,
    )
    .select_from(
        Penugasan.__table__.join(Jabatan.__table__, _J.id == _P.jabatan_id)
        .join(Unit.__table__, _U.id == _J.unit_id)
        .join(Pegawai.__table__, _G.id == _P.pegawai_id)
        .outerjoin(JabatanPeran.__table__, _R.jabatan_id == _J.id)
    )
    .where(_in_force(_P), _J.aktif, _P.jabatan_id.in_(_MILIK))
)  # fmt: skip
_TERATAS: Final = select(_U.id).where(_U.id.in_(bindparam("unit", expanding=True))).cte("ke_bawah", recursive=True)
_KE_BAWAH: Final = select(
    _TERATAS.union(select(_U.id).where(_U.induk_id == _TERATAS.c.id)).c.id  # of each only once: a circle ends
)


class Pegangan(NamedTuple):
    """One jabatan held by one person today, with what decides about rights."""

    id: int
    pegawai_id: int
    jabatan_id: int
    bentuk: JenisPenugasan
    mengunci: bool
    nama: str
    unit_id: int
    opd_id: int | None
    kepala_unit: bool
    dapat_ttd: bool
    pemeriksa: bool
    sekretaris_opd_id: int | None
    peran: frozenset[Peran]
    orang: str


def below(session: Session, unit_ids: Iterable[int]) -> frozenset[int]:
    """The units and everything under them, in one statement."""
    asked = list(unit_ids)
    return frozenset(asked).union(session.execute(_KE_BAWAH, {"unit": asked}).scalars()) if asked else frozenset()


def pegangan(session: Session, pegawai_id: int, on: date | None = None) -> list[Pegangan]:
    """Who holds, on a date, the jabatan that this person holds, the own rows among them; definitif first."""
    session.flush()  # such a statement does not ask for it by itself
    asked = {"pegawai": pegawai_id, "hari": on or clock.today()}
    return _gathered(session.connection().execute(_DIPEGANG, asked).all())


def _gathered(rows: Sequence[Any]) -> list[Pegangan]:
    first: dict[int, Any] = {}
    peran: dict[int, set[Peran]] = {}
    for row in rows:
        first.setdefault(row.id, row)
        peran.setdefault(row.id, set()).update((row.peran,) if row.peran is not None else ())
    found = [
        Pegangan(
            id=r.id,
            pegawai_id=r.pegawai_id,
            jabatan_id=r.jabatan_id,
            bentuk=r.bentuk,
            mengunci=r.mengunci,
            nama=r.nama,
            unit_id=r.unit_id,
            opd_id=r.opd_id,
            kepala_unit=r.kepala_unit,
            dapat_ttd=r.dapat_ttd,
            pemeriksa=sebutan.pemeriksa(r.kepala_unit, r.dapat_ttd, r.eselon),
            sekretaris_opd_id=sebutan.sekretaris_opd(r.kepala_unit, r.nama, r.unit_id, r.induk_id, r.opd_id),
            peran=frozenset(peran[r.id]),
            orang=sebutan.nama_lengkap(r.gelar_depan, r.orang, r.gelar_belakang),
        )
        for r in first.values()
    ]
    return sorted(found, key=lambda p: (p.bentuk is not JenisPenugasan.DEFINITIF, p.id))


def actor_for(
    session: Session, pegawai_id: int, jabatan_id: int | None = None, *, kunci: bytes = b"", **context: str | int | None
) -> Actor:
    """The actor of a person now, in the wished jabatan if held, else in the definitive one.

    Args:
        kunci: secret of the installation from which the pseudonym in the metric log is made; without it the events of
            this actor carry none.

    Raises:
        NotFound: the person holds no jabatan today.
    """
    rows = pegangan(session, pegawai_id)
    held = [p for p in rows if p.pegawai_id == pegawai_id]
    if not held:
        raise NotFound("Anda tidak memegang jabatan hari ini; hubungi admin kepegawaian perangkat daerah Anda.")
    active = next((p for p in held if p.jabatan_id == jabatan_id), held[0])
    doing: dict[int, Pegangan] = {}
    for row in sorted(rows, key=lambda p: SIGNING_ORDER.index(p.bentuk)):
        doing.setdefault(row.jabatan_id, row)
    led = [p.unit_id for p in held if p.kepala_unit]
    given, assessing = pemberian.berlaku(session, pegawai_id, [p.jabatan_id for p in held], clock.now())

    def where(role: Peran) -> frozenset[int]:
        return frozenset(p.opd_id for p in held if role in p.peran and p.opd_id is not None)

    return Actor(
        pegawai_id=pegawai_id,
        nama=active.orang,
        jabatan_id=active.jabatan_id,
        jabatan_nama=active.nama,
        opd_id=active.opd_id or 0,
        unit_id=active.unit_id,
        jabatan_ids=frozenset(p.jabatan_id for p in held),
        ttd_jabatan_ids=frozenset(j for j, p in doing.items() if p.pegawai_id == pegawai_id),
        unit_ids=frozenset(p.unit_id for p in held) | below(session, led),
        tu_opd_ids=where(Peran.TU),
        arsip_opd_ids=where(Peran.ARSIPARIS),
        pimpinan_opd_ids=where(Peran.PIMPINAN_OPD),
        sekretaris_opd_ids=frozenset(p.sekretaris_opd_id for p in held if p.sekretaris_opd_id is not None),
        peran=frozenset(role for p in held for role in p.peran),
        mengelola_ids=frozenset(p.jabatan_id for p in held if sebutan.hanya_mengelola(p.pemeriksa, p.peran)),
        memeriksa=any(p.pemeriksa for p in held),
        menandatangani=any(p.dapat_ttd for p in held),
        mandat=mandates(session, pegawai_id),
        diberi=given,
        menilai=assessing,
        definitif_ids=frozenset(p.jabatan_id for p in held if p.bentuk is JenisPenugasan.DEFINITIF),
        digantikan_ids=frozenset(
            j
            for j, p in doing.items()
            if p.pegawai_id != pegawai_id and p.bentuk is not JenisPenugasan.DEFINITIF and p.mengunci
        ),
        memegang=frozenset((p.jabatan_id, f"{BENTUK[p.bentuk]} {p.nama}".strip()) for p in held),
        samaran=peristiwa.samaran(kunci, pegawai_id) if kunci else None,
        **context,  # type: ignore[arg-type]
    )
