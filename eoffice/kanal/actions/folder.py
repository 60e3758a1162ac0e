"""One round over a watched folder."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.exc import OperationalError

from eoffice import clock
from eoffice.db import reading, transaction
from eoffice.errors import EofficeError
from eoffice.kanal import kuota, pantau
from eoffice.kanal.actions import simpan
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.pantau import Berkas
from eoffice.kanal.states import DITAHAN, StatusKiriman
from eoffice.pindaian.states import Sumber
from eoffice.sandbox import names
from eoffice.titik import titik
from eoffice.web.services import Services

#: Files of one round; the next begins a minute later.
BANYAK: Final = 100


def putaran(services: Services, kanal_id: int, opd_id: int, folder: Path, hidup: Callable[[], None]) -> str:
    """Take every finished file: stored, kept, and only then moved away; what cannot be handled is set aside where it lies.

    Returns:
        What was left for later, in plain words; empty when nothing was.
    """
    pantau.siapkan(folder)
    with reading(services.engine) as session:
        kanal = session.get_one(Kanal, kanal_id)
        room = kuota.sisa(session, kanal)
        full = kuota.kabar(kanal, "Berkas yang lain")
        held = {k: (i, at) for k, i, at in session.execute(_DITAHAN, {"kanal": kanal_id}).tuples()}
    waits = {key for key, (_, at) in held.items() if at is None or at > clock.now()}
    found = pantau.daftar(folder, min(room, BANYAK) + 1, lambda b: _kunci(b) not in waits)
    for berkas in found[: min(room, BANYAK)]:
        _satu(services, kanal_id, opd_id, folder, berkas, held.get(_kunci(berkas), (None, None))[0])
        hidup()
    return full if len(found) > room else ""


_DITAHAN: Final = select(Kiriman.pesan_id, Kiriman.id, Kiriman.coba_at).where(
    Kiriman.kanal_id == bindparam("kanal"), Kiriman.status.in_(DITAHAN)
)


def _kunci(berkas: Berkas) -> str:
    """Names a file that was set aside, as it lies there."""
    return simpan.sidik(os.fsencode(berkas.nama) + f"/{berkas.ukuran}".encode())


def _satu(services: Services, kanal_id: int, opd_id: int, folder: Path, berkas: Berkas, held: int | None) -> None:
    """One file, kept and moved away, or set aside."""
    try:
        datang = _datang(services, folder, berkas)
        if datang is None:
            return
        titik("kanal_diambil")
        with transaction(services.engine) as session:
            before = simpan.sudah_ada(session, opd_id, None, datang.sidik)
            again = f"Berkas yang sama sudah diterima {clock.wib(before.diambil_at):%d-%m-%Y %H.%M}." if before else ""
            finished = before is not None and before.beres_at is not None
            row = simpan.simpan(session, services, kanal_id, opd_id, replace(datang, ulang_id=held))
            kept, refused, why = row.id, row.status is StatusKiriman.DITOLAK, row.alasan
    except (EofficeError, OperationalError, OSError):
        raise
    except Exception as error:
        said = simpan.GAGAL.format(type(error).__name__)
        aside = simpan.Datang(
            _kunci(berkas), None, _nama(berkas.nama), Sumber.FOLDER, status=StatusKiriman.TERTAHAN, alasan=said,
            ulang_id=held,
        )  # fmt: skip
        with transaction(services.engine) as session:
            simpan.simpan(session, services, kanal_id, opd_id, aside)
        return
    titik("kanal_tersimpan")
    note = why if refused else again if finished else ""
    pantau.pindahkan(folder, berkas.nama, pantau.DITOLAK if refused else pantau.SELESAI, note)
    titik("kanal_ditandai")
    with transaction(services.engine) as session:
        session.get_one(Kiriman, kept).beres_at = clock.now()


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
