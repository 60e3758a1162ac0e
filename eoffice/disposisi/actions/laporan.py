"""Reports on a disposisi: a step on the way, or the whole, with files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import policy
from eoffice.disposisi.actions import kabar
from eoffice.disposisi.actions.baca import read
from eoffice.disposisi.models import BerkasLaporan, DisposisiPenerima, TindakLanjut
from eoffice.disposisi.states import Peran, StatusLaporan
from eoffice.errors import Invalid
from eoffice.storage import Blob
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk.states import Status
from eoffice.titik import titik

#: Percent of a report that says everything is done.
SELESAI: Final = 100
#: Files of one report.
PALING_BANYAK: Final = 10


@dataclass(frozen=True)
class Berkas:
    """A file for a report, already found clean."""

    blob: Blob
    mime: str
    nama: str


def laporkan(
    session: Session,
    actor: Actor,
    penerima: DisposisiPenerima,
    uraian: str,
    berkas: Sequence[Berkas] = (),
    *,
    kemajuan: int = SELESAI,
) -> TindakLanjut:
    """Report what was done; the giver accepts the whole or sends it back, and only sees a part of it.

    Args:
        kemajuan: percent; below 100 the part stays open, and the giver sees how far it is.

    Raises:
        Invalid: nothing said, no such percentage, or too many files.
    """
    require(policy.may(actor, Action.TINDAK_LANJUTI, penerima))
    wrong: dict[str, str] = {}
    if len(uraian.strip()) < 5:
        wrong["uraian"] = "Tulis apa yang sudah dikerjakan."
    if not 1 <= kemajuan <= SELESAI:
        wrong["kemajuan"] = "Kemajuan diisi 1 sampai 100 persen."
    if len(berkas) > PALING_BANYAK:
        wrong["berkas"] = f"Paling banyak {PALING_BANYAK} berkas dalam satu laporan."
    if wrong:
        raise Invalid("Laporan belum dapat dikirim. " + " ".join(wrong.values()), wrong)
    read(session, actor, penerima)
    if kemajuan < SELESAI:
        made = _step_on_the_way(session, actor, penerima, uraian, berkas, kemajuan)
    else:
        made = report(session, actor, penerima, uraian, berkas)
    titik("laporan_dibuat")
    return made


def _step_on_the_way(
    session: Session, actor: Actor, penerima: DisposisiPenerima, uraian: str, berkas: Sequence[Berkas], kemajuan: int
) -> TindakLanjut:
    surat, actor = penerima.disposisi.surat, actor.sebagai(penerima.jabatan_id)
    dari = surat.status
    made = _written(actor.pegawai_id, actor.jabatan_id, uraian, berkas, kemajuan)
    penerima.laporan.append(made)
    penerima.advance(kemajuan)
    waits = surat.status is Status.MENUNGGU_KONFIRMASI
    surat.move(Action.TINDAK_LANJUTI, Status.MENUNGGU_KONFIRMASI if waits else Status.DIPROSES)
    session.flush()
    said = f"{penerima.jabatan.nama}: {kemajuan} persen"
    surat_masuk.record(session, actor, "disposisi.laporkan_sebagian", surat, dari=dari, catatan=said)
    return made


def report(
    session: Session,
    actor: Actor,
    penerima: DisposisiPenerima,
    uraian: str,
    berkas: Sequence[Berkas] = (),
    *,
    naskah_id: int | None = None,
    penulis: tuple[int, int] | None = None,
) -> TindakLanjut:
    """The whole, by whoever was permitted before.

    Args:
        naskah_id: the answer that was sent, if that is what was done.
        penulis: pegawai and jabatan named as the author when it is not the actor.
    """
    surat, actor = penerima.disposisi.surat, actor.sebagai(penerima.jabatan_id)
    dari = surat.status
    made = _written(*(penulis or (actor.pegawai_id, actor.jabatan_id)), uraian, berkas, SELESAI)
    made.naskah_id = naskah_id
    penerima.laporan.append(made)
    penerima.report(made.at)
    penerima.kemajuan = SELESAI
    root = penerima.disposisi.induk is None and penerima.peran is Peran.PENANGGUNG_JAWAB
    waits = root or surat.status is Status.MENUNGGU_KONFIRMASI
    surat.move(Action.TINDAK_LANJUTI, Status.MENUNGGU_KONFIRMASI if waits else Status.DIPROSES)
    session.flush()
    surat_masuk.record(session, actor, "disposisi.laporkan", surat, dari=dari)
    kabar.pemberi(session, actor, penerima)
    return made


def _written(pegawai_id: int, jabatan_id: int, uraian: str, berkas: Sequence[Berkas], kemajuan: int) -> TindakLanjut:
    return TindakLanjut(
        at=clock.now(),
        oleh_id=pegawai_id,
        oleh_jabatan_id=jabatan_id,
        uraian=uraian,
        status=StatusLaporan.DIAJUKAN if kemajuan == SELESAI else StatusLaporan.SEBAGIAN,
        kemajuan=kemajuan,
        catatan_pemberi="",
        berkas=[
            BerkasLaporan(
                urutan=n, key=b.blob.key, size=b.blob.size, sha256=b.blob.sha256, mime=b.mime, nama=b.nama[:200]
            )
            for n, b in enumerate(berkas, 1)
        ],
    )


def files_of(laporan: TindakLanjut) -> list[Berkas]:
    """The files of a report, to be named by the one that passes it on."""
    return [Berkas(Blob(b.key, b.size, b.sha256), b.mime, b.nama) for b in laporan.berkas]
