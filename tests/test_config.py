"""Settings: all that is missing or unsafe is named at once, and a trial needs none."""

import os
import stat
from pathlib import Path

import pytest

from eoffice.config import Settings
from eoffice.errors import Invalid

GOOD = {
    "EOFFICE_MODE": "produksi",
    "EOFFICE_DATABASE_URL": "postgresql://eoffice:Kuat-Sekali-91@db.internal/eoffice",
    "EOFFICE_STORAGE_URL": "s3://kunci:Rahasia-Panjang-77@s3.internal:9000/arsip?secure=1",
    "EOFFICE_SECRET_KEY": "9dH3k2-LmQ8vX0pRz5tYw7uB1nC4eF6gJqKs",
    "EOFFICE_BASE_URL": "https://surat.arunika.example",
    "EOFFICE_TRUSTED_HOSTS": "surat.arunika.example",
    "EOFFICE_ANTIVIRUS": "tanpa",
}


def good(folder: Path) -> dict[str, str]:
    data = folder / "data"
    data.mkdir(mode=0o700)
    return {**GOOD, "EOFFICE_DATA_DIR": str(data)}


def test_a_trial_needs_no_setting(tmp_path: Path) -> None:
    settings = Settings.from_env({"EOFFICE_DATA_DIR": str(tmp_path / "data")})

    assert settings.mode == "coba"
    assert settings.database_url == f"sqlite:///{tmp_path / 'data' / 'eoffice.db'}"
    assert settings.storage_url == f"file://{tmp_path / 'data' / 'berkas'}"


def test_a_trial_keeps_its_random_secret_for_itself(tmp_path: Path) -> None:  # KEAMANAN: KNF-02
    env = {"EOFFICE_DATA_DIR": str(tmp_path / "data")}
    first, second = Settings.from_env(env), Settings.from_env(env)

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "data" / "kunci-rahasia").stat().st_mode) == 0o600


def test_production_starts_with_safe_settings(tmp_path: Path) -> None:  # KEAMANAN: KNF-01
    settings = Settings.from_env(good(tmp_path))

    assert (settings.mode, settings.tls) == ("produksi", True)


def test_production_names_everything_that_is_missing_at_once() -> None:  # KEAMANAN: KNF-01
    with pytest.raises(Invalid) as refusal:
        Settings.from_env({"EOFFICE_MODE": "produksi"})

    for name in ("DATABASE_URL", "STORAGE_URL", "SECRET_KEY", "DATA_DIR", "BASE_URL", "TRUSTED_HOSTS", "ANTIVIRUS"):
        assert f"EOFFICE_{name}" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("EOFFICE_SECRET_KEY", "pendek", "SECRET_KEY"),
        ("EOFFICE_BASE_URL", "http://surat.arunika.example", "https://"),
        ("EOFFICE_DEBUG", "1", "DEBUG"),
        ("EOFFICE_DATABASE_URL", "postgresql://postgres:postgres@db/eoffice", "DATABASE_URL"),
        ("EOFFICE_STORAGE_URL", "s3://minioadmin:minioadmin@s3:9000/arsip", "STORAGE_URL"),
        ("EOFFICE_ANTIVIRUS", "", "ANTIVIRUS"),
    ],
)
def test_production_refuses_an_unsafe_value(tmp_path: Path, name: str, value: str, word: str) -> None:
    """KEAMANAN: KNF-01"""
    with pytest.raises(Invalid, match=word):
        Settings.from_env({**good(tmp_path), name: value})


def test_production_refuses_a_data_folder_that_others_can_read(tmp_path: Path) -> None:  # KEAMANAN: KNF-01
    env = good(tmp_path)
    os.chmod(env["EOFFICE_DATA_DIR"], 0o755)

    with pytest.raises(Invalid, match="chmod 700"):
        Settings.from_env(env)


def test_settings_never_print_their_secrets(tmp_path: Path) -> None:  # KEAMANAN: KNF-02
    settings = Settings.from_env(good(tmp_path))

    assert GOOD["EOFFICE_SECRET_KEY"] not in repr(settings)
    assert "Rahasia-Panjang-77" not in repr(settings)


def test_another_folder_takes_the_place_of_the_one_that_is_set(tmp_path: Path) -> None:
    settings = Settings.from_env({"EOFFICE_DATA_DIR": str(tmp_path / "asli")}, data_dir=tmp_path / "lain")

    assert settings.data_dir == tmp_path / "lain"
    assert str(tmp_path / "lain") in settings.database_url
    assert not (tmp_path / "asli").exists()


ESIGN = {"EOFFICE_ESIGN_URL": "https://esign.internal", "EOFFICE_ESIGN_PENGGUNA": "app", "EOFFICE_ESIGN_SANDI": "s4ndi"}


def test_the_esign_service_is_read_whole_and_never_printed(tmp_path: Path) -> None:  # KEAMANAN: KNF-02
    file = tmp_path / "sandi"
    file.write_text("dari-berkas\n")
    given = {**ESIGN, "EOFFICE_ESIGN_SANDI": "", "EOFFICE_ESIGN_SANDI_BERKAS": str(file), "EOFFICE_ESIGN_VERSI": "1"}

    found = Settings.from_env(
        {**given, "EOFFICE_ESIGN_PENERBIT": "A; B", "EOFFICE_ESIGN_UJI": "ya"}, data_dir=tmp_path
    ).esign

    assert found is not None
    assert (found.versi, found.sandi, found.penerbit, found.uji) == (1, "dari-berkas", ("A", "B"), True)
    assert "dari-berkas" not in repr(found)


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"EOFFICE_ESIGN_URL": "http://esign.internal"}, "EOFFICE_ESIGN_TANPA_TLS"),
        ({"EOFFICE_ESIGN_URL": "https://a:b@esign.internal"}, "tanpa nama pengguna"),
        ({"EOFFICE_ESIGN_VERSI": "3"}, "harus 1 atau 2"),
        ({"EOFFICE_ESIGN_SANDI": ""}, "harus diisi"),
        ({"EOFFICE_ESIGN_SANDI_BERKAS": "/tidak/ada"}, "tidak dapat dibaca"),
        ({"EOFFICE_ESIGN_CA": "/tidak/ada"}, "EOFFICE_ESIGN_CA"),
    ],
)
def test_an_esign_service_set_up_wrongly_is_refused_with_a_reason(
    lain: dict[str, str], kalimat: str, tmp_path: Path
) -> None:
    with pytest.raises(Invalid, match=kalimat):
        Settings.from_env({**ESIGN, **lain}, data_dir=tmp_path)
