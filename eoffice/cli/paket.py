"""Packages of records by the command line: make, bring in, check; with the rights of an account, never with more."""

import argparse
import contextlib
import shutil
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from sqlalchemy.orm import Session

from eoffice.cli.sambungan import Commands, command, connected, group, say
from eoffice.errors import Invalid
from eoffice.web.services import Services

if TYPE_CHECKING:  # what a command imports, it imports when it runs
    from eoffice.akses.actor import Actor
    from eoffice.paket.models import Impor
    from eoffice.paket.states import StatusImpor

UTUH: Final = 0
TIDAK_UTUH: Final = 2


def add(commands: Commands) -> None:
    """`paket`."""
    actions = group(commands, "paket", "paket arsip: BagIt, E-ARK, SRIKANDI, dan arsip lama")
    out = command(actions, "ekspor", ekspor, "buat paket dengan hak baca sebuah akun arsiparis")
    out.add_argument("tujuan", type=Path, metavar="PAKET.zip", help="berkas ZIP yang dibuat")
    out.add_argument(
        "--sebagai", required=True, metavar="NAMA_PENGGUNA", help="akun arsiparis yang hak bacanya dipakai"
    )
    out.add_argument("--format", choices=("bagit", "eark", "srikandi"), default="bagit")
    out.add_argument(
        "--berkas", type=int, nargs="+", action="extend", default=[], metavar="ID", help="satu berkas atau lebih"
    )
    out.add_argument("--unit", metavar="KODE", help="kode unit, bersama --dari dan --sampai")
    out.add_argument("--dari", type=date.fromisoformat, metavar="TTTT-BB-HH")
    out.add_argument("--sampai", type=date.fromisoformat, metavar="TTTT-BB-HH")
    come = command(
        actions, "impor", impor, "masukkan paket atau arsip lama dari ZIP atau folder server; 0 baik, 2 ada baris salah"
    )
    come.add_argument("sumber", type=Path, metavar="ZIP|FOLDER")
    come.add_argument("--sebagai", required=True, metavar="NAMA_PENGGUNA", help="akun arsiparis yang memasukkan")
    come.add_argument("--unit", required=True, metavar="KODE", help="kode unit pengolah")
    come.add_argument("--asal", required=True, help="asal arsip, dengan kata-kata")
    come.add_argument("--pejabat", metavar="KODE", help="kode jabatan yang membaca arsip di atas Terbatas")
    come.add_argument(
        "--kolom", action="append", default=[], metavar="isian=kolom", help="pemetaan kolom; bawaan: tebakan"
    )
    come.add_argument("--masukkan", action="store_true", help="masukkan sungguh-sungguh (bawaan: hanya diperiksa)")
    come.add_argument("--lanjutkan", type=int, metavar="ID", help="lanjutkan impor yang sudah diperiksa")
    check = command(
        actions, "periksa", periksa, "cocokkan setiap sidik sebuah paket, tanpa basis data; 0 utuh, 2 tidak"
    )
    check.add_argument("paket", type=Path, metavar="ZIP|FOLDER")
    check.add_argument("--semua", action="store_true", help="sebutkan juga yang sesuai")


def ekspor(parsed: argparse.Namespace) -> int:
    """Order a package and make it here and now."""
    from sqlalchemy import select

    from eoffice.arsip import queries as arsip
    from eoffice.arsip.models import Berkas
    from eoffice.db import reading, transaction
    from eoffice.organisasi import queries as organisasi
    from eoffice.paket import actions, queries
    from eoffice.paket.actions.kemas import kemas
    from eoffice.paket.models import Paket
    from eoffice.paket.states import PAKET_JALAN, Format, StatusPaket

    bentuk = Format(parsed.format)
    if parsed.tujuan.exists():
        raise Invalid(f"{parsed.tujuan} sudah ada dan tidak ditimpa. Pakai nama lain.")
    if not parsed.tujuan.absolute().parent.is_dir():
        raise Invalid(f"Folder {parsed.tujuan.parent} tidak ada.")
    with connected() as services:
        with transaction(services.engine) as session:
            actor = _actor(session, parsed.sebagai)
            if parsed.unit:
                if parsed.dari is None or parsed.sampai is None:
                    raise Invalid("--unit memerlukan --dari dan --sampai.")
                unit = organisasi.unit_by_kode(session, parsed.unit)
                made = actions.pesan_unit(session, actor, bentuk, unit, parsed.dari, parsed.sampai)
            else:
                chosen = session.scalars(arsip.visible(actor).where(Berkas.id.in_(parsed.berkas))).all()
                made = actions.pesan_berkas(session, actor, bentuk, chosen)
            paket_id = made.id
        while True:
            with reading(services.engine) as session:
                row = session.scalar(select(Paket).where(Paket.id == paket_id))
                assert row is not None
                session.expunge(row)
                say(f"{row.selesai} dari {row.jumlah} arsip.")
                if row.status not in PAKET_JALAN:
                    break
            if not kemas(services):
                time.sleep(1)
        if row.status is not StatusPaket.SIAP:
            raise Invalid(row.galat or "Paket tidak dibuat.")
        with transaction(services.engine) as session:
            blob = actions.ambil(session, actor, queries.get(session, actor, paket_id))
        with services.store.open(blob) as source, parsed.tujuan.open("xb") as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
    say(f"{parsed.tujuan}: {blob.size} bita, SHA-256 {blob.sha256}")
    return 0


