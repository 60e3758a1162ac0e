"""The bench: a city of its own, filled with made-up records, and a table of how long things take there."""

import argparse
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from eoffice.cli.sambungan import Commands, command, group, say, settings
from eoffice.web.services import Services

BANYAK: Final = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
BENIH: Final = 2026
ULANG: Final = 60


def add(commands: Commands) -> None:
    """`ukur` and its actions."""
    bench = group(commands, "ukur", "ukuran kinerja pada kota buatan; tidak pernah pada pemasangan sungguhan")
    run = command(bench, "jalankan", jalankan, "ukur semua baris dan cetak tabelnya")
    run.add_argument("--ulang", type=_count, default=ULANG, help=f"banyaknya sampel tiap baris (bawaan {ULANG})")
    run.add_argument("--baris", default="", help="hanya kelompok ini, dipisah koma; daftarnya: eoffice ukur baris")
    run.add_argument("--json", type=Path, metavar="BERKAS", help="tulis hasilnya juga sebagai JSON")
    load = command(bench, "muat", muat, "hanya siapkan kota dan isinya, untuk diukur berkali-kali")
    rush = command(
        bench, "serbu", serbu, "surat berdatangan sementara banyak orang bekerja dan pekerja dimatikan dua kali"
    )
    rush.add_argument("--surat", type=_count, default=500, help="banyaknya surat yang tiba (bawaan 500)")
    rush.add_argument("--orang", type=_count, default=200, help="banyaknya orang yang membaca daftarnya (bawaan 200)")
    rush.add_argument("--detik", type=_count, default=60, help="dalam berapa detik (bawaan 60)")
    for one in (run, load, rush):
        one.add_argument("--banyak", type=_amount, default="10k", help="10k, 100k, 1M, atau bilangan (bawaan 10k)")
        one.add_argument("--benih", type=int, default=BENIH, help=f"benih acak (bawaan {BENIH})")
        one.add_argument("--folder", type=Path, help="folder data yang disimpan; tanpa ini sementara lalu dihapus")
    found = command(bench, "relevansi", relevansi, "seberapa tepat pencarian menjawab pertanyaan yang sudah dinilai")
    found.add_argument("--rinci", action="store_true", help="sebutkan setiap pertanyaan yang dijawab kurang tepat")
    found.add_argument("--json", type=Path, metavar="BERKAS", help="tulis hasilnya juga sebagai JSON")
    found.add_argument("--folder", type=Path, help="folder data yang masih kosong; tanpa ini sementara lalu dihapus")
    command(bench, "baris", baris, "sebutkan kelompok baris yang ada")


def _amount(typed: str) -> int:
    known = BANYAK.get(typed.lower())
    return known if known is not None else _count(typed)


def _count(typed: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,6}", typed, flags=re.ASCII):
        raise argparse.ArgumentTypeError(f"bukan bilangan dari 1 sampai 9.999.999: {typed[:20]}")
    return int(typed)


@contextmanager
def _own(folder: Path | None) -> Iterator[Services]:
    """The parts of an installation in the named folder, or in one that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="eoffice-ukur-") as passing:
        services = Services.start(settings(data_dir=folder or Path(passing)))
        try:
            yield services
        finally:
            services.close()


def muat(parsed: argparse.Namespace) -> int:
    """Found and fill the city, and leave it there."""
    from eoffice.errors import Invalid
    from eoffice.ukur import muat as loading

    if parsed.folder is None:
        raise Invalid("Sebutkan --folder, supaya isinya tetap ada untuk diukur.")
    with _own(parsed.folder) as services:
        made = loading.siapkan(services, banyak=parsed.banyak, benih=parsed.benih, say=say)
    say(f"Siap diukur: {made.banyak} surat di {parsed.folder}.")
    return 0


def serbu(parsed: argparse.Namespace) -> int:
    """A rush on the filled city; 0 when nothing was lost or doubled, 2 otherwise."""
    from dataclasses import asdict

    from eoffice.ukur import muat as loading
    from eoffice.ukur import serbu as rushing

    with _own(parsed.folder) as services:
        filled = loading.siapkan(services, banyak=parsed.banyak, benih=parsed.benih, say=say)
        found = rushing.serbu(
            services, filled, surat=parsed.surat, orang=parsed.orang, detik=parsed.detik, benih=parsed.benih, say=say
        )
    for name, value in asdict(found).items():
        say(f"  {name.replace('_', ' '):<14} {round(value, 1):g}")
    sound = found.tiba == found.dikirim and not (found.ganda or found.selisih or found.tanpa_kabar or found.kabar_ganda)
    return 0 if sound else 2


def jalankan(parsed: argparse.Namespace) -> int:
    """Fill if need be, measure, print; 0 whatever the targets say, for a busy machine is no fault."""
    from eoffice.ukur import hasil, jalan
    from eoffice.ukur import muat as loading

    names = [name.strip() for name in parsed.baris.split(",") if name.strip()]
    with _own(parsed.folder) as services:
        filled = loading.siapkan(services, banyak=parsed.banyak, benih=parsed.benih, say=say)
        run = jalan.jalankan(services, filled, ulang=parsed.ulang, nama=names, say=say)
    say(
        f"\n{run.tanggal}, {run.mesin}, {run.basis} dan {run.simpanan}, {run.banyak} surat. Milidetik bila tak disebut.\n"
    )
    say(hasil.as_table(run))
    if parsed.json is not None:
        parsed.json.write_text(hasil.as_json(run) + "\n", encoding="utf-8")
        say(f"\nJSON: {parsed.json}")
    return 0


def relevansi(parsed: argparse.Namespace) -> int:
    """Ask the judged questions of the made-up archive; 2 when a figure fell below its floor."""
    from eoffice import clock
    from eoffice.ukur.relevansi.jalan import as_json, as_table, di_bawah_lantai
    from eoffice.ukur.relevansi.jalan import jalankan as tanyakan

    with _own(parsed.folder) as services:
        basis = "PostgreSQL" if services.engine.dialect.name == "postgresql" else "SQLite"
        run = tanyakan(services)
    say(f"{clock.today().isoformat()}, {basis}, {len(run.jawaban)} pertanyaan. Angka dalam persen.\n")
    say(as_table(run, rinci=parsed.rinci))
    if parsed.json is not None:
        made = as_json(run, basis=basis, tanggal=clock.today().isoformat())
        parsed.json.write_text(made + "\n", encoding="utf-8")
        say(f"\nJSON: {parsed.json}")
    fallen = di_bawah_lantai(run)
    for line in fallen:
        say(line)
    return 2 if fallen else 0


def baris(_parsed: argparse.Namespace) -> int:
    """Name the groups of rows."""
    from eoffice.ukur.jalan import KELOMPOK

    for name, (what, _) in KELOMPOK.items():
        say(f"  {name:<8} {what}")
    return 0
