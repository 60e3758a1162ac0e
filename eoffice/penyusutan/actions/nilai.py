"""What the panitia says of each item, and what whoever approves refuses."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.errors import Conflict, Invalid
from eoffice.penyusutan import daftar, kaidah
from eoffice.penyusutan.actions.step import halangan, step
from eoffice.penyusutan.actions.susun import pilih
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.penulisan import DITOLAK
from eoffice.penyusutan.states import Dokumen, Langkah, Penilaian, Status


def nilai(
    session: Session, actor: Actor, kasus: Kasus, butir_ids: Sequence[int], penilaian: Penilaian, alasan: str
) -> int:
    """Say of some items what the panitia finds; anything but agreement takes its reason, and so does agreement.

    Raises:
        NotAllowed: not of the panitia, or not the time for it.
        Invalid: no reason. Conflict: a rule forbids what was agreed on, or the list was put before others already.
    """
    said = alasan.strip()
    if not said:
        raise Invalid("Alasan perlu diisi.", {"alasan": "Setiap penilaian memerlukan alasannya."})
    if penilaian is Penilaian.BELUM:
        raise Invalid("Penilaian belum dipilih.", {"penilaian": "Pilih penilaiannya."})
    with step(session, actor, Action.NILAI_SUSUT, kasus, "nilai", f"{len(butir_ids)} berkas {penilaian}: {said}"):
        if kasus.kini(Dokumen.NOTULA) is not None:
            raise Conflict(
                "Notula rapat panitia sudah ditulis dari penilaian ini. Batalkan konsepnya dahulu bila penilaian perlu diubah, "
                "atau keluarkan berkasnya bila notulanya sudah ditandatangani."
            )
        if kasus.kini(Dokumen.PERTIMBANGAN) is not None:
            raise Conflict("Surat pertimbangan sudah ditulis. Hapus konsepnya dahulu bila penilaian perlu diubah.")
        chosen = pilih(kasus, butir_ids)
        if penilaian is Penilaian.SETUJU:
            _refuse(session, kasus, {b.berkas_id for b in chosen})
        for row in chosen:
            row.nilai(penilaian, said, by=actor.pegawai_id, at=clock.now())
    return len(chosen)


def _refuse(session: Session, kasus: Kasus, berkas_ids: set[int]) -> None:
    found = [
        h
        for berkas_id, every in halangan(session, kasus).items()
        if berkas_id in berkas_ids
        for h in every
        if h.kaidah != "SST-09"  # being agreed on is just what ends the dispute
    ]
    if found:
        raise Conflict(f"{found[0]}. Nilai berkas itu untuk disimpan, atau keluarkan dari perkara.".replace("..", "."))


def tolak(session: Session, actor: Actor, kasus: Kasus, butir_ids: Sequence[int], alasan: str) -> int:
    """The head of the records creator refuses some items before signing the approval.

    Raises:
        NotAllowed: somebody else, or nothing waits for it. Conflict: the approval is being written already.
    """
    said = alasan.strip()
    if not said:
        raise Invalid("Alasan perlu diisi.", {"alasan": "Sebutkan mengapa berkas ini tidak disetujui."})
    with step(session, actor, Action.SETUJUI_SUSUT, kasus, "tolak_butir", f"{len(butir_ids)} berkas: {said}"):
        if kasus.kini(Dokumen.PERSETUJUAN) is not None:
            raise Conflict("Surat persetujuannya sudah ditulis. Minta arsiparis menulisnya ulang lebih dahulu.")
        keluarkan_ditolak(kasus, actor, butir_ids, said)
    return len(butir_ids)


def keluarkan_ditolak(kasus: Kasus, actor: Actor, butir_ids: Sequence[int], alasan: str) -> None:
    """Take out what was not approved; a case with nothing left ends."""
    for row in pilih(kasus, butir_ids):
        row.keluarkan(DITOLAK + alasan, by=actor.pegawai_id, at=clock.now())
    if kasus.hidup:
        kasus.jalur = kasus.jalur or kaidah.jalur(kasus.jenis, daftar.lama(kasus))
    else:
        kasus.alasan = "Seluruh berkas tidak disetujui."
        kasus.maju(Langkah.BATALKAN, Status.DIBATALKAN, clock.now())
