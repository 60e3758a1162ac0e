"""What the giver says to a report: accepted, which rolls up to the one above, or sent back; and the end of the surat."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import policy
from eoffice.disposisi.actions import kabar
from eoffice.disposisi.actions.laporan import files_of, report
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import GONE, Peran, StatusLaporan, StatusPenerima
from eoffice.errors import Invalid
from eoffice.notifikasi.states import Kabar
from eoffice.peristiwa import queries as peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import BELUM, Status

P = StatusPenerima
#: How a result that was passed on begins.
HASIL: Final = "Hasil dari "


def terima(session: Session, actor: Actor, penerima: DisposisiPenerima, catatan: str = "", kata: str = "") -> bool:
    """The giver accepts a report. When it is that of the one responsible, the giver's own part is reported upwards.

    So the parts roll up level by level until the addressed leader accepts the last and closes the surat.

    Args:
        kata: the giver's own words, added to what goes up.

    Returns:
        Whether the giver's own part was reported upwards with it.
    """
    require(policy.may(actor, Action.TERIMA_LAPORAN, penerima))
    return accept(session, actor, penerima, catatan, kata)


def accept(
    session: Session,
    actor: Actor,
    penerima: DisposisiPenerima,
    catatan: str,
    kata: str = "",
    *,
    penulis: tuple[int, int] | None = None,
) -> bool:
    """As `terima`, by whoever was permitted before; what is still open below is closed with it.

    Args:
        penulis: pegawai and jabatan named as the author of what goes up when it is not the actor.
    """
    disposisi, surat = penerima.disposisi, penerima.disposisi.surat
    actor = actor.sebagai(disposisi.pemberi_jabatan_id)
    dari = surat.status
    written = penerima.laporan[-1]
    written.status, written.catatan_pemberi, written.diputus_at = StatusLaporan.DITERIMA, catatan, clock.now()
    penerima.accept(clock.now())
    _close_below(penerima)
    waiting = surat.status is Status.MENUNGGU_KONFIRMASI
    surat.move(Action.TERIMA_LAPORAN, Status.MENUNGGU_KONFIRMASI if waiting else Status.DIPROSES)
    surat_masuk.record(session, actor, "disposisi.terima_laporan", surat, dari=dari, catatan=penerima.jabatan.nama)
    kabar.pelapor(session, actor, penerima, Kabar.LAPORAN_DITERIMA)
    if penerima.peran is Peran.PENANGGUNG_JAWAB:
        surat_masuk.measure(session, actor, "disposisi.selesai", surat, {"disposisi": str(disposisi.id)})
        above = disposisi.induk
        if above is not None and rolls_up(disposisi, penerima.peran):
            said, files = _passed_on(penerima, written.uraian, kata), files_of(written)
            report(session, actor, above, said, files, naskah_id=written.naskah_id, penulis=penulis)
            return True
    return False


def _close_below(penerima: DisposisiPenerima) -> None:
    for act in penerima.lanjutan:
        for part in act.penerima:
            part.close_below(clock.now())
            _close_below(part)


def rolls_up(disposisi: Disposisi, peran: Peran) -> bool:
    """Whether accepting the report of this peran sends the giver's own report upwards."""
    above = disposisi.induk
    return peran is Peran.PENANGGUNG_JAWAB and above is not None and above.status in (P.DIBACA, P.DITINDAKLANJUTI)


def _passed_on(penerima: DisposisiPenerima, uraian: str, kata: str) -> str:
    """What a report says one level further up: whose result it is, said once, and what the one between adds."""
    said = uraian if uraian.startswith(HASIL) else f"{HASIL}{penerima.jabatan.nama}: {uraian}"
    return f"{said}\n\n{penerima.disposisi.pemberi_jabatan.nama}: {kata.strip()}" if kata.strip() else said


