"""Asking every question once in order of relevance, and the table and JSON of how well the answers were."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import siap
from eoffice.akses.actor import Actor
from eoffice.arsip import queries
from eoffice.db import open_session
from eoffice.errors import Conflict
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Unit
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.ukur.relevansi.isi import isi
from eoffice.ukur.relevansi.kueri import MACAM, Kueri, Pengenal, kueri
from eoffice.ukur.relevansi.nilai import ndcg, recall
from eoffice.ukur.relevansi.surat import DATA, arsip
from eoffice.web.services import Services

#: What the JSON promises; raised when a field changes its meaning.
VERSI: Final = 1
#: Below this a question counts as badly answered and is named.
BURUK: Final = 0.5
RELEVANSI: Final = queries.Urutan.RELEVANSI
LANTAI: Final = DATA / "lantai.json"
#: The floors of every third question, which is all that the daily tests ask.
LANTAI_RINGKAS: Final = DATA / "lantai_ringkas.json"
RINGKAS: Final = 3

Tanya = Callable[[str], list[Pengenal]]


@dataclass(frozen=True)
class Jawaban:
    """One question with what came, best first, and its two figures."""

    kueri: Kueri
    temuan: tuple[Pengenal, ...]
    ndcg: float
    recall: float


@dataclass(frozen=True)
class Angka:
    """The means over questions, 0 to 1."""

    banyak: int
    ndcg: float
    recall: float


@dataclass(frozen=True)
class Relevansi:
    """One run: the means over all and by kind, and every answer."""

    seluruh: Angka
    macam: dict[str, Angka]
    jawaban: tuple[Jawaban, ...]


def pencari(session: Session, actor: Actor) -> Tanya:
    """Ask as people do: once, and again what is proposed where nothing was found."""

    def tanya(teks: str) -> list[Pengenal]:
        found = queries.cari(session, actor, teks, urutan=RELEVANSI, segi=False)
        if not found.temuan:
            meant = queries.cari(session, actor, teks, urutan=RELEVANSI).maksud
            if meant is not None:
                found = queries.cari(session, actor, meant.teks, urutan=RELEVANSI, segi=False)
        return [(t.objek, t.id) for t in found.temuan]

    return tanya


def jalankan(services: Services) -> Relevansi:
    """Fill the database at hand with the archive, ask, and leave it as empty as it was: nothing of it is committed.

    Raises:
        Conflict: something is kept here already.
    """
    siap.upgrade(services.engine)
    with open_session(services.engine, writes=True) as session:
        if any(session.scalar(select(model.id).limit(1)) is not None for model in (Unit, Naskah, SuratMasuk)):
            raise Conflict(
                "Basis data ini sudah berisi, jadi tidak dipakai untuk mengukur. Arahkan EOFFICE_DATABASE_URL ke basis "
                "data yang masih kosong, atau jalankan tanpa --folder."
            )
        try:
            return ukur(pencari(session, isi(session)))
        finally:
            session.rollback()


def ukur(tanya: Tanya, setiap: int = 1) -> Relevansi:
    """Ask every question, or of each kind only every so many, and judge the answers."""
    answers = []
    for asked in sorted(kueri(), key=lambda k: list(MACAM).index(k.macam))[::setiap]:
        found = tanya(asked.teks)
        answers.append(Jawaban(asked, tuple(found), ndcg(found, asked.nilai), recall(found, asked.nilai)))
    by_kind = {name: [a for a in answers if a.kueri.macam == name] for name in MACAM}
    return Relevansi(_mean(answers), {name: _mean(of) for name, of in by_kind.items()}, tuple(answers))


def _mean(answers: list[Jawaban]) -> Angka:
    count = len(answers)
    return Angka(count, sum(a.ndcg for a in answers) / count, sum(a.recall for a in answers) / count)


def lantai(berkas: Path = LANTAI) -> dict[str, Angka]:
    """The figures that may not be fallen below, in all (`seluruh`) and by kind; raised by hand only."""
    return {
        name: Angka(0, one["ndcg"], one["recall"])
        for name, one in json.loads(berkas.read_text(encoding="utf-8")).items()
    }


def di_bawah_lantai(run: Relevansi, berkas: Path = LANTAI) -> list[str]:
    """Where a figure is below its floor, one sentence each; for whoever changed the engine."""
    now = {"seluruh": run.seluruh, **run.macam}
    said = []
    for name, least in lantai(berkas).items():
        for what, figure, floor in (
            ("nDCG@10", now[name].ndcg, least.ndcg),
            ("recall@10", now[name].recall, least.recall),
        ):
            if figure < floor:
                said.append(f"{what} {MACAM.get(name, name)}: {_persen(figure)}, paling rendah {_persen(floor)}.")
    return said


def as_table(run: Relevansi, *, rinci: bool = False) -> str:
    """The figures in percent, for a terminal; `rinci` names every question that was answered badly."""
    rows = [("Macam pertanyaan", "Banyak", "nDCG@10", "recall@10")]
    rows += [_row(MACAM[name], one) for name, one in run.macam.items()]
    rows.append(_row("Seluruhnya", run.seluruh))
    wide = [max(len(row[at]) for row in rows) for at in range(4)]
    lines = [
        "  ".join(c.rjust(w) if at else c.ljust(w) for at, (c, w) in enumerate(zip(r, wide, strict=True))) for r in rows
    ]
    lines.insert(1, "  ".join("-" * w for w in wide))
    lines.insert(-1, lines[1])
    if rinci:
        bad = [a for a in run.jawaban if a.ndcg < BURUK]
        lines += ["", *(f"{_persen(a.ndcg):>5}  {MACAM[a.kueri.macam]}: {a.kueri.teks}" for a in bad)]
    return "\n".join(lines)


def _row(nama: str, one: Angka) -> tuple[str, str, str, str]:
    return nama, str(one.banyak), _persen(one.ndcg), _persen(one.recall)


def _persen(value: float) -> str:
    return f"{100 * value:.1f}".replace(".", ",")


def as_json(run: Relevansi, *, basis: str, tanggal: str) -> str:
    """The run as JSON; figures from 0 to 1."""
    found = {
        "versi": VERSI,
        "tanggal": tanggal,
        "basis": basis,
        "surat": len(arsip()),
        "seluruh": asdict(run.seluruh),
        "macam": {name: asdict(one) for name, one in run.macam.items()},
        "kueri": [
            {
                "macam": a.kueri.macam,
                "teks": a.kueri.teks,
                "ndcg": round(a.ndcg, 4),
                "recall": round(a.recall, 4),
                "temuan": [f"{kind}/{record_id}" for kind, record_id in a.temuan[:10]],
            }
            for a in run.jawaban
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)
