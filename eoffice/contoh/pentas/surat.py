"""The steps on a received letter and on its disposisi, each played through the product's own action."""

import io
from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import select

from eoffice.akses.rights import Sifat
from eoffice.contoh import lembar
from eoffice.contoh.pentas.panggung import Panggung
from eoffice.contoh.rencana import Aksi, Langkah
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import Peran, StatusPenerima
from eoffice.naskah.models import Penerima
from eoffice.naskah.states import Urgensi
from eoffice.surat_masuk import actions
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import CaraTerima

_PDF: Final = "application/pdf"
_ALASAN: Final = (
    "Untuk diketahui; tidak memerlukan tindak lanjut.",
    "Sudah dibahas dalam rapat staf, jadi tidak didisposisikan lagi.",
    "Cukup dicatat; pelaksanaannya sudah berjalan.",
)


def registrasi(p: Panggung, langkah: Langkah) -> None:
    """The TU scans and registers a paper letter."""
    row = p.plan.masuk[langkah.sasaran]
    luar = row.surat
    scan = lembar.pindaian(luar, row.halaman)
    surat = actions.registrasi(
        p.session,
        p.oleh(langkah),
        actions.Isian(
            tujuan_jabatan_id=p.penduduk.jabatan[row.tujuan],
            asal_teks=luar.asal if luar.instansi in luar.asal else f"{luar.asal}, {luar.instansi}",
            nomor_surat=luar.nomor,
            tanggal_surat=luar.tanggal,
            hal=luar.hal,
            ringkasan=luar.ringkasan,
            sifat=Sifat(luar.sifat),
            urgensi=Urgensi(luar.urgensi),
            cara_terima=CaraTerima(row.cara_terima),
            kode_klasifikasi=luar.kode_klasifikasi,
        ),
        actions.Pindaian(
            blob=p.services.store.put(io.BytesIO(scan)),
            mime=_PDF,
            nama=f"{luar.hal}.pdf"[:120],
            halaman=row.halaman,
            teks="\n".join((luar.instansi, luar.hal, *luar.paragraf)),
        ),
    )
    p.surat[langkah.sasaran] = surat.id
    p.keep(surat)


def the(p: Panggung, kunci: str) -> SuratMasuk:
    """The row of a received letter of the plan: `M001` for paper, `N001@31` for a naskah at the jabatan it came to."""
    if kunci not in p.surat:
        naskah, _, jabatan = kunci.partition("@")
        found = (
            select(SuratMasuk.id)
            .join(Penerima, Penerima.id == SuratMasuk.penerima_id)
            .where(Penerima.naskah_id == p.naskah[naskah], Penerima.jabatan_id == p.penduduk.jabatan[jabatan])
        )
        p.surat[kunci] = p.session.scalars(found).one()
    row = p.session.get_one(SuratMasuk, p.surat[kunci])
    p.keep(row)
    return row


def baca(p: Panggung, langkah: Langkah) -> None:
    """Open it."""
    disposisi.buka(p.session, p.oleh(langkah), the(p, langkah.sasaran))


def baca_saja(p: Panggung, langkah: Langkah) -> None:
    """Close it without a disposisi."""
    surat = the(p, langkah.sasaran)
    actions.baca_saja(p.session, p.oleh(langkah), surat, _ALASAN[surat.id % len(_ALASAN)])


def selesaikan(p: Panggung, langkah: Langkah) -> None:
    """Close it when the work is done."""
    disposisi.selesaikan(p.session, p.oleh(langkah), the(p, langkah.sasaran), langkah.rinci["catatan"])


def _isian(p: Panggung, langkah: Langkah) -> disposisi.Isian:
    return disposisi.Isian(
        penerima=[(p.penduduk.jabatan[kode], Peran(peran)) for kode, peran in langkah.rinci["penerima"]],
        instruksi=langkah.rinci["instruksi"],
        catatan=langkah.rinci["catatan"],
        batas=langkah.rinci["batas"],
    )


def _remember(p: Panggung, langkah: Langkah, made: Disposisi) -> None:
    p.keep(made, *made.penerima)
    ids = {x.jabatan_id: x.id for x in made.penerima}
    for kode, _ in langkah.rinci["penerima"]:
        p.disposisi[f"{langkah.rinci['id']}>{kode}"] = ids[p.penduduk.jabatan[kode]]


def disposisikan(p: Panggung, langkah: Langkah) -> None:
    """The leader disposes."""
    made = disposisi.disposisikan(p.session, p.oleh(langkah), the(p, langkah.sasaran), _isian(p, langkah))
    _remember(p, langkah, made)


def _part(p: Panggung, langkah: Langkah) -> DisposisiPenerima:
    return p.session.get_one(DisposisiPenerima, p.disposisi[langkah.sasaran])


def lanjutkan(p: Panggung, langkah: Langkah) -> None:
    """A recipient disposes further down."""
    made = disposisi.lanjutkan(p.session, p.oleh(langkah), _part(p, langkah), _isian(p, langkah))
    _remember(p, langkah, made)


def baca_disposisi(p: Panggung, langkah: Langkah) -> None:
    """A recipient opens it."""
    disposisi.baca(p.session, p.oleh(langkah), _part(p, langkah))


def laporkan(p: Panggung, langkah: Langkah) -> None:
    """A recipient reports, unless the report of the one below was passed upwards already."""
    part = _part(p, langkah)
    if part.status is StatusPenerima.DILAPORKAN:
        return
    judul, files = langkah.rinci["berkas"], []
    if judul:
        blob = p.services.store.put(io.BytesIO(lembar.lampiran(judul).pdf))
        files.append(disposisi.Berkas(blob, _PDF, f"{judul}.pdf"))
    disposisi.laporkan(p.session, p.oleh(langkah), part, langkah.rinci["laporan"], files)


def terima(p: Panggung, langkah: Langkah) -> None:
    """The giver accepts the report."""
    disposisi.terima(p.session, p.oleh(langkah), _part(p, langkah), langkah.rinci["catatan"])


def kembalikan(p: Panggung, langkah: Langkah) -> None:
    """The giver wants more."""
    disposisi.kembalikan(p.session, p.oleh(langkah), _part(p, langkah), langkah.rinci["catatan"])


PERAN: Final[Mapping[Aksi, Callable[[Panggung, Langkah], None]]] = {
    Aksi.REGISTRASI: registrasi,
    Aksi.BACA: baca,
    Aksi.BACA_SAJA: baca_saja,
    Aksi.SELESAIKAN: selesaikan,
    Aksi.DISPOSISI: disposisikan,
    Aksi.DISPOSISI_LANJUTAN: lanjutkan,
    Aksi.BACA_DISPOSISI: baca_disposisi,
    Aksi.TINDAK_LANJUT: laporkan,
    Aksi.TERIMA_LAPORAN: terima,
    Aksi.KEMBALIKAN_LAPORAN: kembalikan,
}