def _actor(session: Session, name: str) -> "Actor":
    from eoffice.akun import queries as akun
    from eoffice.organisasi.aktor import actor_for

    found = akun.by_name(session, name)
    if found is None:
        raise Invalid(f"Tidak ada akun bernama {name}.")
    return actor_for(session, found.pegawai_id)


def impor(parsed: argparse.Namespace) -> int:
    """Bring in, look at every row, and with --masukkan take the good ones; stopped, it goes on where it was."""
    from eoffice.db import transaction
    from eoffice.organisasi import queries as organisasi
    from eoffice.paket import actions
    from eoffice.paket.states import StatusImpor

    with connected() as services:
        with transaction(services.engine) as session:
            actor = _actor(session, parsed.sebagai)
            if parsed.lanjutkan is None:
                unit = organisasi.unit_by_kode(session, parsed.unit)
                jabatan_id = organisasi.jabatan_by_kode(session, parsed.pejabat) if parsed.pejabat else None
                if parsed.pejabat and jabatan_id is None:
                    raise Invalid(f"Tidak ada jabatan berkode {parsed.pejabat}.")
                pejabat = organisasi.jabatan_by_id(session, jabatan_id) if jabatan_id is not None else None
                folder = parsed.sumber.is_dir()
                with contextlib.ExitStack() as stack:
                    row = actions.terima(
                        session,
                        actor,
                        unit=unit,
                        asal=parsed.asal,
                        pejabat=pejabat,
                        nama=parsed.sumber.name,
                        folder=str(parsed.sumber.resolve()) if folder else "",
                        store=services.store,
                        isi=None if folder else stack.enter_context(_opened(parsed.sumber)),
                    )
                impor_id = row.id
            else:
                impor_id = parsed.lanjutkan
        say(f"Impor {impor_id}.")
        status = _work(services, impor_id)
        if status is StatusImpor.DIPETAKAN:
            with transaction(services.engine) as session:
                row = _row(session, actor, impor_id)
                chosen = dict(row.pemetaan) | dict(pair.split("=", 1) for pair in parsed.kolom if "=" in pair)
                for field, column in chosen.items():
                    say(f"  {field} ← {column}")
                try:
                    actions.petakan(session, actor, row, chosen)
                except Invalid as error:
                    raise Invalid(_belum_terpeta(row, error)) from error
            status = _work(services, impor_id)
        if parsed.masukkan and status is StatusImpor.SIAP and _ada_yang_benar(services, impor_id):
            with transaction(services.engine) as session:
                actions.masukkan(session, actor, _row(session, actor, impor_id))
            _work(services, impor_id)
        return _report(services, actor, impor_id)


def _belum_terpeta(row: "Impor", error: Invalid) -> str:
    """Which fields have no column yet, which columns there are, and how to go on."""
    from eoffice.paket.baca.kolom import BY_NAME

    lacking = [f"{BY_NAME[key[2:]].nama} ({BY_NAME[key[2:]].label}): {said}" for key, said in error.fields.items()]
    there = ", ".join(row.rincian.get("kepala", []))
    return (
        f"{error}\n  {chr(10).join(lacking).replace(chr(10), chr(10) + '  ')}\n  Kolom pada daftar: {there}.\n"
        f"  Ulangi dengan --lanjutkan {row.id} dan --kolom isian=kolom untuk setiap yang disebut di atas."
    )


