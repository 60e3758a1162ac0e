"""A naskah on its whole way through two offices, with one word at every place where somebody can write."""

import io
from dataclasses import dataclass
from datetime import time, timedelta

import makers
from sqlalchemy import select

from eoffice import clock, db, outbox
from eoffice.agenda import actions as agenda
from eoffice.akses.rights import Sifat
from eoffice.app import handlers
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.models import DisposisiPenerima, TindakLanjut
from eoffice.disposisi.states import Peran
from eoffice.naskah import actions
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.pdf import isi
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.naskah import kantor
from tests.surat_masuk import buatan

#: Whoever the story names: konseptor, paraf, signer, addressee, copied, and the recipient of the disposisi.
DISEBUT = frozenset(
    {"staf.dinsos", "kabid.dinsos", "kasubbag.dinsos", "sekretaris.dinsos", "kadis.dinsos"}
) | frozenset({"kadis.diskominfo", "sekda", "kabid.diskominfo"})


@dataclass(frozen=True)
class Cerita:
    """Where everything of the story can be found."""

    naskah_id: int
    surat_id: int
    surat_sekda_id: int
    penerima_id: int
    lampiran_id: int
    laporan_id: int
    peserta_id: int
    token: str
    pemaraf: frozenset[str]


def tulis(services: Services, kota: makers.Kota, kata: str, *, sifat: Sifat = Sifat.RAHASIA) -> Cerita:
    """From konsep to the report on the disposisi and an appointment; `kata` stands wherever somebody can write."""
    kantor.sertifikat(services, kota)
    with db.transaction(services.engine) as session:
        naskah = kantor.konsep(session, kota, sifat=sifat)
        staf = kota["staf.dinsos"].actor(session)
        actions.simpan(
            session, staf, naskah, actions.Isian(hal=f"Hal {kata} penting", isi=isi.from_plain(f"Isi {kata} lengkap."))
        )
        actions.lampirkan(
            session,
            staf,
            naskah,
            judul=f"Judul {kata}",
            nama=f"berkas-{kata}.pdf",
            nama_asli=f"berkas-{kata}.pdf",
            mime="application/pdf",
            blob=services.store.put(io.BytesIO(buatan.pdf())),
            halaman=1,
            bersih=None,
        )
        session.flush()
        actions.ajukan(session, staf, naskah)
        pemaraf = set()
        while naskah.turns:
            who = next(o for o in kota.orang.values() if o.jabatan.id == naskah.turns[0].jabatan_id)
            pemaraf.add(who.nama_pengguna)
            actions.paraf(session, who.actor(session), naskah, catatan=f"Catatan {kata}")
            session.flush()
        naskah_id, seen = naskah.id, naskah.content_sha256()
        kadis = kota["kadis.dinsos"].actor(session)
    actions.tandatangani(services, kadis, naskah_id, frasa=kantor.FRASA, dilihat_sha256=seen)
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    with db.transaction(services.engine) as session:
        arrived = {s.tujuan_jabatan_id: s for s in session.scalars(select(SuratMasuk).filter_by(naskah_id=naskah_id))}
        surat = arrived[kota["kadis.diskominfo"].jabatan.id]
        disposisi.disposisikan(
            session,
            kota["kadis.diskominfo"].actor(session),
            surat,
            disposisi.Isian(
                penerima=[(kota["kabid.diskominfo"].jabatan.id, Peran.PENANGGUNG_JAWAB)],
                instruksi=["tindak_lanjuti"],
                catatan=f"Arahan {kata}",
            ),
        )
        part = session.scalars(select(DisposisiPenerima)).all()[-1]
        disposisi.laporkan(
            session,
            kota["kabid.diskominfo"].actor(session),
            part,
            f"Laporan {kata} selesai",
            [disposisi.Berkas(services.store.put(io.BytesIO(buatan.pdf())), "application/pdf", f"hasil-{kata}.pdf")],
        )
        session.flush()
        day = clock.today() + timedelta(days=3)
        event = agenda.Isian(f"Rapat {kata}", day, time(9), time(11), f"Aula {kata}", f"Bahan {kata}")
        chief = kota["kadis.diskominfo"].actor(session)
        peserta = agenda.catat(session, chief, surat.tujuan_jabatan_id, event, surat=surat)
        told = Cerita(
            naskah_id=naskah_id,
            surat_id=surat.id,
            surat_sekda_id=arrived[kota["sekda"].jabatan.id].id,
            penerima_id=part.id,
            lampiran_id=session.scalars(select(Lampiran.id).filter_by(naskah_id=naskah_id)).one(),
            laporan_id=session.scalars(select(TindakLanjut.id).filter_by(penerima_id=part.id)).one(),
            peserta_id=peserta.id,
            token=session.get_one(Naskah, naskah_id).token,
            pemaraf=frozenset(pemaraf),
        )
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))  # and everybody concerned is told
    return told
