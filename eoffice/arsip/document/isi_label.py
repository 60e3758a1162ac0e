"""What is written on the label of a berkas and of a box."""

from collections.abc import Sequence
from urllib.parse import urlencode

from eoffice.arsip import kurun
from eoffice.arsip.document.label import Label
from eoffice.arsip.models import Berkas


def folder(berkas: Berkas, kota: str, alamat: str) -> Label:
    """The label of one folder; its QR opens the page of the berkas for those who may read it."""
    return Label(
        kepala=f"Pemerintah {kota} · {berkas.opd.nama}",
        besar=berkas.nomor,
        judul=berkas.judul,
        rinci=(
            ("Indeks", berkas.indeks),
            ("Kurun waktu", kurun.kata(berkas.kurun_dari, berkas.kurun_sampai)),
            ("Jumlah", f"{berkas.jumlah} arsip"),
            ("Unit", berkas.unit.nama),
            ("Lokasi", berkas.lokasi[:1].upper() + berkas.lokasi[1:]),
            ("Sifat", "" if berkas.sifat == "biasa" else str(berkas.sifat).capitalize()),
        ),
        alamat=f"{alamat}/arsip/berkas/{berkas.id}",
    )


def boks(chosen: Sequence[Berkas], kota: str, alamat: str) -> list[Label]:
    """One label for each box that these berkas stand in; its QR opens the list of what the box holds."""
    boxes: dict[tuple[int, str, str, str], list[Berkas]] = {}
    for berkas in chosen:
        if berkas.boks:
            boxes.setdefault((berkas.opd_id, berkas.ruang, berkas.rak, berkas.boks), []).append(berkas)
    found = []
    for (_, ruang, rak, number), inside in boxes.items():
        first, last = inside[0], inside[-1]
        days = [d for b in inside for d in (b.kurun_dari, b.kurun_sampai) if d is not None]
        folders = list(dict.fromkeys(b.folder for b in inside if b.folder))
        place = {"boks": number} | ({"rak": rak} if rak else {}) | ({"ruang": ruang} if ruang else {})
        found.append(
            Label(
                kepala=f"Pemerintah {kota} · {first.opd.nama}",
                besar=f"Boks {number}",
                judul=", ".join(f"{name} {value}" for name, value in (("Ruang", ruang), ("rak", rak)) if value),
                rinci=(
                    ("Folder", ", ".join(folders)),
                    ("Nomor berkas", first.nomor if len(inside) == 1 else f"{first.nomor} s.d. {last.nomor}"),
                    ("Kurun waktu", kurun.kata(min(days), max(days)) if days else ""),
                    ("Jumlah", f"{len(inside)} berkas"),
                ),
                alamat=f"{alamat}/arsip?{urlencode(place)}",
                boks=True,
            )
        )
    return found
