"""Saves that matter: kept while writing, given back when they could not be saved, and brought back as the text."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.db import dump_json
from eoffice.errors import Conflict
from eoffice.naskah import policy, suntingan
from eoffice.naskah.actions.konsep import Isian, PenerimaBaru, apply, simpan
from eoffice.naskah.actions.rute import ubah_saat_periksa
from eoffice.naskah.actions.step import record
from eoffice.naskah.models import Naskah, Simpanan
from eoffice.naskah.states import OPEN, PeranPenerima, Urgensi
from eoffice.organisasi.models import Jabatan
from eoffice.organisasi.states import Bentuk
from eoffice.pdf import isi as isi_naskah

#: Whoever writes on after so long begins anew: the text as it was found is kept.
JEDA: Final = timedelta(minutes=30)


def simpan_keadaan(session: Session, naskah: Naskah, *, oleh_id: int, sebab: str) -> Simpanan | None:
    """Keep the text as it stands; None when it was kept already."""
    content, digest = naskah.content(), naskah.content_sha256()
    last = session.scalar(
        select(Simpanan.sha256)
        .where(Simpanan.naskah_id == naskah.id, Simpanan.titipan.is_(False))
        .order_by(Simpanan.id.desc())
        .limit(1)
    )
    if digest == last or (naskah.versi_rows and naskah.versi_rows[-1].sha256 == digest):
        return None
    return _keep(session, naskah.id, content, digest, oleh_id, sebab)


def simpan_bila_lama(session: Session, actor: Actor, naskah: Naskah) -> None:
    """Before the first save of a new sitting: keep the text as the last sitting left it."""
    if clock.now() - naskah.diubah_at >= JEDA and naskah.diubah_at != naskah.dibuat_at:
        simpan_keadaan(session, naskah, oleh_id=actor.pegawai_id, sebab="sebelum dilanjutkan")


def titipkan(session: Session, actor: Actor, naskah: Naskah, isian: Isian) -> Simpanan | None:
    """Keep what the actor typed while somebody else writes; of each person there is one. None when it says nothing new.

    Only the words are kept: subject, fields and body.
    """
    content = naskah.content()
    for name in ("hal", "isi", "rincian"):
        value = getattr(isian, name)
        if value is not None:
            content[name] = value
    digest = hashlib.sha256(dump_json(content).encode()).hexdigest()
    if digest == naskah.content_sha256():
        return None
    found = suntingan.titipan(session, actor, naskah.id)
    if found is not None:
        found.isi, found.sha256, found.at = content, digest, clock.now()
        return found
    made = _keep(session, naskah.id, content, digest, actor.pegawai_id, "belum tersimpan ketika diambil alih")
    made.titipan = True
    return made


def buang_titipan(session: Session, actor: Actor, naskah: Naskah, simpanan_id: int) -> None:
    """The writer does not need it any more."""
    row = suntingan.ambil_simpanan(session, actor, naskah, simpanan_id)
    if not row.titipan or row.oleh_id != actor.pegawai_id:
        raise Conflict("Hanya tulisan titipan sendiri yang dapat dibuang.")
    row.selesai_at = clock.now()


def pulihkan_versi(
    session: Session, actor: Actor, naskah: Naskah, lama: Mapping[str, Any], sebutan: str, *, katanya: bool = False
) -> None:
    """Make an older text the text again, as a new version; what stood there is kept before.

    Signer, route and lampiran stay as they are. Of a jabatan that is gone nothing is brought back.

    Args:
        lama: a content as `Naskah.content` makes it.
        sebutan: what it is called in the history.
        katanya: bring back subject, fields and body only.
    Raises:
        NotAllowed: the text is not the actor's to change now.
        Conflict: the text is the same already.
    """
    require(policy.may(actor, Action.UBAH, naskah))
    isian = _isian(session, naskah, lama, katanya=katanya)
    if naskah.status not in OPEN:
        ubah_saat_periksa(session, actor, naskah, isian, f"Memulihkan {sebutan}")
        return
    before = naskah.content_sha256()
    simpan_keadaan(session, naskah, oleh_id=actor.pegawai_id, sebab=f"sebelum memulihkan {sebutan}"[:200])
    apply(session, naskah, isian)
    session.flush()
    if naskah.content_sha256() == before:
        raise Conflict("Isinya sudah sama dengan yang sekarang, jadi tidak ada yang dipulihkan.")
    naskah.diubah_at = clock.now()
    _keep(
        session, naskah.id, naskah.content(), naskah.content_sha256(), actor.pegawai_id, f"memulihkan {sebutan}"[:200]
    )
    record(session, actor, "naskah.pulihkan", naskah, catatan=sebutan)


def ambil_isi(
    session: Session, actor: Actor, naskah: Naskah, isi: dict[str, Any], *, tambahkan: bool, nama: str
) -> None:
    """Take a body over from elsewhere, in the place of the present one or behind it; the present one is kept.

    Raises:
        NotAllowed; Invalid: both together are longer than a body may be.
    """
    sebab = f"sebelum mengambil isi dari {nama}"
    simpan_keadaan(session, naskah, oleh_id=actor.pegawai_id, sebab=sebab)
    body = isi
    if tambahkan and isi_naskah.plain_text(naskah.isi).strip():
        body = {"v": 1, "doc": {"type": "doc", "content": [*naskah.isi["doc"]["content"], *isi["doc"]["content"]]}}
    simpan(session, actor, naskah, Isian(isi=body))
    record(session, actor, "naskah.ambil_isi", naskah, catatan=nama[:200])


def _isian(session: Session, naskah: Naskah, lama: Mapping[str, Any], *, katanya: bool) -> Isian:
    words = {"hal": lama["hal"], "isi": lama["isi"], "rincian": lama["rincian"]}
    if katanya:
        return Isian(**words)
    return Isian(
        **words,
        sifat=Sifat(lama["sifat"]),
        urgensi=Urgensi(lama["urgensi"]),
        bentuk=Bentuk(lama["bentuk"]),
        tujuan=_recipients(session, naskah, lama, PeranPenerima.TUJUAN),
        tembusan=_recipients(session, naskah, lama, PeranPenerima.TEMBUSAN),
    )


def _recipients(session: Session, naskah: Naskah, lama: Mapping[str, Any], peran: PeranPenerima) -> list[PenerimaBaru]:
    mails = {p.teks: p.pos_el for p in naskah.penerima}
    found = []
    for _, jabatan_id, teks, tempat, perhatian in lama.get(str(peran), ()):
        office = session.get(Jabatan, jabatan_id) if jabatan_id is not None else None
        if jabatan_id is not None and (office is None or not office.aktif):
            continue
        found.append(
            PenerimaBaru(
                jabatan_id=jabatan_id,
                teks="" if jabatan_id is not None else teks,
                tempat=tempat,
                untuk_perhatian=perhatian,
                pos_el=mails.get(teks, ""),
            )
        )
    return found


def _keep(session: Session, naskah_id: int, content: dict[str, Any], digest: str, oleh_id: int, sebab: str) -> Simpanan:
    row = Simpanan(
        naskah_id=naskah_id,
        isi=content,
        sha256=digest,
        at=clock.now(),
        oleh_id=oleh_id,
        sebab=sebab[:200],
        titipan=False,
        selesai_at=None,
    )
    session.add(row)
    session.flush()
    return row
