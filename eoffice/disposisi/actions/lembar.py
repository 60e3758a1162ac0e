"""The lembar disposisi of a surat as values for its page: what the reader may see of the chain, in order of giving."""

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import document, queries
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.queries import Cabang
from eoffice.disposisi.states import INSTRUKSI
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk

#: Printed as boxes even when not chosen: the core of the classic form (naskah-dinas 2.4 j).
PILIHAN = ("tanggapan_saran", "tindak_lanjuti", "koordinasikan", "untuk_diketahui")


def lembar(session: Session, actor: Actor, surat: SuratMasuk, *, kota: str) -> document.Lembar:
    """What `document.render` sets; printing it is noted in the trail.

    Args:
        kota: name of the city for the first line of the kop.
    """
    require(surat_policy.may(actor, Action.BACA_SURAT, surat))
    surat_masuk.record(session, actor, "disposisi.lembar", surat, dari=surat.status)
    return document.Lembar(
        kop=(f"Pemerintah {kota}", surat.opd.nama),
        surat_dari=surat.asal_teks,
        nomor_surat=surat.nomor_surat or "-",
        tanggal_surat=surat.tanggal_surat,
        diterima=clock.wib(surat.diterima_at).date(),
        nomor_agenda=f"{surat.nomor_agenda}/{surat.tahun}",
        hal=surat.hal,
        sifat=str(surat.sifat),
        urgensi=str(surat.urgensi),
        rantai=tuple(_steps(queries.tree(session, actor, surat), 1)),
        pilihan=tuple(INSTRUKSI[kode].label for kode in PILIHAN),
        dicetak_at=clock.now(),
    )


def _steps(branches: list[Cabang], level: int) -> list[document.Langkah]:
    """One step for each act of giving, its recipients together, then what hangs below each of them."""
    given: dict[int, list[Cabang]] = {}
    for branch in branches:
        given.setdefault(branch.bagian.disposisi_id, []).append(branch)
    found = []
    for group in given.values():
        parts = [branch.bagian for branch in group]
        found.append(_step(parts[0].disposisi, parts, level))
        for branch in group:
            found += _steps(branch.anak, level + 1)
    return found


def _step(act: Disposisi, parts: list[DisposisiPenerima], level: int) -> document.Langkah:
    return document.Langkah(
        dari=act.pemberi_jabatan.nama,
        nama=act.pemberi.nama_lengkap,
        pada=act.at,
        penerima=tuple(
            document.Penerima(jabatan=p.jabatan.nama, peran=str(p.peran), status=p.label.lower()) for p in parts
        ),
        instruksi=tuple(INSTRUKSI[kode].label for kode in act.instruksi if kode in INSTRUKSI),
        catatan=act.catatan,
        batas=act.batas,
        tingkat=level,
        tindak_lanjut=tuple(
            document.TindakLanjut(
                pada=r.at,
                oleh=r.oleh.nama_lengkap,
                uraian=r.uraian,
                berkas=(r.berkas_nama,) if r.berkas_nama else (),
            )
            for p in parts
            for r in p.laporan
        ),
    )
