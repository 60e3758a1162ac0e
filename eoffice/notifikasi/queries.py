"""Finding people to tell, their notices and their choices."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akun.models import Akun, Sesi
from eoffice.errors import NotFound
from eoffice.notifikasi.models import (
    KabarHitungan,
    KabarKiriman,
    KabarLangganan,
    KabarPilihan,
    KabarSaluran,
    Pemberitahuan,
)
from eoffice.notifikasi.port import Lihat, Tampak
from eoffice.notifikasi.states import RUPA, Kabar, Keadaan, Kelompok, Saluran, surel_bawaan
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Pegawai, Penugasan

#: How long a message may wait after a failure before people are told: one failure is no trouble yet.
SABAR: Final = timedelta(minutes=10)
LABEL_SALURAN: Final = {Saluran.SUREL: "Surel keluar", Saluran.DORONG: "Pemberitahuan peramban"}
#: Notices on one page.
PAGE: Final = 30
#: Kinds of things whose reader is asked for before anything of them is shown.
DIPERIKSA: Final = frozenset({"surat", "naskah", "disposisi", "agenda"})


def pemegang(session: Session, jabatan_ids: Iterable[int], on: date | None = None) -> dict[int, int]:
    """Everybody who holds one of these jabatan now, in any capacity, and one jabatan for which each is told."""
    rows = session.execute(
        organisasi.in_force(on)
        .join(Jabatan, Jabatan.id == Penugasan.jabatan_id)
        .join(Pegawai, Pegawai.id == Penugasan.pegawai_id)
        .where(Penugasan.jabatan_id.in_(list(jabatan_ids)), Jabatan.aktif, Pegawai.aktif)
        .with_only_columns(Penugasan.pegawai_id, Penugasan.jabatan_id)
        .order_by(Penugasan.pegawai_id, Penugasan.jabatan_id)
    )
    found: dict[int, int] = {}
    for pegawai_id, jabatan_id in rows:
        found.setdefault(pegawai_id, jabatan_id)
    return found


def visible(actor: Actor) -> Select[tuple[Pemberitahuan]]:
    """The actor's own notices; nobody sees another's."""
    return select(Pemberitahuan).where(Pemberitahuan.pegawai_id == actor.pegawai_id)


def listed(
    session: Session, actor: Actor, *, kelompok: Kelompok | None, belum: bool, page: int
) -> tuple[list[Pemberitahuan], bool]:
    """One page of the actor's notices, newest first, and whether there are more."""
    wanted = visible(actor)
    if kelompok is not None:
        wanted = wanted.where(Pemberitahuan.kabar.in_([k for k, r in RUPA.items() if r.kelompok is kelompok]))
    if belum:
        wanted = wanted.where(Pemberitahuan.dibaca_at.is_(None))
    ordered = wanted.order_by(Pemberitahuan.kabar_at.desc(), Pemberitahuan.id.desc())
    rows = session.scalars(ordered.offset((page - 1) * PAGE).limit(PAGE + 1)).all()
    return list(rows[:PAGE]), len(rows) > PAGE


def isi(session: Session, actor: Actor, lihat: Lihat, notices: Collection[Pemberitahuan]) -> dict[int, Tampak | None]:
    """What the actor may see, now, of what each notice is about; None when nothing."""
    found: dict[int, Tampak | None] = {}
    for objek in sorted({n.objek for n in notices}):
        of_kind = [n for n in notices if n.objek == objek]
        seen = lihat(session, actor, objek, {n.objek_id for n in of_kind})
        found |= {n.id: seen.get(n.objek_id) for n in of_kind}
    return found


#: One statement for what a page asks every quarter of a minute; it says what `akun.queries.live` says.
_LONCENG: Final = (
    select(Akun.pegawai_id, func.coalesce(KabarHitungan.belum, 0), func.coalesce(KabarHitungan.seri, 0))
    .select_from(Sesi)
    .join(Akun, Akun.id == Sesi.akun_id)
    .join(Pegawai, Pegawai.id == Akun.pegawai_id)
    .outerjoin(KabarHitungan, KabarHitungan.pegawai_id == Akun.pegawai_id)
    .where(
        Sesi.id == bindparam("sesi"),
        Sesi.terakhir_at > bindparam("tak_diam_sejak"),
        Sesi.dibuat_at > bindparam("masuk_sejak"),
        Sesi.versi_sesi == Akun.versi_sesi,
        Akun.aktif,
        Pegawai.aktif,
    )
)


def lonceng(
    session: Session, sesi_id: str, at: datetime, *, idle: timedelta, absolute: timedelta
) -> tuple[int, int, int] | None:
    """Who is signed in with this session, the unread count and the number of the last change; None when nobody is.

    The session is not touched, so that asking does not keep it alive (SES-03).
    """
    values = {"sesi": sesi_id, "tak_diam_sejak": at - idle, "masuk_sejak": at - absolute}
    row = session.execute(_LONCENG, values).one_or_none()
    return (row[0], row[1], row[2]) if row is not None else None


_H: Final = KabarHitungan.__table__.c
_HITUNGAN: Final = select(_H.belum, _H.seri).where(_H.pegawai_id == bindparam("siapa"))


def hitungan(session: Session, pegawai_id: int) -> tuple[int, int]:
    """How many notices a person has not read, and the number of the last change."""
    row = session.connection().execute(_HITUNGAN, {"siapa": pegawai_id}).one_or_none()
    return (row[0], row[1]) if row is not None else (0, 0)


def terbaru(session: Session, pegawai_id: int) -> Pemberitahuan | None:
    """The unread notice with the latest news."""
    unread = select(Pemberitahuan).where(Pemberitahuan.pegawai_id == pegawai_id, Pemberitahuan.dibaca_at.is_(None))
    return session.scalar(unread.order_by(Pemberitahuan.kabar_at.desc(), Pemberitahuan.id.desc()).limit(1))