def kembalikan(session: Session, actor: Actor, penerima: DisposisiPenerima, catatan: str) -> None:
    """The giver sends a report back with what is missing; also one accepted before, while the giver still owes it.

    So a report that came back from above is handed further down to whoever did the work.

    Raises:
        Invalid: no reason.
    """
    require(policy.may(actor, Action.KEMBALIKAN_LAPORAN, penerima))
    if len(catatan.strip()) < 5:
        raise Invalid("Catatan belum diisi.", {"catatan": "Tulis apa yang masih kurang."})
    surat = penerima.disposisi.surat
    dari = surat.status
    if penerima.status is P.SELESAI and penerima.peran is Peran.PENANGGUNG_JAWAB:
        _unmeasure(session, actor, penerima.disposisi)
    written = penerima.laporan[-1]
    written.status, written.catatan_pemberi, written.diputus_at = StatusLaporan.DIKEMBALIKAN, catatan, clock.now()
    penerima.give_back()
    root = penerima.disposisi.induk is None and penerima.peran is Peran.PENANGGUNG_JAWAB
    back = root or surat.status is Status.DIPROSES
    surat.move(Action.KEMBALIKAN_LAPORAN, Status.DIPROSES if back else Status.MENUNGGU_KONFIRMASI)
    actor = actor.sebagai(penerima.disposisi.pemberi_jabatan_id)
    surat_masuk.record(session, actor, "disposisi.kembalikan_laporan", surat, dari=dari, catatan=catatan)
    kabar.pelapor(session, actor, penerima, Kabar.LAPORAN_DIKEMBALIKAN)


def _unmeasure(session: Session, actor: Actor, disposisi: Disposisi) -> None:
    """What the metric log counts as done is not done after all (metrik.md 1.6 K5)."""
    noted = [
        row.id_peristiwa
        for row in peristiwa.of_naskah(session, [f"surat:{disposisi.surat_id}"])
        if row.jenis is Jenis.DISPOSISI_SELESAI and row.rincian.get("disposisi") == str(disposisi.id)
    ]
    if noted:
        surat_masuk.measure(session, actor, "koreksi.batal", disposisi.surat, {"rujukan": noted[-1]})


def owing(session: Session, surat_id: int) -> list[DisposisiPenerima]:
    """The penanggung jawab of the addressed leader's own disposisi who have not been accepted yet."""
    statement = (
        select(DisposisiPenerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(
            Disposisi.surat_id == surat_id,
            Disposisi.induk_id.is_(None),
            DisposisiPenerima.peran == Peran.PENANGGUNG_JAWAB,
            DisposisiPenerima.status.not_in(GONE | {P.SELESAI, P.DITUTUP}),
        )
    )
    return list(session.scalars(statement))


def selesaikan(session: Session, actor: Actor, surat: SuratMasuk, catatan: str = "") -> None:
    """The addressed leader closes the surat.

    Raises:
        Conflict: the one responsible has not been accepted yet, and no reason is given for closing all the same.
    """
    require(surat_policy.may(actor, Action.SELESAIKAN, surat))
    if owing(session, surat.id) and len(catatan.strip()) < 5:
        raise Invalid(
            "Penanggung jawab belum selesai.",
            {"catatan": "Tulis alasan bila surat ditutup sebelum laporan penanggung jawab diterima."},
        )
    surat_masuk.selesaikan(session, actor, surat, catatan)


def terima_dan_tutup(
    session: Session, actor: Actor, penerima: DisposisiPenerima, catatan: str = "", kata: str = ""
) -> bool:
    """Accept, and close the surat when nothing of the penanggung jawab is left; True when it was closed."""
    terima(session, actor, penerima, catatan, kata)
    surat = penerima.disposisi.surat
    session.flush()
    if not surat_policy.may(actor, Action.SELESAIKAN, surat) or owing(session, surat.id):
        return False
    surat_masuk.selesaikan(session, actor, surat, catatan)
    return True


def close_unasked(session: Session, surat: SuratMasuk, said: str) -> None:
    """Close the surat in nobody's name, for a reason that needs no decision any more."""
    dari = surat.status
    surat.close(Action.BACA_SAJA if dari in BELUM else Action.SELESAIKAN, clock.now(), said)
    surat_masuk.record(session, SISTEM, "surat_masuk.selesaikan", surat, dari=dari, catatan=said)
    surat_masuk.measure(session, SISTEM, "surat.selesai", surat, {})
