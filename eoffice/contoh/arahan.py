"""What the TU has prepared for a head, what waits for screening, and what came back as misdirected."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from eoffice.akses.actor import Actor
from eoffice.disposisi import actions
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import Cara, Peran, StatusPenerima
from eoffice.organisasi import queries as organisasi
from eoffice.surat_masuk import indexing
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.surat_masuk.states import PeranSurat, Status

#: Of the head, in his own words, as the TU wrote them down.
CATATAN: Final = "Tolong siapkan jawabannya, saya tanda tangani besok pagi."
ALASAN: Final = "Ini menyangkut jaringan, jadi urusan Bidang Infrastruktur Teknologi Informasi."


def isi(session: Session, jabatan: dict[str, int], kepala: str, peneliti: str, tata_usaha: str, bidang: str) -> None:
    """Lay down who screens, and leave one surat prepared, one to be screened, and one disposisi declined.

    Args:
        jabatan: ids by kode; the others are kodes of the four who take part.
    """

    if not {kepala, peneliti, tata_usaha, bidang} <= set(jabatan):
        return

    def actor(jabatan_id: int) -> Actor:
        held = organisasi.holder(session, jabatan_id)
        assert held is not None  # everybody of the sample city holds a jabatan
        return organisasi.actor_for(session, held.pegawai_id, jabatan_id)

    head = actor(jabatan[kepala])
    opd = organisasi.unit_by_kode(session, kepala)
    actions.atur(session, head, opd, actions.AturanIsian(jabatan[peneliti], True, 0))
    waiting = (
        select(SuratMasuk)
        .where(SuratMasuk.tujuan_jabatan_id == head.jabatan_id, SuratMasuk.status == Status.TERCATAT)
        .where(SuratMasuk.peran == PeranSurat.ASLI, SuratMasuk.sifat == "biasa")
        .options(selectinload(SuratMasuk.akses))
        .order_by(SuratMasuk.id.desc())
        .limit(2)
    )
    newest = session.scalars(waiting).all()
    for prepared in newest[:1]:
        asked = actions.Isian([(jabatan[bidang], Peran.PENANGGUNG_JAWAB)], ["siapkan_jawaban"], CATATAN)
        actions.arahkan(session, actor(jabatan[tata_usaha]), prepared, asked, Cara.DIKTE)
    for screened in newest[1:]:
        screened.peneliti_jabatan_id = jabatan[peneliti]
        screened.akses.append(SuratAkses(jabatan_id=jabatan[peneliti]))
        session.flush()
        indexing.put(session, screened)
    unread = (
        select(DisposisiPenerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(Disposisi.pemberi_jabatan_id == head.jabatan_id, DisposisiPenerima.status == StatusPenerima.TERKIRIM)
        .where(DisposisiPenerima.peran == Peran.PENANGGUNG_JAWAB)
        .where(Disposisi.surat_id.in_(select(SuratMasuk.id).where(SuratMasuk.status == Status.DIDISPOSISIKAN)))
        .order_by(DisposisiPenerima.id.desc())
        .limit(1)
    )
    for part in session.scalars(unread):
        actions.tolak(session, actor(part.jabatan_id), part, ALASAN)
