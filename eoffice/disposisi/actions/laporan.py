"""Reports on a disposisi: made, accepted or sent back, and rolled up to the leader who closes the surat."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import policy
from eoffice.disposisi.actions.baca import read
from eoffice.disposisi.models import Disposisi, DisposisiPenerima, TindakLanjut
from eoffice.disposisi.states import Peran, StatusLaporan, StatusPenerima
from eoffice.errors import Invalid
from eoffice.storage import Blob
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status
from eoffice.titik import titik

P = StatusPenerima
#: How a result that was passed on begins.
HASIL: Final = "Hasil dari "


@dataclass(frozen=True)
class Berkas:
    """A file for a report, already found clean."""

    blob: Blob
    mime: str
    nama: str


def laporkan(
    session: Session, actor: Actor, penerima: DisposisiPenerima, uraian: str, berkas: Berkas | None = None
) -> TindakLanjut:
    """Report what was done; the giver accepts it or sends it back.

    Raises:
        Invalid: nothing said.
    """
    require(policy.may(actor, Action.TINDAK_LANJUTI, penerima))
    if len(uraian.strip()) < 5:
        raise Invalid("Laporan belum diisi.", {"uraian": "Tulis apa yang sudah dikerjakan."})
    read(session, actor, penerima)
    made = _report(session, actor, penerima, uraian, berkas)
    titik("laporan_dibuat")
    return made


def _report(
    session: Session, actor: Actor, penerima: DisposisiPenerima, uraian: str, berkas: Berkas | None
) -> TindakLanjut:
    surat = penerima.disposisi.surat
    dari = surat.status
    made = TindakLanjut(
        at=clock.now(),
        oleh_id=actor.pegawai_id,
        oleh_jabatan_id=actor.jabatan_id,
        uraian=uraian,
        status=StatusLaporan.DIAJUKAN,
        catatan_pemberi="",
        berkas_key=berkas.blob.key if berkas else None,
        berkas_size=berkas.blob.size if berkas else None,
        berkas_sha256=berkas.blob.sha256 if berkas else None,
        berkas_mime=berkas.mime if berkas else "",
        berkas_nama=berkas.nama if berkas else "",
    )
    penerima.laporan.append(made)
    penerima.report(made.at)
    root = penerima.disposisi.induk is None and penerima.peran is Peran.PENANGGUNG_JAWAB
    waits = root or surat.status is Status.MENUNGGU_KONFIRMASI
    surat.move(Action.TINDAK_LANJUTI, Status.MENUNGGU_KONFIRMASI if waits else Status.DIPROSES)
    session.flush()
    surat_masuk.record(session, actor, "disposisi.laporkan", surat, dari=dari)
    return made


def terima(session: Session, actor: Actor, penerima: DisposisiPenerima, catatan: str = "", kata: str = "") -> bool:
    """The giver accepts a report. When it is that of the one responsible, the giver's own part is reported upwards.

    So the parts roll up level by level until the addressed leader accepts the last and closes the surat.

    Args:
        kata: the giver's own words, added to what goes up.

    Returns:
        Whether the giver's own part was reported upwards with it.
    """
    require(policy.may(actor, Action.TERIMA_LAPORAN, penerima))
    disposisi, surat = penerima.disposisi, penerima.disposisi.surat
    dari = surat.status
    report = penerima.laporan[-1]
    report.status, report.catatan_pemberi, report.diputus_at = StatusLaporan.DITERIMA, catatan, clock.now()
    penerima.accept(clock.now())
    waiting = surat.status is Status.MENUNGGU_KONFIRMASI
    surat.move(Action.TERIMA_LAPORAN, Status.MENUNGGU_KONFIRMASI if waiting else Status.DIPROSES)
    surat_masuk.record(session, actor, "disposisi.terima_laporan", surat, dari=dari, catatan=penerima.jabatan.nama)
    if penerima.peran is Peran.PENANGGUNG_JAWAB:
        surat_masuk.measure(session, actor, "disposisi.selesai", surat, {"disposisi": str(disposisi.id)})
        above = disposisi.induk
        if above is not None and rolls_up(disposisi, penerima.peran):
            file = None
            if report.berkas_key:
                blob = Blob(report.berkas_key, report.berkas_size or 0, report.berkas_sha256 or "")
                file = Berkas(blob, report.berkas_mime, report.berkas_nama)
            _report(session, actor, above, _passed_on(penerima, report.uraian, kata), file)
            return True
    return False


def rolls_up(disposisi: Disposisi, peran: Peran) -> bool:
    """Whether accepting the report of this peran sends the giver's own report upwards."""
    above = disposisi.induk
    return peran is Peran.PENANGGUNG_JAWAB and above is not None and above.status in (P.DIBACA, P.DITINDAKLANJUTI)


def _passed_on(penerima: DisposisiPenerima, uraian: str, kata: str) -> str:
    """What a report says one level further up: whose result it is, said once, and what the one between adds."""
    said = uraian if uraian.startswith(HASIL) else f"{HASIL}{penerima.jabatan.nama}: {uraian}"
    return f"{said}\n\n{penerima.disposisi.pemberi_jabatan.nama}: {kata.strip()}" if kata.strip() else said


def kembalikan(session: Session, actor: Actor, penerima: DisposisiPenerima, catatan: str) -> None:
    """The giver sends a report back with what is missing.

    Raises:
        Invalid: no reason.
    """
    require(policy.may(actor, Action.KEMBALIKAN_LAPORAN, penerima))
    if len(catatan.strip()) < 5:
        raise Invalid("Catatan belum diisi.", {"catatan": "Tulis apa yang masih kurang."})
    surat = penerima.disposisi.surat
    dari = surat.status
    report = penerima.laporan[-1]
    report.status, report.catatan_pemberi, report.diputus_at = StatusLaporan.DIKEMBALIKAN, catatan, clock.now()
    penerima.give_back()
    root = penerima.disposisi.induk is None and penerima.peran is Peran.PENANGGUNG_JAWAB
    back = root or surat.status is Status.DIPROSES
    surat.move(Action.KEMBALIKAN_LAPORAN, Status.DIPROSES if back else Status.MENUNGGU_KONFIRMASI)
    surat_masuk.record(session, actor, "disposisi.kembalikan_laporan", surat, dari=dari, catatan=catatan)


def selesaikan(session: Session, actor: Actor, surat: SuratMasuk, catatan: str = "") -> None:
    """The addressed leader closes the surat.

    Raises:
        Conflict: the one responsible has not been accepted yet, and no reason is given for closing all the same.
    """
    require(surat_policy.may(actor, Action.SELESAIKAN, surat))
    owing = session.scalars(
        select(DisposisiPenerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(
            Disposisi.surat_id == surat.id,
            Disposisi.induk_id.is_(None),
            DisposisiPenerima.peran == Peran.PENANGGUNG_JAWAB,
            DisposisiPenerima.status.not_in((P.SELESAI, P.DITARIK)),
        )
    ).all()
    if owing and len(catatan.strip()) < 5:
        raise Invalid(
            "Penanggung jawab belum selesai.",
            {"catatan": "Tulis alasan bila surat ditutup sebelum laporan penanggung jawab diterima."},
        )
    surat_masuk.selesaikan(session, actor, surat, catatan)
