"""The berkas an imported record goes into: that of its package restored, or one for its title, or for its kode and year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.arsip.actions.berkas import open_for
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Media
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.organisasi.models import Unit
from eoffice.paket.actions import pulih
from eoffice.paket.models import Impor


def berkas_untuk(
    session: Session, actor: Actor, impor: Impor, arsip: ArsipImpor, value: Mapping[str, Any]
) -> Berkas | None:
    """Where this record goes; None of one without a kode, which then waits to be found by search alone."""
    nomor = str(value.get("nomor_berkas") or "")
    told = next((b for b in impor.rincian.get("berkas", []) if b.get("nomor") == nomor), None) if nomor else None
    kode = str((told or {}).get("kode_klasifikasi") or arsip.kode_klasifikasi or "")
    if not kode or session.get(Klasifikasi, kode) is None:
        return None
    year = arsip.tanggal.year if arsip.tanggal else arsip.diimpor_at.year
    named = str(value.get("judul_berkas") or "")
    title = named or f"{klasifikasi.check(session, kode).label} {year} (impor)"
    if nomor and not named:  # two berkas of a list are two, although nobody gave them a title
        title = f"{title}, berkas {nomor}"
    # What a package tells about its berkas is given back only to those that are made for it, never to one that is there.
    kept = "tempat" if told is not None else "tempat_lain"
    places = dict(impor.rincian.get(kept, {}))
    if told is not None:
        mark = nomor
    else:  # in a list numbers begin anew with every unit and kode
        mark = f"{arsip.unit_id}|{kode}|{nomor}|{named}" if nomor else f"{arsip.unit_id}|{kode}|{title}"
    if mark in places:
        berkas = session.get(Berkas, places[mark])
        if berkas is not None and told is None:
            berkas.media = _media(arsip, berkas)
        return berkas
    made = None
    if told is None:
        made = _numbered(session, impor, mark) if nomor else _same(session, impor, arsip, kode, title)
    if made is None:
        unit = session.get_one(Unit, arsip.unit_id)
        made = open_for(session, actor, unit, kode, judul=title[:300], dibuka=_day(told, year))
        if told is not None:
            _number(session, made, told)
        else:
            made.media = _media(arsip)
    elif told is None:
        made.media = _media(arsip, made)
    impor.rincian = impor.rincian | {kept: places | {mark: made.id}}
    session.flush()
    return made


def _media(arsip: ArsipImpor, berkas: Berkas | None = None) -> Media:
    """On what a record is, by what came of it: a file, a place of its paper, or both; together with what a berkas holds."""
    own = Media.ELEKTRONIK if arsip.key is not None else Media.KERTAS
    if own is Media.ELEKTRONIK and arsip.lokasi:
        own = Media.CAMPURAN
    return own if berkas is None or berkas.media is own else Media.CAMPURAN


def _numbered(session: Session, impor: Impor, mark: str) -> Berkas | None:
    """The berkas that an earlier import of the same origin made for this number; a title alone does not make two the same."""
    earlier = select(Impor.rincian).where(Impor.opd_id == impor.opd_id, Impor.asal == impor.asal, Impor.id != impor.id)
    for rincian in session.scalars(earlier.order_by(Impor.id.desc()).limit(50)):
        berkas = session.get(Berkas, dict(rincian.get("tempat_lain", {})).get(mark, 0))
        if berkas is not None and berkas.ditutup is None:
            return berkas
    return None


def _same(session: Session, impor: Impor, arsip: ArsipImpor, kode: str, title: str) -> Berkas | None:
    """An open berkas of this unit that an earlier import made under the same title."""
    found = select(Berkas).where(
        Berkas.opd_id == impor.opd_id,
        Berkas.unit_id == arsip.unit_id,
        Berkas.kode_klasifikasi == kode,
        Berkas.judul == title[:300],
        Berkas.ditutup.is_(None),
    )
    return session.scalar(found.order_by(Berkas.id).limit(1))


def _day(told: Mapping[str, Any] | None, year: int) -> date:
    known = pulih.baca({name: value for name, value in (told or {}).items() if name == "dibuka"})
    return known.get("dibuka") or date(year, 1, 1)


def _number(session: Session, berkas: Berkas, told: Mapping[str, Any]) -> None:
    """The number it had, when nobody here has it; its year belongs to that number."""
    number, year = told.get("nomor_berkas"), told.get("tahun")
    if type(number) is not int or type(year) is not int or not (0 < number < 10**9 and 1800 <= year <= 2200):
        return
    taken = select(Berkas.id).where(
        Berkas.opd_id == berkas.opd_id,
        Berkas.kode_klasifikasi == berkas.kode_klasifikasi,
        Berkas.tahun == year,
        Berkas.nomor_berkas == number,
    )
    if session.scalar(taken) is None:
        berkas.nomor_berkas, berkas.tahun = number, year
