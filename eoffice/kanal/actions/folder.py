"""One round over a watched folder."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from eoffice import clock
from eoffice.db import transaction
from eoffice.kanal import pantau
from eoffice.kanal.actions import simpan
from eoffice.kanal.models import Kiriman
from eoffice.kanal.pantau import Berkas
from eoffice.kanal.states import StatusKiriman
from eoffice.pindaian.states import Sumber
from eoffice.sandbox import names
from eoffice.titik import titik
from eoffice.web.services import Services

#: Files of one round; the next begins a minute later.
BANYAK: Final = 100


def putaran(services: Services, kanal_id: int, opd_id: int, folder: Path, hidup: Callable[[], None]) -> None:
    """Take every finished file: stored, kept, and only then moved away."""
    pantau.siapkan(folder)
    for berkas in pantau.daftar(folder, BANYAK):
        datang = _datang(services, folder, berkas)
        if datang is None:
            continue
        titik("kanal_diambil")
        with transaction(services.engine) as session:
            before = simpan.sudah_ada(session, opd_id, None, datang.sidik)
            again = f"Berkas yang sama sudah diterima {clock.wib(before.diambil_at):%d-%m-%Y %H.%M}." if before else ""
            finished = before is not None and before.beres_at is not None
            row = simpan.simpan(session, services, kanal_id, opd_id, datang)
            kept, refused, why = row.id, row.status is StatusKiriman.DITOLAK, row.alasan
        titik("kanal_tersimpan")
        note = why if refused else again if finished else ""
        pantau.pindahkan(folder, berkas.nama, pantau.DITOLAK if refused else pantau.SELESAI, note)
        titik("kanal_ditandai")
        with transaction(services.engine) as session:
            session.get_one(Kiriman, kept).beres_at = clock.now()
        hidup()


def _datang(services: Services, folder: Path, berkas: Berkas) -> simpan.Datang | None:
    most, shown = services.settings.max_upload, _nama(berkas.nama)
    if berkas.ukuran > most:
        why = f"Lebih besar dari {most // 1024**2} MB. Pindai dengan 200–300 dpi, atau bagi menjadi beberapa berkas."
        key = "besar:" + simpan.sidik(os.fsencode(berkas.nama) + f"/{berkas.ukuran}".encode())
        return simpan.Datang(None, key, shown, Sumber.FOLDER, alasan=why)
    content = pantau.isi(folder, berkas)
    if content is None:
        return None
    kind = simpan.macam(content)
    if kind is None:
        why = "Bukan PDF, JPG, atau PNG. Simpan ulang sebagai salah satunya, lalu letakkan lagi di folder ini."
        return simpan.Datang(None, simpan.sidik(content), shown, Sumber.FOLDER, alasan=why)
    document = simpan.Dokumen(names.clean(shown, kind), content)
    return simpan.Datang(None, simpan.sidik(content), shown, Sumber.FOLDER, dokumen=(document,))


def _nama(nama: str) -> str:
    """A file name as text: bytes that are none, controls and turned letters are left out, its ending stays (UPL-13)."""
    ext = "".join(c for c in nama.rpartition(".")[2] if c.isascii() and c.isalnum())
    return names.clean(nama, ext) if "." in nama and 0 < len(ext) <= 5 else names.clean(nama, "").rstrip(".")
