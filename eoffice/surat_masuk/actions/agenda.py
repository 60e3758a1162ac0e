"""The place of a surat in the agenda of an office: its number, and by when it asks for an answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import REACH, Relation
from eoffice.naskah.states import Urgensi
from eoffice.nomor import actions as nomor
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.surat_masuk.models import AturanArahan, SuratAkses, SuratMasuk
from eoffice.surat_masuk.states import PeranSurat


def take_number(session: Session, surat: SuratMasuk, opd: Unit) -> None:
    """Take the next agenda number of the office and keep the surat under it; gapless like any register (NOM-02)."""
    today = clock.today()
    surat.tahun = today.year
    surat.nomor_agenda = 0
    with session.no_autoflush:
        taken = nomor.take(
            session,
            register=f"AG-{opd.singkatan}",
            tanggal=today,
            objek="surat_masuk",
            objek_id=0,
            teks=lambda urut: f"{urut}/{today.year}",
            nama=f"Buku agenda {opd.nama}"[:200],
        )
    surat.nomor_agenda = taken.urut
    session.add(surat)
    session.flush()
    taken.objek_id = surat.id
    _screen(session, surat, opd)


def _screen(session: Session, surat: SuratMasuk, opd: Unit) -> None:
    """Send what is addressed to the head of an office past the one who screens for him, if the office wants that (5.2).

    Rahasia is never screened: it goes to its addressee unopened.
    """
    rule = session.get(AturanArahan, opd.id)
    office = session.get_one(Jabatan, surat.tujuan_jabatan_id)
    heads = office.kepala_unit and office.unit_id == opd.id
    if rule is None or rule.peneliti_jabatan_id in (None, surat.tujuan_jabatan_id) or not heads:
        return
    if surat.peran is not PeranSurat.ASLI or surat.sifat not in REACH[Relation.PENELITI]:
        return
    surat.peneliti_jabatan_id = rule.peneliti_jabatan_id
    if all(each.jabatan_id != rule.peneliti_jabatan_id for each in surat.akses):
        surat.akses.append(SuratAkses(jabatan_id=rule.peneliti_jabatan_id))
    session.flush()


def deadline(session: Session, opd_id: int, urgensi: Urgensi, at: datetime) -> datetime:
    """By when a surat that arrived in an office at this instant must be closed, by the calendar of that office."""
    return waktu.batas_selesai(kalender.berlaku(session).untuk(opd_id), str(urgensi), at)
