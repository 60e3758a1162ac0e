"""Who may be given a disposisi by whom, and why somebody may not (naskah-dinas 5.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice.akses.rights import Sifat
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import GONE
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import MENGELOLA, Jabatan, Penugasan, Unit
from eoffice.surat_masuk.models import AturanArahan, SuratMasuk

#: Only the offices that the addressed leader names may ever get it.
TERTUTUP: Final = frozenset({Sifat.RAHASIA, Sifat.SANGAT_RAHASIA})
#: A second level longer than this is not offered in the form; who is meant stands below somebody who is.
SECOND_LEVEL: Final = 60
LANGSUNG: Final = "Langsung di bawah Anda"
KOORDINASI: Final = "Dalam koordinasi Anda"
LEBIH_BAWAH: Final = "Setingkat lebih bawah"
TIDAK: Final = "Tidak dapat dipilih"


@dataclass(frozen=True)
class Sasaran:
    """A jabatan that might be chosen, who holds it, and whether and why not."""

    jabatan: Jabatan
    pemegang: str
    boleh: Verdict


def targets(session: Session, dari_jabatan_id: int, surat: SuratMasuk | None = None) -> dict[str, list[Sasaran]]:
    """Whom a form offers, by group: right below, coordinated, one level further down, and near ones who cannot be.

    Every one carries the verdict of `may_give`, so that the form says why somebody cannot be chosen.
    """
    own = session.get_one(Jabatan, dari_jabatan_id)
    direct = organisasi.subordinates(session, dari_jabatan_id)
    near = [j for j in direct if not j.hanya_mengelola]
    seen = {dari_jabatan_id, *(j.id for j in near)}
    aside = [j for j in _aside(session, own) if j.id not in seen]
    seen |= {j.id for j in aside}
    below = (
        select(Jabatan)
        .where(Jabatan.atasan_id.in_([j.id for j in near]), Jabatan.aktif)
        .options(joinedload(Jabatan.unit), selectinload(Jabatan.peran_rows))
    )
    second = session.scalars(below.order_by(Jabatan.kode).limit(SECOND_LEVEL + 1)).all()
    further = [j for j in second if j.id not in seen and not j.hanya_mengelola]
    if len(further) > SECOND_LEVEL:
        further = []
    others = [j for j in direct if j.hanya_mengelola] + organisasi.superiors(session, dari_jabatan_id)[:2]
    if own.atasan_id is not None:
        seen |= {j.id for j in further} | {j.id for j in others}
        others += [j for j in organisasi.subordinates(session, own.atasan_id) if j.id not in seen][:8]
    found = {LANGSUNG: near, KOORDINASI: aside, LEBIH_BAWAH: further, TIDAK: others}
    held = organisasi.holders(session, [j.id for group in found.values() for j in group])
    named = _named(session, surat, own)

    def sasaran(jabatan: Jabatan, group: str) -> Sasaran:
        line = _line(session, own, jabatan) if group == TIDAK else _no_line(own)
        return Sasaran(jabatan, _name(held, jabatan.id), _verdict(surat, own, jabatan, jabatan.id in held, line, named))

    return {group: [sasaran(j, group) for j in members] for group, members in found.items() if members}


def choices(session: Session, dari_jabatan_id: int, words: str, surat: SuratMasuk | None = None) -> list[Sasaran]:
    """Jabatan that fit the typed words, those that may be chosen first, each with the verdict of `may_give`."""
    fitting = organisasi.find_jabatan(session, words) if words else []
    held = organisasi.holders(session, [j.id for j in fitting])
    found = [Sasaran(j, _name(held, j.id), may_give(session, dari_jabatan_id, j.id, surat)) for j in fitting]
    return sorted(found, key=lambda s: not s.boleh)


def may_give(session: Session, dari_jabatan_id: int, ke_jabatan_id: int, surat: SuratMasuk | None = None) -> Verdict:
    """Whether a disposisi, of this surat if one is named, may go from one jabatan to another, and why not."""
    if dari_jabatan_id == ke_jabatan_id:
        return no("Disposisi tidak dapat ditujukan kepada diri sendiri.")
    target = session.get(Jabatan, ke_jabatan_id)
    if target is None or not target.aktif:
        return no("Jabatan itu tidak ada lagi.")
    own = session.get_one(Jabatan, dari_jabatan_id)
    held = organisasi.holder(session, ke_jabatan_id) is not None
    line = _line(session, own, target)
    return _verdict(surat, own, target, held, line, _named(session, surat, own))


def salinan(session: Session, surat: SuratMasuk, dari_jabatan_id: int, kepada: Iterable[int]) -> Jabatan | None:
    """Who gets a copy because an asisten gives by coordination: his Sekda, unless that one is in the chain already."""
    own = session.get_one(Jabatan, dari_jabatan_id)
    aside = {j.id for j in organisasi.coordinated(session, dari_jabatan_id)}
    upper = own.atasan
    if upper is None or not aside & set(kepada) or organisasi.holder(session, upper.id) is None:
        return None
    if surat.tujuan_jabatan_id == upper.id or any(a.jabatan_id == upper.id for a in surat.akses):
        return None
    return upper if surat.sifat not in TERTUTUP else None


def _name(held: dict[int, Penugasan], jabatan_id: int) -> str:
    return held[jabatan_id].pegawai.nama_lengkap if jabatan_id in held else ""


def _verdict(
    surat: SuratMasuk | None, own: Jabatan, target: Jabatan, held: bool, line: Verdict, named: frozenset[int] | None
) -> Verdict:
    if target.hanya_mengelola:
        return no(MENGELOLA)
    if not line:
        return line
    if not held:
        return no(f"{target.nama} sedang kosong; pilih pejabat lain.")
    if surat is not None and named is not None and target.id not in named:
        return no(
            f"Surat ini Rahasia: hanya boleh diteruskan kepada jabatan yang disebut {surat.tujuan.nama}, "
            f"dan {target.nama} tidak termasuk."
        )
    return YES


def _named(session: Session, surat: SuratMasuk | None, own: Jabatan) -> frozenset[int] | None:
    """The offices to which a Rahasia may go on; None when the giver is the one who names them, or it is none."""
    if surat is None or surat.sifat not in TERTUTUP or surat.tujuan_jabatan_id == own.id:
        return None
    given = Disposisi.surat_id == surat.id
    first = session.execute(select(Disposisi.id, Disposisi.boleh_ke).where(given, Disposisi.induk_id.is_(None))).all()
    chosen = session.scalars(
        select(DisposisiPenerima.jabatan_id).where(
            DisposisiPenerima.disposisi_id.in_([row.id for row in first]), DisposisiPenerima.status.not_in(GONE)
        )
    )
    return frozenset(chosen) | {int(j) for row in first for j in row.boleh_ke or ()}


def _no_line(own: Jabatan) -> Verdict:
    """Whether there is a line to give down along at all."""
    if own.unit.jenis == "staf_ahli":
        return no("Staf ahli memberi saran dan tidak mendisposisi; tulis tanggapan atau gunakan nota dinas.")
    return YES


def _aside(session: Session, own: Jabatan) -> list[Jabatan]:
    """Those who are not below and may be given all the same: by coordination, as the deputy, by a standing rule."""
    found = organisasi.coordinated(session, own.id)
    if own.kepala_unit and own.unit.jenis == "setda":
        found = [*found, *_staf_ahli(session)]
    if own.atasan_id is not None and own.unit.jenis == "wakil_kepala_daerah":
        found += [j for j in organisasi.subordinates(session, own.atasan_id) if j.id != own.id]
    if own.sekretaris_opd_id is not None and own.atasan_id is not None and _to_bidang(session, own.sekretaris_opd_id):
        rows = organisasi.subordinates(session, own.atasan_id)
        found += [j for j in rows if j.id != own.id and j.kepala_unit]
    return [j for j in found if not j.hanya_mengelola]


def _staf_ahli(session: Session) -> list[Jabatan]:
    rows = (
        select(Jabatan)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .where(Unit.jenis == "staf_ahli", Jabatan.kepala_unit, Jabatan.aktif)
        .options(joinedload(Jabatan.unit), selectinload(Jabatan.peran_rows))
    )
    return list(session.scalars(rows.order_by(Jabatan.kode)))


def _to_bidang(session: Session, opd_id: int) -> bool:
    rule = session.get(AturanArahan, opd_id)
    return rule is not None and rule.sekretaris_ke_bidang


def _line(session: Session, own: Jabatan, target: Jabatan) -> Verdict:
    """Whether the line of command, coordination or a standing rule leads from one to the other."""
    if not (able := _no_line(own)):
        return able
    above = [j.id for j in organisasi.superiors(session, target.id)]
    if own.id in above or any(j.id == target.id for j in _aside(session, own)):
        return YES
    if own.unit.jenis == "wakil_kepala_daerah" and own.atasan_id in above:
        return YES
    if target.id in [j.id for j in organisasi.superiors(session, own.id)]:
        return no(f"{target.nama} adalah atasan; untuk ke atas gunakan nota dinas.")
    if own.sekretaris_opd_id is not None and own.sekretaris_opd_id == target.unit.opd_id and own.atasan is not None:
        return no(
            f"{target.nama} menerima disposisi dari {own.atasan.nama}. Sekretaris dapat memberinya bila "
            "kepala perangkat daerah menetapkannya di Aturan disposisi."
        )
    return no(f"{target.nama} bukan bawahan jabatan Anda; untuk ke samping gunakan nota dinas.")
