"""Templates and phrases: written, taken from a naskah, used for a new konsep, archived."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.naskah import jenis, templat
from eoffice.naskah.actions.konsep import Isian, buat, simpan
from eoffice.naskah.models import Frasa, Naskah, Templat
from eoffice.naskah.states import Letak
from eoffice.pdf import isi as isi_naskah

#: Of one perangkat daerah or of the city; and phrases of one person.
PALING_BANYAK: Final = 200
PALING_BANYAK_FRASA: Final = 100


@dataclass(frozen=True)
class TemplatBaru:
    """A template as it was filled in."""

    nama: str
    keterangan: str
    hal: str
    isi: dict[str, Any]
    rincian: dict[str, Any]
    kota: bool = False


def buat_templat(session: Session, actor: Actor, kode_jenis: str, baru: TemplatBaru) -> Templat:
    """A new template, of the own perangkat daerah or of the city.

    Raises:
        NotAllowed; NotFound: no such jenis; Invalid: the body breaks the whitelist; Conflict: too many.
    """
    require(templat.may_city(actor) if baru.kota else templat.may_opd(actor))
    kind = jenis.get(kode_jenis)
    opd_id = None if baru.kota else actor.opd_id
    many = session.scalar(select(func.count()).select_from(Templat).where(Templat.aktif, Templat.opd_id == opd_id))
    if (many or 0) >= PALING_BANYAK:
        raise Conflict(f"Sudah ada {PALING_BANYAK} templat. Arsipkan yang tidak dipakai lagi.")
    made = Templat(
        jenis=kind.kode,
        opd_id=opd_id,
        nama=baru.nama,
        keterangan="",
        isi={},
        rincian={},
        aktif=True,
        dipakai=0,
        dibuat_oleh=actor.pegawai_id,
        diubah_oleh=actor.pegawai_id,
        diubah_at=clock.now(),
    )
    _fill(made, actor, baru)
    session.add(made)
    session.flush()
    audit.record(session, actor, "templat.buat", "templat", made.id, catatan=made.nama)
    return made


def ubah_templat(session: Session, actor: Actor, row: Templat, baru: TemplatBaru) -> None:
    """Change a template; naskah made from it stay as they are."""
    require(templat.may(actor, row))
    _fill(row, actor, baru)
    audit.record(session, actor, "templat.ubah", "templat", row.id, catatan=row.nama)


def _fill(row: Templat, actor: Actor, baru: TemplatBaru) -> None:
    isi_naskah.check(baru.isi)
    known = {k.nama for k in jenis.get(row.jenis).kolom}
    row.nama, row.keterangan, row.hal, row.isi = baru.nama, baru.keterangan, baru.hal, baru.isi
    row.rincian = {name: value for name, value in baru.rincian.items() if name in known}
    row.diubah_oleh, row.diubah_at = actor.pegawai_id, clock.now()


def arsipkan_templat(session: Session, actor: Actor, row: Templat) -> None:
    """Offer it no longer."""
    require(templat.may(actor, row))
    row.aktif = False
    audit.record(session, actor, "templat.arsipkan", "templat", row.id, catatan=row.nama)


def pakai_templat(session: Session, actor: Actor, row: Templat) -> Naskah:
    """Begin a konsep with the text and the fields of a template."""
    made = buat(session, actor, row.jenis)
    # Straight in the table: using it is no change that somebody who edits it would have to know of.
    session.execute(update(Templat).where(Templat.id == row.id).values(dipakai=Templat.dipakai + 1))
    simpan(session, actor, made, Isian(hal=row.hal, isi=row.isi, rincian=dict(row.rincian)))
    return made


def tambah_frasa(session: Session, actor: Actor, teks: str, letak: Letak, milik: str) -> Frasa:
    """A phrase: `milik` is pribadi, opd or kota.

    Raises:
        NotAllowed; Invalid: it is there already; Conflict: too many.
    """
    made = Frasa(
        pegawai_id=actor.pegawai_id if milik == "pribadi" else None,
        opd_id=actor.opd_id if milik == "opd" else None,
        letak=letak,
        teks=teks,
        dibuat_oleh=actor.pegawai_id,
        dibuat_at=clock.now(),
    )
    require(templat.may_frasa(actor, made))
    known = templat.frasa(session, actor)
    if any(k.teks == teks for k in known):
        raise Invalid("Kalimat itu sudah ada.", {"teks": "Kalimat ini sudah ada di daftar."})
    if sum(1 for k in known if k.id) >= PALING_BANYAK_FRASA:
        raise Conflict(f"Sudah ada {PALING_BANYAK_FRASA} kalimat. Hapus yang tidak dipakai lagi.")
    session.add(made)
    session.flush()
    audit.record(session, actor, "frasa.tambah", "frasa", made.id, catatan=milik)
    return made


def hapus_frasa(session: Session, actor: Actor, frasa_id: int) -> None:
    """Take a phrase away. Raises NotFound, also for those of others."""
    row = session.get(Frasa, frasa_id)
    if row is None or not templat.may_frasa(actor, row):
        raise NotFound("Kalimat itu tidak ada, atau bukan milik Anda.")
    audit.record(session, actor, "frasa.hapus", "frasa", row.id)
    session.delete(row)
