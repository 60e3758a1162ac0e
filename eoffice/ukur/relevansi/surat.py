"""An archive of two thousand surat from a seed: cases that run over eight surat each, papers of single people, edaran.

Every surat knows what it is (`ciri`), for it was made to be that: which matter, which case, which step, about whom. Questions
are judged by this and never by what an engine answers.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from eoffice.contoh import kota
from eoffice.search.catatan import Kind

DATA: Final = Path(__file__).parent
BENIH: Final = 20261123
#: The first day on which a case may begin, and over how many days the beginnings are spread.
AWAL: Final = date(2022, 1, 10)
RENTANG: Final = 1650

SEKDA: Final = "SETDA"
#: The office whose surat whoever asks may not read.
TERTUTUP: Final = "SETWAN"
#: Steps of a case: what it is called, its jenis, and days since the step before.
BABAK: Final[tuple[tuple[str, str, str, int], ...]] = (
    ("permohonan", "surat_masuk", "Permohonan {Pokok} {objek}", 0),
    ("nota", "nota_dinas", "Telaahan Rencana {Kegiatan} {objek}", 4),
    ("undangan", "surat_undangan", "Undangan Rapat Koordinasi {Pokok} {objek}", 9),
    ("tugas", "surat_tugas", "Surat Tugas Peninjauan Lapangan {objek}", 6),
    ("laporan", "laporan", "Laporan Hasil {Kegiatan} {objek}", 13),
    ("usul", "surat_dinas", "Usulan Anggaran {Kegiatan} {objek} Tahun {tahun}", 11),
    ("jawaban", "surat_dinas", "Jawaban atas Permohonan {Pokok} {objek}", 8),
    ("lanjut", "surat_dinas", "Tindak Lanjut {Pokok} {objek}", 21),
)
_BUKA: Final = {
    "permohonan": "Dengan hormat, bersama ini kami mengajukan permohonan {pokok} untuk {objek}. {satu}",
    "nota": "Menindaklanjuti disposisi Bapak Kepala {unit}, bersama ini dilaporkan telaahan atas {kegiatan} untuk {objek}. {dua}",
    "undangan": "Mengharap kehadiran Saudara pada rapat koordinasi {pokok} yang diselenggarakan pada hari kerja pukul 09.00"
    " di Ruang Rapat {unit}. Agenda: pembahasan {kegiatan} untuk {objek}. {satu}",
    "tugas": "Menugaskan kepada {orang} untuk melaksanakan peninjauan lapangan dalam rangka {kegiatan}. {dua}",
    "laporan": "Bersama ini disampaikan laporan hasil {kegiatan}. {satu} {dua} {tiga} Demikian dilaporkan untuk menjadi periksa.",
    "usul": "Untuk mendukung {kegiatan} diusulkan anggaran sebesar Rp{rupiah} pada perubahan anggaran. {tiga} Rincian biaya"
    " terlampir.",
    "jawaban": "Memperhatikan surat Saudara nomor {nomor_asal}, bersama ini disampaikan bahwa {pokok} telah dijadwalkan. {dua}",
    "lanjut": "Berdasarkan laporan tersebut agar segera ditindaklanjuti oleh perangkat daerah terkait dan hasilnya dilaporkan"
    " kepada Sekretaris Daerah. {tiga}",
}
_SEBUT: Final = " Rapat mengenai {pokok} untuk {objek} dibicarakan pada kesempatan lain."
#: How a surat ends; words of these stand everywhere and tell nothing.
_TUTUP: Final = (
    "Atas perhatian dan kerja sama Saudara diucapkan terima kasih.",
    "Demikian disampaikan, atas perkenan dan arahan Bapak diucapkan terima kasih.",
    "Keterangan lebih lanjut dapat diperoleh melalui sekretariat pada jam kerja.",
    "Segala biaya yang timbul dibebankan pada anggaran pendapatan dan belanja daerah.",
    "Untuk koordinasi selanjutnya agar menunjuk pejabat penghubung dan menyampaikan namanya.",
)


@dataclass(frozen=True)
class Surat:
    """One surat of the archive, and what it is by construction; `tertutup` ones carry rights that nobody here holds."""

    id: int
    kind: Kind
    tanggal: date
    jenis: str
    hal: str
    nomor: str
    agenda: str
    isi: str
    asal: str
    tujuan: str
    ttd: str
    kode: str
    ciri: frozenset[str]
    tertutup: bool = False

    @property
    def urut(self) -> str:
        """The running part of its number."""
        return self.nomor.split("/")[1]


@cache
def topik() -> dict[str, dict[str, Any]]:
    """The matters of the archive by their key."""
    found: dict[str, dict[str, Any]] = json.loads((DATA / "topik.json").read_text(encoding="utf-8"))
    return found


@cache
def rutin() -> dict[str, Any]:
    """People, and the papers that come every year."""
    found: dict[str, Any] = json.loads((DATA / "rutin.json").read_text(encoding="utf-8"))
    return found


@cache
def unit() -> dict[str, str]:
    """The offices of the sample city by their singkatan."""
    return {u.singkatan: u.nama for u in kota.units().values()}


def kepala(singkatan: str) -> str:
    """What the head of an office is called."""
    special = {"SETDA": "Sekretaris Daerah", "ITDA": "Inspektur Daerah"}
    return special.get(singkatan) or f"Kepala {unit()[singkatan]}"


def pejabat(singkatan: str) -> str:
    """Who heads an office here: always the same person, some of them of more than one office."""
    names = rutin()["orang"]
    return str(names[sum(map(ord, singkatan)) % len(names)])


@cache
def arsip() -> tuple[Surat, ...]:
    """The whole archive, oldest first; ids and places in the books grow with the date."""
    chance = random.Random(BENIH)  # noqa: S311 - made-up papers, the same on every machine
    rough = [*_perkara(chance), *_perorangan(chance), *_edaran(chance)]
    rough.sort(key=lambda one: (one["tanggal"], one["kunci"]))
    return tuple(_numbered(rough))


def _perkara(chance: random.Random) -> Iterator[dict[str, Any]]:
    names, keys = rutin()["orang"], list(topik())
    for key, t in topik().items():
        for at, objek in enumerate(t["objek"], 1):
            case, day = f"{key}-{at}", AWAL + timedelta(days=chance.randrange(RENTANG))
            other = chance.choice([k for k in keys if k != key])
            mentioned = chance.randrange(len(topik()[other]["objek"]))
            asker = chance.choice(("KEC-ARUT", "KEC-LBY", "KEC-NLK", "KEC-SRK", "KEC-PSK"))
            orang, rupiah = chance.choice(names), f"{chance.randrange(25, 900)}.{chance.randrange(100, 999)}.000"
            for step, jenis, hal, later in BABAK:
                day += timedelta(days=later + chance.randrange(4))
                values = {
                    "objek": objek, "pokok": t["pokok"], "Pokok": _besar(t["pokok"]), "kegiatan": t["kegiatan"],
                    "Kegiatan": _besar(t["kegiatan"]), "tahun": day.year, "unit": unit()[t["unit"]], "orang": orang,
                    "rupiah": rupiah, "nomor_asal": "{nomor_asal}", **dict(zip(("satu", "dua", "tiga"), t["isi"], strict=True)),
                }  # fmt: skip
                isi = _BUKA[step].format(**values)
                ciri = {f"topik:{key}", f"perkara:{case}", f"babak:{step}", f"objek:{objek}"}
                named = "pokok" if "{Pokok}" in hal else "kegiatan" if "{Kegiatan}" in hal else "lapangan"
                ciri |= {f"{named}:{key}", f"{named}:{case}"}
                if step == "laporan":
                    isi += _SEBUT.format(pokok=topik()[other]["pokok"], objek=topik()[other]["objek"][mentioned])
                    ciri |= {f"sebut:{other}", f"sebut:{other}-{mentioned + 1}"}
                isi += " " + chance.choice(_TUTUP)
                if step == "tugas":
                    ciri.add(f"orang:{orang}")
                way = {
                    "permohonan": (asker, t["unit"]), "nota": (t["unit"], t["unit"]), "undangan": (t["unit"], asker),
                    "tugas": (t["unit"], asker), "laporan": (t["unit"], SEKDA), "usul": (t["unit"], "BKAD"),
                    "jawaban": (t["unit"], asker), "lanjut": (SEKDA, t["unit"]),
                }[step]  # fmt: skip
                yield _rough(day, jenis, hal.format(**values), isi, way, t["kode"], ciri, f"{case}-{step}", case)
                if step == "undangan" and at == 1:  # the same to the eye, but of an office that nobody here belongs to
                    made = _rough(
                        day,
                        jenis,
                        hal.format(**values),
                        f"{isi} kenari{key}",
                        (TERTUTUP, asker),
                        t["kode"],
                        ciri,
                        f"{case}-x",
                        "",
                    )
                    yield made | {"tertutup": True, "ciri": {f"tertutup:{key}"}}


def _besar(text: str) -> str:
    """As in a hal: every word begins with a capital but the small ones; KTP stays KTP."""
    return " ".join(w if w in ("dan", "atas", "di") else w[0].upper() + w[1:] for w in text.split())


def _rough(
    day: date, jenis: str, hal: str, isi: str, way: tuple[str, str], kode: str, ciri: set[str], kunci: str, case: str
) -> dict[str, Any]:
    return {
        "tanggal": day, "jenis": jenis, "hal": hal, "isi": isi, "asal": way[0], "tujuan": way[1], "kode": kode,
        "ciri": ciri, "kunci": kunci, "perkara": case, "tertutup": False,
    }  # fmt: skip


def _perorangan(chance: random.Random) -> Iterator[dict[str, Any]]:
    offices = sorted({t["unit"] for t in topik().values()})
    for orang in rutin()["orang"]:
        office = chance.choice(offices)
        for kind, paper in rutin()["acara"].items():
            for year in (
                (2023, 2024, 2025) if kind in ("cuti", "kgb", "kinerja", "tugas") else (chance.randint(2022, 2026),)
            ):
                day = date(year, 1, 5) + timedelta(days=chance.randrange(300))
                ciri = {f"orang:{orang}", f"acara:{kind}", f"{kind}:{orang}", f"tahun-acara:{year}"}
                way = (office, "BKPSDM") if kind not in ("tugas", "dinas") else (office, office)
                hal, isi = paper["hal"].format(orang=orang), paper["isi"].format(orang=orang)
                yield _rough(day, paper["jenis"], hal, isi, way, paper["kode"], ciri, f"{kind}-{orang}-{year}", "")


def _edaran(chance: random.Random) -> Iterator[dict[str, Any]]:
    for paper in rutin()["edaran"]:
        for year in range(2022, 2027):
            day = date(year, 1, 5) + timedelta(days=chance.randrange(300))
            ciri = {f"edaran:{paper['kunci']}", f"edaran:{paper['kunci']}-{year}"}
            key = f"{paper['kunci']}-{year}"
            way = (paper["unit"], paper["unit"])
            yield _rough(day, paper["jenis"], paper["hal"], paper["isi"], way, paper["kode"], ciri, key, "")


def _numbered(rough: list[dict[str, Any]]) -> Iterator[Surat]:
    books: dict[tuple[str, int], int] = {}
    asked: dict[str, str] = {}
    for at, one in enumerate(rough, 1):
        day, masuk = one["tanggal"], one["jenis"] == "surat_masuk"
        urut = books[one["asal"], day.year] = books.get((one["asal"], day.year), 100) + 1
        nomor, agenda = f"{one['kode']}/{urut}/{one['asal']}/{day.year}", ""
        if masuk:
            place = books["agenda", day.year] = books.get(("agenda", day.year), 1000) + 1
            agenda = f"{place}/{day.year}"
            asked[one["perkara"]] = nomor
        yield Surat(
            id=at,
            kind="surat_masuk" if masuk else "naskah",
            tanggal=day,
            jenis=one["jenis"],
            hal=one["hal"],
            nomor=nomor,
            agenda=agenda,
            isi=one["isi"].replace("{nomor_asal}", asked.get(one["perkara"], "")),
            asal=one["asal"],
            tujuan=one["tujuan"],
            ttd=pejabat(one["asal"]),
            kode=one["kode"],
            ciri=frozenset(one["ciri"]),
            tertutup=one["tertutup"],
        )
