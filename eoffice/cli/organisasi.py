"""Bringing in an organisation from sheets: looking first, then loading."""

import argparse
from collections import Counter
from pathlib import Path

from eoffice.akses.actor import SISTEM
from eoffice.cli.sambungan import Commands, command, connected, group, say
from eoffice.db import reading, transaction
from eoffice.errors import Invalid
from eoffice.organisasi import actions as organisasi
from eoffice.organisasi import lembar
from eoffice.organisasi.banding import Banding, bandingkan
from eoffice.organisasi.baris import Susunan
from eoffice.organisasi.lembar import Temuan
from eoffice.organisasi.states import JenisLembar
from eoffice.pengguna import actions

#: Rows that only the tables have, and rows that change, told before the rest is only counted.
TELL = 20


def add(commands: Commands) -> None:
    """`organisasi` and its actions."""
    one = group(commands, "organisasi", "unit, jabatan, pegawai, dan penempatan dari lembar CSV")
    look = command(one, "periksa", periksa, "periksa lembar tanpa menulis apa pun; 0 dapat dimuat, 2 ada yang salah")
    load = command(one, "muat", muat, "muat lembar: semuanya atau tidak sama sekali; aman diulang, tidak menghapus")
    for made in (look, load):
        made.add_argument("berkas", nargs="+", metavar="FILE", help="lembar CSV; jenisnya dikenali dari judul kolom")
    empty = command(one, "lembar", lembar_kosong, "tulis empat lembar kosong dengan satu baris contoh")
    empty.add_argument("folder", nargs="?", default=".", help="folder tujuan (bawaan: folder ini)")


def _read(names: list[str]) -> tuple[Susunan, list[Temuan]]:
    files = []
    for name in names:
        path = Path(name)
        try:
            with path.open("rb") as stream:
                files.append((path.name, stream.read(lembar.LARGEST + 1)))
        except OSError:
            raise Invalid(f"Berkas {name} tidak dapat dibuka. Periksa nama dan letaknya.") from None
    return lembar.baca(files)


def _say_findings(findings: list[Temuan]) -> None:
    for found in findings:
        where = f"{found.asal}: " if found.asal else ""
        say(f"  {'SALAH' if found.galat else 'Periksa'} {where}{found.kalimat}")


def _say_outcome(found: Banding, *, done: bool) -> None:
    added, changed = (Counter(u.jenis for u in rows) for rows in (found.tambah, found.ubah))
    for jenis in JenisLembar:
        if added[jenis] or changed[jenis]:
            say(
                f"  {jenis}: {added[jenis]} {'ditambah' if done else 'baru'}, {changed[jenis]} {'diubah' if done else 'berubah'}"
            )
    for change in found.ubah[:TELL]:
        say(f"    {change.jenis} {change.nama}: {organisasi.ringkas(change)}")
    if len(found.ubah) > TELL:
        say(f"    … dan {len(found.ubah) - TELL} perubahan lain")
    say(f"  {found.sama} baris sudah sama")
    for jenis, named in found.hilang[:TELL]:
        say(f"  Tidak ada di lembar, dibiarkan: {jenis} {named}")
    if len(found.hilang) > TELL:
        say(f"  … dan {len(found.hilang) - TELL} lagi yang tidak ada di lembar; semuanya dibiarkan")


def periksa(parsed: argparse.Namespace) -> int:
    """Row by row what is wrong, and what loading would change; 0 may be loaded, 2 may not."""
    rows, findings = _read(parsed.berkas)
    with connected() as services, reading(services.engine) as session:
        found = bandingkan(session, rows)
    findings += found.temuan
    _say_findings(findings)
    _say_outcome(found, done=False)
    if any(t.galat for t in findings):
        say("Belum dapat dimuat. Perbaiki baris yang bertanda SALAH, lalu periksa lagi. Tidak ada yang ditulis.")
        return 2
    say("Dapat dimuat dengan: eoffice organisasi muat" + "".join(f" {name}" for name in parsed.berkas))
    return 0


def muat(parsed: argparse.Namespace) -> int:
    """Load all rows or none; 0 loaded, 2 refused with the findings."""
    rows, findings = _read(parsed.berkas)
    with connected() as services:
        say(f"Membandingkan {sum(map(len, (rows.unit, rows.jabatan, rows.pegawai, rows.penugasan)))} baris …")
        with reading(services.engine) as session:
            findings += bandingkan(session, rows).temuan
        _say_findings(findings)
        if any(t.galat for t in findings):
            say("Tidak ada yang dimuat. Perbaiki baris yang bertanda SALAH, lalu ulangi.")
            return 2
        with transaction(services.engine) as session:
            done = actions.muat(session, SISTEM, rows)
    _say_outcome(done, done=True)
    say("Selesai dimuat." if done.perubahan else "Tidak ada yang berubah; semuanya sudah sama.")
    return 0


def lembar_kosong(parsed: argparse.Namespace) -> int:
    """Write the four templates; a file that exists is left alone."""
    folder = Path(parsed.folder)
    for jenis in JenisLembar:
        path = folder / f"{jenis}.csv"
        try:
            with path.open("xb") as out:
                out.write(lembar.contoh(jenis))
        except FileExistsError:
            say(f"  {path} sudah ada; dibiarkan")
            continue
        except OSError:
            raise Invalid(f"{path} tidak dapat ditulis. Pilih folder lain.") from None
        say(f"  {path}")
    return 0
