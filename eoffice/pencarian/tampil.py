"""What the pages of search show: options of the fields, chips, facets with their addresses, saved searches in a line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple
from urllib.parse import quote_plus

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import acuan
from eoffice.akses.actor import Actor
from eoffice.arsip.queries.pencarian import Hasil, KamusBasis
from eoffice.organisasi.models import Unit
from eoffice.pencarian import daftar
from eoffice.pencarian.models import Pencarian, PencarianPakai
from eoffice.pencarian.pertanyaan import PATH, Pertanyaan, dari_kueri
from eoffice.search import tanya
from eoffice.search.kalimat import menurut_kalimat
from eoffice.search.tanya import Butir, Tanya


class Contoh(NamedTuple):
    """Something to type, what it finds, and where a click on it leads."""

    teks: str
    arti: str
    url: str


def _contoh(teks: str, arti: str) -> Contoh:
    return Contoh(teks, arti, Pertanyaan(tanya.urai(teks)).alamat())


#: Words of which one may be enough, where nothing has them all.
KATA_SALING: Final = 5
#: The first three stand on the empty page as well.
CONTOH: Final = (
    _contoh("undangan rapat", "kedua katanya ada di surat, di mana pun"),
    _contoh("000.8", "potongan nomor atau kode; nomor urut saja juga boleh"),
    _contoh('"surat tugas"', "dua kata yang berdampingan persis seperti itu"),
    _contoh("000/12", "bagian tengahnya boleh dilewati: awal kodenya 000, nomor urutnya 12"),
    _contoh("anggar*", "kata yang diawali huruf-huruf itu"),
    _contoh("rapat ATAU undangan", "salah satunya cukup; tulis ATAU dengan huruf besar, atau rapat|undangan"),
    _contoh("surat dari bappeda bulan lalu", "pengirim dan tanggalnya ditawarkan sebagai saringan di atas hasilnya"),
    _contoh("rapat -undangan", "tanpa kata sesudah tanda minus"),
    _contoh("dari:dinsos rapat", "hanya dari Dinas Sosial; nama, jabatan, dan singkatan dikenali"),
    _contoh("klasifikasi:000.8 tahun:2026", "kode itu dan turunannya, di tahun itu"),
    Contoh(
        "tanggal:bulan lalu undangan",
        "bertanggal bulan lalu; juga hari, bulan, triwulan, atau 30 hari terakhir",
        f"{PATH}?q=tanggal:bulan+lalu+undangan",  # read anew each time: it is another month every month
    ),
)


#: Every operator with its example, for the help.
OPERATOR: Final = tuple(_contoh(each.contoh, each.arti) for each in tanya.OPERATOR.values())


class Keping(NamedTuple):
    """A filter in force, and the same question without it."""

    label: str
    url: str


class Saran(NamedTuple):
    """A suggestion: what it says, what it is, the text it puts into the box, or where it leads."""

    teks: str
    keterangan: str
    tanya: str
    url: str

    @property
    def lanjut(self) -> bool:
        """Only the beginning of something: the box waits for the rest."""
        return self.tanya.endswith(":")


class NilaiSegi(NamedTuple):
    """A value of a facet: how many have it, and the question narrowed to it, or no longer narrowed."""

    label: str
    jumlah: int
    url: str
    dipakai: bool


class Segi(NamedTuple):
    """One facet."""

    label: str
    nilai: tuple[NilaiSegi, ...]


def segi(asked: Pertanyaan, hasil: Hasil) -> list[Segi]:
    """The facets, each value with the address of the narrowed question; a value in force leads out of it again."""
    rest = asked.dengan(asked.tanya).removeprefix(f"{PATH}?q=")  # an operator stands before all the rest
    return [
        Segi(
            s.label,
            tuple(NilaiSegi(n.label, n.jumlah, _toggled(asked, rest, n.butir, n.dipakai), n.dipakai) for n in s.nilai),
        )
        for s in hasil.segi
        if s.nilai
    ]


def _toggled(asked: Pertanyaan, rest: str, butir: Butir, dipakai: bool) -> str:
    if dipakai:
        return asked.dengan(asked.tanya.hanya(lambda b: b != butir))
    if butir.operator in tanya.TUNGGAL:
        return asked.dengan(asked.tanya.dengan(butir))
    return f"{_narrowed(butir)}+{rest}"  # as asked.tanya.dengan(butir), of which a page shows dozens


@lru_cache(maxsize=8192)
def _narrowed(butir: Butir) -> str:
    """The beginning of the address of a question that this is added to."""
    return f"{PATH}?q={quote_plus(butir.teks)}"


def sentence(asked: Pertanyaan) -> Contoh | None:
    """The same question with the sender and the time among its words as those of letters; None when it names neither."""
    meant = menurut_kalimat(asked.tanya)
    return Contoh("", meant.sebutan, asked.dengan(meant.tanya)) if meant else None


def salah_satu(asked: Pertanyaan) -> Contoh | None:
    """The same question where one of its words is enough; None when there are not several, or more than can be read."""
    words = tuple(b for b in asked.tanya.butir if not (b.operator or b.kecuali))
    rest = tuple(b for b in asked.tanya.butir if b.operator or b.kecuali)
    if not 2 <= len(words) <= KATA_SALING or any(b.sambung for b in words):
        return None
    joined = Tanya(tuple(each for b in words for each in (b, tanya.ATAU))[:-1])
    return Contoh(joined.teks, "", asked.dengan(Tanya(rest + joined.butir)))


def bebas(asked: Pertanyaan) -> str:
    """The address of the words alone."""
    return asked.dengan(asked.tanya.hanya(lambda b: not (b.operator or b.kecuali)))


def pilihan(session: Session, shown: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """The options of the fields whose values have names."""
    found = {name: opsi(known, shown[f"s_{name}"]) for name, known in _BERNAMA.items()}
    offices = acuan.ingat(session, "opd", lambda: session.connection().execute(_OPD).tuples().all())
    return found | {"unit": opsi(offices, shown["s_unit"])}


_BERNAMA: Final = {
    name: sorted(known.items(), key=lambda each: each[1])
    for name, known in (("jenis", KamusBasis.jenis), ("sifat", KamusBasis.sifat), ("status", KamusBasis.status))
}
_OPD: Final = select(Unit.singkatan, Unit.nama).where(Unit.id == Unit.opd_id).order_by(Unit.kode)


def opsi(known: Iterable[tuple[Any, str]], shown: str) -> list[tuple[str, str]]:
    """Options of a field; what somebody typed in other words stays among them, so that it is not lost."""
    found = [(str(value), label) for value, label in known]
    return found if not shown or shown in dict(found) else [(shown, shown), *found]


@dataclass(frozen=True)
class Simpanan:
    """A saved search in a line."""

    id: int
    versi: int
    nama: str
    arti: str
    milik: bool
    dari: str
    sematkan: bool
    baru: str
    unit_ids: frozenset[int]
    unit_lain: tuple[tuple[int, str], ...]
    pegawai: tuple[tuple[int, str], ...]


def simpanan(
    session: Session, actor: Actor, listed: list[tuple[Pencarian, PencarianPakai | None]], *, hitung: bool = False
) -> list[Simpanan]:
    """Saved searches as the actor may use them.

    Args:
        hitung: find out how many are new to the actor; a few milliseconds for each.
    """
    return list(_lines(session, actor, listed, hitung))


def _lines(
    session: Session, actor: Actor, listed: list[tuple[Pencarian, PencarianPakai | None]], hitung: bool
) -> Iterator[Simpanan]:
    around = {actor.unit_id, actor.opd_id}
    for kept, used in listed:
        asked = dari_kueri(kept.kueri)
        new = daftar.baru(session, actor, asked.tanya, used.dilihat_at) if hitung and used is not None else 0
        units = [b.unit for b in kept.bagi if b.unit is not None]
        yield Simpanan(
            id=kept.id,
            versi=kept.version,
            nama=kept.nama,
            arti=asked.tanya.teks,
            milik=kept.pegawai_id == actor.pegawai_id,
            dari=kept.pemilik.nama_lengkap if kept.pegawai_id != actor.pegawai_id else "",
            sematkan=used is not None and used.sematkan,
            baru="" if not new else f"{new - 1}+" if new > daftar.BARU_TERBANYAK else str(new),
            unit_ids=frozenset(u.id for u in units),
            unit_lain=tuple((u.id, u.nama) for u in units if u.id not in around),
            pegawai=tuple((b.pegawai.id, b.pegawai.nama_lengkap) for b in kept.bagi if b.pegawai is not None),
        )
