"""The berkas an imported record goes into: that of its package restored, or one for its title, or for its kode and year."""

import enum
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Date, inspect, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.arsip.actions.berkas import open_for
from eoffice.arsip.models import Berkas
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import Instant, Word
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.organisasi.models import Unit
from eoffice.paket.models import Impor
from eoffice.paket.susun.rekaman import plain

#: What follows from the items themselves, or names things of the other system only.
TURUNAN: Final = frozenset({"sifat", "jumlah", "urut_terakhir", "kode_klasifikasi", "nomor_berkas", "tahun"})


def berkas_untuk(
    session: Session, actor: Actor, impor: Impor, arsip: ArsipImpor, value: Mapping[str, Any]
) -> Berkas | None:
    """Where this record goes; None of one without a kode, which then waits to be found by search alone."""
    nomor = str(value.get("nomor_berkas") or "")
    told = next((b for b in impor.rincian.get("berkas", []) if b.get("nomor") == nomor), None) if nomor else None
    kode = str((told or {}).get("kode_klasifikasi") or arsip.kode_klasifikasi or "")
    if not kode or session.scalar(select(Klasifikasi.kode).where(Klasifikasi.kode == kode)) is None:
        return None
    year = arsip.tanggal.year if arsip.tanggal else arsip.diimpor_at.year
    title = str(value.get("judul_berkas") or "") or f"{klasifikasi.check(session, kode).label} {year} (impor)"
    # What a package tells about its berkas is given back only to those that are made for it, never to one that is there.
    kept = "tempat" if told is not None else "tempat_lain"
    places = dict(impor.rincian.get(kept, {}))
    mark = nomor or f"{arsip.unit_id}|{kode}|{title}"
    if mark in places:
        return session.get(Berkas, places[mark])
    made = _same(session, impor, arsip, kode, title) if told is None else None
    if made is None:
        unit = session.get_one(Unit, arsip.unit_id)
        made = open_for(session, actor, unit, kode, judul=title[:300], dibuka=_day(told, year))
        if told is not None:
            _number(session, made, told)
    impor.rincian = impor.rincian | {kept: places | {mark: made.id}}
    session.flush()
    return made


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
    try:
        return date.fromisoformat(str((told or {}).get("dibuka")))
    except ValueError:
        return date(year, 1, 1)


def _number(session: Session, berkas: Berkas, told: Mapping[str, Any]) -> None:
    """The number it had, when nobody here has it; its year belongs to that number."""
    number, year = told.get("nomor_berkas"), told.get("tahun")
    if not isinstance(number, int) or not isinstance(year, int):
        return
    taken = select(Berkas.id).where(
        Berkas.opd_id == berkas.opd_id,
        Berkas.kode_klasifikasi == berkas.kode_klasifikasi,
        Berkas.tahun == year,
        Berkas.nomor_berkas == number,
    )
    if session.scalar(taken) is None:
        berkas.nomor_berkas, berkas.tahun = number, year


def pulihkan(session: Session, impor: Impor) -> None:
    """Everything has been taken in: every berkas of the package gets back what is known of it, its closing included.

    What the JRA of this city calls permanen stays so, whatever the package says (SST-01).
    """
    places = impor.rincian.get("tempat", {})
    for told in impor.rincian.get("berkas", []):
        berkas = session.get(Berkas, places.get(told.get("nomor"), 0))
        if berkas is None:
            continue
        for column in inspect(Berkas).column_attrs:
            name = column.key
            if name == "nasib_akhir" and berkas.nasib_akhir is NasibAkhir.PERMANEN:
                continue
            if name in told and name not in TURUNAN and plain(getattr(berkas, name)) != told[name]:
                setattr(berkas, name, _value(column.columns[0].type, told[name]))
    session.flush()


def _value(kind: Any, told: Any) -> Any:
    """A value of JSON as the column has it."""
    if told is None:
        return None
    if isinstance(kind, Word):
        members: type[enum.StrEnum] = kind.members
        return members(str(told))
    if isinstance(kind, Instant):
        return datetime.fromisoformat(str(told))
    if isinstance(kind, Date):
        return date.fromisoformat(str(told))
    return told
