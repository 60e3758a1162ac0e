"""What a thing itself says of its row; here of what is no surat yet, and of envelopes."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.kanal import queries as kanal_queries
from eoffice.kanal.models import Kiriman
from eoffice.kanal.states import LABEL_STATUS as LABEL_KIRIMAN
from eoffice.pindaian import queries as pindaian_queries
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import LABEL as LABEL_PINDAIAN
from eoffice.pindaian.states import LABEL_SUMBER
from eoffice.surat_masuk import sisi as surat_sisi


@dataclass(frozen=True)
class Isi:
    """What the thing itself says of a row."""

    dari: str
    hal: str
    nomor: str
    keadaan: str
    versi: int
    surat_id: int | None = None
    status: str = ""


def tiba(session: Session, actor: Actor, ids: list[int]) -> dict[int, Isi]:
    """Scans and files that wait, as far as the actor serves their office."""
    wanted = pindaian_queries.visible(actor).where(Pindaian.id.in_(ids)).with_only_columns(
        Pindaian.id, Pindaian.sumber, Pindaian.status, Pindaian.pengirim, Pindaian.perihal, Pindaian.nama,
        Pindaian.halaman, Pindaian.version,
    )  # fmt: skip
    return {
        r.id: Isi(
            r.pengirim or LABEL_SUMBER[r.sumber],
            r.perihal or r.nama,
            f"{r.halaman} halaman" if r.halaman else "",
            LABEL_PINDAIAN[r.status],
            r.version,
        )
        for r in session.execute(wanted)
    }


def kiriman(session: Session, actor: Actor, ids: list[int]) -> dict[int, Isi]:
    """What a channel did not take."""
    wanted = kanal_queries.visible(actor).where(Kiriman.id.in_(ids)).with_only_columns(
        Kiriman.id, Kiriman.dari, Kiriman.perihal, Kiriman.nama, Kiriman.status
    )  # fmt: skip
    return {
        r.id: Isi(r.dari or "Folder pantau", r.perihal or r.nama, "", LABEL_KIRIMAN[r.status], 0)
        for r in session.execute(wanted)
    }


def sampul(session: Session, actor: Actor, ids: list[int]) -> dict[int, Isi]:
    """Of an envelope its agenda number, and who is to have it; nothing else is known to whoever carries it (OTR-08)."""
    return {
        row.id: Isi(f"Untuk {row.tujuan}", "Sampul tertutup", f"Agenda {row.nomor_agenda}/{row.tahun}", "", 0)
        for row in surat_sisi.sampul_dibawa(session, actor, ids)
    }