def terbuka_pada(session: Session, pegawai_id: int, objek: str, objek_id: int) -> list[int]:
    """Unread notices of a person that the page of this thing answers."""
    unread = select(Pemberitahuan.id).where(Pemberitahuan.pegawai_id == pegawai_id, Pemberitahuan.dibaca_at.is_(None))
    about = (Pemberitahuan.pokok == objek) & (Pemberitahuan.pokok_id == objek_id)
    linked = (Pemberitahuan.objek == objek) & (Pemberitahuan.objek_id == objek_id)
    return list(session.scalars(unread.where(about | linked)))


def pilihan(session: Session, pegawai_id: int) -> dict[Kabar, KabarPilihan]:
    """What a person gets of every kind of news: chosen, else the default. Rows of defaults are in no session."""
    chosen = {
        row.kabar: row for row in session.scalars(select(KabarPilihan).where(KabarPilihan.pegawai_id == pegawai_id))
    }
    return {kabar: chosen.get(kabar) or bawaan(pegawai_id, kabar) for kabar in Kabar}


def pilihan_untuk(session: Session, pegawai_id: int, kabar: Kabar) -> KabarPilihan:
    """As `pilihan`, of one kind."""
    return session.get(KabarPilihan, (pegawai_id, kabar)) or bawaan(pegawai_id, kabar)


def bawaan(pegawai_id: int, kabar: Kabar) -> KabarPilihan:
    """What somebody gets who has chosen nothing."""
    return KabarPilihan(
        pegawai_id=pegawai_id, kabar=kabar, aplikasi=True, surel=surel_bawaan(kabar), dorong=RUPA[kabar].perlu
    )


def saluran(session: Session, pegawai_id: int) -> KabarSaluran | None:
    """A person's channels, if any were set."""
    return session.get(KabarSaluran, pegawai_id)


def langganan(session: Session, pegawai_id: int) -> list[KabarLangganan]:
    """The browsers in which a person asked for web push, the newest first."""
    own = select(KabarLangganan).where(KabarLangganan.pegawai_id == pegawai_id)
    return list(session.scalars(own.order_by(KabarLangganan.id.desc())))


def selisih(session: Session) -> list[int]:
    """Persons whose kept count is not that of their unread notices; always empty."""
    unread = (
        select(Pemberitahuan.pegawai_id, func.count().label("n"))
        .where(Pemberitahuan.dibaca_at.is_(None))
        .group_by(Pemberitahuan.pegawai_id)
        .subquery()
    )
    rows = (
        select(KabarHitungan.pegawai_id)
        .outerjoin(unread, unread.c.pegawai_id == KabarHitungan.pegawai_id)
        .where(KabarHitungan.belum != func.coalesce(unread.c.n, 0))
    )
    uncounted = (
        select(unread.c.pegawai_id)
        .outerjoin(KabarHitungan, KabarHitungan.pegawai_id == unread.c.pegawai_id)
        .where(KabarHitungan.pegawai_id.is_(None))
    )
    return sorted({*session.scalars(rows), *session.scalars(uncounted)})


def surel_siap(channel: KabarSaluran | None) -> bool:
    """Whether e-mail may go to this person: an address that its owner confirmed, and not turned off."""
    return channel is not None and channel.surel_aktif and channel.terbukti_at is not None and bool(channel.pos_el)


def own(session: Session, actor: Actor, kabar_id: int) -> Pemberitahuan:
    """One of the actor's notices. Raises NotFound (OTR-04)."""
    found = session.scalar(visible(actor).where(Pemberitahuan.id == kabar_id))
    if found is None:
        raise NotFound("Pemberitahuan ini tidak ada.")
    return found


def kiriman_bermasalah(session: Session, *, limit: int = 50) -> list[tuple[KabarKiriman, str]]:
    """Messages that were refused, given up or are being retried, the newest first, and the names of their receivers."""
    trouble = KabarKiriman.keadaan.in_((Keadaan.DITOLAK, Keadaan.GAGAL)) | (
        (KabarKiriman.keadaan == Keadaan.ANTRE) & (KabarKiriman.galat != "")
    )
    rows = select(KabarKiriman, Pegawai).join(Pegawai, Pegawai.id == KabarKiriman.pegawai_id).where(trouble)
    found = session.execute(rows.order_by(KabarKiriman.id.desc()).limit(limit)).tuples()
    return [(row, person.nama_lengkap) for row, person in found]


def gangguan(session: Session) -> list[str]:
    """What is wrong with the ways out, one sentence each: messages that wait after a failure, or were given up today."""
    now = clock.now()
    stuck = and_(KabarKiriman.keadaan == Keadaan.ANTRE, KabarKiriman.galat != "", KabarKiriman.dibuat_at < now - SABAR)
    lost = and_(KabarKiriman.keadaan == Keadaan.GAGAL, KabarKiriman.selesai_at > now - timedelta(days=1))
    rows = select(KabarKiriman.saluran, func.count(), func.max(KabarKiriman.galat)).where(or_(stuck, lost))
    return [
        f"{LABEL_SALURAN[way]}: {many} pesan belum sampai; {why}"
        for way, many, why in session.execute(rows.group_by(KabarKiriman.saluran)).tuples()
    ]


def banyak_kiriman(session: Session) -> dict[Keadaan, int]:
    """How many messages stand where."""
    rows = session.execute(select(KabarKiriman.keadaan, func.count()).group_by(KabarKiriman.keadaan)).tuples()
    return dict(rows.all())
