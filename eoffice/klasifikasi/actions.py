"""Loading the two tables that a city starts with."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.klasifikasi.models import Jra, JraVersi, Klasifikasi
from eoffice.klasifikasi.states import NasibAkhir

DATA: Final = Path(__file__).parent / "data"
#: What the schedule that comes with the program calls its legal ground: there is none.
DASAR_CONTOH: Final = "Contoh, ganti dengan Perwal JRA kota"
_TAIL = re.compile(r"\s(antara lain|meliputi)\b.*", re.IGNORECASE | re.DOTALL)
_PEMICU = re.compile(r"aktif_dihitung=([^|]+)")


def muat(session: Session) -> int:
    """Load klasifikasi.csv and jra.csv into empty tables; how many codes there are. Does nothing when loaded before."""
    already = session.scalar(select(func.count()).select_from(Klasifikasi)) or 0
    if already:
        return already
    with (DATA / "klasifikasi.csv").open(encoding="utf-8", newline="") as source:
        rows = sorted(csv.DictReader(source), key=lambda r: (r["kode"].count("."), r["kode"]))
    parents = {row["induk"] for row in rows if row["induk"]}
    known = {row["kode"] for row in rows}
    titles = {row["kode"]: row["uraian"] for row in rows}
    values = []
    for row in rows:
        above = titles.get(row["induk"] or "", "")
        values.append(
            {
                "kode": row["kode"],
                "label": _TAIL.sub("", row["uraian"]).rstrip(" ,;:(")[:300],
                "uraian": row["uraian"],
                "induk": row["induk"] or None,
                "punya_anak": row["kode"] in parents,
                "cari": f"{row['kode']} {row['uraian']} {above}".lower(),
            }
        )
    session.execute(insert(Klasifikasi), values)
    with (DATA / "jra.csv").open(encoding="utf-8", newline="") as source:
        schedule = [row for row in csv.DictReader(source) if row["kode"] in known]
    versi = JraVersi(
        nomor=1,
        judul="JRA contoh",
        dasar=DASAR_CONTOH,
        berlaku_mulai=date(2000, 1, 1),
        contoh=True,
        catatan="Jadwal retensi pemerintah daerah lain, hanya untuk mencoba.",
        nama_sumber="jra.csv",
        jumlah=len(schedule),
        dibuat_at=clock.now(),
    )
    session.add(versi)
    session.flush()
    session.execute(
        insert(Jra),
        [
            {
                "versi_id": versi.id,
                "kode": row["kode"],
                "aktif_tahun": int(row["aktif_tahun"]),
                "inaktif_tahun": int(row["inaktif_tahun"]),
                "nasib_akhir": NasibAkhir(row["nasib_akhir"].lower().replace(" ", "_")),
                "pemicu": (m.group(1).strip() if (m := _PEMICU.search(row["sumber"])) else "berkas ditutup"),
                "keamanan": row["keamanan"],
                "sumber": row["sumber"][:300],
                "uraian": row["uraian"][:300],
            }
            for row in schedule
        ],
    )
    return len(values)
