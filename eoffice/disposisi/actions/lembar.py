"""The lembar disposisi of a surat as values for its page: what the reader may see of the chain, in order of giving."""

from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import document, pohon
from eoffice.disposisi.models import DisposisiPenerima, TindakLanjut
from eoffice.disposisi.pohon import Cabang
from eoffice.disposisi.states import GONE, INSTRUKSI, Cara, StatusLaporan, StatusPenerima
from eoffice.pdf import kata
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
        kop=(f"Pemerintah {kota}", surat.opd.nama_pada(surat.diterima_at)),
        surat_dari=surat.asal_teks,
        nomor_surat=surat.nomor_surat or "-",
        tanggal_surat=surat.tanggal_surat,
        diterima=clock.wib(surat.diterima_at).date(),
        nomor_agenda=f"{surat.nomor_agenda}/{surat.tahun}",
        hal=surat.hal,
        sifat=str(surat.sifat),
        urgensi=str(surat.urgensi),
        rantai=tuple(_steps(pohon.tree(session, actor, surat), 1)),
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
        found.append(_step(group, level))
        for branch in group:
            found += _steps(branch.anak, level + 1)
    return found


def _step(group: list[Cabang], level: int) -> document.Langkah:
    act = group[0].bagian.disposisi
    return document.Langkah(
        dari=group[0].dari,
        nama=act.pemberi.nama_lengkap,
        pada=act.at,
        penerima=tuple(_recipient(branch) for branch in group),
        instruksi=tuple(INSTRUKSI[kode].label for kode in act.instruksi if kode in INSTRUKSI),
        catatan=act.catatan,
        batas=act.batas,
        tingkat=level,
        atas_nama=act.disiapkan.nama_lengkap if act.cara is Cara.DIKTE and act.disiapkan is not None else "",
        tindak_lanjut=tuple(_report(r) for branch in group for r in branch.bagian.laporan),
    )


def _recipient(branch: Cabang) -> document.Penerima:
    part = branch.bagian
    status = part.label.lower()
    if branch.kemajuan and part.open and part.status is not StatusPenerima.DILAPORKAN:
        status += f" {branch.kemajuan} %"
    seen = [f"{kata.tanggal_pukul(each.at)} oleh {each.nama}" for each in branch.pembaca]
    read = f"dibaca {'; '.join(seen)}" if part.dibaca_at and seen else "belum dibaca"
    spent = "berjalan" if part.open else "selesai dalam"
    gone = part.status in GONE
    return document.Penerima(
        jabatan=part.jabatan.nama_pada(part.disposisi.at),
        peran=str(part.peran),
        nama="" if gone else branch.pemegang,
        status=status,
        dibaca="" if gone else read,
        lama="" if gone else f"{spent} {branch.lama}",
        keterangan=_apart(part),
    )


def _apart(part: DisposisiPenerima) -> str:
    """What became of a part that went no further, or what it stands for."""
    if part.status is StatusPenerima.DITARIK:
        return "ditarik sebelum dibaca"
    if part.status is StatusPenerima.DITOLAK and part.ditolak_at is not None:
        return f"dikembalikan {kata.tanggal_pukul(part.ditolak_at)}: “{part.alasan_tolak}”"
    if part.menggantikan is not None:
        words = f": “{part.catatan_alih}”" if part.catatan_alih else ""
        return f"menggantikan {part.menggantikan.jabatan.nama_pada(part.disposisi.at)}{words}"
    return ""


_PUTUSAN: Final = {
    StatusLaporan.SEBAGIAN: "sebagian",
    StatusLaporan.DITERIMA: "diterima",
    StatusLaporan.DIKEMBALIKAN: "dikembalikan",
}


def _report(written: TindakLanjut) -> document.TindakLanjut:
    said = _PUTUSAN.get(written.status, "")
    if written.status is StatusLaporan.SEBAGIAN:
        said += f" {written.kemajuan} %"
    elif said and written.catatan_pemberi:
        said += f": {written.catatan_pemberi}"
    return document.TindakLanjut(
        pada=written.at,
        oleh=written.oleh.nama_lengkap,
        uraian=written.uraian,
        berkas=tuple(b.nama for b in written.berkas),
        putusan=said,
    )
