"""The last two weeks: for every role of the cast something is waiting."""

import random
from datetime import date
from typing import Final

from eoffice.contoh import kota
from eoffice.contoh.kalender import at
from eoffice.contoh.rencana import naskah
from eoffice.contoh.rencana.bentuk import Aksi, Langkah, MasukRencana, NaskahRencana
from eoffice.contoh.rencana.masuk import Penerimaan
from eoffice.contoh.teks.luar import surat_luar
from eoffice.contoh.teks.topik import TOPIK

#: (topic, unit, author or "", day of November, how far)
_NASKAH: Final[tuple[tuple[str, str, str, int, str], ...]] = (
    ("nd_layanan", "10.3.1", "10.3.1-S1", 19, "konsep"),
    ("sop", "10.3.1", "10.3.1-S1", 20, "konsep"),
    ("nd_aplikasi", "31.3", "31.3-S1", 19, "konsep"),
    ("aplikasi", "31.3", "31.3-S1", 20, "konsep"),
    ("nd_umum", "31.1.1", "31.1.1-S1", 19, "konsep"),
    ("anjab", "10.3.1", "10.3.1-S1", 17, "dikembalikan:10.3.1"),
    ("budaya", "10.3.1", "10.3.1-S1", 18, "dikembalikan:10.3"),
    ("spbe", "31.3", "31.3-S1", 17, "dikembalikan:31.3"),
    ("aplikasi", "31.3", "31.3-S1", 16, "dikembalikan:31"),
    ("rb", "10.3.1", "10.3.1-S2", 19, "pemeriksaan:0"),
    ("forum_layanan", "10.3.1", "10.3.1-S1", 19, "pemeriksaan:0"),
    ("probis", "10.3.1", "10.3.1-S1", 18, "pemeriksaan:1"),
    ("sakip", "10.3.1", "10.3.1-S2", 18, "pemeriksaan:1"),
    ("spbe", "31.3", "31.3-S2", 19, "pemeriksaan:0"),
    ("st_pelatihan", "31.3", "31.3-S1", 20, "pemeriksaan:0"),
    ("magang", "31.1.1", "31.1.1-S1", 19, "pemeriksaan:0"),
    ("st_pelatihan", "31.1.1", "31.1.1-S1", 19, "pemeriksaan:0"),
    ("magang", "31.1.1", "31.1.1-S1", 18, "pemeriksaan:1"),
    ("nd_umum", "31.1.1", "31.1.1-S1", 18, "siap_ttd"),
    ("nd_renja", "31.1.2", "31.1.2-S1", 17, "siap_ttd"),
    ("sop", "10.3.1", "10.3.1-S2", 17, "siap_ttd"),
    ("sakip", "10.3.1", "10.3.1-S1", 18, "siap_ttd"),
    ("rapim", "10.3.2", "10.3.2-S1", 19, "siap_ttd"),
    ("propemperda", "10.1.3", "10.1.3-S1", 17, "siap_ttd"),
    ("rka", "41.2", "41.2-S1", 17, "siap_ttd"),
    ("rb", "10.3.1", "10.3.1-S1", 17, "siap_ttd"),
    ("st_layanan", "10.3.1", "10.3.1-S2", 19, "siap_ttd"),
    ("nd_sop", "10.3.1", "10.3.1-S1", 19, "siap_ttd"),
    ("nd_aplikasi", "31.3", "31.3-S2", 18, "siap_ttd"),
    ("spbe", "31.3", "31.3-S1", 18, "siap_ttd"),
    ("csirt", "31.5", "31.5-S1", 19, "siap_ttd"),
    ("sertel", "31.5", "31.5-S1", 18, "siap_ttd"),
    ("jaringan", "31.4", "31.4-S1", 17, "siap_ttd"),
    ("st_pusatdata", "31.4", "31.4-S1", 19, "siap_ttd"),
    ("kerjasama", "10.1.1", "10.1.1-S1", 16, "siap_ttd"),
    ("kerjasama", "10.1.1", "10.1.1-S1", 18, "siap_ttd"),
    ("ruang", "10.3.2", "10.3.2-S1", 20, "ditandatangani"),
    ("upacara", "10.3.3", "10.3.3-S1", 19, "ditandatangani"),
    ("satudata", "31.5", "31.5-S2", 19, "ditandatangani"),
    ("media", "31.2", "31.2-S1", 19, "ditandatangani"),
    ("sirup", "10.2.3", "10.2.3-S1", 16, "terkirim"),
    ("fisik", "10.2.2", "10.2.2-S1", 17, "terkirim"),
    ("bimtek_tte", "31.5", "31.5-S1", 13, "terkirim"),
    ("aplikasi", "31.3", "31.3-S2", 16, "terkirim"),
    ("kerjasama", "10.1.1", "10.1.1-S1", 13, "ditandatangani"),
    ("kerjasama", "10.1.1", "10.1.1-S1", 16, "ditandatangani"),
    ("magang", "31.1.1", "31.1.1-S1", 17, "ditandatangani"),
)

