"""A disposisi that goes to another perangkat daerah: the surat gets its number in the agenda there too, once, with its link back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import SISTEM
from eoffice.akses.rights import REACH, Relation
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.surat_masuk.actions.agenda import take_number
from eoffice.surat_masuk.actions.step import record
from eoffice.surat_masuk.models import SuratKaitan, SuratMasuk
from eoffice.surat_masuk.states import CaraTerima, Hubungan, PeranSurat, Status


def catat_hilir(session: Session, surat: SuratMasuk, jabatan_id: int) -> None:
    """Leave a message when a jabatan of another perangkat daerah got a part of the disposisi of a surat.

    Nothing above Terbatas is told to another TU (OTR-08).
    """
    opd_id = session.get_one(Jabatan, jabatan_id).unit.opd_id
    if opd_id is None or opd_id == surat.opd_id or surat.sifat not in REACH[Relation.TU]:
        return
    outbox.enqueue(
        session, "surat_masuk.hilir", dedup_key=f"hilir:{surat.id}:{opd_id}", surat_id=surat.id, jabatan_id=jabatan_id
    )


def hilir(session: Session, surat_id: int, jabatan_id: int) -> SuratMasuk | None:
    """Register a surat at the office of a jabatan that works on it by disposisi; a second call finds the first.

    Nobody owes anything for this entry: the work is the part of the disposisi. None when the surat came to that office in
    some other way, or became closed to its TU meanwhile.
    """
    surat = session.scalars(select(SuratMasuk).where(SuratMasuk.id == surat_id).with_for_update()).one()
    office = session.get_one(Jabatan, jabatan_id)
    opd = session.get_one(Unit, office.unit.opd_id)
    if opd.id == surat.opd_id or surat.sifat not in REACH[Relation.TU] or _terdaftar(session, surat, opd.id):
        return None
    at = clock.now()
    words = f"Ditindaklanjuti {office.nama} lewat disposisi."
    made = surat.salinan(
        status=Status.UNTUK_DIKETAHUI,
        peran=PeranSurat.DISPOSISI,
        opd_id=opd.id,
        tujuan_jabatan_id=office.id,
        cara_terima=CaraTerima.APLIKASI,
        diterima_at=at,
        dibaca_at=at,  # its reader opens the part of the disposisi
        alasan_selesai=words[:400],
    )
    take_number(session, made, opd)
    session.add(
        SuratKaitan(
            surat_id=made.id, dari_surat_id=surat.id, hubungan=Hubungan.DIDISPOSISIKAN, alasan=words[:400], at=at
        )
    )
    said = f"agenda {made.nomor_agenda}, didisposisikan dari agenda {surat.nomor_agenda}/{surat.tahun} {surat.opd.singkatan}"
    record(session, SISTEM, "surat_masuk.registrasi", made, catatan=said)
    return made


def _terdaftar(session: Session, surat: SuratMasuk, opd_id: int) -> bool:
    """Whether the agenda of an office has the surat: registered from this one, the one it came from, or the same naskah."""
    above = select(SuratKaitan.dari_surat_id).where(SuratKaitan.surat_id == surat.id)
    if session.scalar(select(SuratMasuk.id).where(SuratMasuk.id.in_(above), SuratMasuk.opd_id == opd_id).limit(1)):
        return True
    below = select(SuratKaitan.surat_id).where(SuratKaitan.dari_surat_id == surat.id)
    if session.scalar(select(SuratMasuk.id).where(SuratMasuk.id.in_(below), SuratMasuk.opd_id == opd_id).limit(1)):
        return True
    same = select(SuratMasuk.id).where(SuratMasuk.naskah_id == surat.naskah_id, SuratMasuk.opd_id == opd_id)
    return surat.naskah_id is not None and session.scalar(same.limit(1)) is not None
