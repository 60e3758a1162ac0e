"""The golden data of adoption: expected values, staff records, weekly series, and the same events in the product's log."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from unittest.mock import Mock, patch

from sqlalchemy.orm import Session

from eoffice.clock import WIB
from eoffice.laporan.adopsi import Bahan, JabatanTtd, Jejak, Rasio, Staf, angka_emas, potret, semua, sertifikat_pada
from eoffice.laporan.kertas import Fakta, Ketentuan, Lipatan, Opd
from eoffice.organisasi import waktu
from eoffice.organisasi.waktu import Kalender
from eoffice.peristiwa import actions as peristiwa
from eoffice.peristiwa.states import KOREKSI, Jenis
from tests.laporan import emas

OPD = ("DISKOMINFO", "BKD", "KEC-A")
AKHIR = datetime(2026, 9, 1, tzinfo=WIB)
BULAN = date(2026, 8, 1)
KELUAR = "hasil-diharapkan.csv"


def kalender() -> Kalender:
    """The calendar of the golden data, which knows only four holidays."""
    jam: dict[str, dict[str, list[tuple[str, str]]]] = {"reguler": {}, "ramadan": {}}
    for row in emas.rows("jam-kerja.csv"):
        jam[row["pola"]].setdefault(row["hari"], []).append((row["mulai"], row["selesai"]))
    return waktu.kalender_dari({"versi": "emas", "libur": emas.rows("kalender.csv"), "ramadan": [], "jam": jam})


def fakta() -> list[Fakta]:
    """The fifty lines with the pseudonym of who did it."""
    akun = {row["id_peristiwa"]: row["akun"] for row in emas.rows("peristiwa.csv")}
    return [replace(each, akun=akun[each.id]) for each in emas.fakta()]


def staf() -> dict[str, Staf]:
    """Staff records as `akun.csv` has them."""
    found: dict[str, Staf] = {opd: Staf() for opd in OPD}
    for row in emas.rows("akun.csv"):
        post = (JabatanTtd(f"Jabatan {row['akun']}", row["akun"]),) if row["pimpinan_wajib_tte"] == "1" else ()
        must = frozenset({row["akun"]}) if row["wajib_pengguna"] == "1" else frozenset()
        found[row["opd"]] += Staf(must, must, post)
    return found


def jejak_dari(arrival: Iterable[Fakta]) -> dict[str, Jejak]:
    """What every naskah counts for, whatever the order in which its events came."""
    folded = Lipatan(Ketentuan())
    for each in arrival:
        folded.simpan([each])
    return semua({key: folded.sah(key) for key in folded.naskah}, kalender())


def bahan(jejak: Mapping[str, Jejak], opd: Opd, staf_: Staf) -> Bahan:
    """What the measures of August are made of, straight from the traces."""
    total = Bahan(staf=staf_)
    for each in jejak.values():
        for (where, day), hitung in each.hitung.items():
            if where == opd and day.replace(day=1) == BULAN:
                total += Bahan(hitung)
        who = frozenset(akun for where, month, akun in each.pelaku if where == opd and month == BULAN)
        total += Bahan(pelaku=who)
        if each.surat is not None and each.surat.opd == opd:
            total += Bahan(kohort=[each.surat], disposisi=each.disposisi)
    return total


def hasil(arrival: Sequence[Fakta]) -> dict[tuple[str, str], Any]:
    """Every adoption figure of the three offices and the city."""
    jejak, people = jejak_dari(arrival), staf()
    certificates = sertifikat_pada((e for e in arrival if e.naskah is None or e.jenis in KOREKSI), AKHIR)
    per_opd = {opd: bahan(jejak, opd, people[opd]) for opd in OPD}
    per_opd["KOTA"] = sum((per_opd[opd] for opd in OPD), Bahan())
    return {
        (name, opd): value
        for opd, each in per_opd.items()
        for name, value in angka_emas(potret(each, certificates, AKHIR)).items()
    }


def diharapkan() -> dict[tuple[str, str], dict[str, str]]:
    """The expected adoption figures; those of paper carry a scenario and are held elsewhere."""
    return {
        (row["metrik"], row["cakupan"]): row
        for row in emas.rows(KELUAR)
        if not row["skenario"] and not row["metrik"].startswith(("kemiringan", "proyeksi"))
    }


def tertulis(value: Any) -> dict[str, str]:
    """A figure as the golden file writes it."""
    if isinstance(value, Rasio):
        assert value.nilai is not None
        return {"pembilang": str(value.pembilang), "penyebut": str(value.penyebut), "nilai": desimal(value.nilai)}
    if value is None:
        return {"pembilang": "", "penyebut": "", "nilai": "belum"}
    text = desimal(value) if isinstance(value, Fraction) else str(value)
    return {"pembilang": "", "penyebut": "", "nilai": text}


def desimal(value: Fraction) -> str:
    """Nine decimals at most, without trailing zeros."""
    whole = round(value * 10**9)
    return f"{whole // 10**9}.{whole % 10**9:09d}".rstrip("0").rstrip(".")


def ke_catatan(session: Session, arrival: Iterable[Fakta], opd: Mapping[str, int], akun: Mapping[str, str]) -> None:
    """Deliver the golden events to the product's own log under their own ids, each once, in whatever order.

    A correction may come before what it corrects. Only the source of random ids is replaced.
    """
    found: dict[str, Fakta] = {}
    for each in arrival:
        found.setdefault(each.id, each)
    with patch.object(peristiwa.secrets, "token_hex", Mock(side_effect=list(found))):
        for each in found.values():
            rincian = dict(each.rincian)
            if each.jenis is Jenis.DISPOSISI_DIBUAT:
                rincian.pop("rujukan", None)
            peristiwa.catat(
                session,
                jenis=each.jenis,
                opd_id=opd[str(each.opd)],
                unit_id=None,
                akun=akun[str(each.akun)],
                jabatan_id=None,
                naskah=each.naskah,
                rincian=rincian,
                at=each.pada,
            )
