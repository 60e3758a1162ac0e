"""What a new JRA does to berkas that exist: it proposes, an arsiparis decides, and nothing is shortened in silence."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import policy
from eoffice.arsip.actions.berkas import record, susun_retensi
from eoffice.arsip.models import Berkas
from eoffice.arsip.queries import tahan
from eoffice.arsip.states import BERKAS_DITUTUP, NASIB_LABEL, Retensi, longest, mengapa
from eoffice.errors import Conflict, EofficeError, Invalid
from eoffice.klasifikasi.models import JraVersi
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.penyusutan.models import UsulRetensi
from eoffice.penyusutan.queries import usul as usulan
from eoffice.penyusutan.retensi import MOVES, Arah, Putusan, StatusUsul, arah, gabung

#: Berkas looked at in one transaction.
SEKALIGUS = 200


class Cara(enum.StrEnum):
    """How a proposal is taken."""

    BARU = "baru"  # exactly what the new version says
    TERLAMA = "terlama"  # the longer of both, stage by stage


@dataclass
class Hasil:
    """What was done with each of several proposals; nothing is skipped silently (OTR-06)."""

    diterapkan: int = 0
    ditolak: int = 0
    gagal: list[tuple[str, str]] = field(default_factory=list)


def sekarang(berkas: Berkas) -> Retensi:
    """The retention a berkas has."""
    return Retensi(
        berkas.aktif_tahun,
        berkas.inaktif_tahun,
        berkas.nasib_akhir,
        berkas.pemicu,
        berkas.kode_retensi,
        berkas.jra_versi_id,
    )


def kata(retensi: Retensi) -> str:
    """A retention in one line."""
    return f"{retensi.aktif} + {retensi.inaktif} tahun, {NASIB_LABEL[retensi.nasib].lower()}, sejak {retensi.pemicu}"[
        :200
    ]


def usulkan(session: Session, versi: JraVersi, *, setelah: int = 0) -> int | None:
    """Propose what a version changes for the next berkas in order; the last id looked at, None when none is left.

    Where it changes nothing the berkas only learns that the newer version says the same. Running it again proposes
    nothing twice.
    """
    known = select(UsulRetensi.berkas_id).where(UsulRetensi.jra_versi_id == versi.id)
    rows = session.scalars(
        select(Berkas)
        .where(
            Berkas.id > setelah,
            Berkas.akhir.is_(None),
            or_(Berkas.jra_versi_id.is_(None), Berkas.jra_versi_id != versi.id),
            Berkas.id.not_in(known),
        )
        .order_by(Berkas.id)
        .limit(SEKALIGUS)
    ).all()
    for berkas in rows:
        own, items = susun_retensi(session, berkas, versi)
        baru, lama = longest(own, items), sekarang(berkas)
        way = arah(lama, baru)
        if way is Arah.TETAP:
            berkas.jra_versi_id, berkas.kode_retensi = versi.id, baru.kode
            continue
        session.add(
            UsulRetensi(
                berkas_id=berkas.id,
                jra_versi_id=versi.id,
                kode_retensi=baru.kode,
                aktif_tahun=baru.aktif,
                inaktif_tahun=baru.inaktif,
                nasib_akhir=baru.nasib,
                pemicu=baru.pemicu,
                sebab=mengapa(own, items),
                semula=kata(lama),
                arah=way,
                status=StatusUsul.USUL,
                dibuat_at=clock.now(),
            )
        )
    session.flush()
    return rows[-1].id if len(rows) == SEKALIGUS else None


def putuskan(
    session: Session,
    actor: Actor,
    usul_ids: Sequence[int],
    putusan: Putusan,
    *,
    alasan: str = "",
    cara: Cara = Cara.TERLAMA,
    setuju_pendek: bool = False,
) -> Hasil:
    """Decide several proposals, each by itself.

    Args:
        alasan: needed to refuse one, and to take one that shortens.
        setuju_pendek: the arsiparis has seen that something becomes shorter or less careful.
    """
    done = Hasil()
    for usul in usulan.usul(session, actor, usul_ids):
        try:
            with session.begin_nested():
                _satu(session, actor, usul, putusan, alasan.strip(), cara, setuju_pendek)
            if usul.status is StatusUsul.DITERAPKAN:
                done.diterapkan += 1
            elif usul.status is StatusUsul.DITOLAK:
                done.ditolak += 1
            else:
                done.gagal.append(
                    (usul.berkas.nomor, "Isi berkas berubah sejak diusulkan; usul ini gugur dan dihitung lagi.")
                )
        except EofficeError as error:
            done.gagal.append((usul.berkas.nomor, str(error)))
    return done


def _satu(
    session: Session, actor: Actor, usul: UsulRetensi, putusan: Putusan, alasan: str, cara: Cara, setuju: bool
) -> None:
    berkas = usul.berkas
    require(policy.may(actor, Action.KELOLA_BERKAS, berkas))
    if putusan is Putusan.TOLAK:
        if not alasan:
            raise Invalid("Alasan menolak perlu diisi.", {"alasan": "Sebutkan mengapa retensi lama dipertahankan."})
        _move(usul, putusan, actor, alasan)
        record(session, actor, "berkas.retensi_tolak", berkas, f"{berkas.nomor} tetap {usul.semula}: {alasan}")
        return
    own, items = susun_retensi(session, berkas, usul.versi)
    lama, baru = sekarang(berkas), longest(own, items)
    said = Retensi(usul.aktif_tahun, usul.inaktif_tahun, usul.nasib_akhir, usul.pemicu, usul.kode_retensi)
    if baru != said or kata(lama) != usul.semula or usul.versi.batal_at is not None or berkas.akhir is not None:
        _move(usul, Putusan.GUGURKAN, actor, "Berkas atau versinya berubah sejak diusulkan.")
        return
    taken = gabung(lama, baru) if cara is Cara.TERLAMA else baru
    if arah(lama, taken) is Arah.PENDEK:
        _consent(session, berkas, lama, taken, alasan, setuju)
    terapkan(session, berkas, taken, mengapa(own, items))
    _move(usul, putusan, actor, alasan)
    record(
        session, actor, "berkas.retensi", berkas,
        f"{berkas.nomor}: {usul.semula} menjadi {kata(taken)} (JRA versi {usul.versi.nomor})"
        + (f": {alasan}" if alasan else ""),
    )  # fmt: skip


def _consent(session: Session, berkas: Berkas, lama: Retensi, baru: Retensi, alasan: str, setuju: bool) -> None:
    """What is shortened, only with eyes open. Raises Conflict while a hold stands, Invalid without consent or reason."""
    if tahan.ditahan(session, [berkas.id]):
        raise Conflict(f"Berkas {berkas.nomor} ditahan untuk perkara hukum, jadi retensinya tidak diperpendek.")
    permanent = lama.nasib is NasibAkhir.PERMANEN and baru.nasib is not NasibAkhir.PERMANEN
    what = "tidak lagi permanen" if permanent else "menjadi lebih pendek"
    if not setuju:
        raise Invalid(
            f"Retensi berkas {berkas.nomor} {what}. Nyatakan bahwa Anda menyetujuinya, atau pakai yang terlama.",
            {"setuju_pendek": "Centang bila memang disetujui."},
        )
    if not alasan:
        raise Invalid(
            f"Retensi berkas {berkas.nomor} {what}, jadi alasannya perlu diisi.",
            {"alasan": "Sebutkan mengapa retensi yang lebih pendek dapat dipakai."},
        )


def terapkan(session: Session, berkas: Berkas, baru: Retensi, sebab: str) -> None:
    """Give a berkas another retention; its clock goes on, or waits anew when another event starts it."""
    same_event = baru.pemicu == berkas.pemicu
    berkas.keep_for(baru, sebab)
    if berkas.ditutup is not None and not same_event:
        berkas.tanggal_pemicu = berkas.ditutup if baru.pemicu == BERKAS_DITUTUP else None
        berkas.bukti_pemicu, berkas.bukti_naskah_id = "", None
    if berkas.ditutup is not None:
        berkas.recount()
    session.flush()


def _move(usul: UsulRetensi, putusan: Putusan, actor: Actor, alasan: str) -> None:
    if (usul.status, putusan) not in MOVES:
        raise Conflict("Usul ini sudah diputuskan.")
    usul.status = MOVES[usul.status, putusan]
    usul.alasan, usul.oleh_id, usul.at = alasan[:300], actor.pegawai_id, clock.now()


def gugurkan(session: Session, versi: JraVersi) -> int:
    """Drop what a version proposed that was taken back; how many."""
    open_ones = session.scalars(
        select(UsulRetensi)
        .where(UsulRetensi.jra_versi_id == versi.id, UsulRetensi.status == StatusUsul.USUL)
        .options(joinedload(UsulRetensi.berkas))
    ).all()
    for usul in open_ones:
        usul.status, usul.alasan, usul.at = StatusUsul.GUGUR, "Versi JRA ditarik.", clock.now()
    return len(open_ones)
