"""Making anew what is only derived: the search index, the work lists and the rollup of the reports."""

import argparse

from eoffice.cli.sambungan import KABAR, Commands, command, connected, group, say
from eoffice.db import reading, transaction
from eoffice.web.pages import angka


def add(commands: Commands) -> None:
    """`cari`, `daftar` and `laporan`."""
    index = group(commands, "cari", "indeks pencarian")
    command(index, "bangun", cari_bangun, "bangun ulang indeks pencarian dari naskah dan surat yang ada")
    lists = group(commands, "daftar", "daftar kerja dan hitungannya")
    command(lists, "susun-ulang", daftar_susun_ulang, "susun ulang daftar kerja dan hitungannya dari surat dan naskah")
    report = group(commands, "laporan", "hitungan laporan kertas")
    command(report, "susun-ulang", laporan_susun_ulang, "hitung ulang semua laporan dari catatan peristiwa")
    command(
        report, "periksa", laporan_periksa, "bandingkan laporan dengan hitungan dari nol; 0 sama, 2 ada yang berbeda"
    )


def cari_bangun(_parsed: argparse.Namespace) -> int:
    """Build the search index beside the one that answers; everybody works on, and a build that was cut short goes on."""
    from eoffice.arsip import actions as arsip

    say("Membangun ulang indeks pencarian; pencarian tetap dapat dipakai …")
    with connected() as services:
        with reading(services.engine) as session:
            whole = max(1, arsip.yang_dicari(session))
        told = 0

        def tell(done: int) -> None:
            nonlocal told
            if done - told >= KABAR or done == whole:
                told = done
                say(f"  {angka(done)} dari {angka(whole)} dokumen ({min(100, 100 * done // whole)} %)")

        count = arsip.bangun_daring(services.engine, tell=tell)
    say(f"Indeks pencarian selesai: {angka(count)} dokumen.")
    return 0


def daftar_susun_ulang(_parsed: argparse.Namespace) -> int:
    """Make the work lists and their counters anew in one transaction."""
    from eoffice.kerja import pencatat

    with connected() as services, transaction(services.engine) as session:
        count = pencatat.susun_ulang(session)
    say(f"Daftar kerja selesai disusun: {angka(count)} butir.")
    return 0


def laporan_susun_ulang(_parsed: argparse.Namespace) -> int:
    """Fold the whole log again in one transaction."""
    from eoffice.laporan import actions as laporan

    say("Menyusun ulang laporan dari catatan peristiwa …")
    with connected() as services, transaction(services.engine) as session:
        count = laporan.susun_ulang(session, tell=lambda done: say(f"  {angka(done)} peristiwa"))
    say(f"Laporan selesai disusun: {angka(count)} peristiwa.")
    return 0


def laporan_periksa(_parsed: argparse.Namespace) -> int:
    """Compare the rollup with a computation from zero; 0 equal, 2 with differences."""
    from eoffice.laporan import queries as laporan

    with connected() as services, reading(services.engine) as session:
        wrong = laporan.beda(session, laporan.ketentuan(session))
    if not wrong:
        say("Laporan sama dengan hitungan dari nol.")
        return 0
    for row in wrong[:50]:
        say(f"  berbeda: {row}")
    say(f"{angka(len(wrong))} sel laporan berbeda. Perbaiki dengan: eoffice laporan susun-ulang")
    return 2
