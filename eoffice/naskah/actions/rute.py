"""Along the route: ajukan, paraf, kembalikan, tolak, batalkan, tarik, and changing while checking."""

import re
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import bertugas, jenis, temuan, typeset, wewenang
from eoffice.naskah.actions import kabar
from eoffice.naskah.actions.konsep import Isian, apply
from eoffice.naskah.actions.pemeriksa import kurang_koordinasi
from eoffice.naskah.actions.pencabutan import kurang_koreksi, lepas_klaim
from eoffice.naskah.actions.penerima_massal import kurang_massal
from eoffice.naskah.actions.step import akhiri_sewa, measure, step
from eoffice.naskah.models import Naskah, NaskahVersi
from eoffice.naskah.periksa import kepala
from eoffice.naskah.states import OPEN, PeranMassal, Status, TipePenerima
from eoffice.notifikasi.states import Kabar
from eoffice.pdf import isi as isi_naskah

_POS_EL: Final = re.compile(r"[^@\s<>\"',;]{1,80}@[A-Za-z0-9.-]{1,100}\.[A-Za-z]{2,20}")


def missing(naskah: Naskah) -> dict[str, str]:
    """What must still be filled in before it can go its way: field → sentence; empty when complete."""
    kind = jenis.get(naskah.jenis)
    found: dict[str, str] = {}
    if kind.judul is None and not naskah.hal.strip():
        found["hal"] = "Isi hal (pokok surat)." if kind.label_hal == "Hal" else f"Isi {kind.label_hal.lower()}."
    elif kind.judul is None and kepala.bertitik(naskah.hal):
        found["hal"] = f"{kind.label_hal or 'Hal'} tidak diakhiri titik."
    if not naskah.kode_klasifikasi:
        found["kode_klasifikasi"] = "Pilih kode klasifikasi."
    if naskah.penandatangan_id is None:
        found["penandatangan_id"] = "Pilih penandatangan."
    elif why := wewenang.sebab(naskah):
        found["penandatangan_id"] = why
    if kind.pihak_wajib and not naskah.penyerta:
        found["pihak_kedua"] = f"Pilih {kind.sebutan[1].lower()}."
    if kind.bertujuan and not naskah.tujuan and naskah.peran_massal is not PeranMassal.INDUK:
        found["tujuan"] = "Pilih paling sedikit satu tujuan."
    if kind.isi == "wajib" and not isi_naskah.plain_text(naskah.isi).strip():
        found["isi"] = "Isi naskah masih kosong."
    elif open_fields := isi_naskah.used_fields(naskah.isi):
        found["isi"] = f"Masih ada {len(open_fields)} isian yang belum diganti teks."
    found |= jenis.rincian.kurang(kind, naskah.rincian)
    found |= _pribadi(kind, naskah)
    for p in naskah.penerima:
        if p.pos_el and not _POS_EL.fullmatch(p.pos_el):
            found[str(p.peran)] = f"Pos-el {p.teks[:60]} belum benar."
    signer = naskah.penandatangan_id
    if any(p.jabatan_id is not None and p.jabatan_id == signer for p in naskah.penerima):
        found["tembusan"] = "Penandatangan tidak perlu menjadi tujuan atau tembusan."
    signers = [signer, *(p.jabatan_id for p in naskah.penyerta)]
    if len(set(signers)) < len(signers):
        found["pihak_kedua"] = "Setiap penandatangan harus jabatan yang berbeda."
    addressed = {p.jabatan_id for p in naskah.tujuan if p.tipe is TipePenerima.INTERNAL}
    if any(p.tipe is TipePenerima.INTERNAL and p.jabatan_id in addressed for p in naskah.tembusan):
        found["tembusan"] = "Jabatan yang menjadi tujuan tidak perlu diberi tembusan."
    return found | kurang_massal(naskah) | kurang_koreksi(naskah)


def _pribadi(kind: jenis.Jenis, naskah: Naskah) -> dict[str, str]:
    """A NIK stands in no list, and whoever may read it is chosen with care (2.4 p)."""
    if jenis.pribadi.ber_nik(naskah.hal):
        return {"hal": f"{kind.label_hal or 'Hal'} terlihat di daftar, jadi tidak boleh memuat NIK."}
    if naskah.sifat is Sifat.BIASA and jenis.pribadi.terisi(kind, naskah.rincian):
        return {"sifat": "Naskah ini memuat NIK, data pribadi. Pilih sifat Terbatas atau Rahasia."}
    return {}


def _keep_version(session: Session, actor: Actor, naskah: Naskah, sebab: str) -> bool:
    content, digest = naskah.content(), naskah.content_sha256()
    last = naskah.versi_rows[-1] if naskah.versi_rows else None
    if last is not None and last.sha256 == digest:
        return False
    naskah.versi += 1
    naskah.versi_rows.append(
        NaskahVersi(
            versi=naskah.versi,
            isi=content,
            sha256=digest,
            at=clock.now(),
            oleh_id=actor.pegawai_id,
            oleh_jabatan_id=actor.jabatan_id,
            sebab=sebab,
        )
    )
    measure(session, actor, "naskah.versi_disimpan", naskah, {"versi": naskah.versi, "teks_sha256": digest})
    return True


