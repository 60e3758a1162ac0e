"""Lists of who stands in for whom; each starts at a `visible`, the SQL twin of `policy.sees` (OTR-01)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, case, or_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor, HakOperator, Peran
from eoffice.db import count, within
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import OPEN as PART_OPEN
from eoffice.errors import NotFound
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Naskah, Paraf
from eoffice.naskah.states import ISSUED, Status
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Pegawai, Penugasan, Unit
from eoffice.organisasi.states import JenisPenugasan
from eoffice.organisasi.wakil import MandatOperator, Mutasi, Pengalihan, Penunjukan
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratAkses, SuratAlih, SuratMasuk
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN
from eoffice.surat_masuk.states import PeranSurat

PAGE: Final = 30
#: Days for which something that ended is still shown.
SESUDAH: Final = 30
Row = TypeVar("Row", Penunjukan, MandatOperator, Pengalihan)


def _of_actor(actor: Actor, jabatan_id: Any, *ends: ColumnElement[bool]) -> ColumnElement[bool]:
    if Peran.ADMIN_SISTEM in actor.peran:
        return true()
    served = (
        select(Jabatan.id).join(Unit, Unit.id == Jabatan.unit_id).where(within(Unit.opd_id, actor.sekretaris_opd_ids))
    )
    return or_(within(jabatan_id, actor.jabatan_ids), jabatan_id.in_(served), *ends)


def visible_penunjukan(actor: Actor) -> Select[tuple[Penunjukan]]:
    """Appointments the actor is shown."""
    return select(Penunjukan).where(_of_actor(actor, Penunjukan.jabatan_id, Penunjukan.pegawai_id == actor.pegawai_id))


def visible_mandat(actor: Actor) -> Select[tuple[MandatOperator]]:
    """Mandates the actor is shown."""
    own = MandatOperator.pegawai_id == actor.pegawai_id
    return select(MandatOperator).where(_of_actor(actor, MandatOperator.jabatan_id, own))


def visible_pengalihan(actor: Actor) -> Select[tuple[Pengalihan]]:
    """Redirects the actor is shown."""
    other = within(Pengalihan.ke_jabatan_id, actor.jabatan_ids)
    return select(Pengalihan).where(_of_actor(actor, Pengalihan.jabatan_id, other))


_JABATAN: Final = joinedload(Jabatan.unit)


def penunjukan(session: Session, actor: Actor) -> Sequence[Penunjukan]:
    """In force, to come, and ended lately; the first to begin first."""
    since = clock.today() - timedelta(days=SESUDAH)
    rows = visible_penunjukan(actor).where(or_(Penunjukan.selesai.is_(None), Penunjukan.selesai >= since))
    loaded = rows.options(joinedload(Penunjukan.jabatan).options(_JABATAN), joinedload(Penunjukan.pegawai))
    return session.scalars(loaded.order_by(Penunjukan.mulai, Penunjukan.id).limit(PAGE * 4)).all()


def mandat(session: Session, actor: Actor) -> Sequence[MandatOperator]:
    """As `penunjukan`, of operators."""
    since = clock.today() - timedelta(days=SESUDAH)
    rows = visible_mandat(actor).where(MandatOperator.selesai >= since)
    loaded = rows.options(joinedload(MandatOperator.jabatan).options(_JABATAN), joinedload(MandatOperator.pegawai))
    return session.scalars(loaded.order_by(MandatOperator.jabatan_id, MandatOperator.id).limit(PAGE * 4)).all()


def pengalihan(session: Session, actor: Actor) -> Sequence[Pengalihan]:
    """As `penunjukan`, of redirects."""
    since = clock.today() - timedelta(days=SESUDAH)
    rows = visible_pengalihan(actor).where(Pengalihan.selesai >= since)
    loaded = rows.options(joinedload(Pengalihan.jabatan).options(_JABATAN), joinedload(Pengalihan.ke_jabatan))
    return session.scalars(loaded.order_by(Pengalihan.mulai, Pengalihan.id).limit(PAGE * 4)).all()


def get(session: Session, start: Select[tuple[Row]], row_id: int) -> Row:
    """One of a list that starts at a `visible`. Raises NotFound (OTR-04)."""
    found = session.scalar(start.where(start.column_descriptions[0]["entity"].id == row_id))
    if found is None:
        raise NotFound("Catatan itu tidak ditemukan.")
    return found


def own_posts(session: Session, actor: Actor) -> list[Jabatan]:
    """The jabatan the actor holds definitively; one that only manages the system receives nothing that could be lent."""
    own = within(Jabatan.id, actor.definitif_ids - actor.mengelola_ids)
    rows = select(Jabatan).where(own, Jabatan.aktif).options(_JABATAN)
    return list(session.scalars(rows.order_by(Jabatan.kode)))


def jabatan(session: Session, jabatan_id: int) -> Jabatan:
    """A jabatan by its number. Raises NotFound."""
    found = session.scalar(select(Jabatan).where(Jabatan.id == jabatan_id).options(_JABATAN))
    if found is None:
        raise NotFound("Jabatan itu tidak ditemukan.")
    return found


def people(session: Session, words: str, *, opd_id: int = 0, limit: int = 12) -> list[tuple[Pegawai, Jabatan]]:
    """Active people whose name, NIP, jabatan or unit matches every word, with what they hold definitively today.

    Those of `opd_id` come first: whoever stands in is nearly always from the same office, and names repeat.
    """
    rows = (
        select(Pegawai, Jabatan)
        .select_from(Penugasan)
        .join(Pegawai, Pegawai.id == Penugasan.pegawai_id)
        .join(Jabatan, Jabatan.id == Penugasan.jabatan_id)
        .join(Jabatan.unit)
        .where(
            Penugasan.id.in_(organisasi.in_force().with_only_columns(Penugasan.id)),
            Penugasan.bentuk == JenisPenugasan.DEFINITIF,
            Pegawai.aktif,
            Jabatan.aktif,
        )
        .options(contains_eager(Jabatan.unit))
    )
    for word in words.split()[:8]:
        like = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = rows.where(
            or_(
                Pegawai.nama.ilike(like, escape="\\"),
                Pegawai.nip.ilike(like, escape="\\"),
                Jabatan.nama.ilike(like, escape="\\"),
                Unit.singkatan.ilike(like, escape="\\"),
            )
        )
    near = case((Unit.opd_id == opd_id, 0), else_=1)
    rows = rows.order_by(near, Jabatan.eselon == "-", Pegawai.nama, Pegawai.id)
    found = session.execute(rows.limit(limit)).tuples()
    return [(person, post) for person, post in found]


def naskah_sk(session: Session, actor: Actor, nomor: str) -> int | None:
    """An issued naskah of the system that has this number and that the actor may read: the SK itself."""
    found = naskah.visible(actor).where(Naskah.nomor == nomor, Naskah.status.in_(ISSUED))
    return session.scalar(found.with_only_columns(Naskah.id).limit(1))


def desk(session: Session, actor: Actor, jabatan_id: int, *, before: int | None = None) -> list[SuratMasuk]:
    """What an operator sees of a jabatan: addressed to it or in its chain, newest first, as far as the mandate reaches."""
    chained = select(SuratAkses.surat_id).where(SuratAkses.jabatan_id == jabatan_id)
    rows = surat_masuk.visible(actor).where(or_(SuratMasuk.tujuan_jabatan_id == jabatan_id, SuratMasuk.id.in_(chained)))
    if before is not None:
        rows = rows.where(SuratMasuk.id < before)
    loaded = rows.options(joinedload(SuratMasuk.opd), joinedload(SuratMasuk.tujuan))
    return list(session.scalars(loaded.order_by(SuratMasuk.id.desc()).limit(PAGE)))


def rights_at(actor: Actor, jabatan_id: int) -> list[HakOperator]:
    """What the actor may do as operator of a jabatan."""
    found = {hak for m in actor.mandat if m.jabatan_id == jabatan_id for hak in m.hak}
    return [hak for hak in HakOperator if hak in found or hak is HakOperator.BACA]


def redirected(session: Session, actor: Actor, *, limit: int = PAGE) -> Sequence[SuratAlih]:
    """Surat that redirects copied or moved, for both ends; only what the actor may read."""
    own = or_(within(SuratAlih.dari_jabatan_id, actor.jabatan_ids), within(SuratAlih.ke_jabatan_id, actor.jabatan_ids))
    readable = surat_masuk.visible(actor).with_only_columns(SuratMasuk.id)
    rows = (
        select(SuratAlih)
        .where(own, SuratAlih.surat_id.in_(readable))
        .options(joinedload(SuratAlih.surat), joinedload(SuratAlih.dari), joinedload(SuratAlih.ke))
    )
    return session.scalars(rows.order_by(SuratAlih.id.desc()).limit(limit)).all()


def mutasi(session: Session) -> Sequence[Mutasi]:
    """Planned ones first, then the latest; for whoever may enter them."""
    rows = select(Mutasi).options(joinedload(Mutasi.pegawai), joinedload(Mutasi.konsep_ke))
    return session.scalars(rows.order_by(Mutasi.status != "direncanakan", Mutasi.id.desc()).limit(200)).all()


def open_work(session: Session, jabatan_id: int) -> dict[str, int]:
    """How much unfinished work lies with a jabatan, which stays there when its holder goes; by the words of a page."""
    received = select(SuratMasuk).where(
        SuratMasuk.tujuan_jabatan_id == jabatan_id,
        SuratMasuk.peran == PeranSurat.ASLI,
        SuratMasuk.status.in_(SURAT_OPEN),
    )
    parts = (
        select(DisposisiPenerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .join(SuratMasuk, SuratMasuk.id == Disposisi.surat_id)
        .where(
            DisposisiPenerima.jabatan_id == jabatan_id,
            DisposisiPenerima.status.in_(PART_OPEN),
            SuratMasuk.status.in_(SURAT_OPEN),
        )
    )
    due = (
        select(Paraf)
        .join(Naskah, Naskah.id == Paraf.naskah_id)
        .where(Paraf.jabatan_id == jabatan_id, Paraf.given_at.is_(None), Naskah.status == Status.PEMERIKSAAN)
    )
    signing = (Status.SIAP_TTD, Status.GAGAL_TTD, Status.MENUNGGU_TTE)
    to_sign = select(Naskah).where(Naskah.penandatangan_id == jabatan_id, Naskah.status.in_(signing))
    return {
        "surat masuk": count(session, received),
        "disposisi": count(session, parts),
        "paraf": count(session, due),
        "tanda tangan": count(session, to_sign),
    }


def konsep_of(session: Session, pegawai_id: int, jabatan_id: int) -> list[int]:
    """Unfinished naskah that somebody began in a jabatan: they hang on the person and have to be handed over."""
    rows = select(Naskah.id).where(
        Naskah.konseptor_id == pegawai_id,
        Naskah.konseptor_jabatan_id == jabatan_id,
        Naskah.status.in_(naskah.BERJALAN),
    )
    return list(session.scalars(rows.order_by(Naskah.id)))
