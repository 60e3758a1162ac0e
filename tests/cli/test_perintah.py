"""Commands of an operator: the same rules as the pages, in the same words."""

import re
from collections.abc import Callable
from pathlib import Path

import makers
import pytest
from sqlalchemy import func, select

from eoffice import cli, db
from eoffice.akun import queries as akun
from eoffice.audit.models import AuditEntry
from eoffice.laporan.models import RHarian
from eoffice.organisasi.models import Unit
from eoffice.web.services import Services
from tests.organisasi import lembaran

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def sheets(tmp_path: Path) -> list[str]:
    """The four sheets on disk."""
    folder = tmp_path / "lembar"
    folder.mkdir()
    for name, content in lembaran.semua():
        (folder / name).write_bytes(content)
    return [str(path) for path in sorted(folder.iterdir())]


def units(services: Services) -> int:
    with db.reading(services.engine) as session:
        return session.scalar(select(func.count()).select_from(Unit)) or 0


def test_looking_tells_and_writes_nothing(run: Run, services: Services, sheets: list[str]) -> None:
    code, said = run("organisasi", "periksa", *sheets)

    assert (code, units(services)) == (0, 0)
    assert "unit: 4 baru, 0 berubah" in said and "Dapat dimuat dengan: eoffice organisasi muat" in said


def test_loading_twice_changes_nothing_the_second_time(run: Run, services: Services, sheets: list[str]) -> None:
    assert run("organisasi", "muat", *sheets)[0] == 0
    assert units(services) == 4

    code, said = run("organisasi", "muat", *sheets)

    assert code == 0 and "16 baris sudah sama" in said and "Tidak ada yang berubah" in said


def test_wrong_rows_are_named_and_nothing_is_loaded(
    run: Run, services: Services, sheets: list[str], tmp_path: Path
) -> None:
    bad = tmp_path / "salah.csv"
    bad.write_text("nip;nama\n123;Budi\n", encoding="utf-8")

    for verb in ("periksa", "muat"):
        code, said = run("organisasi", verb, *sheets, str(bad))
        assert (code, units(services)) == (2, 0)
        assert "SALAH salah.csv baris 2: Kolom nip: NIP harus terdiri atas 18 angka" in said
    code, said = run("organisasi", "periksa", str(tmp_path / "tidak-ada.csv"))
    assert code == 1 and "tidak dapat dibuka" in said


def test_empty_sheets_are_written_and_never_over_others(run: Run, tmp_path: Path) -> None:
    assert run("organisasi", "lembar", str(tmp_path))[0] == 0
    (tmp_path / "unit.csv").write_text("milik saya")

    code, said = run("organisasi", "lembar", str(tmp_path))

    assert code == 0 and "unit.csv sudah ada; dibiarkan" in said
    assert (tmp_path / "unit.csv").read_text() == "milik saya"
    assert run("organisasi", "periksa", *(str(tmp_path / f"{n}.csv") for n in ("jabatan", "pegawai")))[0] == 2


def test_accounts_follow_the_rules_of_the_pages(run: Run, services: Services, sheets: list[str]) -> None:
    # KEAMANAN: AUT-04, OTR-12
    run("organisasi", "muat", *sheets)

    code, said = run("pengguna", "buat", lembaran.NIP_STAF)
    assert code == 0 and re.search(r"gentala\.prabawa .*berlaku 24 jam.*\n.*/aktivasi/[\w-]{43}", said)
    assert run("pengguna", "buat", lembaran.NIP_STAF, "--nama-pengguna", "lain")[0] == 1
    assert run("pengguna", "buat")[0] == 1
    assert "Tautan aktivasi" in run("pengguna", "aktivasi", "gentala.prabawa")[1]
    assert run("pengguna", "nonaktif", "gentala.prabawa")[0] == 0
    assert run("pengguna", "nonaktif", "gentala.prabawa")[0] == 1
    assert run("pengguna", "aktivasi", "gentala.prabawa")[0] == 1
    assert "/aktivasi/" in run("pengguna", "aktif", "gentala.prabawa")[1]
    assert run("pengguna", "aktivasi", "tidak.ada")[0] == 1
    with db.reading(services.engine) as session:
        found = akun.by_name(session, "gentala.prabawa")
        assert found is not None and found.aktif
        told = select(AuditEntry.nama).where(AuditEntry.objek == "akun").distinct()
        assert list(session.scalars(told)) == ["Sistem"]


def test_an_official_without_nip_gets_an_account_by_name(run: Run, services: Services) -> None:
    with db.transaction(services.engine) as session:
        who = makers.pegawai(session, "Aryasatya")
        who.nip = None

    assert run("pengguna", "buat", "--tanpa-nip", "Aryasatya", "--nama-pengguna", "walikota")[0] == 0
    assert run("pengguna", "buat", "--tanpa-nip", "Siapa")[0] == 1


def test_the_last_administrator_stays_also_from_the_command_line(
    run: Run, kota_kecil: makers.Kota, services: Services
) -> None:  # KEAMANAN: OTR-12
    code, said = run("pengguna", "nonaktif", "admin")

    assert code == 1 and "tidak ada lagi administrator" in said
    assert "setel ulang sandi" in run("pengguna", "aktivasi", "admin")[1]


def test_what_is_derived_is_made_anew(run: Run, services: Services) -> None:
    assert run("cari", "bangun") == (
        0,
        "Membangun ulang indeks pencarian; pencarian tetap dapat dipakai …\nIndeks pencarian selesai: 0 dokumen.\n",
    )
    assert run("laporan", "susun-ulang")[0] == 0
    assert run("laporan", "periksa") == (0, "Laporan sama dengan hitungan dari nol.\n")
    with db.transaction(services.engine) as session:
        empty = {c.name: 0 for c in RHarian.__table__.columns}
        session.execute(RHarian.__table__.insert(), [empty | _key(session)])

    code, said = run("laporan", "periksa")

    assert code == 2 and "eoffice laporan susun-ulang" in said
    run("laporan", "susun-ulang")
    assert run("laporan", "periksa")[0] == 0


def _key(session: object) -> dict[str, object]:
    from eoffice import clock
    from eoffice.laporan.kertas import Skenario

    return {"opd_id": 1, "tanggal": clock.today(), "versi": "x", "skenario": next(iter(Skenario)), "terbit": 1}


@pytest.mark.parametrize("group", ["organisasi", "pengguna", "cari", "laporan", "audit", "simpan"])
def test_every_group_has_indonesian_help(group: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main([group, "--help"])

    assert "TINDAKAN" in capsys.readouterr().out