def ajukan(session: Session, actor: Actor, naskah: Naskah, catatan: str = "") -> None:
    """Submit to the route; what is missing is said as one list and nothing typed is lost.

    Raises:
        Invalid: with every missing field.
    """
    with step(session, actor, Action.AJUKAN, naskah, catatan):
        lacking = missing(naskah) | kurang_koordinasi(session, naskah)
        lacking = temuan.tahan(session, actor, naskah, lacking)
        if lacking:
            raise Invalid("Naskah belum lengkap: " + " ".join(lacking.values()), lacking)
        block, _ = typeset.penanda(session, naskah)  # refuses a signer's block that could never be printed
        own = bertugas.diri_sendiri(naskah, block)
        if own:
            raise Invalid(own, {"penandatangan_id": own})
        _keep_version(session, actor, naskah, "diajukan" if naskah.status is Status.KONSEP else "diperbaiki")
        naskah.submit(clock.now())
        akhiri_sewa(session, naskah)
        kabar.giliran(session, actor, naskah)
        _try_copies(session, naskah)


def paraf(session: Session, actor: Actor, naskah: Naskah, catatan: str = "", *, dilihat_sha256: str = "") -> None:
    """Give the paraf whose turn it is.

    Args:
        dilihat_sha256: hash of the content that was shown; a newer text is refused, so that nobody answers for what
            they did not read (CNT-06). Empty when the caller holds the row it shows.
    Raises:
        NotAllowed: the turn belongs to a jabatan the actor does not hold.
        Conflict: somebody moved or changed the naskah meanwhile.
    """
    with step(session, actor, Action.PARAF, naskah, catatan):
        _same_text(naskah, dilihat_sha256)
        asked = kabar.giliran_kini(naskah)
        own = next(p for p in naskah.turns if actor.holds(p.jabatan_id))
        naskah.give_paraf(own, by=actor.pegawai_id, at=clock.now(), catatan=catatan)
        akhiri_sewa(session, naskah)
        kabar.giliran(session, actor, naskah, asked)
        _try_copies(session, naskah)


def kembalikan(session: Session, actor: Actor, naskah: Naskah, catatan: str) -> None:
    """Send it back to the konseptor with a reason.

    Raises:
        Invalid: no reason given.
    """
    _reason(catatan)
    with step(session, actor, Action.KEMBALIKAN, naskah, catatan):
        naskah.send_back()
        akhiri_sewa(session, naskah)
        kabar.konseptor(session, actor, naskah, Kabar.NASKAH_DIKEMBALIKAN)
        measure(session, actor, "naskah.dikembalikan", naskah, {"putaran": naskah.putaran})


def tolak(session: Session, actor: Actor, naskah: Naskah, catatan: str) -> None:
    """Refuse it for good, with a reason; the konsep is kept.

    Raises:
        Invalid: no reason given.
    """
    _reason(catatan)
    with step(session, actor, Action.TOLAK, naskah, catatan):
        naskah.refuse()
        kabar.konseptor(session, actor, naskah, Kabar.NASKAH_DITOLAK)
        lepas_klaim(naskah)


def batalkan(session: Session, actor: Actor, naskah: Naskah, catatan: str) -> None:
    """The konseptor gives it up before it is numbered."""
    with step(session, actor, Action.BATALKAN, naskah, catatan):
        naskah.cancel()


def tarik(session: Session, actor: Actor, naskah: Naskah) -> None:
    """Take back one's own last act, before the next person acted: the submission, or a paraf.

    Raises:
        Conflict: somebody acted since.
    """
    with step(session, actor, Action.TARIK, naskah):
        akhiri_sewa(session, naskah)
        given = [p for p in naskah.paraf if p.given_at is not None and actor.holds(p.jabatan_id)]
        if given:
            naskah.take_back_paraf(given[-1])
        elif naskah.konseptor_id == actor.pegawai_id:
            asked = {*kabar.giliran_kini(naskah), *([naskah.giliran_ttd] if naskah.status is Status.SIAP_TTD else [])}
            naskah.take_back_draft()
            kabar.tanpa_giliran(session, actor, naskah, asked)
        else:
            raise Conflict("Belum ada paraf Anda yang dapat ditarik.")


def ubah_saat_periksa(session: Session, actor: Actor, naskah: Naskah, isian: Isian, catatan: str = "") -> None:
    """A reviewer changes the text: a new version; earlier paraf stay and show which version they were given on.

    Raises:
        Conflict: nothing changed, or it is not under review.
    """
    if naskah.status in OPEN:
        raise Conflict("Naskah ini masih konsep; simpan seperti biasa.")
    if isian.penandatangan_id not in (None, naskah.penandatangan_id):
        raise Conflict(
            "Penandatangan tidak dapat diganti saat naskah diperiksa, sebab rutenya ikut berubah. Kembalikan naskah kepada "
            "konseptor."
        )
    with step(session, actor, Action.UBAH, naskah, catatan):
        apply(session, naskah, isian)
        lacking = missing(naskah)
        if lacking:
            raise Invalid("Naskah menjadi tidak lengkap: " + " ".join(lacking.values()), lacking)
        if not _keep_version(session, actor, naskah, f"diubah saat diperiksa oleh {actor.jabatan_nama}"[:200]):
            raise Conflict("Tidak ada yang berubah, jadi tidak ada versi baru yang dibuat.")
        naskah.diubah_at = clock.now()


def _try_copies(session: Session, naskah: Naskah) -> None:
    """The letters of a surat massal are tried out for those who look at it now."""
    if naskah.peran_massal is PeranMassal.INDUK:
        outbox.enqueue(session, "naskah.massal_berubah", naskah_id=naskah.id)


def _same_text(naskah: Naskah, seen: str) -> None:
    if seen and seen != naskah.content_sha256():
        raise Conflict("Naskah berubah sejak Anda membukanya. Baca versi terbaru dahulu, lalu ulangi.")


def _reason(catatan: str) -> None:
    if len(catatan.strip()) < 5:
        raise Invalid(
            "Alasan belum diisi.", {"catatan": "Tulis alasannya agar konseptor tahu apa yang perlu diperbaiki."}
        )
