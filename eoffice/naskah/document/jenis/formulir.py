"""Form F: SPD, daftar hadir, radiogram, and the SOP of its own module (naskah-dinas.md 2.4 d, g, z, bb)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from reportlab.platypus import Flowable, PageBreak, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis import kotak, sop
from eoffice.naskah.document.jenis.susunan import Daftar, Isi, Susunan
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


# -- surat perjalanan dinas -------------------------------------------------------------------------------------------


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


# -- daftar hadir -----------------------------------------------------------------------------------------------------


def kepala_hadir(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """The title and what it is about."""
    own = page.rincian
    day = rincian.tanggal(own, "tanggal_kegiatan")
    start, stop, zone = rincian.pukul(own, "mulai"), rincian.pukul(own, "selesai"), page.rupa.zona
    hour = f"pukul {start} {zone} s.d. {f'{stop} {zone}' if stop else 'selesai'}" if start else kepala.titik("")
    pairs = (
        ("Kegiatan", _teks(page, "kegiatan")),
        ("Hari, tanggal", kata.hari_tanggal(day) if day else kepala.titik("")),
        ("Waktu", hour),
        ("Tempat", _teks(page, "tempat_kegiatan")),
    )
    line = kepala.single(gaya)
    rows = [Baris(((0, label), (32 * MM, ":")), flow.plain(words, line), 35 * MM, line) for label, words in pairs]
    return [*kepala.judul(page, gaya, "Daftar Hadir"), *rows, Spacer(1, gaya.leading * 0.7)]


def hadir(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """The table; odd numbers sign at the left of the last column and even ones at its right."""
    line = replace(kepala.single(gaya), size=10, leading=12)
    people = [dict(row) for row in rincian.baris(page.rincian, "peserta")]
    empty = rincian.bilangan(page.rincian, "baris_kosong")
    people += [{}] * (empty if empty is not None else 0 if people else 20)
    head = [
        kotak.sel(words, line, bold=True, align="center")
        for words in ("No.", "Nama", "Jabatan/Instansi", "Tanda Tangan", "")
    ]
    rows: list[list[Any]] = [head]
    for number, row in enumerate(people, 1):
        rows.append(_peserta(number, row, line))
    widths = (10 * MM, (body.lebar - 70 * MM) * 0.5, (body.lebar - 70 * MM) * 0.5, 30 * MM, 30 * MM)
    look = [
        ("GRID", (0, 0), (2, -1), kotak.GARIS, (0, 0, 0)),
        ("BOX", (3, 0), (4, -1), kotak.GARIS, (0, 0, 0)),
        ("LINEBELOW", (3, 0), (4, -1), kotak.GARIS, (0, 0, 0)),
        ("SPAN", (3, 0), (4, 0)),
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
    ]
    made = kotak.tabel(rows, widths, line, look=look, repeat=1)
    made.wrap(body.lebar, body.tinggi)
    high = [made._rowHeights[0], *(max(9 * MM, height) for height in made._rowHeights[1:])]
    return [kotak.tabel(rows, widths, line, look=look, repeat=1, heights=high)]


def _peserta(number: int, row: Mapping[str, Any], gaya: Gaya) -> list[Any]:
    nip, where = rincian.teks(row, "nip"), (rincian.teks(row, "jabatan"), rincian.teks(row, "instansi"))
    name = [kotak.sel(rincian.teks(row, "nama"), gaya), *([kotak.sel(f"NIP {nip}", gaya)] if nip else [])]
    sign = [
        kotak.sel(f"{number}. ……………", gaya) if number % 2 else "",
        "" if number % 2 else kotak.sel(f"{number}. ……………", gaya),
    ]
    return [
        kotak.sel(f"{number}.", gaya, align="center"),
        name,
        kotak.sel(", ".join(w for w in where if w), gaya),
        *sign,
    ]


def di_tempat(page: Halaman) -> tuple[str, ...]:
    """Place and date."""
    return (f"{page.tempat}, {kepala.tanggal(page)}",)


# -- radiogram --------------------------------------------------------------------------------------------------------


def kepala_radiogram(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """The boxed head, all in capitals."""
    line = kepala.single(gaya)
    many = kepala.listed(page)
    to = [kepala.DAFTAR_TERLAMPIR.upper()] if many else [kepala.with_desk(t).upper() for t in page.tujuan]
    copies = [name.upper() for name in page.tembusan]
    pairs = (
        ("DARI", [page.penanda.signing_as.upper()]),
        ("UNTUK", to or [kepala.titik("")]),
        ("TEMBUSAN", copies or ["-"]),
        ("DERAJAT", [{"segera": "SEGERA", "amat_segera": "KILAT"}.get(page.urgensi, "BIASA")]),
        ("KLASIFIKASI", [page.sifat.replace("_", " ").upper()]),
        ("NOMOR", [kepala.nomor(page)]),
        ("TANGGAL", [kepala.tanggal(page).upper()]),
    )
    groups = [
        [
            [kotak.sel("" if n > 1 else label, line), kotak.sel(f"{n}. {w}" if len(words) > 1 else w, line)]
            for n, w in enumerate(words, 1)
        ]
        for label, words in pairs
    ]
    title = flow.plain("RADIOGRAM", line, bold=True, align="center", after=gaya.leading * 0.8)
    width = page.kertas.right - MARGIN_LEFT
    return [title, kotak.berkelompok(groups, (38 * MM, width - 38 * MM), line), Spacer(1, gaya.leading)]


def radiogram(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """The message in capitals."""
    return [] if body.kosong else body.sebagian([_kapital(node) for node in body.blocks])


def _kapital(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """A node of the body with all its words in capitals."""
    made = dict(node)
    if isinstance(made.get("text"), str):
        made["text"] = made["text"].upper()
    if isinstance(made.get("content"), (list, tuple)):
        made["content"] = [_kapital(each) for each in made["content"]]
    return made


SUSUNAN: Final[Daftar] = {
    "spd": Susunan(kepala=kepala_spd, tubuh=spd, sebelum_ttd=dikeluarkan_spd, sesudah=visum, tembusan=False),
    "sop": sop.SUSUNAN,
    "daftar_hadir": Susunan(kepala=kepala_hadir, tubuh=hadir, sebelum_ttd=di_tempat, tembusan=False, rapat=False),
    "radiogram": Susunan(kepala=kepala_radiogram, tubuh=radiogram, sebelum_ttd=di_tempat, tembusan=False),
}
