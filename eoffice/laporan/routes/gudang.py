"""The store-room: rim by month, entered or brought in as a sheet, and what it confirms of the saving."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from flask import flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from eoffice import clock, sandbox
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid, NotFound, TooLarge
from eoffice.laporan import actions, policy, queries
from eoffice.laporan.actions.persediaan import IsianPersediaan, cela
from eoffice.laporan.kertas import lembar, page_log
from eoffice.laporan.kertas.lembar import BarisGudang
from eoffice.laporan.queries import gudang
from eoffice.laporan.routes.blueprint import forward, routes
from eoffice.laporan.states import Rentang, month_start
from eoffice.laporan.tampil import gudang as tampil
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.ekspor import to_csv
from eoffice.web.errors import refused
from eoffice.web.fields import MAX_INTEGER, parse_json, reading
from eoffice.web.files import attachment
from eoffice.web.session import release, services, session
from eoffice.web.uploads import received

TERBESAR: Final = 2 * 1024 * 1024
"""Bytes of one sheet."""
TAMPAK: Final = 300
"""Rows of a preview that are shown; the wrong ones come first."""


def units(actor: Actor, action: Action) -> list[Unit]:
    """The perangkat daerah for which the actor may do this; never none, that is a refusal."""
    able = policy.entering(actor, action)
    found = [unit for unit in organisasi.all_opd(session()) if able is None or unit.id in able]
    require(policy.may(actor, action, found[0].id if found else None))
    return found


def chosen(mine: Sequence[Unit], asked: str) -> Unit:
    """The perangkat daerah that is asked for, else the own one.

    Raises:
        NotFound: it is none of the actor's.
    """
    if asked:
        found = next((unit for unit in mine if str(unit.id) == asked), None)
        if found is None:
            raise NotFound("Perangkat daerah tidak ditemukan.")
        return found
    return next((unit for unit in mine if unit.id == current_actor().opd_id), mine[0])


def _isi(asked: str, asked_year: str) -> dict[str, Any]:
    mine, today = units(current_actor(), Action.CATAT_PERSEDIAAN), clock.today()
    unit = chosen(mine, asked)
    base = queries.tahun_dasar(session(), today)
    years = sorted({today.year, today.year - 1, base}, reverse=True)
    year = int(asked_year) if asked_year in {str(each) for each in years} else today.year
    history = gudang.riwayat_persediaan(session(), unit.id, year)
    span = Rentang(date(today.year, 1, 1), month_start(today))
    staff = queries.kepegawaian(session(), services().pepper).pada(today).get(unit.id)
    return {
        "unit": unit,
        "pilihan": [(each.id, each.nama) for each in mine],
        "tahun": year,
        "tahun_pilihan": [
            (str(each), f"/laporan/persediaan?opd={unit.id}&tahun={each}", each == year) for each in years
        ],
        "bulan": tampil.bulan_tahun(year, history, month_start(today)),
        "konfirmasi": tampil.ringkas(queries.konfirmasi(session(), unit.id, span)) if span.dari < span.sampai else None,
        "tahun_dasar": base,
        "asn": len(staff.wajib) if staff else "",
        "hari": today,
    }


@routes.get("/persediaan")
@needs(Action.CATAT_PERSEDIAAN, own_transactions=True)
def persediaan() -> str:
    """The ledger of a year, the form, and what it confirms."""
    forward()
    isi = _isi(request.args.get("opd", ""), request.args.get("tahun", ""))
    return render_template("laporan/persediaan.html", salah={}, pesan="", nilai=request.args, **isi)


@routes.post("/persediaan")
@needs(Action.CATAT_PERSEDIAAN)
def catat_persediaan() -> Response:
    """Enter a month, or correct or take back one that stands."""
    mine = units(current_actor(), Action.CATAT_PERSEDIAAN)
    unit = chosen(mine, request.form.get("opd", ""))
    try:
        with reading(request.form) as f:
            raw = f.text("bulan", "Bulan", max=7)
            void = f.flag("batal")
            rim = f.integer("rim", "Rim", high=100_000) if not void else 0
            rupiah = f.maybe_integer("rupiah", "Harga seluruhnya", high=MAX_INTEGER)
            asn = f.integer("asn", "Banyaknya ASN", low=1, high=100_000) if not void else 1
            catatan = f.text("catatan", "Alasan", max=300, required=False)
            bulan = tampil.baca_bulan(raw)
            if bulan is None:
                f.wrong("bulan", "Bulan harus seperti 2026-01.")
        assert bulan is not None
        if void:
            actions.batalkan_persediaan(session(), current_actor(), unit.id, bulan, catatan)
            flash("Catatan bulan itu dibatalkan; riwayatnya tetap ada.")
        else:
            isian = IsianPersediaan(unit.id, bulan, rim, rupiah, asn, catatan)
            actions.catat_persediaan(session(), current_actor(), isian)
            flash(f"{rim} rim tercatat.")
    except (Invalid, Conflict) as error:
        isi = _isi(str(unit.id), request.form.get("tahun", ""))
        return refused(error, "laporan/persediaan.html", **isi)
    return redirect(f"/laporan/persediaan?opd={unit.id}&tahun={bulan.year}", 303)


@routes.get("/persediaan/lembar.csv")
@needs(Action.CATAT_PERSEDIAAN)
def lembar_kosong() -> Response:
    """An empty sheet with one example row."""
    units(current_actor(), Action.CATAT_PERSEDIAAN)
    return attachment(to_csv(lembar.KOLOM, [lembar.CONTOH], pemisah=";"), name="persediaan-kertas.csv")


@routes.post("/persediaan/periksa")
@needs(Action.CATAT_PERSEDIAAN, own_transactions=True, repeatable=True)
@limited("impor", 30, per=60)
def periksa_persediaan() -> Response:
    """Look at a sheet row by row; nothing is written."""
    mine = units(current_actor(), Action.CATAT_PERSEDIAAN)
    names = {k.lower(): (unit.id, unit.nama) for unit in mine for k in (unit.kode, unit.singkatan, unit.nama)}
    staff = {opd: len(each.wajib) for opd, each in _staff().items()}
    held = {key: (row.rim or 0, row.rupiah, row.asn) for key, row in gudang.persediaan(session()).items()}
    try:
        posted = received("berkas", hint="Bagi menjadi beberapa lembar.")
        if posted is None:
            raise Invalid("Pilih lembarnya dahulu.", {"berkas": "Pilih berkas CSV atau XLSX dahulu."})
        content, _ = posted
        if len(content) > TERBESAR:
            raise TooLarge("Lembar ini lebih besar dari 2 MB. Bagi menjadi beberapa lembar.")
        release()
        rows = sandbox.baca_lembar(content) if content[:2] == b"PK" else lembar.dari_csv(content)
        found = [_dinilai(row, staff) for row in lembar.baca(rows, names)]
    except sandbox.Refused as error:
        wrong = Invalid(str(error), {"berkas": str(error)})
        return refused(wrong, "laporan/persediaan.html", **_isi("", ""))
    except (Invalid, TooLarge) as error:
        return refused(error, "laporan/persediaan.html", **_isi("", ""))
    return make_response(
        render_template("laporan/persediaan_periksa.html", salah={}, pesan="", **_pratinjau(found, held))
    )


@routes.post("/persediaan/cetak-server")
@needs(Action.CATAT_PERSEDIAAN, own_transactions=True)
@limited("impor", 30, per=60)
def muat_cetak_server() -> Response:
    """Take in the page log of a print server: only sums by month are kept."""
    mine = units(current_actor(), Action.CATAT_PERSEDIAAN)
    unit_id = chosen(mine, request.form.get("opd", "")).id
    try:
        posted = received("catatan_cetak", hint="Bagi per bulan.")
        if posted is None:
            raise Invalid("Pilih berkasnya dahulu.", {"catatan_cetak": "Pilih berkas page_log dahulu."})
        months = page_log.baca(posted[0].decode("utf-8", errors="replace").splitlines())
        digest = hashlib.sha256(posted[0]).hexdigest()
        release()
        with transaction(services().engine) as own:
            actions.muat_cetak_server(own, current_actor(), unit_id, months, digest)
            flash("; ".join(f"{tampil.nama_bulan(m.bulan)}: {m.lembar} lembar di server cetak" for m in months[:6]))
            return settled(own, see(f"/laporan/persediaan?opd={unit_id}"))
    except (Invalid, TooLarge) as error:
        release()
        return refused(error, "laporan/persediaan.html", **_isi(str(unit_id), ""))


def _staff() -> dict[int, Any]:
    return queries.kepegawaian(session(), services().pepper).pada(clock.today())


def _dinilai(row: BarisGudang, staff: dict[int, int]) -> BarisGudang:
    """A row with the staff of now where the sheet does not say, and with what the ledger would refuse."""
    if row.galat:
        return row
    asn = row.asn or staff.get(row.opd, 0)
    wrong = cela(IsianPersediaan(row.opd, row.bulan, row.rim, row.rupiah, asn))
    return BarisGudang(
        row.nomor, row.opd, row.nama, row.bulan, row.rim, row.rupiah, asn, galat=" ".join(wrong.values())
    )


def _pratinjau(rows: list[BarisGudang], held: dict[Any, Any]) -> dict[str, Any]:
    good = [row for row in rows if not row.galat]
    packed = [[r.opd, r.bulan.isoformat(), r.rim, r.rupiah, r.asn] for r in good]
    shown = sorted(tampil.baris(rows, held), key=lambda r: (r.keadaan != "salah", r.nomor))
    return {
        "baris": shown[:TAMPAK],
        "banyak": len(rows),
        "salah_jumlah": len(rows) - len(good),
        "baru": sum(r.keadaan == "baru" for r in shown),
        "betul": sum(r.keadaan == "membetulkan" for r in shown),
        "sama": sum(r.keadaan == "sama" for r in shown),
        "isi": json.dumps(packed),
    }


@routes.post("/persediaan/muat")
@needs(Action.CATAT_PERSEDIAAN, own_transactions=True)
def muat_persediaan() -> Response:
    """Load exactly what was looked at, all of it or nothing."""
    units(current_actor(), Action.CATAT_PERSEDIAAN)
    try:
        with reading(request.form) as f:
            catatan = f.text("catatan", "Alasan", max=300, required=False)
        rows = _kembali(request.form.get("isi", ""), catatan)
        release()
        with transaction(services().engine) as own:
            fresh, fixed = actions.muat_persediaan(own, current_actor(), rows)
            flash(f"{fresh} bulan dimuat, {fixed} dibetulkan.")
            return settled(own, see("/laporan/persediaan"))
    except (Invalid, Conflict) as error:
        return refused(error, "laporan/persediaan.html", **_isi("", ""))


def _kembali(raw: str, catatan: str) -> list[IsianPersediaan]:
    """The rows of the preview as they come back.

    Raises:
        Invalid: they are not what the preview sent.
    """
    lost = Invalid("Isi lembar hilang di jalan. Unggah lembarnya sekali lagi.", {"berkas": "Unggah lembarnya lagi."})
    try:
        rows = parse_json(raw)
        if not isinstance(rows, list) or not 0 < len(rows) <= lembar.PALING_BANYAK:
            raise lost
        return [
            IsianPersediaan(
                int(opd),
                date.fromisoformat(month),
                int(rim),
                None if rupiah is None else int(rupiah),
                int(asn),
                catatan,
                "impor",
            )
            for opd, month, rim, rupiah, asn in rows
        ]
    except (TypeError, ValueError, OverflowError):
        raise lost from None
