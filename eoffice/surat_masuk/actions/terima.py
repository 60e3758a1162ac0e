"""What another office of this city sent: registered by the worker at the office of each recipient."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import SISTEM
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import PeranPenerima
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.surat_masuk.actions.agenda import deadline, take_number
from eoffice.surat_masuk.actions.alih import alihkan_saat_pergi
from eoffice.surat_masuk.actions.step import measure, record, tell
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Asal, CaraTerima, PeranSurat, Status
from eoffice.titik import titik


def terima(session: Session, penerima_id: int) -> SuratMasuk:
    """Register a naskah of this city at the office of one of its recipients; a second call finds the first (OUT-01)."""
    known = session.scalar(select(SuratMasuk).where(SuratMasuk.penerima_id == penerima_id))
    if known is not None:
        return known
    penerima = session.get_one(Penerima, penerima_id)
    naskah = session.get_one(Naskah, penerima.naskah_id)
    office = session.get_one(Jabatan, penerima.jabatan_id)
    opd = session.get_one(Unit, office.unit.opd_id or office.unit_id)
    copied = penerima.peran is PeranPenerima.TEMBUSAN
    at = clock.now()
    surat = SuratMasuk(
        status=Status.UNTUK_DIKETAHUI if copied else Status.TERCATAT,
        peran=PeranSurat.TEMBUSAN if copied else PeranSurat.ASLI,
        opd_id=opd.id,
        naskah=naskah,
        penerima_id=penerima.id,
        tujuan_jabatan_id=office.id,
        asal=Asal.INTERNAL,
        asal_teks=str(
            (naskah.penanda or {}).get("jabatan_ub") or (naskah.penanda or {}).get("jabatan") or naskah.opd.nama
        ),
        asal_unit_id=naskah.opd_id,
        nomor_surat=naskah.nomor or "",
        tanggal_surat=naskah.tanggal,
        hal=naskah.hal,
        ringkasan="",
        sifat=naskah.sifat,
        urgensi=naskah.urgensi,
        kode_klasifikasi=naskah.kode_klasifikasi,
        cara_terima=CaraTerima.APLIKASI,
        diterima_at=at,
        batas_at=None if copied else deadline(session, opd.id, naskah.urgensi, at),
        alasan_selesai="",
        halaman=naskah.halaman,
        lampiran_halaman=naskah.lampiran_halaman,
        teks=naskah.teks,
        berkas_key=naskah.pdf_key,
        berkas_size=naskah.pdf_size,
        berkas_sha256=naskah.pdf_sha256,
        berkas_mime="application/pdf",
        berkas_nama=f"{(naskah.nomor or 'naskah').replace('/', '-')}.pdf",
    )
    take_number(session, surat, opd)
    alihkan_saat_pergi(session, surat)
    titik("surat_tercatat")
    record(session, SISTEM, "surat_masuk.terima", surat, catatan=f"agenda {surat.nomor_agenda}")
    measure(
        session,
        SISTEM,
        "surat.diregistrasi",
        surat,
        {
            "asal": "internal",
            "rujukan": f"naskah:{naskah.id}",
            "derajat": str(naskah.urgensi),
            "halaman": naskah.halaman,
            "lampiran": naskah.lampiran_halaman,
            "perlu_disposisi": not copied,
        },
    )
    tell(session, SISTEM, surat)
    if naskah.jenis == "surat_undangan" and not copied:
        outbox.enqueue(session, "agenda.selaraskan", dedup_key=f"agenda.undangan:{surat.id}", surat_id=surat.id)
    return surat
