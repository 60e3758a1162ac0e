"""A new version of the JRA: imported as a whole, valid from its day, and never changing what a berkas has by itself."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, decide
from eoffice.akses.verdict import require
from eoffice.arsip import policy
from eoffice.audit import actions as audit
from eoffice.db import dump_json
from eoffice.errors import Conflict, Invalid
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.lembar import BarisJra
from eoffice.klasifikasi.models import Jra, JraVersi
from eoffice.penyusutan.retensi import IsianVersi


def sidik(rows: Sequence[BarisJra]) -> str:
    """SHA-256 of a schedule, whatever the order of its rows."""
    return hashlib.sha256(dump_json(sorted([r.kode, r.uraian, *map(str, r.isi)] for r in rows)).encode()).hexdigest()


def impor(session: Session, actor: Actor, isian: IsianVersi, rows: Sequence[BarisJra], nama: str) -> JraVersi:
    """Keep a schedule as the next version.

    Raises:
        NotAllowed: not the unit kearsipan of the city.
        Invalid: its day is before that of the ground it stands on, or of a version that is known already.
        Conflict: the same schedule is the newest one already.
    """
    require(decide(Action.KELOLA_JRA, policy.standing(actor, None)))
    last = klasifikasi.versi_terakhir(session)
    wrong = {}
    if isian.berlaku_mulai < isian.tanggal_dasar:
        wrong["berlaku_mulai"] = "JRA berlaku paling cepat pada tanggal peraturannya."
    if last is not None and isian.berlaku_mulai < last.berlaku_mulai:
        wrong["berlaku_mulai"] = f"Versi {last.nomor} baru berlaku sesudah itu; isi tanggal yang tidak mendahuluinya."
    if wrong:
        raise Invalid("Tanggal berlakunya belum benar.", wrong)
    kept = sidik(rows)
    if last is not None and last.sha256 == kept:
        raise Conflict(f"Isinya sama dengan versi {last.nomor}. Tidak ada yang perlu diimpor.")
    number = (session.scalar(select(func.max(JraVersi.nomor))) or 0) + 1
    made = JraVersi(
        nomor=number,
        judul=isian.judul,
        dasar=isian.dasar,
        tanggal_dasar=isian.tanggal_dasar,
        berlaku_mulai=isian.berlaku_mulai,
        contoh=False,
        catatan=isian.catatan,
        nama_sumber=nama[:200],
        sha256=kept,
        jumlah=len(rows),
        dibuat_oleh_id=actor.pegawai_id,
        dibuat_at=clock.now(),
    )
    session.add(made)
    session.flush()
    session.execute(
        insert(Jra),
        [
            {
                "versi_id": made.id,
                "kode": r.kode,
                "uraian": r.uraian,
                "aktif_tahun": r.aktif,
                "inaktif_tahun": r.inaktif,
                "nasib_akhir": r.nasib,
                "pemicu": r.pemicu,
                "keamanan": "Biasa",
                "sumber": made.dasar[:300],
            }
            for r in rows
        ],
    )
    said = f"versi {number}, {made.dasar}, berlaku {made.berlaku_mulai.isoformat()}, {len(rows)} kode"
    audit.record(session, actor, "jra.impor", "jra_versi", made.id, catatan=said, isi_sha256=kept)
    return made


def batalkan_versi(session: Session, actor: Actor, versi: JraVersi, alasan: str) -> None:
    """Take back a version that has not become valid yet.

    Raises:
        NotAllowed: not the unit kearsipan of the city. Invalid: no reason. Conflict: it is valid or taken back already.
    """
    require(decide(Action.KELOLA_JRA, policy.standing(actor, None)))
    if not alasan.strip():
        raise Invalid("Alasan perlu diisi.", {"alasan": "Sebutkan mengapa versi ini ditarik."})
    if versi.batal_at is not None or versi.berlaku_mulai <= clock.today():
        raise Conflict(
            "Hanya versi yang belum berlaku yang dapat ditarik. Impor versi berikutnya untuk menggantikannya."
        )
    versi.batal_at, versi.alasan_batal = clock.now(), alasan.strip()[:300]
    audit.record(session, actor, "jra.batal", "jra_versi", versi.id, catatan=f"versi {versi.nomor}: {alasan.strip()}")
