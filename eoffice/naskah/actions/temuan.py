"""About findings: mend one, take the mending back, answer for one, and count it again."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.audit import queries as trail
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import periksa, policy
from eoffice.naskah import temuan as bacaan
from eoffice.naskah.actions.konsep import Isian, PenerimaBaru, simpan
from eoffice.naskah.actions.simpanan import pulihkan_versi, simpan_keadaan
from eoffice.naskah.models import Naskah
from eoffice.naskah.periksa import Temuan
from eoffice.naskah.states import OPEN, PeranPenerima, Urgensi

HILANG = "Temuan itu sudah tidak ada; teksnya sudah berubah. Lihat daftar yang terbaru."


def _satu(session: Session, actor: Actor, naskah: Naskah, sidik: str) -> bacaan.Butir:
    found = next((b for b in bacaan.cari(session, actor, naskah).butir if b.temuan.sidik == sidik), None)
    if found is None:
        raise Conflict(HILANG)
    return found


def perbaiki(session: Session, actor: Actor, naskah: Naskah, sidik: str) -> Temuan:
    """Make the change that a finding offers, and nothing else; the text before it is kept so that it can be undone.

    Raises:
        NotAllowed: the text is not the actor's to change now.
        Conflict: the finding is gone, it offers no change, or it is under review.
    """
    require(policy.may(actor, Action.UBAH, naskah))
    if naskah.status not in OPEN:
        raise Conflict("Naskah sedang diperiksa. Gunakan “Ubah saat memeriksa”.")
    found = _satu(session, actor, naskah, sidik).temuan
    if not found.ubah:
        raise Conflict("Temuan ini perlu diperbaiki sendiri.")
    before = naskah.content_sha256()
    simpan_keadaan(session, naskah, oleh_id=actor.pegawai_id, sebab=f"sebelum perbaikan: {found.aturan.nama}"[:200])
    new = periksa.terapkan(_nilai(naskah), found.ubah)
    touched = {str(u.jalur[0]) for u in found.ubah}
    simpan(session, actor, naskah, _isian(new, touched))
    session.flush()
    audit.record(
        session,
        policy.as_whom(actor, naskah),
        bacaan.PERBAIKI,
        "naskah",
        naskah.id,
        dari=before,
        catatan=found.aturan.nama,
        sifat=naskah.sifat,
        versi=naskah.versi,
        isi_sha256=naskah.content_sha256(),
    )
    return found


def _nilai(naskah: Naskah) -> dict[str, Any]:
    def rows(peran: PeranPenerima) -> list[dict[str, Any]]:
        return [
            {
                "jabatan_id": p.jabatan_id,
                "teks": p.teks,
                "tempat": p.tempat,
                "untuk_perhatian": p.untuk_perhatian,
                "pos_el": p.pos_el,
            }
            for p in naskah.penerima
            if p.peran is peran
        ]

    return {
        "hal": naskah.hal,
        "isi": naskah.isi,
        "rincian": naskah.rincian or {},
        "sifat": str(naskah.sifat),
        "urgensi": str(naskah.urgensi),
        "tujuan": rows(PeranPenerima.TUJUAN),
        "tembusan": rows(PeranPenerima.TEMBUSAN),
    }


def _isian(new: Mapping[str, Any], touched: set[str]) -> Isian:
    """Only the fields that were touched; the others are left as they are."""

    def rows(name: str) -> list[PenerimaBaru] | None:
        if name not in touched:
            return None
        return [PenerimaBaru(**{**row, "teks": "" if row["jabatan_id"] else row["teks"]}) for row in new[name]]

    return Isian(
        hal=new["hal"] if "hal" in touched else None,
        isi=new["isi"] if "isi" in touched else None,
        rincian=new["rincian"] if "rincian" in touched else None,
        sifat=Sifat(new["sifat"]) if "sifat" in touched else None,
        urgensi=Urgensi(new["urgensi"]) if "urgensi" in touched else None,
        tujuan=rows("tujuan"),
        tembusan=rows("tembusan"),
    )


def urungkan(session: Session, actor: Actor, naskah: Naskah) -> None:
    """Take the last mending back, as long as nothing was changed since.

    Raises:
        Conflict: the text has changed since, or nothing was mended.
    """
    last = bacaan.terakhir_diperbaiki(naskah, trail.history(session, "naskah", naskah.id))
    before = bacaan.isi_sebelum(session, naskah, last.dari) if last is not None else None
    if last is None or before is None:
        raise Conflict("Perbaikan itu tidak dapat diurungkan lagi, sebab teksnya sudah berubah. Lihat daftar versi.")
    pulihkan_versi(session, actor, naskah, before, f"keadaan sebelum perbaikan “{last.catatan}”")


def abaikan(session: Session, actor: Actor, naskah: Naskah, sidik: str, alasan: str) -> Temuan:
    """Answer for a finding that only reminds: it stays in the history with the reason.

    Raises:
        Invalid: no reason given.
        Conflict: it is gone, or it is one that must be mended.
    """
    require(policy.may(actor, Action.UBAH, naskah))
    if len(alasan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis alasannya, misalnya: kutipan nama program yang resmi."})
    found = _satu(session, actor, naskah, sidik)
    if found.menahan:
        raise Conflict("Temuan ini harus diperbaiki sebelum naskah diajukan.")
    _catat(session, actor, naskah, bacaan.ABAIKAN, sidik, f"{found.temuan.aturan.nama}: {alasan.strip()}")
    return found.temuan


def hitung_lagi(session: Session, actor: Actor, naskah: Naskah, sidik: str) -> None:
    """Count a finding again that somebody had answered for."""
    require(policy.may(actor, Action.UBAH, naskah))
    found = _satu(session, actor, naskah, sidik)
    _catat(session, actor, naskah, bacaan.HITUNG, sidik, found.temuan.aturan.nama)


def _catat(session: Session, actor: Actor, naskah: Naskah, event: str, sidik: str, catatan: str) -> None:
    audit.record(
        session,
        policy.as_whom(actor, naskah),
        event,
        "naskah",
        naskah.id,
        dari=sidik,
        catatan=catatan[:1000],
        sifat=naskah.sifat,
        versi=naskah.versi,
        isi_sha256=naskah.content_sha256(),
        at=clock.now(),
    )
