"""A surat masuk for tests, by the product's own way in: a naskah that was sent, or a registration by the TU."""

import io
import secrets
from datetime import date

import makers
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import CaraKirim, PeranPenerima, Status, TipePenerima, Urgensi
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.organisasi.states import Bentuk
from eoffice.pdf import isi
from eoffice.storage import BlobStore
from eoffice.surat_masuk import actions
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import CaraTerima, KondisiSampul


def pdf(pages: int = 1) -> bytes:
    """A plain PDF with so many pages."""
    from reportlab.pdfgen.canvas import Canvas

    sheet = io.BytesIO()
    canvas = Canvas(sheet, invariant=1)
    for n in range(pages):
        canvas.drawString(72, 720, f"Surat uji, halaman {n + 1}")
        canvas.showPage()
    canvas.save()
    return sheet.getvalue()


def naskah_terkirim(
    session: Session,
    dari: makers.Orang,
    kepada: makers.Orang,
    *,
    peran: PeranPenerima = PeranPenerima.TUJUAN,
    sifat: Sifat = Sifat.BIASA,
    urgensi: Urgensi = Urgensi.BIASA,
    hal: str = "Undangan Rapat Koordinasi",
    store: BlobStore | None = None,
) -> Penerima:
    """A signed and sent naskah of another office, with one recipient; the file is real when a store is given."""
    office = session.get_one(Jabatan, dari.jabatan.id)
    unit = session.get_one(Unit, office.unit_id)
    blob = store.put(io.BytesIO(pdf(2))) if store is not None else None
    made = Naskah(
        jenis="surat_dinas",
        status=Status.TERKIRIM,
        unit_id=unit.id,
        opd_id=unit.opd_id or unit.id,
        konseptor_id=dari.pegawai.id,
        konseptor_jabatan_id=office.id,
        penandatangan_id=office.id,
        bentuk=Bentuk.LANGSUNG,
        sifat=sifat,
        urgensi=urgensi,
        hal=hal,
        isi=isi.from_plain("Dengan hormat, kami mengundang Saudara."),
        rincian={},
        versi=1,
        putaran=0,
        dibuat_at=clock.now(),
        diubah_at=clock.now(),
        register="UJI",
        nomor_urut=1,
        nomor=f"000.1/{secrets.randbelow(10**6)}/UJI/2026",
        tanggal=clock.today(),
        ttd_galat="",
        ditandatangani_at=clock.now(),
        penanda={"jabatan": office.nama, "nama": dari.pegawai.nama},
        token=secrets.token_urlsafe(24),
        pdf_key=blob.key if blob else "aa/uji",
        pdf_size=blob.size if blob else 1,
        pdf_sha256=blob.sha256 if blob else "0" * 64,
        halaman=2,
        lampiran_halaman=0,
        teks="Dengan hormat, kami mengundang Saudara.",
    )
    session.add(made)
    session.flush()
    penerima = Penerima(
        naskah_id=made.id,
        peran=peran,
        urutan=1,
        tipe=TipePenerima.INTERNAL,
        jabatan_id=kepada.jabatan.id,
        teks=kepada.jabatan.nama,
        cara=CaraKirim.APLIKASI,
        dikirim_at=clock.now(),
    )
    session.add(penerima)
    session.flush()
    return penerima


def surat(
    session: Session,
    kota: makers.Kota,
    *,
    dari: str = "kadis.diskominfo",
    kepada: str = "kadis.dinsos",
    peran: PeranPenerima = PeranPenerima.TUJUAN,
    sifat: Sifat = Sifat.BIASA,
    urgensi: Urgensi = Urgensi.BIASA,
    hal: str = "Undangan Rapat Koordinasi",
    store: BlobStore | None = None,
) -> SuratMasuk:
    """A naskah of one office, arrived at another."""
    penerima = naskah_terkirim(
        session, kota[dari], kota[kepada], peran=peran, sifat=sifat, urgensi=urgensi, hal=hal, store=store
    )
    return actions.terima(session, penerima.id)


def isian(kota: makers.Kota, kepada: str = "kadis.dinsos", **more: object) -> actions.Isian:
    """What a TU enters for a paper surat."""
    values: dict[str, object] = {
        "tujuan_jabatan_id": kota[kepada].jabatan.id,
        "asal_teks": "Universitas Nusa Kirana",
        "nomor_surat": "045/UNK/IV/2026",
        "tanggal_surat": date(2026, 4, 17),
        "hal": "Permohonan Kerja Praktik Mahasiswa",
        "ringkasan": "",
        "sifat": Sifat.BIASA,
        "urgensi": Urgensi.BIASA,
        "cara_terima": CaraTerima.LANGSUNG,
    }
    return actions.Isian(**(values | more))  # type: ignore[arg-type]


def sampul(kota: makers.Kota, kepada: str = "kadis.dinsos", **more: object) -> actions.IsianSampul:
    """What a TU can tell from the outside of a sealed envelope."""
    values: dict[str, object] = {
        "tujuan_jabatan_id": kota[kepada].jabatan.id,
        "sifat": Sifat.RAHASIA,
        "asal_teks": "Inspektorat Provinsi",
        "kode": "R-7",
        "kondisi": KondisiSampul.UTUH,
        "catatan": "",
        "cara_terima": CaraTerima.LANGSUNG,
    }
    return actions.IsianSampul(**(values | more))  # type: ignore[arg-type]