def _ada_yang_benar(services: Services, impor_id: int) -> bool:
    """Whether a row can be taken in; without one the report alone says why."""
    from eoffice.db import reading
    from eoffice.paket import queries
    from eoffice.paket.models import Impor
    from eoffice.paket.states import StatusBaris

    with reading(services.engine) as session:
        return queries.hitung(session, session.get_one(Impor, impor_id))[StatusBaris.BENAR] > 0


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise Invalid(
            f"{path} tidak dapat dibaca (kode {error.errno}). Periksa namanya dan izin membacanya."
        ) from error


def _row(session: Session, actor: "Actor", impor_id: int) -> "Impor":
    from eoffice.paket import queries

    return queries.get_impor(session, actor, impor_id)


def _work(services: Services, impor_id: int) -> "StatusImpor":
    """Work until this import waits for somebody; says how far it is. Raises Invalid when it was refused."""
    from eoffice.db import reading
    from eoffice.paket.actions.pekerja import serap
    from eoffice.paket.models import Impor
    from eoffice.paket.states import IMPOR_JALAN, IMPOR_LABEL, StatusImpor
    from eoffice.pdf.kata import tanggal_pukul

    told, lease = "", None
    while True:
        with reading(services.engine) as session:
            row = session.get_one(Impor, impor_id)
            session.expunge(row)
        now = f"{IMPOR_LABEL[row.status]}: {row.selesai} dari {row.jumlah}"
        if now != told:
            say(now)
            told = now
        if row.status is StatusImpor.DITOLAK:
            raise Invalid(row.galat)
        if row.status not in IMPOR_JALAN:
            return row.status
        if not serap(services):
            if row.sewa_at is not None and row.sewa_at != lease:
                lease = row.sewa_at
                say(
                    f"Porsi ini dipegang pekerja lain atau terhenti di tengah; dilanjutkan paling lambat {tanggal_pukul(lease)}."
                )
            time.sleep(1)


def _report(services: Services, actor: "Actor", impor_id: int) -> int:
    from eoffice.db import reading
    from eoffice.paket import queries
    from eoffice.paket.states import BARIS_LABEL, StatusBaris

    with reading(services.engine) as session:
        row = _row(session, actor, impor_id)
        counts = queries.hitung(session, row)
        for state, count in counts.items():
            if count:
                say(f"{BARIS_LABEL[state]}: {count}")
        for bad in queries.baris(session, row, keadaan=StatusBaris.SALAH):
            for each in bad.masalah:
                say(
                    f"  baris {bad.urutan + (0 if row.format else 1)}, {each['kolom']}: {each['salah']} {each['saran']}"
                )
    return TIDAK_UTUH if counts[StatusBaris.SALAH] else UTUH


def periksa(parsed: argparse.Namespace) -> int:
    """Every checksum of a package."""
    from eoffice.paket.actions.bongkar import sidik_folder
    from eoffice.paket.baca import periksa as pemeriksa
    from eoffice.sandbox import Refused, arsip_zip

    if parsed.paket.is_dir():
        names = dict(sidik_folder(parsed.paket))

        def text(nama: str) -> str:
            return Path(parsed.paket, nama).read_text("utf-8", "replace")

    else:
        if parsed.paket.stat().st_size > arsip_zip.TERBESAR:
            raise Invalid("ZIP ini lebih besar dari 200 MB. Buka dahulu ke sebuah folder, lalu periksa foldernya.")
        try:
            looked = arsip_zip.sidik_zip(parsed.paket)
        except Refused as refused:
            raise Invalid(str(refused)) from refused
        names = {nama: sha for nama, _, sha in looked.isi}

        def text(nama: str) -> str:
            return str(looked.tanda[nama])

    report = pemeriksa.periksa(names, text, lambda n: arsip_zip.sidik_mets(text(n).encode()))
    for sentence in report.galat:
        say(sentence)
    for found in report.temuan if parsed.semua else report.beda:
        say(f"{pemeriksa.LABEL[found.keadaan]}: {found.nama} {found.terhitung or found.tercatat}")
    good = len(report.temuan) - len(report.beda)
    say(f"{good} dari {len(report.temuan)} berkas sesuai sidiknya.")
    return UTUH if report.utuh else TIDAK_UTUH
