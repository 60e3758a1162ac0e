"""A surat masuk and its chain, made through the product's own actions."""

from datetime import date

from makers import Kota
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.rights import Sifat
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import Peran
from eoffice.naskah.states import Urgensi
from eoffice.surat_masuk import actions
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import CaraTerima, PeranSurat, Status

PJ = Peran.PENANGGUNG_JAWAB


def tercatat(
    session: Session,
    kota: Kota,
    *,
    tujuan: str = "kadis.diskominfo",
    sifat: Sifat = Sifat.BIASA,
    nomor: str = "B/17/KEMENKOMDIGI/2026",
    hal: str = "Permintaan data kesiapan jaringan",
) -> SuratMasuk:
    """Registered by the TU of the office; whatever sifat it has in the end, it came in as Biasa."""
    office = tujuan.rpartition(".")[2] if "." in tujuan else "setda"
    made = actions.registrasi(
        session,
        kota[f"tu.{office}"].actor(session),
        actions.Isian(
            tujuan_jabatan_id=kota[tujuan].jabatan.id,
            asal_teks="Kementerian Komunikasi dan Digital",
            nomor_surat=nomor,
            tanggal_surat=date(2026, 11, 16),
            hal=hal,
            ringkasan="",
            sifat=Sifat.BIASA,
            urgensi=Urgensi.BIASA,
            cara_terima=CaraTerima.POS,
        ),
        None,
    )
    made.sifat = sifat
    session.flush()
    return made


def tembusan(session: Session, kota: Kota, *, sifat: Sifat = Sifat.BIASA) -> SuratMasuk:
    """As if only copied to the office."""
    made = tercatat(session, kota, sifat=sifat)
    made.peran, made.status = PeranSurat.TEMBUSAN, Status.UNTUK_DIKETAHUI
    session.flush()
    return made


def isian(kota: Kota, *names: str, **more: object) -> disposisi.Isian:
    """To the named people, the first of them responsible."""
    given = [(kota[n].jabatan.id, PJ if i == 0 else Peran.PENDUKUNG) for i, n in enumerate(names)]
    return disposisi.Isian(**({"penerima": given, "instruksi": ["tindak_lanjuti"]} | more))  # type: ignore[arg-type]


def didisposisikan(session: Session, kota: Kota, surat: SuratMasuk, *names: str, **more: object) -> Disposisi:
    """The addressed head of diskominfo disposes, to the kabid unless told otherwise."""
    actor = kota["kadis.diskominfo"].actor(session)
    return disposisi.disposisikan(session, actor, surat, isian(kota, *(names or ("kabid.diskominfo",)), **more))


def bagian(session: Session, surat: SuratMasuk, kota: Kota, name: str) -> DisposisiPenerima:
    """The part of somebody in the chain of a surat."""
    return session.scalars(
        select(DisposisiPenerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(Disposisi.surat_id == surat.id, DisposisiPenerima.jabatan_id == kota[name].jabatan.id)
    ).one()
