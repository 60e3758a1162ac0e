"""The city's own changes of the classification: a code added, renamed, retired or taken up again, each dated (6.2).

No code is ever removed and none is renumbered, so every record keeps the code it was given.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.klasifikasi import policy, queries
from eoffice.klasifikasi.models import Klasifikasi, KodeLama, PerubahanKlasifikasi
from eoffice.klasifikasi.states import LABEL_PERUBAHAN, Asal, JenisPerubahan

#: What a title was before its first change is in force from here on.
SEMULA = date(1945, 1, 1)
J = JenisPerubahan


@dataclass(frozen=True)
class IsianPerubahan:
    """One decision: about which code, what it becomes, from when, on which ground."""

    jenis: JenisPerubahan
    kode: str
    judul: str
    berlaku_sejak: date
    dasar_hukum: str
    alasan: str = ""
    pengganti: str = ""


def periksa(session: Session, isian: IsianPerubahan) -> list[str]:
    """The codes that a decision touches, its own first.

    Raises:
        Invalid: with every field that is wrong.
    """
    wrong: dict[str, str] = {}
    kode, code = isian.kode, session.get(Klasifikasi, isian.kode)
    touched = [kode]
    if len(isian.dasar_hukum.strip()) < 5:
        wrong["dasar_hukum"] = "Sebutkan dasarnya, misalnya Perwal Nomor 12 Tahun 2026."
    if isian.jenis is J.TAMBAH:
        wrong |= _new(session, kode)
    elif code is None:
        wrong["kode"] = "Kode ini tidak ada dalam klasifikasi."
    if isian.jenis in (J.TAMBAH, J.JUDUL) and len(isian.judul.strip()) < 3:
        wrong["judul"] = "Tulis judulnya."
    if isian.jenis is J.JUDUL and code is not None and isian.judul.strip() == code.uraian:
        wrong["judul"] = "Judulnya masih sama dengan yang berlaku."
    if isian.jenis is J.HENTI and code is not None:
        touched += [k for k in below(session, kode) if k != kode]
        if code.berlaku_sampai is not None:
            wrong["kode"] = "Kode ini sudah dihentikan."
        wrong |= _instead(session, kode, isian.pengganti)
    if isian.jenis is J.PAKAI_LAGI and code is not None and code.berlaku_sampai is None:
        wrong["kode"] = "Kode ini masih dipakai."
    if wrong:
        raise Invalid(next(iter(wrong.values())) if len(wrong) == 1 else "Ada isian yang perlu diperbaiki.", wrong)
    return touched


def _new(session: Session, kode: str) -> dict[str, str]:
    if not queries.KODE.match(kode) or "." not in kode:
        return {"kode": "Kode terdiri atas tiga angka lalu paling banyak tiga bagian bertitik, misalnya 500.12.6.9."}
    if any(part != str(int(part)) or part == "0" for part in kode.split(".")[1:]):
        return {"kode": "Bagian kode ditulis tanpa angka nol di depan, misalnya 500.12.6.9."}
    if session.get(Klasifikasi, kode) is not None:
        return {"kode": "Kode ini sudah ada."}
    above = session.get(Klasifikasi, kode.rpartition(".")[0])
    if above is None:
        return {"kode": f"Kode induknya, {kode.rpartition('.')[0]}, belum ada. Tambahkan induknya lebih dahulu."}
    if not above.offered(clock.today()) and above.berlaku_sampai is not None:
        return {"kode": f"Kode induknya, {above.kode}, sudah dihentikan."}
    return {}


def _instead(session: Session, kode: str, pengganti: str) -> dict[str, str]:
    if not pengganti:
        return {}
    other = session.get(Klasifikasi, pengganti)
    if other is None:
        return {"pengganti": "Kode pengganti itu tidak ada."}
    if pengganti == kode or pengganti.startswith(f"{kode}."):
        return {"pengganti": "Pengganti harus di luar kode yang dihentikan."}
    if not other.offered(clock.today()):
        return {"pengganti": "Kode pengganti itu sendiri tidak dipakai hari ini."}
    return {}


def below(session: Session, kode: str) -> list[str]:
    """A code and all that lies below it and is in use."""
    rows = select(Klasifikasi.kode).where(queries.under(Klasifikasi.kode, kode), Klasifikasi.berlaku_sampai.is_(None))
    return list(session.scalars(rows.order_by(Klasifikasi.kode)))


def tetapkan(session: Session, actor: Actor, isian: IsianPerubahan) -> list[str]:
    """Decide it; which codes it touches. A day that lies ahead is waited for, and nobody has to remember it.

    Raises:
        NotAllowed: not the unit kearsipan of the city.
        Invalid: as `periksa`. Conflict: somebody decided about the same code at the same moment.
    """
    require(policy.may(actor))
    touched = periksa(session, isian)
    if isian.jenis is J.TAMBAH:
        _add(session, isian)
    for kode in touched:
        _write(session, actor, isian, kode)
        terapkan(session, kode)
    if isian.berlaku_sejak > clock.today():
        begins = datetime.combine(isian.berlaku_sejak, time(0, 1), tzinfo=clock.wib(clock.now()).tzinfo)
        wait = max(begins - clock.now(), timedelta())
        key = f"klasifikasi.berlaku:{isian.kode}:{isian.berlaku_sejak}"
        outbox.enqueue(session, "klasifikasi.berlaku", dedup_key=key, delay=wait, kode=touched)
    return touched


def _add(session: Session, isian: IsianPerubahan) -> None:
    induk = isian.kode.rpartition(".")[0]
    title = isian.judul.strip()
    session.add(
        Klasifikasi(
            kode=isian.kode,
            label=title[:300],
            uraian=title,
            induk=induk,
            punya_anak=False,
            cari="",
            asal=Asal.KOTA,
            berlaku_dari=isian.berlaku_sejak,
        )
    )
    session.get_one(Klasifikasi, induk).punya_anak = True
    session.flush()


def _write(session: Session, actor: Actor, isian: IsianPerubahan, kode: str) -> None:
    code = session.get_one(Klasifikasi, kode)
    last = select(func.coalesce(func.max(PerubahanKlasifikasi.urutan), 0)).where(PerubahanKlasifikasi.kode == kode)
    urutan, at = session.scalar(last) or 0, clock.now()
    rows = []
    if urutan == 0 and isian.jenis is not J.TAMBAH:
        rows.append(
            PerubahanKlasifikasi(
                kode=kode, urutan=1, jenis=J.AWAL, label=code.label, uraian=code.uraian, berlaku_sejak=SEMULA, at=at
            )
        )
    titled = isian.judul.strip() if isian.jenis in (J.TAMBAH, J.JUDUL) else ""
    rows.append(
        PerubahanKlasifikasi(
            kode=kode,
            urutan=urutan + len(rows) + 1,
            jenis=isian.jenis,
            label=titled[:300],
            uraian=titled,
            berlaku_sejak=isian.berlaku_sejak,
            pengganti=isian.pengganti if isian.jenis is J.HENTI else "",
            dasar_hukum=isian.dasar_hukum,
            alasan=isian.alasan,
            oleh=f"{actor.nama}, {actor.jabatan_nama}"[:300],
            at=at,
        )
    )
    try:
        with session.begin_nested():
            session.add_all(rows)
    except IntegrityError:
        raise Conflict("Kode ini baru saja diubah orang lain. Muat ulang halamannya, lalu coba lagi.") from None
    said = f"{LABEL_PERUBAHAN[isian.jenis]} {kode} sejak {isian.berlaku_sejak}: {titled or isian.pengganti or '-'}"
    audit.record(
        session, actor, f"klasifikasi.{isian.jenis}", "klasifikasi", 0, catatan=f"{said}. {isian.dasar_hukum}"[:900]
    )


def terapkan(session: Session, kode: str) -> None:
    """Make the row of a code what its decisions say today, and the words by which it is found."""
    code, today = session.get_one(Klasifikasi, kode), clock.today()
    rows = queries.perubahan(session, kode)
    titled = [r for r in rows if r.uraian and r.berlaku_sejak <= today] or [r for r in rows if r.uraian][:1]
    if titled:
        code.label, code.uraian = titled[-1].label, titled[-1].uraian
    code.berlaku_sampai, code.pengganti = None, ""
    for row in rows:
        if row.jenis is J.HENTI:
            code.berlaku_sampai, code.pengganti = row.berlaku_sejak - timedelta(days=1), row.pengganti
        elif row.jenis is J.PAKAI_LAGI and row.berlaku_sejak <= today:
            code.berlaku_sampai, code.pengganti = None, ""
    session.flush()
    for each in [code, *queries.children(session, kode)]:
        _words(session, each)


def _words(session: Session, code: Klasifikasi) -> None:
    """Its own titles, old and new, that of the group above, and the old codes it took the place of."""
    above = session.get(Klasifikasi, code.induk) if code.induk else None
    old = [r.uraian for r in queries.perubahan(session, code.kode) if r.uraian and r.uraian != code.uraian]
    legacy = session.execute(select(KodeLama.kode_lama, KodeLama.judul).where(KodeLama.kode == code.kode)).tuples()
    parts = [code.kode, code.uraian, *dict.fromkeys(old), above.uraian if above else ""]
    parts += [f"{kode} {judul}" for kode, judul in legacy]
    code.cari = " ".join(part for part in parts if part).lower()


@dataclass(frozen=True)
class BarisLama:
    """One line of a sheet of old codes, and what is wrong with it, '' when nothing is."""

    kode_lama: str
    judul: str
    kode: str
    salah: str = ""


def baca_lama(session: Session, tempelan: str) -> list[BarisLama]:
    """The lines of a pasted sheet: old code, title, code of today, apart by tab or semicolon; each checked."""
    found: list[BarisLama] = []
    seen: set[tuple[str, str]] = set()
    for line in tempelan.splitlines():
        cells = [cell.strip().strip('"') for cell in line.replace("\t", ";").split(";")]
        if not any(cells) or cells[0].lower() in ("kode lama", "kode_lama"):
            continue
        old, judul, kode = (*cells, "", "", "")[:3]
        wrong = ""
        if not old or len(old) > 20 or not old[:1].isdigit():
            wrong = "Kode lama tidak terbaca."
        elif session.get(Klasifikasi, kode) is None:
            wrong = f"Kode {kode or '(kosong)'} tidak ada dalam klasifikasi."
        elif (old, kode) in seen:
            wrong = "Baris ini sama dengan baris sebelumnya."
        seen.add((old, kode))
        found.append(BarisLama(old, judul[:300], kode, wrong))
    return found


def muat_lama(session: Session, actor: Actor, rows: list[BarisLama]) -> int:
    """Keep the lines that are right and new; how many that were. They only help to find and to import (6.2)."""
    require(policy.may(actor))
    known = set(session.execute(select(KodeLama.kode_lama, KodeLama.kode)).tuples())
    fresh = [row for row in rows if not row.salah and (row.kode_lama, row.kode) not in known]
    session.add_all([KodeLama(kode_lama=row.kode_lama, judul=row.judul, kode=row.kode) for row in fresh])
    session.flush()
    for kode in {row.kode for row in fresh}:
        _words(session, session.get_one(Klasifikasi, kode))
    if fresh:
        audit.record(
            session, actor, "klasifikasi.kode_lama", "klasifikasi", 0, catatan=f"{len(fresh)} padanan kode lama"
        )
    return len(fresh)
