"""What is proposed while somebody types: operators and their values, numbers and hal, units, codes; all with rights."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from eoffice import clock, search
from eoffice.akses.actor import Actor
from eoffice.arsip.queries.pencarian.kamus import JENIS_NAMA, SIFAT_NAMA, STATUS_NAMA
from eoffice.arsip.queries.pencarian.temuan import Temuan, tampil
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.naskah import indexing as naskah_indexing
from eoffice.organisasi.models import Unit
from eoffice.search import nomor, tanya
from eoffice.search.kalimat import menurut_kalimat
from eoffice.search.rangkai import bersahaja, rangkai
from eoffice.search.tanya import ALIAS, LONGEST, OPERATOR, Butir, Operator, Tanya, urai
from eoffice.surat_masuk import indexing as surat_indexing

#: Proposals of one kind.
EACH: Final = 4
#: Letters from which on records are looked up.
LEAST: Final = 2
#: Times that are proposed after an operator of dates.
WAKTU: Final = ("hari ini", "minggu ini", "bulan ini", "bulan lalu", "30 hari terakhir", "tahun lalu")


@dataclass(frozen=True)
class Saran:
    """One proposal: what kind, what it says, what stands beside it, and the question that it makes; a record has a page."""

    macam: str
    teks: str
    keterangan: str
    tanya: str
    url: str = ""


def saran(session: Session, actor: Actor, typed: str, *, limit: int = 8) -> list[Saran]:
    """Proposals for what was typed so far, the most specific first."""
    asked = typed[:LONGEST].replace("|", " | ")
    before, _, last = asked.rpartition(" ")
    if not last.strip() or last in tanya.SAMBUNG:
        return []
    if before.rpartition(" ")[2] in tanya.SAMBUNG:
        return _lain(session, actor, before, last)[:limit]
    rest = urai(before)
    name, colon, value = last.partition(":")
    operator = ALIAS.get(name.lower()) if colon else None
    if operator is not None:
        return list(_values(session, rest, operator, value.strip('"')))[:limit]
    words = _terakhir(urai(asked)) if any(b.sambung for b in rest.butir) else asked
    found = [*_operators(rest, last), *_time(asked), *_records(session, actor, words)]
    if len(last) >= LEAST:
        found += [*_units(session, rest, last), *_codes(session, rest, last)]
    return found[:limit]


def _lain(session: Session, actor: Actor, before: str, last: str) -> list[Saran]:
    """After ATAU: what the next alternative may be. Only a word can be one, so that no filter is proposed."""
    found = _records(session, actor, last)
    said = urai(before).teks
    return [replace(s, tanya=f"{said} {tanya.ATAU.teks} {s.tanya.removeprefix('nomor:')}") for s in found]


def _terakhir(asked: Tanya) -> str:
    """What was typed without the alternatives, of which the last is enough."""
    kept = [b for b, after in zip(asked.butir, (*asked.butir[1:], None), strict=True) if not (after and after.sambung)]
    return " ".join(b.teks for b in kept if not b.sambung)


def _operators(rest: Tanya, last: str) -> Iterator[Saran]:
    for operator, said in OPERATOR.items():
        if len(last) >= LEAST and str(operator).startswith(last.lower()):
            typed = " ".join(x for x in (rest.teks, f"{operator}:") if x)
            yield Saran("operator", f"{operator}:", f"{said.arti}, misalnya {said.contoh}", typed)


def _time(typed: str) -> Iterator[Saran]:
    """What names a time or a sender may mean those of letters: «undangan Maret 2026», «surat dari bappeda»."""
    if (meant := menurut_kalimat(urai(typed))) is not None:
        said = meant.sebutan[0].upper() + meant.sebutan[1:]
        yield Saran("tanggal", said, "Menurut pengirim atau tanggal surat, bukan kata di dalamnya", meant.tanya.teks)


def _with(rest: Tanya, butir: Butir) -> str:
    return rest.dengan(butir).teks


def _values(session: Session, rest: Tanya, operator: Operator, value: str) -> Iterator[Saran]:
    names: Mapping[Operator, Mapping[str, str]] = {
        Operator.JENIS: JENIS_NAMA,
        Operator.SIFAT: SIFAT_NAMA,
        Operator.STATUS: STATUS_NAMA,
    }
    if operator in names:
        said = value.lower()
        for code, nama in names[operator].items():
            if said in nama.lower() or code.startswith(said):
                yield Saran("nilai", nama, OPERATOR[operator].nama, _with(rest, Butir(code, operator)))
    elif operator in (Operator.UNIT, Operator.DARI, Operator.KEPADA) and value:
        yield from _units(session, rest, value, operator)
    elif operator is Operator.KLASIFIKASI and value:
        yield from _codes(session, rest, value)
    elif operator in (Operator.SEBELUM, Operator.SESUDAH, Operator.TAHUN):
        yield from _times(rest, operator, value.lower())


def _times(rest: Tanya, operator: Operator, value: str) -> Iterator[Saran]:
    this = clock.today().year
    years = [str(this - n) for n in range(5)]
    for said in years if operator is Operator.TAHUN else (*WAKTU, *years):
        if said.startswith(value):
            yield Saran("nilai", said, OPERATOR[operator].arti, _with(rest, Butir(said, operator, frasa=" " in said)))


def _records(session: Session, actor: Actor, typed: str) -> Iterator[Saran]:
    """The newest records in whose number or hal the words stand; every row is asked whether it may be shown.

    Where there are none, a number may have other parts between those that are typed, and «no.» before it is left away.
    """
    hits = _standing(session, actor, [search.Term((p,), "atas") for p in search.phrases(typed)])
    asked = urai(typed)
    *before, last = rangkai((bersahaja(asked) or asked).butir, {}) or (Butir(""),)
    if not hits and (apart := nomor.penggal(last.nilai, prefix=True)):
        terms = [search.Term((p,), "atas") for b in before for p in search.phrases(f'"{b.nilai}"')]
        typed_so = search.Phrase(tuple(search.words(last.nilai)))
        hits = _standing(
            session, actor, [*terms, search.Term((typed_so,), "nomor", penggal=(apart, *nomor.tanpa_nol(apart)))]
        )
    for one in hits:
        hal, number = ("".join(text for text, _ in pieces) for pieces in (one.hal, one.nomor))
        numbered = any(marked for _, marked in one.nomor)
        macam, said = ("nomor", number) if numbered else ("hal", hal)
        asks = Butir(number, Operator.NOMOR, frasa=True) if numbered else Butir(hal, frasa=True)
        yield Saran(macam, said.replace('"', ""), hal if numbered else f"{one.jenis} · {number}", _clean(asks), one.url)


def _standing(session: Session, actor: Actor, terms: list[search.Term]) -> list[Temuan]:
    if not terms or len(terms[-1].phrases[-1].words[-1]) < (1 if terms[-1].penggal else LEAST):
        return []
    query = search.Query(
        any=naskah_indexing.held(actor),
        both=naskah_indexing.opened(actor) | surat_indexing.opened(actor),
        more=tuple(terms),
    )
    return tampil(session, actor, search.find(session, query, allowed=None, limit=EACH))


def _clean(butir: Butir) -> str:
    return Butir(butir.nilai.replace('"', " "), butir.operator, frasa=True).teks


def _units(session: Session, rest: Tanya, said: str, operator: Operator = Operator.UNIT) -> Iterator[Saran]:
    begin = klasifikasi.like(said.lower())
    named = or_(
        func.lower(Unit.singkatan).like(f"{begin}%", escape="\\"),
        func.lower(Unit.nama).like(f"{begin}%", escape="\\"),
        func.lower(Unit.nama).like(f"% {begin}%", escape="\\"),
    )
    found = select(Unit.nama, Unit.singkatan).where(named).order_by(func.length(Unit.nama)).limit(EACH)
    for nama, singkatan in session.execute(found).tuples():
        yield Saran("unit", nama, f"{OPERATOR[operator].nama} {singkatan}", _with(rest, Butir(singkatan, operator)))


def _codes(session: Session, rest: Tanya, said: str) -> Iterator[Saran]:
    words = klasifikasi.terms(said)
    for one in klasifikasi.find(session, said, limit=EACH):
        if not klasifikasi.whole(one, words, awal=True):
            continue  # «kad» is no part of «akademik» to anybody
        butir = Butir(one.kode, Operator.KLASIFIKASI)
        yield Saran("klasifikasi", f"{one.kode} {one.label}", "Klasifikasi beserta turunannya", _with(rest, butir))
