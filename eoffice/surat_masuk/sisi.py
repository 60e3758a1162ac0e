"""What stands beside a surat on its page: where the original lies, from where it came on and where it went, its envelope."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, joinedload

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import Verdict
from eoffice.db import within
from eoffice.organisasi.models import Jabatan
from eoffice.surat_masuk import policy, queries
from eoffice.surat_masuk.models import SuratKaitan, SuratLokasi, SuratMasuk, SuratSampul
from eoffice.surat_masuk.states import Hubungan


@dataclass(frozen=True)
class Tautan:
    """The same surat in the agenda of another office; `url` is empty for whoever may not read it there."""

    agenda: str
    opd: str
    hubungan: Hubungan
    alasan: str
    at: datetime
    url: str


@dataclass(frozen=True)
class Sisi:
    """All of it. `sampul` is None for a surat that did not come sealed."""

    lokasi: str
    dari: Tautan | None
    ke: tuple[Tautan, ...]
    sampul: SuratSampul | None
    tempatkan: Verdict
    alihkan: Verdict
    teruskan: Verdict
    buka_sampul: Verdict


def sisi(session: Session, actor: Actor, surat: SuratMasuk) -> Sisi:
    """What stands beside a surat that came from `queries.get`."""
    place = session.get(SuratLokasi, surat.id)
    came, went = kaitan(session, actor, [surat.id])
    closed = surat.sifat not in (Sifat.BIASA, Sifat.TERBATAS)
    return Sisi(
        lokasi=place.teks if place is not None else "",
        dari=came.get(surat.id),
        ke=tuple(went.get(surat.id, ())),
        sampul=session.get(SuratSampul, surat.id) if closed else None,
        tempatkan=policy.may(actor, Action.TEMPATKAN, surat),
        alihkan=policy.may(actor, Action.ALIHKAN, surat),
        teruskan=policy.may(actor, Action.TERUSKAN, surat),
        buka_sampul=policy.may(actor, Action.BUKA_SAMPUL, surat),
    )


def kaitan(
    session: Session, actor: Actor, surat_ids: Iterable[int]
) -> tuple[dict[int, Tautan], dict[int, list[Tautan]]]:
    """For some surat: from where each was registered again, and where each was registered again."""
    ids = list(surat_ids)
    rows = session.scalars(
        select(SuratKaitan)
        .where(SuratKaitan.surat_id.in_(ids) | SuratKaitan.dari_surat_id.in_(ids))
        .options(
            joinedload(SuratKaitan.surat).joinedload(SuratMasuk.opd),
            joinedload(SuratKaitan.dari).joinedload(SuratMasuk.opd),
        )
        .order_by(SuratKaitan.surat_id)
    ).all()
    ends = {r.surat_id for r in rows} | {r.dari_surat_id for r in rows}
    readable = set(
        session.scalars(queries.visible(actor).with_only_columns(SuratMasuk.id).where(SuratMasuk.id.in_(ends)))
    )

    def link(row: SuratKaitan, other: SuratMasuk) -> Tautan:
        url = f"/surat-masuk/{other.id}?tab=semua" if other.id in readable else ""
        return Tautan(f"{other.nomor_agenda}/{other.tahun}", other.opd.nama, row.hubungan, row.alasan, row.at, url)

    came = {r.surat_id: link(r, r.dari) for r in rows if r.surat_id in ids}
    went: dict[int, list[Tautan]] = {}
    for row in rows:
        if row.dari_surat_id in ids:
            went.setdefault(row.dari_surat_id, []).append(link(row, row.surat))
    return came, went


def lokasi(session: Session, surat_ids: Iterable[int]) -> dict[int, str]:
    """Where the originals of some surat lie, as far as it is noted."""
    rows = select(SuratLokasi.surat_id, SuratLokasi.teks).where(SuratLokasi.surat_id.in_(list(surat_ids)))
    return {surat_id: teks for surat_id, teks in session.execute(rows).tuples() if teks}


def sampul_dibawa(session: Session, actor: Actor, surat_ids: Iterable[int]) -> list[Row[tuple[int, int, int, str]]]:
    """Agenda number, year and addressee (`tujuan`) of envelopes that the actor's offices carry; nothing else of them."""
    rows = (
        select(SuratMasuk.id, SuratMasuk.nomor_agenda, SuratMasuk.tahun, Jabatan.nama.label("tujuan"))
        .join(SuratSampul, SuratSampul.surat_id == SuratMasuk.id)
        .join(Jabatan, Jabatan.id == SuratMasuk.tujuan_jabatan_id)
        .where(SuratMasuk.id.in_(list(surat_ids)), within(SuratMasuk.opd_id, actor.tu_opd_ids))
    )
    return list(session.execute(rows))


def sampul_menunggu(session: Session, actor: Actor) -> list[tuple[SuratMasuk, SuratSampul]]:
    """Envelopes that the TU registered and that nobody has opened yet: number, time and addressee, nothing inside.

    The TU carries them, so it must know to whom; whatever else is known of them stays away from here (OTR-08).
    """
    rows = select(SuratMasuk, SuratSampul).join(SuratSampul, SuratSampul.surat_id == SuratMasuk.id)
    mine = rows.where(SuratMasuk.opd_id.in_(list(actor.tu_opd_ids)), SuratSampul.dibuka_at.is_(None))
    return [
        (surat, sampul)
        for surat, sampul in session.execute(
            mine.options(joinedload(SuratMasuk.tujuan)).order_by(SuratMasuk.id.desc()).limit(100)
        ).tuples()
    ]