#: (number of the paper letter, addressee, day, line of disposisi, last node, day of the deadline)
_MASUK: Final[tuple[tuple[int, str, int, str, str, int], ...]] = (
    (0, "10", 19, "", "", 0),
    (2, "10", 20, "", "", 0),
    (11, "10", 20, "", "", 0),
    (1, "01", 19, "", "", 0),
    (9, "01", 20, "", "", 0),
    (3, "31", 19, "", "", 0),
    (6, "31", 20, "", "", 0),
    (14, "31", 20, "", "", 0),
    (10, "01", 13, "10", "belum_dibaca", 24),
    (0, "10", 16, "10.3", "belum_dibaca", 24),
    (11, "10", 13, "10.3", "dibaca", 23),
    (4, "10", 12, "10.3 10.3.1", "dibaca", 18),
    (2, "10", 16, "10.3 10.3.1", "belum_dibaca", 25),
    (0, "10", 11, "10.3 10.3.1 10.3.1-S1", "dibaca", 17),
    (2, "10", 12, "10.3 10.3.1 10.3.1-S1", "belum_dibaca", 26),
    (4, "10", 9, "10.3 10.3.1 10.3.1-S2", "dilaporkan", 19),
    (11, "10", 10, "10.3", "dilaporkan", 20),
    (7, "31", 16, "31.3", "belum_dibaca", 25),
    (6, "31", 13, "31.3", "dibaca", 19),
    (7, "31", 11, "31.3 31.3-S1", "dibaca", 18),
    (14, "31", 13, "31.2", "dilaporkan", 20),
    (6, "31", 12, "31.3 31.3-S1", "belum_dibaca", 24),
    (3, "31", 10, "31.3 31.3-S2", "dilaporkan", 18),
    (3, "31", 12, "31.1 31.1.1", "dibaca", 23),
    (3, "31", 16, "31.1", "belum_dibaca", 26),
    (7, "31", 9, "31.1 31.1.1", "belum_dibaca", 20),
)


def _november(day: int) -> date:
    return date(2026, 11, day)


def waiting(seed: int) -> list[tuple[NaskahRencana, list[Langkah]]]:
    """The naskah that wait somewhere."""
    made = []
    for n, (topik, unit, author, day, sampai) in enumerate(_NASKAH, start=1):
        chance = random.Random(f"{seed}-ekor-{n}")  # noqa: S311
        row = naskah.plan(f"T{n:03d}", TOPIK[topik], unit, _november(day), chance, penulis=author)
        steps = naskah.walk_until(row, _november(day), chance, sampai)
        made.append((row, steps))
    return made


def papers(seed: int) -> list[tuple[MasukRencana, list[Langkah]]]:
    """The paper letters that wait somewhere in a chain."""
    made = []
    for n, (nomor, tujuan, day, line, akhir, batas) in enumerate(_MASUK, start=1):
        chance = random.Random(f"{seed}-masuk-{n}")  # noqa: S311
        made.append(paper(f"K{n:03d}", nomor, _november(day), chance, tujuan))
        row, steps = made[-1]
        if line:
            trip = Penerimaan(row.kunci, row.tujuan, steps[0].at, row.surat.kode_klasifikasi, chance)
            steps += trip.chain(line.split(), akhir, _november(batas))
    return made


def paper(
    kunci: str, nomor: int, day: date, chance: random.Random, tujuan: str | None = None
) -> tuple[MasukRencana, list[Langkah]]:
    """A paper letter and its registration by the TU that serves the addressee."""
    from_outside = surat_luar(nomor, day, chance)
    row = MasukRencana(
        kunci, from_outside, tujuan or from_outside.tujuan, chance.choice(("pos", "langsung", "pos_el", "langsung")),
        chance.choice((1, 1, 2, 3)),
    )  # fmt: skip
    tu = f"{kota.umum_unit(kota.opd_of(row.tujuan))}-TU"
    return row, [Langkah(at(day, chance.randint(480, 900)), Aksi.REGISTRASI, tu, kunci)]
