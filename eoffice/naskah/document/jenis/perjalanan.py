"""Surat perjalanan dinas: ten numbered boxes, and the visum of the second page (naskah-dinas.md 2.4 g)."""

from dataclasses import replace
from typing import Any, Final

from reportlab.platypus import Flowable, PageBreak, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis import kotak
from eoffice.naskah.document.jenis.susunan import Isi, Susunan
from eoffice.naskah.document.values import Halaman
from eoffice.naskah.jenis import rincian
from eoffice.naskah.jenis.rincian import Orang
from eoffice.pdf import flow, kata
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import MARGIN_LEFT, MM

_VISUM_TERENDAH: Final = 3
"""Boxes for places that stamp an SPD, even when only one was planned."""
_PERHATIAN: Final = (
    "Pejabat yang menerbitkan SPD, pegawai yang melakukan perjalanan dinas, para pejabat yang mengesahkan tanggal "
    "berangkat dan tiba, serta bendahara pengeluaran bertanggung jawab menurut peraturan keuangan negara apabila negara "
    "menderita rugi akibat kesalahan, kelalaian, dan kealpaannya."
)
_DIPERIKSA: Final = (
    "Telah diperiksa dengan keterangan bahwa perjalanan tersebut atas perintahnya dan semata-mata untuk kepentingan "
    "jabatan dalam waktu yang sesingkat-singkatnya."
)


def _hari(page: Halaman, nama: str) -> str:
    day = rincian.tanggal(page.rincian, nama)
    return kata.tanggal(day) if day else kepala.titik("")


def _teks(page: Halaman, nama: str) -> str:
    return kepala.titik(rincian.teks(page.rincian, nama))


