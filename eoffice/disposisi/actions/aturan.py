"""How an office screens what comes to its leader, and its standing list; laid down by the leader or the sekretaris."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict, require
from eoffice.audit import actions as audit
from eoffice.disposisi import hierarki
from eoffice.disposisi.states import INSTRUKSI
from eoffice.errors import Conflict, Invalid
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.surat_masuk.models import ArahanTetap, AturanArahan


@dataclass(frozen=True)
class AturanIsian:
    """The two switches: who screens (nobody while None), and whether the sekretaris gives to a bidang as well."""

    peneliti_jabatan_id: int | None
    sekretaris_ke_bidang: bool
    versi: int


def may_lay_down(actor: Actor, opd: Unit) -> Verdict:
    """The head of the office, or the head of its sekretariat."""
    relations = set()
    if opd.id in actor.pimpinan_opd_ids:
        relations.add(Relation.PIMPINAN_OPD)
    if opd.id in actor.sekretaris_opd_ids:
        relations.add(Relation.SEKRETARIS_OPD)
    return decide(Action.ATUR_DISPOSISI, frozenset(relations))


def atur(session: Session, actor: Actor, opd: Unit, isian: AturanIsian) -> AturanArahan:
    """Lay down who screens; from now on, for what arrives.

    Raises:
        Invalid: the one who screens belongs to another office. Conflict: somebody changed it meanwhile.
    """
    require(may_lay_down(actor, opd))
    who = session.get(Jabatan, isian.peneliti_jabatan_id) if isian.peneliti_jabatan_id is not None else None
    if isian.peneliti_jabatan_id is not None and (who is None or who.unit.opd_id != opd.id or not who.aktif):
        said = "Pilih jabatan di perangkat daerah Anda."
        raise Invalid("Peneliti surat belum dapat disimpan.", {"peneliti_jabatan_id": said})
    if who is not None and (who.hanya_mengelola or (who.kepala_unit and who.unit_id == opd.id)):
        said = "Peneliti membantu pimpinan; pilih sekretaris atau kepala subbagian tata usaha."
        raise Invalid("Peneliti surat belum dapat disimpan.", {"peneliti_jabatan_id": said})
    rule = session.get(AturanArahan, opd.id)
    if rule is None:
        rule = AturanArahan(opd_id=opd.id)
        session.add(rule)
    elif rule.version != isian.versi:
        raise Conflict("Aturan ini baru saja diubah orang lain. Muat ulang, lalu ulangi bila masih perlu.")
    rule.peneliti_jabatan_id = isian.peneliti_jabatan_id
    rule.sekretaris_ke_bidang = isian.sekretaris_ke_bidang
    rule.diubah_at, rule.diubah_oleh = clock.now(), actor.pegawai_id
    session.flush()
    said = f"peneliti: {who.nama if who else 'tidak ada'}; sekretaris ke bidang: {'ya' if rule.sekretaris_ke_bidang else 'tidak'}"
    audit.record(session, actor, "disposisi.atur", "unit", opd.id, catatan=said)
    return rule


def tambah_tetap(
    session: Session, actor: Actor, opd: Unit, kode: str, jabatan_id: int, instruksi: Sequence[str], dasar: str
) -> ArahanTetap:
    """Add a line to the standing list.

    Raises:
        Invalid: with every field that is wrong, a kode that is in the list already among them.
    """
    require(may_lay_down(actor, opd))
    wrong: dict[str, str] = {}
    try:
        klasifikasi.check(session, kode)
    except Invalid as error:
        wrong["kode_klasifikasi"] = str(error)
    head = kepala(session, opd)
    verdict = hierarki.may_give(session, head.id, jabatan_id) if head is not None else None
    if verdict is None or not verdict:
        wrong["jabatan_id"] = verdict.alasan if verdict is not None else "Perangkat daerah ini belum mempunyai kepala."
    if not instruksi or any(code not in INSTRUKSI or INSTRUKSI[code].perlu_catatan for code in instruksi):
        wrong["instruksi"] = "Pilih paling sedikit satu instruksi dari daftar."
    known = select(ArahanTetap.id).where(ArahanTetap.opd_id == opd.id, ArahanTetap.kode_klasifikasi == kode)
    if session.scalar(known) is not None:
        wrong.setdefault("kode_klasifikasi", "Kode ini sudah ada dalam daftar; hapus dahulu yang lama.")
    if wrong:
        raise Invalid("Arahan tetap belum dapat disimpan.", wrong)
    made = ArahanTetap(
        opd_id=opd.id, kode_klasifikasi=kode, jabatan_id=jabatan_id, instruksi=list(instruksi), dasar=dasar
    )
    session.add(made)
    session.flush()
    audit.record(session, actor, "disposisi.arahan_tetap", "unit", opd.id, ke=kode, catatan=dasar)
    return made


def hapus_tetap(session: Session, actor: Actor, opd: Unit, baris_id: int) -> None:
    """Take a line off the standing list; what was sent by it stays."""
    require(may_lay_down(actor, opd))
    row = session.get(ArahanTetap, baris_id)
    if row is None or row.opd_id != opd.id:
        raise Conflict("Baris ini sudah tidak ada dalam daftar.")
    audit.record(session, actor, "disposisi.hapus_arahan_tetap", "unit", opd.id, dari=row.kode_klasifikasi)
    session.delete(row)
    session.flush()


def kepala(session: Session, opd: Unit) -> Jabatan | None:
    """The jabatan that heads an office."""
    heads = select(Jabatan).where(Jabatan.unit_id == opd.id, Jabatan.kepala_unit, Jabatan.aktif).order_by(Jabatan.id)
    return session.scalars(heads).first()
