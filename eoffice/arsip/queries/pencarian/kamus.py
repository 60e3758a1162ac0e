"""What the office knows by name, looked up only for what a question names; and a question as chips."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from eoffice import acuan
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.arsip.models import Berkas
from eoffice.arsip.queries import berkas as daftar_berkas
from eoffice.arsip_impor.indexing import JENIS as ARSIP_IMPOR
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.naskah.jenis import JENIS
from eoffice.naskah.states import ISSUED
from eoffice.naskah.states import LABEL as LABEL_NASKAH
from eoffice.organisasi.models import Unit
from eoffice.search import waktu
from eoffice.search.tanya import OPERATOR, Butir, Operator, Tanya
from eoffice.surat_masuk.indexing import JENIS as SURAT_MASUK
from eoffice.surat_masuk.states import LABEL as LABEL_SURAT

#: Units and berkas that one value may mean.
MOST: Final = 10
JENIS_NAMA: Final[Mapping[str, str]] = {k: j.nama for k, j in JENIS.items()} | {
    SURAT_MASUK: "Surat masuk",
    ARSIP_IMPOR: "Arsip impor",
}
SIFAT_NAMA: Final[Mapping[str, str]] = {
    str(s): str(s).replace("_", " ").capitalize() for s in Sifat if s is not Sifat.SANGAT_RAHASIA
}
STATUS_NAMA: Final[Mapping[str, str]] = (
    {str(s): LABEL_NASKAH[s] for s in sorted(ISSUED)}
    | {str(s): label for s, label in LABEL_SURAT.items()}
    | {ARSIP_IMPOR: "Arsip impor"}
)
#: What units put before the part of their abbreviation that people say: «kominfo» is DISKOMINFO.
_BEFORE: Final = ("", "DIS", "BAG", "KEC", "KEL", "B")
#: Words before an abbreviation that people say in full: «dinas kominfo», «bagian umum».
_KIND: Final = frozenset({"dinas", "badan", "bagian", "kantor", "kecamatan", "kelurahan"})
_SINGKATAN: Final[Select[Any]] = select(Unit.singkatan, Unit.nama).where(Unit.singkatan != "")


class KamusBasis:
    """What the database and the lists of this installation know."""

    jenis = JENIS_NAMA
    sifat = SIFAT_NAMA
    status = STATUS_NAMA

    def __init__(self, session: Session, actor: Actor) -> None:
        self._session, self._actor = session, actor

    def singkatan(self, words: list[str]) -> dict[str, tuple[str, ...]]:
        """Units by the abbreviation that some of the words are, with their names."""
        asked: dict[str, list[str]] = {}
        for word in words:
            if 2 <= len(word) <= 20:
                for before in _BEFORE:
                    asked.setdefault(f"{before}{word}".upper(), []).append(word)
            if word.startswith("ka") and len(word) > 4:  # «kadinkes» is who heads DINKES
                asked.setdefault(word[2:].upper(), []).append(word)
        if not asked:
            return {}
        found: dict[str, tuple[str, ...]] = {}
        for singkatan, nama in acuan.ingat(self._session, "singkatan", self._bersingkatan):
            for word in asked.get(singkatan, ()):
                heads = word[2:].upper() == singkatan
                long = [f"kepala {nama}"] if heads else [nama, *([singkatan] if singkatan != word.upper() else [])]
                found[word] = (*found.get(word, ()), *long)
        return found

    def _bersingkatan(self) -> Sequence[tuple[str, str]]:
        return self._session.connection().execute(_SINGKATAN).tuples().all()

    def unit(self, nilai: str) -> list[int]:
        """Units of that abbreviation or kode; else of that name, or with all of its words in their name."""
        said = nilai.strip()
        first, _, rest = said.partition(" ")
        short = rest.replace(" ", "") if first.lower() in _KIND else ""
        known = [f"{before}{each}".upper() for each in (said, short) if each for before in _BEFORE]
        exact = select(Unit.id).where(
            or_(Unit.singkatan.in_(known), Unit.kode == said, func.lower(Unit.nama) == said.lower())
        )
        ids = list(self._session.scalars(exact.limit(MOST)))
        if ids or len(said) < 3:
            return ids
        statement = select(Unit.id)
        for word in said.lower().split()[:6]:
            statement = statement.where(func.lower(Unit.nama).like(f"%{klasifikasi.like(word)}%", escape="\\"))
        return list(self._session.scalars(statement.order_by(func.length(Unit.nama)).limit(MOST)))

    def klasifikasi(self, nilai: str) -> str | None:
        """The kode that is meant."""
        said = nilai.strip().rstrip(".")
        return self._session.scalar(select(Klasifikasi.kode).where(Klasifikasi.kode == said))

    def berkas(self, nilai: str) -> list[int]:
        """Berkas with that number, or all of these words in the title, that the actor may read."""
        mine = daftar_berkas.visible(self._actor).with_only_columns(Berkas.id)
        parts = nilai.strip().split("/")
        if len(parts) == 3 and parts[1].isascii() and parts[1].isdigit() and parts[2].isascii() and parts[2].isdigit():
            if len(parts[1]) > 9 or len(parts[2]) > 4:
                return []
            found = mine.where(
                Berkas.kode_klasifikasi == parts[0],
                Berkas.nomor_berkas == int(parts[1]),
                Berkas.tahun == int(parts[2]),
            )
            return list(self._session.scalars(found.limit(MOST)))
        for word in nilai.lower().split()[:6]:
            like = f"%{klasifikasi.like(word)}%"
            mine = mine.where(or_(*(func.lower(c).like(like, escape="\\") for c in (Berkas.judul, Berkas.indeks))))
        return list(self._session.scalars(mine.order_by(Berkas.id.desc()).limit(MOST)))


@dataclass(frozen=True)
class Keping:
    """An operator or exclusion as a chip: its place, what it says, and the question without it."""

    n: int
    label: str
    teks: str


def keping(session: Session, tanya: Tanya) -> list[Keping]:
    """The chips of a question, at most two statements for any number of them."""
    chips = tanya.operator
    units = {b.nilai.upper() for _, b in chips if b.operator is Operator.UNIT}
    codes = {b.nilai for _, b in chips if b.operator is Operator.KLASIFIKASI}
    names = (
        dict(session.execute(select(Unit.singkatan, Unit.nama).where(Unit.singkatan.in_(units))).tuples().all())
        if units
        else {}
    )
    titles = klasifikasi.titles(session, codes) if codes else {}
    return [Keping(n, _label(b, names, titles), tanya.tanpa(n).teks) for n, b in chips]


def _label(butir: Butir, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    said, operator = butir.nilai, butir.operator
    if operator is Operator.JENIS:
        said = JENIS_NAMA.get(said, said)
    elif operator is Operator.SIFAT:
        said = SIFAT_NAMA.get(said, said)
    elif operator is Operator.STATUS:
        said = STATUS_NAMA.get(said, said)
    elif operator is Operator.UNIT:
        said = names.get(said.upper(), said)
    elif operator is Operator.KLASIFIKASI and said in titles:
        said = f"{said} {titles[said]}"
    elif operator in (Operator.SEBELUM, Operator.SESUDAH):
        meant = waktu.rentang(said)
        if meant is not None and meant[0] == meant[1]:
            said = f"{meant[0].day} {waktu.BULAN[meant[0].month - 1].capitalize()} {meant[0].year}"
    label = f"{OPERATOR[operator].nama}: {said}" if operator else f"«{said}»"
    return f"Bukan {label[0].lower() + label[1:] if operator else label}" if butir.kecuali else label
