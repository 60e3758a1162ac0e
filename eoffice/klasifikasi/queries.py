"""Finding codes: children for the tree, words for the search box, descendants for filters."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from eoffice import clock
from eoffice.errors import Invalid
from eoffice.klasifikasi.lembar import BarisJra
from eoffice.klasifikasi.models import Jra, JraVersi, Klasifikasi, KodeLama, PerubahanKlasifikasi
from eoffice.klasifikasi.states import NasibAkhir

_DIGITS: Final = re.compile(r"[\d.]+", re.ASCII)
#: What ends a word in a title; a hyphen does not.
_MARKS: Final = ",;:/()."
KODE: Final = re.compile(r"\d{3}(\.\d{1,2}){0,3}\Z", re.ASCII)


def like(text: str) -> str:
    """The text with the wildcards of LIKE made literal, and without NUL, which no text holds (INJ-02, INJ-03)."""
    return text.replace("\x00", "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _order(kode: str) -> tuple[int, ...]:
    return tuple(int(part) for part in kode.split("."))


def urut(kode: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[str]:
    """SQL sort key of a code by the numbers in it, so that 800.1.2 stands before 800.1.11; twin of `_order`.

    The first part has three digits and every other at most two (`KODE`): those of one digit get a zero before them and
    the dots are dropped, so that no collation can put it otherwise. Some 10 µs per row on SQLite; no index is needed for
    the berkas of one perangkat daerah.
    """
    key: ColumnElement[str] = func.replace(kode, ".", "..") + "."
    for digit in "123456789":
        key = func.replace(key, f".{digit}.", f"0{digit}")
    return func.replace(key, ".", "")


def children(session: Session, induk: str | None, *, on: date | None = None) -> list[Klasifikasi]:
    """The codes right below one, or the ten primary groups; with a day only those that can be chosen on it."""
    found = session.scalars(select(Klasifikasi).where(Klasifikasi.induk == induk))
    return sorted((k for k in found if on is None or k.offered(on)), key=lambda k: _order(k.kode))


def in_use(on: date) -> ColumnElement[bool]:
    """SQL condition: the code can be chosen on a day; twin of `Klasifikasi.offered`."""
    begun = or_(Klasifikasi.berlaku_dari.is_(None), Klasifikasi.berlaku_dari <= on)
    return and_(begun, or_(Klasifikasi.berlaku_sampai.is_(None), Klasifikasi.berlaku_sampai >= on))


def perubahan(session: Session, kode: str) -> list[PerubahanKlasifikasi]:
    """Every decision about a code, in the order in which they take effect."""
    rows = select(PerubahanKlasifikasi).where(PerubahanKlasifikasi.kode == kode)
    return list(session.scalars(rows.order_by(PerubahanKlasifikasi.berlaku_sejak, PerubahanKlasifikasi.urutan)))


def judul(session: Session, code: Klasifikasi, on: date | None) -> str:
    """The title of a code as it was on a day: an old record shows the title that was valid then."""
    if on is None:
        return code.label
    then = (
        select(PerubahanKlasifikasi.label)
        .where(
            PerubahanKlasifikasi.kode == code.kode,
            PerubahanKlasifikasi.label != "",
            PerubahanKlasifikasi.berlaku_sejak <= on,
        )
        .order_by(PerubahanKlasifikasi.berlaku_sejak.desc(), PerubahanKlasifikasi.urutan.desc())
        .limit(1)
    )
    return session.scalar(then) or code.label


def dari_lama(session: Session, kode_lama: str) -> list[KodeLama]:
    """The codes of today that took the place of an old one, or of those that begin with it."""
    rows = select(KodeLama).where(KodeLama.kode_lama.startswith(like(kode_lama), autoescape=False))
    return list(session.scalars(rows.order_by(KodeLama.kode_lama, KodeLama.kode).limit(20)))


def path(session: Session, kode: str) -> list[Klasifikasi]:
    """From the primary group down to the code."""
    found: list[Klasifikasi] = []
    current = session.get(Klasifikasi, kode)
    while current is not None:
        found.insert(0, current)
        current = session.get(Klasifikasi, current.induk) if current.induk else None
    return found


def terms(typed: str) -> list[str]:
    """The words that `find` looks for, in small letters; none when the beginning of a kode is typed."""
    asked = typed.strip()[:200]
    return [] if _DIGITS.fullmatch(asked) else list(dict.fromkeys(asked.replace("\x00", "").lower().split()[:8]))


def titles(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """The whole title of each of these codes."""
    found = select(Klasifikasi.kode, Klasifikasi.uraian).where(Klasifikasi.kode.in_(set(codes)))
    return dict(session.execute(found).tuples().all())


def find(session: Session, words: str, *, limit: int = 20, on: date | None = None) -> list[Klasifikasi]:
    """Codes that begin with what was typed, or whose title, old or new, has every word.

    Titles with whole words come first, then those where a word begins with one, then the rest («perundang-undangan» for
    «undangan»); among equals the deepest ones.

    Args:
        on: only codes that can be chosen on this day.
    """
    statement = select(Klasifikasi) if on is None else select(Klasifikasi).where(in_use(on))
    typed = words.strip()[:200]
    if _DIGITS.fullmatch(typed):
        statement = statement.where(Klasifikasi.kode.startswith(like(typed), autoescape=False))
    for word in terms(words):
        statement = statement.where(Klasifikasi.cari.like(f"%{like(word)}%", escape="\\"))
    best = [_rank(word) for word in terms(words)]
    found = list(
        session.scalars(statement.order_by(*best, Klasifikasi.punya_anak, urut(Klasifikasi.kode)).limit(limit))
    )
    if not found and _DIGITS.fullmatch(typed):
        codes = [row.kode for row in dari_lama(session, typed)]
        again = select(Klasifikasi).where(Klasifikasi.kode.in_(codes))
        found = list(session.scalars((again if on is None else again.where(in_use(on))).limit(limit))) if codes else []
    return found


def whole(code: Klasifikasi, words: Iterable[str], *, awal: bool = False) -> bool:
    """Whether every word stands in the title or its explanation as a word of its own, hyphenated ones being one word.

    Args:
        awal: the beginning of a word is enough.
    """
    standing = set(_spaced(f"{code.label} {code.uraian}".lower()).split())
    return all(any(each == word or (awal and each.startswith(word)) for each in standing) for word in words)


def _spaced(text: str) -> str:
    return text.translate({ord(mark): " " for mark in _MARKS})


def _rank(word: str) -> ColumnElement[int]:
    """How well a word stands in a title: 0 as a word in its short form, then in all of it, 2 and 3 as the beginning of one."""
    said = like(_spaced(word).strip())
    tiers: list[tuple[ColumnElement[bool], int]] = []
    for end in (" ", ""):
        for column in (func.lower(Klasifikasi.label), Klasifikasi.cari):
            spaced: ColumnElement[str] = literal(" ") + column + literal(" ")
            for mark in _MARKS:
                spaced = func.replace(spaced, mark, " ")
            tiers.append((spaced.like(f"% {said}{end}%", escape="\\"), len(tiers)))
    return case(*tiers, else_=len(tiers))


def check(session: Session, kode: str, *, on: date | None = None, keep: str | None = None) -> Klasifikasi:
    """The code, if it exists and, on a day that is given, can be chosen.

    Args:
        keep: the code that the record has already, which it may keep although nobody can choose it any more.
    Raises:
        Invalid: no such code in the table, or it is retired.
    """
    found = session.get(Klasifikasi, kode) if KODE.match(kode) else None
    if found is None:
        raise Invalid("Kode klasifikasi tidak dikenal.", {"kode_klasifikasi": "Pilih kode dari daftar klasifikasi."})
    if on is not None and kode != keep and not found.offered(on):
        said = f"Kode {kode} tidak dipakai pada tanggal ini."
        said += f" Pakai {found.pengganti}." if found.pengganti else " Pilih kode lain."
        raise Invalid(said, {"kode_klasifikasi": said})
    return found


def choose(session: Session, words: str, field: str = "kode_klasifikasi") -> Klasifikasi:
    """The one code that was typed into a type-ahead and not chosen, the only way without scripts.

    Raises:
        Invalid: no such code, or not exactly one fits; marked at `field`, and naming the first few.
    """
    first = words.partition(" ")[0]
    if KODE.match(first):
        try:
            return check(session, first)
        except Invalid as error:
            raise Invalid(str(error), {field: "Pilih kode dari daftar klasifikasi."}) from None
    whole = select(Klasifikasi).where(func.lower(Klasifikasi.label) == words.strip().lower())
    named = session.scalars(whole.limit(2)).all()
    fitting = find(session, words, limit=4)
    if len(named) == 1 or len(fitting) == 1:  # «sosial» is the title of one and a word of many
        return named[0] if len(named) == 1 else fitting[0]
    raise Invalid("Kode klasifikasi belum dipilih.", {field: which(words, [f"{k.kode} {k.label}" for k in fitting])})


def which(words: str, fitting: list[str]) -> str:
    """What to say when nothing, or more than one thing, fits what was typed."""
    if not fitting:
        return f"Tidak ada yang cocok dengan “{words[:60]}”. Coba kata lain."
    return f"Ada beberapa yang cocok dengan “{words[:60]}”: {'; '.join(fitting[:3])}. Tulis lebih lengkap."


def with_descendants(kode: str) -> tuple[str, str]:
    """(exact, prefix pattern): a record falls under a code when it equals the first or LIKEs the second."""
    return kode, f"{like(kode)}.%"


def under(column: InstrumentedAttribute[Any], kode: str) -> ColumnElement[bool]:
    """SQL condition: `column` is the code or one of its descendants."""
    exact, prefix = with_descendants(kode)
    return or_(column == exact, column.like(prefix, escape="\\"))


def versi_berlaku(session: Session, on: date | None = None) -> JraVersi | None:
    """The version of the JRA in force on a day, today when none is given; None when there is none at all.

    Of two that begin on the same day the later one holds.
    """
    return session.scalar(
        select(JraVersi)
        .where(JraVersi.batal_at.is_(None), JraVersi.berlaku_mulai <= (on or clock.today()))
        .order_by(JraVersi.berlaku_mulai.desc(), JraVersi.nomor.desc())
        .limit(1)
    )


def retention(session: Session, kode: str, versi: JraVersi | None = None) -> Jra | None:
    """The JRA row of a code, or of its nearest ancestor that has one; None when none has.

    Args:
        versi: of which version; the one in force today when none is given.
    """
    chosen = versi or versi_berlaku(session)
    current: str | None = kode if chosen is not None else None
    while current and chosen is not None:
        row = session.get(Jra, (chosen.id, current))
        if row is not None:
            return row
        current = current.rpartition(".")[0] or None
    return None


def versi_terakhir(session: Session) -> JraVersi | None:
    """The version with the latest beginning that was not taken back, valid already or not."""
    known = select(JraVersi).where(JraVersi.batal_at.is_(None))
    return session.scalar(known.order_by(JraVersi.berlaku_mulai.desc(), JraVersi.nomor.desc()).limit(1))


def versi_jra(session: Session) -> list[JraVersi]:
    """Every version that ever was, newest first."""
    return list(session.scalars(select(JraVersi).order_by(JraVersi.nomor.desc())))


def jadwal(session: Session, versi_id: int) -> dict[str, BarisJra]:
    """The rows of a version by kode."""
    rows = session.scalars(select(Jra).where(Jra.versi_id == versi_id).order_by(urut(Jra.kode)))
    return {r.kode: BarisJra(r.kode, r.uraian, r.aktif_tahun, r.inaktif_tahun, r.nasib_akhir, r.pemicu) for r in rows}


def cari_jadwal(
    session: Session, versi_id: int, words: str, *, nasib: NasibAkhir | None = None, mulai: int = 0, limit: int = 51
) -> list[tuple[Jra, str]]:
    """Rows of a version whose kode begins with what was typed, or whose title has every word; with that title."""
    asked = (
        select(Jra, Klasifikasi.label).join(Klasifikasi, Klasifikasi.kode == Jra.kode).where(Jra.versi_id == versi_id)
    )
    typed = words.strip()[:200]
    if _DIGITS.fullmatch(typed):
        asked = asked.where(Jra.kode.startswith(like(typed), autoescape=False))
    for word in terms(words):
        pattern = f"%{like(word)}%"
        asked = asked.where(
            or_(
                Klasifikasi.cari.like(pattern, escape="\\"),
                Jra.uraian.ilike(pattern, escape="\\"),
                Jra.pemicu.ilike(pattern, escape="\\"),
            )
        )
    if nasib is not None:
        asked = asked.where(Jra.nasib_akhir == nasib)
    return list(session.execute(asked.order_by(urut(Jra.kode)).offset(mulai).limit(limit)).tuples())


def semua_kode(session: Session) -> frozenset[str]:
    """Every code of the classification."""
    return frozenset(session.scalars(select(Klasifikasi.kode)))
