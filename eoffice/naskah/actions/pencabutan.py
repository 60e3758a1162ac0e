"""Pencabutan, ralat and replacement: a signed naskah never changes; a newer one that was signed says so (naskah-dinas 3.9).

`buat_koreksi` begins the newer naskah. `kurang_koreksi` says what it still lacks. `klaim_koreksi` is called when its number
is taken, `berlakukan_koreksi` when its signature is kept: both inside the transaction of that act, so that an older naskah is
dicabut exactly when the newer one is signed.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.errors import Conflict
from eoffice.naskah import jenis, kaitan, policy
from eoffice.naskah.actions.konsep import Isian, PenerimaBaru, buat, simpan
from eoffice.naskah.actions.step import record
from eoffice.naskah.models import Koreksi, Naskah, Penerima
from eoffice.naskah.states import GUGUR, SEKALI, JenisKoreksi
from eoffice.organisasi.models import Jabatan
from eoffice.pdf import isi as isi_naskah
from eoffice.pdf import kata

#: From open to closed; a naskah about another one is at least as closed as that one.
URUT_SIFAT: Final = tuple(Sifat)
#: Entries in the trail of the older naskah, and of the one that was begun for it.
PERISTIWA: Final = {
    JenisKoreksi.MENCABUT: "naskah.dicabut",
    JenisKoreksi.MERALAT: "naskah.diralat",
    JenisKoreksi.MENGGANTIKAN: "naskah.digantikan",
}
_DI: Final = {
    JenisKoreksi.MENCABUT: "dicabut",
    JenisKoreksi.MERALAT: "diralat",
    JenisKoreksi.MENGGANTIKAN: "digantikan",
}


@dataclass(frozen=True)
class Permintaan:
    """Why, and for a ralat also what stands there and what should."""

    jenis: JenisKoreksi
    alasan: str
    semula: str = ""
    seharusnya: str = ""


def buat_koreksi(session: Session, actor: Actor, sasaran: Naskah, asked: Permintaan) -> Naskah:
    """Begin a konsep that revokes, corrects or replaces a signed naskah, with everything filled in that is known.

    Nothing happens to the older naskah by this; only the signature counts.

    Raises:
        NotAllowed: not issued, already over, or of another perangkat daerah.
    """
    require(policy.may(actor, Action.KOREKSI, sasaran))
    kind = _kind(sasaran, asked.jenis)
    made = buat(session, actor, kind.kode)
    made.koreksi = Koreksi(
        sasaran=sasaran,
        jenis=asked.jenis,
        alasan=asked.alasan,
        oleh_id=actor.pegawai_id,
        dibuat_at=clock.now(),
        klaim_id=None,
        berlaku_at=None,
    )
    session.flush()
    simpan(session, actor, made, _filled(session, sasaran, asked, kind))
    record(session, actor, "naskah.mulai_koreksi", made, catatan=f"{asked.jenis} naskah {sasaran.id}")
    return made


def _kind(sasaran: Naskah, jenis_koreksi: JenisKoreksi) -> jenis.Jenis:
    """The same jenis; a surat dinas where the older one has fields that its pencabutan or ralat would not fill."""
    own = jenis.get(sasaran.jenis)
    return own if jenis_koreksi is JenisKoreksi.MENGGANTIKAN or not own.kolom else jenis.get("surat_dinas")


def _filled(session: Session, sasaran: Naskah, asked: Permintaan, kind: jenis.Jenis) -> Isian:
    signer = sasaran.penandatangan
    hal, body = _words(sasaran, asked)
    found = Isian(
        hal=hal[:500],
        isi=body,
        kode_klasifikasi=sasaran.kode_klasifikasi,
        sifat=sasaran.sifat,
        urgensi=sasaran.urgensi,
        tujuan=penerima_sama(session, sasaran.tujuan),
        tembusan=penerima_sama(session, sasaran.tembusan),
    )
    if signer is not None and signer.aktif and signer.dapat_ttd:
        found = replace(found, penandatangan_id=signer.id, bentuk=sasaran.bentuk)
    return replace(found, rincian=dict(sasaran.rincian)) if kind.kode == sasaran.jenis else found


def penerima_sama(session: Session, rows: list[Penerima]) -> list[PenerimaBaru]:
    """The recipients of the older naskah; jabatan that are no more are left out."""
    found = []
    for row in rows:
        office = session.get(Jabatan, row.jabatan_id) if row.jabatan_id is not None else None
        if row.jabatan_id is None or (office is not None and office.aktif):
            found.append(PenerimaBaru(row.jabatan_id, row.teks, row.tempat, row.untuk_perhatian, row.pos_el))
    return found


def sebutan(naskah: Naskah) -> str:
    """«Surat Dinas Nomor … tanggal …», as another naskah names it."""
    day = kata.tanggal(naskah.tanggal) if naskah.tanggal is not None else "tanpa tanggal"
    return f"{jenis.get(naskah.jenis).nama} Nomor {naskah.nomor} tanggal {day}"


def _words(sasaran: Naskah, asked: Permintaan) -> tuple[str, dict[str, Any]]:
    """Hal and body; whoever drafts it may change every word but the number."""
    named = sebutan(sasaran)
    reason = asked.alasan.strip().rstrip(".")
    about = f"{named} hal {sasaran.hal}" if sasaran.hal else named
    if asked.jenis is JenisKoreksi.MENGGANTIKAN:
        first = isi_naskah.from_plain(f"Naskah ini menggantikan {named}, yang dinyatakan tidak berlaku lagi.")
        blocks = [*first["doc"]["content"], *sasaran.isi["doc"]["content"]]
        return sasaran.hal, {"v": 1, "doc": {"type": "doc", "content": blocks}}
    if asked.jenis is JenisKoreksi.MERALAT:
        text = (
            f"Dalam {about} terdapat kekeliruan: {reason}.\n\n"
            f"Tertulis: {asked.semula.strip()}\n\nSeharusnya: {asked.seharusnya.strip()}\n\n"
            "Bagian lain naskah tersebut tidak berubah. Ralat ini merupakan bagian yang tidak terpisahkan dari naskah tersebut."
        )
        return f"Ralat atas {named}", isi_naskah.from_plain(text)
    text = (
        f"Bersama ini disampaikan bahwa {about} dicabut dan dinyatakan tidak berlaku, karena {reason}.\n\n"
        "Naskah tersebut agar tidak dipakai lagi sebagai dasar tindakan apa pun sejak tanggal surat ini.\n\n"
        "Atas perhatian Saudara, kami ucapkan terima kasih."
    )
    return f"Pencabutan {named}", isi_naskah.from_plain(text)


def kurang_koreksi(naskah: Naskah) -> dict[str, str]:
    """What a naskah that corrects another one must still have: field → sentence; empty for every other naskah."""
    link = naskah.koreksi
    if link is None:
        return {}
    older, found = link.sasaran, dict[str, str]()
    if link.berlaku_at is None and older.keadaan in GUGUR:
        found["koreksi"] = f"{sebutan(older)} sudah {older.keadaan}; batalkan konsep ini."
    words = [naskah.hal, isi_naskah.plain_text(naskah.isi), *jenis.rincian.kata(naskah.rincian)]
    if older.nomor is not None and not any(older.nomor in " ".join(text.split()) for text in words):
        found["isi"] = f"Sebutkan nomor naskah yang {_DI[link.jenis]}: {older.nomor}."
    if URUT_SIFAT.index(naskah.sifat) < URUT_SIFAT.index(older.sifat):
        found["sifat"] = "Naskah ini menyebut naskah lain yang lebih tertutup; pilih sifat yang sama dengannya."
    if naskah.penandatangan_id is not None and not _may_sign(naskah, older):
        found["penandatangan_id"] = (
            f"Yang {_DI[link.jenis]} ditandatangani {older.penandatangan.nama if older.penandatangan else 'pejabat lain'}; "
            "pilih jabatan itu atau atasannya."
        )
    return found


def _may_sign(naskah: Naskah, older: Naskah) -> bool:
    """The office that signed the older one, or one above it."""
    office = older.penandatangan
    while office is not None:
        if office.id == naskah.penandatangan_id:
            return True
        office = office.atasan
    return False


def klaim_koreksi(session: Session, naskah: Naskah) -> None:
    """Whoever takes a number for revoking or replacing is the only one to do so; call it before the number is taken.

    Raises:
        Conflict: another one was quicker, and nothing was taken.
    """
    link = naskah.koreksi
    if link is None or link.berlaku_at is not None or link.klaim_id is not None:
        return
    older = session.scalars(
        select(Naskah).where(Naskah.id == link.sasaran_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    taken = session.scalar(select(Koreksi.id).where(Koreksi.klaim_id == older.id))
    if older.keadaan in GUGUR or (taken is not None and link.jenis in SEKALI):
        raise Conflict(
            f"{sebutan(older)} sudah atau sedang dicabut maupun digantikan naskah lain, jadi naskah ini tidak dapat "
            "ditandatangani. Tolak naskah ini, atau kembalikan kepada konseptor untuk dibatalkan."
        )
    link.claim()
    session.flush()


def lepas_klaim(naskah: Naskah) -> None:
    """It was refused after its number was taken: another naskah may revoke or replace the older one after all."""
    link = naskah.koreksi
    if link is not None and link.berlaku_at is None:
        link.klaim_id = None


def berlakukan_koreksi(session: Session, actor: Actor, naskah: Naskah) -> None:
    """The newer naskah was signed: from this instant the older one is dicabut, diralat or digantikan.

    Belongs into the transaction that keeps the signature; a second call finds it done. A ralat that is itself revoked
    stops counting; whatever a revoked pencabutan had revoked stays revoked.
    """
    link = naskah.koreksi
    if link is None or link.berlaku_at is not None:
        return
    link.take_effect(clock.now())
    session.flush()
    older = link.sasaran
    _settle(session, older)
    record(session, actor, PERISTIWA[link.jenis], older, dari=older.status, catatan=f"oleh naskah {naskah.id}")
    if older.koreksi is not None and older.koreksi.jenis is JenisKoreksi.MERALAT and link.jenis in SEKALI:
        _settle(session, older.koreksi.sasaran)


def _settle(session: Session, older: Naskah) -> None:
    """Write down what holds of a naskah now. Its version stays: nobody who has it open must reload for this."""
    held = kaitan.keadaan(session, older.id)
    session.execute(
        update(Naskah).where(Naskah.id == older.id).values(keadaan=held).execution_options(synchronize_session=False)
    )
    session.refresh(older, ["keadaan"])
    if held in GUGUR:
        outbox.enqueue(session, "naskah.gugur", dedup_key=f"naskah.gugur:{older.id}", naskah_id=older.id)
