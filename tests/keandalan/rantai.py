"""Steps of a surat masuk and its chain, each one transaction, as a route takes them: who, what, to whom."""

from collections.abc import Callable
from typing import Final

from sqlalchemy.orm import Session

from eoffice.akses.rights import Sifat
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi import queries as disposisi_queries
from eoffice.disposisi.states import Peran
from eoffice.naskah.states import Urgensi
from eoffice.organisasi import queries as organisasi
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.states import CaraTerima


def registrasi(session: Session, pegawai_id: int, _id: int, ke: int) -> None:
    """The TU registers a paper."""
    isian = surat_masuk.Isian(
        tujuan_jabatan_id=ke,
        asal_teks="PT Maju",
        nomor_surat="7/PT/2026",
        tanggal_surat=None,
        hal="Penawaran",
        ringkasan="",
        sifat=Sifat.BIASA,
        urgensi=Urgensi.BIASA,
        cara_terima=CaraTerima.POS,
    )
    surat_masuk.registrasi(session, organisasi.actor_for(session, pegawai_id), isian, None)


def disposisikan(session: Session, pegawai_id: int, surat_id: int, ke: int) -> None:
    """The leader disposes."""
    actor = organisasi.actor_for(session, pegawai_id)
    isian = disposisi.Isian([(ke, Peran.PENANGGUNG_JAWAB)], ["tindak_lanjuti"])
    disposisi.disposisikan(session, actor, surat_queries.get(session, actor, surat_id), isian)


def laporkan(session: Session, pegawai_id: int, penerima_id: int, _ke: int) -> None:
    """The recipient reports."""
    actor = organisasi.actor_for(session, pegawai_id)
    disposisi.laporkan(session, actor, disposisi_queries.get(session, actor, penerima_id), "Sudah dikerjakan.")


LANGKAH: Final[dict[str, Callable[[Session, int, int, int], None]]] = {
    "registrasi": registrasi,
    "disposisikan": disposisikan,
    "laporkan": laporkan,
}
