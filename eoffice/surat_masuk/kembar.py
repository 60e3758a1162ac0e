"""Whether a surat that is about to be registered is in the office's agenda already: by its words, or by its file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.db import within
from eoffice.organisasi.models import Pegawai
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.queries import visible

#: How alike two senders must be written, 0 to 1: «Univ. Nusa Kirana» and «Universitas Nusa Kirana» are.
SERUPA: Final = 0.72
#: Surat of one day that are compared at most.
SEHARI: Final = 400
_NOISE: Final = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class Kembar:
    """A surat that is probably the same one.

    Attributes:
        oleh: who registered it; "Sistem" for what came inside the application.
        sebab: why it is thought so, as words for the page.
    """

    id: int
    agenda: str
    hal: str
    asal: str
    at: datetime
    oleh: str
    sebab: str


def cari(
    session: Session,
    actor: Actor,
    *,
    asal_teks: str,
    nomor_surat: str,
    tanggal_surat: date | None,
    sha256: Iterable[str] = (),
) -> list[Kembar]:
    """Those in the agenda of the actor's offices that look like it, as far as the actor may read them, at most five.

    Args:
        sha256: of the file as it came and as it is kept; those that are known.
    """
    files = sorted({one for one in sha256 if one})
    same_day = and_(SuratMasuk.tanggal_surat == tanggal_surat, SuratMasuk.tanggal_surat.is_not(None))
    number = SuratMasuk.nomor_surat == nomor_surat if nomor_surat else None
    ways = [same_day] + ([number] if number is not None else [])
    if files:
        ways.append(SuratMasuk.berkas_sha256.in_(files))
    mine = visible(actor).where(within(SuratMasuk.opd_id, actor.tu_opd_ids))
    rows = session.scalars(mine.where(or_(*ways)).order_by(SuratMasuk.id.desc()).limit(SEHARI)).all()
    found = [(s, why) for s in rows if (why := _why(s, asal_teks, nomor_surat, tanggal_surat, files))][:5]
    clerks = {s.pencatat_id for s, _ in found if s.pencatat_id is not None}
    names = {p.id: p.nama for p in session.scalars(select(Pegawai).where(within(Pegawai.id, clerks)))}
    return [
        Kembar(
            s.id, f"{s.nomor_agenda}/{s.tahun}", s.hal, s.asal_teks, s.diterima_at,
            names.get(s.pencatat_id or 0, "Sistem"), why,
        )
        for s, why in found
    ]  # fmt: skip


def _why(surat: SuratMasuk, asal: str, nomor: str, tanggal: date | None, files: list[str]) -> str:
    if surat.berkas_sha256 in files:
        return "berkasnya persis sama"
    number = bool(nomor) and rapi(surat.nomor_surat) == rapi(nomor)
    if number and surat.tanggal_surat == tanggal and serupa(surat.asal_teks, asal):
        return "asal, nomor, dan tanggalnya sama"
    return ""


def rapi(nomor: str) -> str:
    """A number without the signs and spaces that people write differently."""
    return _NOISE.sub("", nomor.lower())


def serupa(satu: str, dua: str) -> bool:
    """Whether two senders are written alike."""
    left, right = (" ".join(_NOISE.split(words.lower())).strip() for words in (satu, dua))
    if not left or not right:
        return False
    return left == right or left in right or right in left or SequenceMatcher(None, left, right).ratio() >= SERUPA
