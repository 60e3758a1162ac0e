"""A disposisi that reached the wrong office: declined with its reason, and redirected by the giver in one step."""

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import hierarki, policy
from eoffice.disposisi.actions.agendakan import agendakan
from eoffice.disposisi.actions.baca import read
from eoffice.disposisi.actions.beri import open_to, tell_new
from eoffice.disposisi.actions.tarik import anybody, close_to, live, own_again
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.states import GONE, Peran, StatusPenerima
from eoffice.errors import Conflict, Invalid
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk.states import Status

P = StatusPenerima


def tolak(session: Session, actor: Actor, penerima: DisposisiPenerima, alasan: str) -> None:
    """The recipient says that this is not the matter of his office; he no longer reads the surat through it.

    Raises:
        Invalid: no reason. Conflict: he gave it further down himself.
    """
    require(policy.may(actor, Action.TOLAK_DISPOSISI, penerima))
    if len(alasan.strip()) < 5:
        raise Invalid(
            "Alasan belum diisi.", {"alasan": "Tulis mengapa ini bukan urusan jabatan Anda, dan urusan siapa."}
        )
    if any(p.status not in GONE for act in penerima.lanjutan for p in act.penerima):
        raise Conflict(
            "Anda sudah meneruskannya ke bawah. Tarik dahulu yang belum dibaca, atau laporkan tindak lanjutnya."
        )
    surat, giver = penerima.disposisi.surat, penerima.disposisi.pemberi_jabatan_id
    dari = surat.status
    read(session, actor, penerima)
    penerima.decline(clock.now(), alasan.strip())
    surat.move(Action.TOLAK_DISPOSISI, surat.status)
    session.flush()
    close_to(session, surat, penerima.jabatan_id)
    agendakan(session, penerima.disposisi)
    surat_masuk.record(
        session, actor.sebagai(penerima.jabatan_id), "disposisi.tolak", surat, dari=dari, catatan=penerima.jabatan.nama
    )
    notifikasi.kabari(
        session,
        Kabar.DISPOSISI_DITOLAK,
        objek="disposisi",
        objek_id=penerima.id,
        jabatan=(giver,),
        sifat=surat.sifat,
        alasan=f"{penerima.jabatan.nama} menyatakan disposisi Anda salah arah",
        oleh=actor.pegawai_id,
    )


def alihkan(
    session: Session, actor: Actor, penerima: DisposisiPenerima, ke_jabatan_id: int | None, catatan: str
) -> DisposisiPenerima | None:
    """The giver says where a declined part goes: to another jabatan, back to the same one with a word, or nowhere.

    The new one takes over the peran, the words and the deadline. What goes nowhere is in the giver's hands again.

    Returns:
        The part that it became; None when it went nowhere.
    Raises:
        Invalid: who is chosen may not receive it, with the reason.
    """
    require(policy.may(actor, Action.ALIHKAN_DISPOSISI, penerima))
    act, surat, now = penerima.disposisi, penerima.disposisi.surat, clock.now()
    actor = actor.sebagai(act.pemberi_jabatan_id)
    dari, others, made = surat.status, live(act, but=penerima), penerima
    if ke_jabatan_id is None:
        if penerima.peran is Peran.PENANGGUNG_JAWAB and others:
            raise Invalid(
                "Penanggung jawab belum ada.",
                {"penerima": "Yang salah arah adalah penanggung jawab; pilih siapa penggantinya."},
            )
        penerima.tolak_diputus_at = now
        session.flush()
        to = surat.status
        if not others:
            own_again(act)
            to = Status.TERCATAT if to is Status.DIDISPOSISIKAN and not anybody(session, surat) else to
        surat.move(Action.ALIHKAN_DISPOSISI, to)
        surat_masuk.record(session, actor, "disposisi.tidak_dialihkan", surat, dari=dari, catatan=penerima.jabatan.nama)
        return None
    if ke_jabatan_id == penerima.jabatan_id:
        if len(catatan.strip()) < 5:
            raise Invalid("Catatan belum diisi.", {"catatan": "Tulis mengapa ini tetap urusan jabatan itu."})
        penerima.stay(now, catatan.strip())
    else:
        made = _instead(session, penerima, ke_jabatan_id, catatan.strip())
        penerima.tolak_diputus_at = now
    surat.move(Action.ALIHKAN_DISPOSISI, surat.status)
    session.flush()
    open_to(session, surat, made.jabatan_id)
    session.flush()
    surat_masuk.record(session, actor, "disposisi.alihkan", surat, dari=dari, catatan=made.jabatan.nama)
    tell_new(session, made, actor.pegawai_id)
    return made


def _instead(session: Session, penerima: DisposisiPenerima, jabatan_id: int, catatan: str) -> DisposisiPenerima:
    """The part of another jabatan in the same disposisi: new, taken up again, or made responsible."""
    act = penerima.disposisi
    verdict = hierarki.may_give(session, act.pemberi_jabatan_id, jabatan_id, act.surat)
    if not verdict:
        raise Invalid("Penerima tidak dapat dipilih.", {"penerima": verdict.alasan})
    known = next((p for p in act.penerima if p.jabatan_id == jabatan_id), None)
    if known is None:
        known = DisposisiPenerima(jabatan_id=jabatan_id, peran=penerima.peran, status=P.TERKIRIM)
        act.penerima.append(known)
    elif known.status in GONE:
        known.status, known.peran = P.TERKIRIM, penerima.peran
        known.unread()
    elif penerima.peran is Peran.PENANGGUNG_JAWAB and known.open:
        known.peran = penerima.peran
    else:
        raise Invalid(
            "Penerima tidak dapat dipilih.", {"penerima": "Jabatan itu sudah menerima disposisi ini; pilih yang lain."}
        )
    known.menggantikan, known.catatan_alih = penerima, catatan
    known.versi_dibaca = act.versi
    session.flush()
    return known
