"""Starting again where the sample city stands: everything in one process, and nothing of the loading is imported."""

import subprocess
import sys
from pathlib import Path

import makers
import pytest

from eoffice.contoh import masuk
from eoffice.contoh.masuk import Masuk
from eoffice.errors import Conflict
from eoffice.web.services import Services
from tests.contoh.test_muat import siapkan
from tests.keamanan.test_henti import ask, free_port, running, wait_until

ROOT = Path(__file__).resolve().parents[2]

#: `eoffice mulai` that names every process it starts.
MENGAKU = """
import sys
starts = {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.exec", "os.system"}
sys.addaudithook(lambda name, _: name in starts and print("PROSES LAIN:", name, flush=True))
from eoffice import cli
sys.exit(cli.main(["mulai", "--port", sys.argv[1]]))
"""


def test_a_later_start_prepares_checks_and_serves_in_one_process(services: Services, kota_kecil: makers.Kota) -> None:
    siapkan(services)
    masuk.write(services, Masuk("angin perahu pinang", "batu embun lontar", selesai=True))
    port = free_port()

    with running(services, "-c", MENGAKU, str(port)) as child:
        wait_until(lambda: _ready(port))
        child.terminate()
        code = child.wait(20)
        assert child.stdout is not None
        said = child.stdout.read().decode()

    assert code == 0
    assert [line for line in said.splitlines() if line.startswith("PROSES LAIN")] == []
    assert [line for line in said.splitlines() if line.startswith("• ")] == [
        f"• Menyiapkan basis data dan penyimpanan di {services.settings.data_dir}",
        "• Kota contoh: memeriksa, dan memuatnya bila belum ada (satu sampai dua menit)",
        "• Menjalankan server",
    ]
    assert "Sandi untuk semuanya      : angin perahu pinang" in said


def _ready(port: int) -> bool:
    try:
        return ask(port, "/siap", 5)[0] == 200
    except OSError:
        return False


def test_telling_the_sign_ins_imports_nothing_of_the_loading() -> None:
    asked = "import sys, eoffice.contoh.masuk; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)

    heavy = {
        "eoffice.contoh.rencana",
        "eoffice.contoh.kota",
        "eoffice.naskah",
        "pyhanko",
        "reportlab",
        "multiprocessing",
    }
    assert heavy & set(loaded.stdout.split()) == set()


def test_a_city_of_its_own_stops_the_start_before_anything_is_served(
    services: Services, kota_kecil: makers.Kota
) -> None:
    siapkan(services)

    with running(services, "-c", MENGAKU, str(free_port())) as child:
        assert child.wait(60) == 1
        assert child.stdout is not None
        said = child.stdout.read().decode()

    assert "bukan dari kota contoh" in said and "berjalan di http" not in said


def test_nobody_is_told_anything_where_nobody_lives(services: Services) -> None:
    said: list[str] = []

    assert masuk.sudah(services, say=said.append) is False
    assert said == []


def test_a_damaged_note_says_what_to_do(services: Services) -> None:
    (services.settings.data_dir / masuk.PENANDA).write_text("{")

    with pytest.raises(Conflict, match="rusak. Hapus folder"):
        masuk.sudah(services, say=print)