def kepala_spd(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Lembar, kode and number at the right, the title in the middle."""
    small, line = replace(kepala.single(gaya), size=10, leading=12), kepala.single(gaya)
    left = page.kertas.right - MARGIN_LEFT - 88 * MM
    pairs = (
        ("Lembar ke", ""),
        ("Kode No.", page.nomor.partition("/")[0] if page.nomor else ""),
        ("Nomor", kepala.nomor(page)),
    )
    rows: list[Flowable] = [
        Baris(((left, label), (left + 21 * MM, ":")), flow.plain(words, small), left + 24 * MM, small)
        for label, words in pairs
    ]
    title = flow.plain("SURAT PERJALANAN DINAS (SPD)", line, bold=True, align="center", before=8, after=8)
    return [*rows, title]


def spd(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """The ten numbered boxes."""
    line = replace(kepala.single(gaya), size=gaya.size - 1, leading=(gaya.size - 1) * 1.16)
    own = page.rincian
    who = next(iter(rincian.orang(own, "pegawai")), Orang())
    days = rincian.bilangan(own, "lama_hari")
    long = f"{days} ({kata.terbilang(days)}) hari" if days else kepala.titik("")
    rows: list[tuple[str, list[tuple[str, str]]]] = [
        ("1.", [("Pengguna Anggaran/Kuasa Pengguna Anggaran/PPK", _teks(page, "pejabat_pemberi"))]),
        ("2.", [("Nama pegawai yang diperintah", kepala.titik(who.nama)), ("NIP", who.nip or "-")]),
        (
            "3.",
            [
                ("a. Pangkat dan golongan", who.pangkat_golongan or "-"),
                ("b. Jabatan/instansi", kepala.titik(who.jabatan)),
                ("c. Tingkat biaya perjalanan dinas", rincian.teks(own, "tingkat_biaya") or "-"),
            ],
        ),
        ("4.", [("Maksud perjalanan dinas", _teks(page, "maksud"))]),
        ("5.", [("Alat angkutan yang dipergunakan", _teks(page, "alat_angkut"))]),
        (
            "6.",
            [
                ("a. Tempat berangkat", _teks(page, "berangkat_dari")),
                ("b. Tempat tujuan", "; ".join(rincian.daftar(own, "tujuan")) or kepala.titik("")),
            ],
        ),
        (
            "7.",
            [
                ("a. Lamanya perjalanan dinas", long),
                ("b. Tanggal berangkat", _hari(page, "tgl_berangkat")),
                ("c. Tanggal harus kembali", _hari(page, "tgl_kembali")),
            ],
        ),
    ]
    groups: list[list[list[Any]]] = [_kelompok(number, pairs, line) for number, pairs in rows]
    spans = [("SPAN", (2, at), (3, at)) for at in range(sum(map(len, groups)))]
    groups.append(_pengikut(page, line))
    after = sum(map(len, groups))
    last = [
        (
            "9.",
            [
                ("Pembebanan anggaran", ""),
                ("a. Instansi", _teks(page, "anggaran_instansi")),
                ("b. Akun", _teks(page, "anggaran_akun")),
            ],
        ),
        (
            "10.",
            [
                ("Keterangan lain-lain", f"Surat tugas nomor {_teks(page, 'surat_tugas')}"),
                ("", rincian.teks(own, "keterangan")),
            ],
        ),
    ]
    groups += [_kelompok(number, [p for p in pairs if p != ("", "")], line) for number, pairs in last]
    spans += [("SPAN", (2, at), (3, at)) for at in range(after, sum(map(len, groups)))]
    widths = (10 * MM, 66 * MM, 36 * MM, body.lebar - 112 * MM)
    return [kotak.berkelompok(groups, widths, line, spans=spans)]


def _kelompok(number: str, pairs: list[tuple[str, str]], gaya: Gaya) -> list[list[Any]]:
    return [
        [kotak.sel(number if not index else "", gaya), kotak.sel(label, gaya), kotak.sel(words, gaya), ""]
        for index, (label, words) in enumerate(pairs)
    ]


def _pengikut(page: Halaman, gaya: Gaya) -> list[list[Any]]:
    rows = [[kotak.sel(w, gaya) for w in ("8.", "Pengikut: nama", "Tanggal lahir", "Keterangan")]]
    for number, each in enumerate(rincian.baris(page.rincian, "pengikut"), 1):
        born = rincian.tanggal(each, "tanggal_lahir")
        words = (
            f"{number}. {rincian.teks(each, 'nama')}",
            kata.tanggal(born) if born else "-",
            rincian.teks(each, "keterangan"),
        )
        rows.append([kotak.sel("", gaya), *(kotak.sel(w or "-", gaya) for w in words)])
    return rows if len(rows) > 1 else [*rows, [kotak.sel(w, gaya) for w in ("", "-", "", "")]]


def dikeluarkan_spd(page: Halaman) -> tuple[str, ...]:
    """Where and when it is issued."""
    return (f"Dikeluarkan di {page.tempat}", f"pada tanggal {kepala.tanggal(page)}")


def visum(page: Halaman, gaya: Gaya, width: float) -> list[Flowable]:
    """The second page: who saw the traveller come and go, to be filled in by pen."""
    line = replace(kepala.single(gaya), size=10, leading=12.4)
    home, places = _teks(page, "berangkat_dari"), list(rincian.daftar(page.rincian, "tujuan"))
    stops = (places + [""] * _VISUM_TERENDAH)[: max(_VISUM_TERENDAH, len(places))]
    dots = "." * 34

    def box(*pairs: tuple[str, str]) -> list[Flowable]:
        made: list[Flowable] = [
            Baris(((0, label), (30 * MM, ":")), flow.plain(words, line), 33 * MM, line) for label, words in pairs
        ]
        return [*made, Spacer(1, 12 * MM), flow.plain(f"( {dots} )", line), flow.plain("NIP", line)]

    first = (
        ("Berangkat dari", f"{home} (tempat kedudukan)"),
        ("Ke", kepala.titik(stops[0])),
        ("Pada tanggal", _hari(page, "tgl_berangkat")),
    )
    rows: list[list[Any]] = [[kotak.sel("I.", line), "", box(*first, ("Kepala", ""))]]
    for index, place in enumerate(stops):
        onward = stops[index + 1] if index + 1 < len(places) else home if place else ""
        rows.append(
            [
                kotak.sel(f"{kata.romawi(index + 2)}.", line),
                box(("Tiba di", place), ("Pada tanggal", ""), ("Kepala", "")),
                box(("Berangkat dari", place), ("Ke", onward), ("Pada tanggal", ""), ("Kepala", "")),
            ]
        )
    number = len(rows) + 1
    back = box(("Tiba kembali di", home), ("Pada tanggal", ""), ("Pejabat", "yang memberi perintah"))
    checked = [
        flow.plain(_DIPERIKSA, line, align="justify"),
        Spacer(1, 10 * MM),
        flow.plain(f"( {dots} )", line),
        flow.plain("NIP", line),
    ]
    rows.append([kotak.sel(f"{kata.romawi(number)}.", line), back, checked])
    rows.append(
        [kotak.sel(f"{kata.romawi(number + 1)}.", line), [flow.plain("Catatan lain-lain", line), Spacer(1, 8 * MM)], ""]
    )
    notice = [flow.plain("Perhatian", line, bold=True), flow.plain(_PERHATIAN, line, align="justify")]
    rows.append([kotak.sel(f"{kata.romawi(number + 2)}.", line), notice, ""])
    spans = [("SPAN", (1, at), (2, at)) for at in (len(rows) - 2, len(rows) - 1)]
    half = (width - 11 * MM) / 2
    look = [("GRID", (0, 0), (-1, -1), kotak.GARIS, (0, 0, 0)), *spans]
    return [PageBreak(), kotak.tabel(rows, (11 * MM, half, half), line, look=look)]


SUSUNAN: Final = Susunan(kepala=kepala_spd, tubuh=spd, sebelum_ttd=dikeluarkan_spd, sesudah=visum, tembusan=False)
