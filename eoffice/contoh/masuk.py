"""The sign-ins of the sample city: told to newcomers, and kept beside the data for whoever starts it again.

A later start needs nothing else of the city, so this part is light to import.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import select

from eoffice.contoh import pemeran
from eoffice.db import reading
from eoffice.errors import Conflict
from eoffice.organisasi.models import Pegawai
from eoffice.web.services import Services

Say = Callable[[str], None]

PENANDA: Final = "contoh.json"


@dataclass(frozen=True)
class Masuk:
    """What a newcomer signs in and signs with; `selesai` is False while the loading runs."""

    sandi: str
    frasa: str
    selesai: bool


def sudah(services: Services, *, say: Say) -> bool:
    """Whether the sample city stands; then the sign-ins are told. False where nobody lives yet.

    Raises:
        Conflict: this is no place for a sample city, or an earlier loading was cut off.
    """
    if services.settings.mode == "produksi":
        raise Conflict("Kota contoh tidak dimuat pada mode produksi. Untuk mencoba, pakailah pemasangan lain.")
    known = _read(services.settings.data_dir / PENANDA)
    with reading(services.engine) as session:
        inhabited = session.scalar(select(Pegawai.id).limit(1)) is not None
    if not inhabited:
        return False
    known = _refuse_strangers(services, known)
    say("Kota contoh sudah dimuat.")
    tell(services, known, say)
    return True


def _refuse_strangers(services: Services, known: Masuk | None) -> Masuk:
    where = services.settings.data_dir
    if known is None:
        raise Conflict(
            "Pemasangan ini sudah berisi pegawai yang bukan dari kota contoh, jadi kota contoh tidak dimuat. "
            f"Untuk mencobanya, pakailah folder data lain, bukan {where}."
        )
    if not known.selesai:
        outside = "" if services.engine.dialect.name == "sqlite" else "kosongkan basis data dan simpanan berkasnya, "
        raise Conflict(
            f"Pemuatan kota contoh sebelumnya terputus di tengah. Mulailah lagi dari awal: {outside}hapus folder {where}, "
            "lalu jalankan ulang."
        )
    return known


def _read(path: Path) -> Masuk | None:
    if not path.exists():
        return None
    try:
        return Masuk(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        raise Conflict(f"Berkas {path} rusak. Hapus folder {path.parent}, lalu jalankan ulang.") from None


def write(services: Services, masuk: Masuk) -> None:
    """Keep them whole or not at all, readable by the owner only."""
    path = services.settings.data_dir / PENANDA
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(".baru")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(asdict(masuk), out)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)


def tell(services: Services, masuk: Masuk, say: Say) -> None:
    """Who can sign in, with what."""
    width, named = (max(len(getattr(p, name)) for p in pemeran.PEMERAN) for name in ("akun", "sebutan"))
    say("")
    say(f"Masuk di {services.settings.base_url} dengan salah satu akun ini:")
    for p in pemeran.PEMERAN:
        say(f"  {p.akun:<{width}}  {p.sebutan:<{named}}  {p.untuk}")
    say("")
    say(f"Sandi untuk semuanya      : {masuk.sandi}")
    say(f"Frasa sandi tanda tangan  : {masuk.frasa}")
    say("Seluruh isi kota contoh adalah rekaan. Jangan menaruh surat sungguhan di sini.")
