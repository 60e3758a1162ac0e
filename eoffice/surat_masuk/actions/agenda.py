"""The place of a surat in the agenda of an office: its number, and by when it asks for an answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import REACH, Relation, Sifat
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
    found = peneliti(session, surat.tujuan_jabatan_id, surat.sifat)
    if found is None or surat.peran is not PeranSurat.ASLI:
        return
    surat.peneliti_jabatan_id = found
    if all(each.jabatan_id != found for each in surat.akses):
        surat.akses.append(SuratAkses(jabatan_id=found))
    session.flush()


def peneliti(session: Session, jabatan_id: int, sifat: Sifat) -> int | None:
    """Who screens what a jabatan gets: only for the head of an office, and only where he laid that down; else None."""
    office = session.get_one(Jabatan, jabatan_id)
    rule = session.get(AturanArahan, office.unit_id) if office.kepala_unit else None
    if rule is None or rule.peneliti_jabatan_id == jabatan_id or sifat not in REACH[Relation.PENELITI]:
        return None
    return rule.peneliti_jabatan_id


def deadline(session: Session, opd_id: int, urgensi: Urgensi, at: datetime) -> datetime:
    """By when a surat that arrived in an office at this instant must be closed, by the calendar of that office."""
    return waktu.batas_selesai(kalender.berlaku(session).untuk(opd_id), str(urgensi), at)
