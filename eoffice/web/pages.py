"""What every template may call: addresses of static files, icons, and Indonesian ways to write dates and figures."""

import hashlib
import json
import re
import secrets
import time
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from flask import Flask
from markupsafe import Markup, escape

from eoffice import clock
from eoffice.pdf.kata import BULAN as BULAN
from eoffice.pdf.kata import BULAN_PENDEK as BULAN_PENDEK
from eoffice.pdf.kata import HARI as HARI
from eoffice.web.uploads import batas_unggah

ROOT: Final = Path(__file__).resolve().parents[2]
STATIC: Final = ROOT / "static"
LOCK: Final = STATIC / "vendor" / "vendor.lock.json"


class Butir(NamedTuple):
    """One entry of the main menu; `jumlah` is what waits there, 0 shows nothing."""

    label: str
    url: str
    ikon: str
    jumlah: int = 0
    aktif: bool = False


class Kelompok(NamedTuple):
    """A headed group of the main menu."""

    judul: str
    butir: tuple[Butir, ...]


def asset(name: str) -> str:
    """The address of a static file with its hash, so that it may be cached for ever.

    `name` is either a name of the vendor lock (`bootstrap.css`, `htmx.js`) or a path below static/.

    Raises:
        ValueError: no such file; a template with a typing error must not reach a user.
    """
    return _addressed(name, int(time.monotonic()))


@lru_cache(maxsize=512)
def _addressed(name: str, _second: int) -> str:
    """The address, asked of the disk once a second: a page names its files and icons some seventy times."""
    path, address = _place(name)
    mark = path.stat()
    return f"{address}?h={_hash(path, mark.st_mtime_ns, mark.st_size)}"


@cache
def _place(name: str) -> tuple[Path, str]:
    path = STATIC / _vendored().get(name, name)
    if not path.is_file():
        raise ValueError(f"berkas statis {name!r} tidak ada")
    return path, f"/static/{path.relative_to(STATIC).as_posix()}"


def ikon(name: str, judul: str = "", kelas: str = "") -> Markup:
    """An icon of the sprite as `<svg>`; with `judul` it speaks for itself, without it screen readers skip it.

    Raises:
        ValueError: the sprite has no such icon (tools/ikon.txt names them).
    """
    if name not in icon_names():
        raise ValueError(f"ikon {name!r} tidak ada di static/img/ikon.svg")
    return _drawn(name, judul, kelas, asset("img/ikon.svg"))


@lru_cache(maxsize=1024)
def _drawn(name: str, judul: str, kelas: str, sprite: str) -> Markup:
    css = f"ic {kelas}".strip()
    use = Markup('<use href="{}#{}"></use></svg>').format(sprite, name)
    if judul:
        return Markup('<svg class="{}" role="img" aria-label="{}">').format(css, judul) + use
    return Markup('<svg class="{}" aria-hidden="true">').format(css) + use


@cache
def icon_names() -> frozenset[str]:
    """Every icon that the sprite holds."""
    return frozenset(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img" / "ikon.svg").read_text("utf-8")))


def kunci_baru() -> str:
    """A fresh idempotency key for one rendering of one form (TRX-02)."""
    return secrets.token_urlsafe(18)


def tanggal(value: date | datetime | None) -> str:
    """`22 November 2026`, on the WIB calendar; a dash for nothing."""
    day = _day(value)
    return "–" if day is None else f"{day.day} {BULAN[day.month - 1]} {day.year}"


def tanggal_pendek(value: date | datetime | None) -> str:
    """`22 Nov 2026`."""
    day = _day(value)
    return "–" if day is None else f"{day.day} {BULAN_PENDEK[day.month - 1]} {day.year}"


def dieja(text: str) -> str:
    """A text from the index with its dates as an office writes them: `2026-05-21` is `21 Mei 2026`."""

    def spelled(found: re.Match[str]) -> str:
        try:
            return tanggal(date.fromisoformat(found[0]))
        except ValueError:  # the thirty-first of February is a number like any other
            return found[0]

    return _ISO.sub(spelled, text)


def hari_tanggal(value: date | datetime | None) -> str:
    """`Minggu, 22 November 2026`."""
    day = _day(value)
    return "–" if day is None else f"{HARI[day.weekday()]}, {tanggal(day)}"


def jam(value: datetime | None) -> str:
    """`09.14`, WIB."""
    return "–" if value is None else clock.wib(value).strftime("%H.%M")


def waktu(value: datetime | None) -> str:
    """`22 Nov 2026, 09.14 WIB`."""
    return "–" if value is None else f"{tanggal_pendek(value)}, {jam(value)} WIB"


def kapan(value: date | datetime | None) -> str:
    """How a list says it: `09.14` today, `Kemarin`, `19 Nov` this year, else `19 Nov 2025`."""
    day, today = _day(value), clock.today()
    if day is None:
        return "–"
    if day == today:
        return jam(value) if isinstance(value, datetime) else "Hari ini"
    if day == today - timedelta(days=1):
        return "Kemarin"
    return tanggal_pendek(day) if day.year != today.year else f"{day.day} {BULAN_PENDEK[day.month - 1]}"


def tenggat(value: date | datetime | None) -> str:
    """How far a deadline is: `Tenggat hari ini`, `Tenggat besok`, `3 hari lagi`, `Lewat 2 hari`, `Lewat hari ini`."""
    day = _day(value)
    if day is None:
        return "Tanpa tenggat"
    days = (day - clock.today()).days
    if days < 0:
        return f"Lewat {-days} hari"
    if days == 0 and isinstance(value, datetime) and value <= clock.now():
        return "Lewat hari ini"
    near = {0: "Tenggat hari ini", 1: "Tenggat besok"}
    return near.get(days, f"{days} hari lagi")


def nada_tenggat(value: date | datetime | None) -> str:
    """The tone of a tag about a deadline: bad when past, warn within two days from Monday to Friday, empty otherwise."""
    day = _day(value)
    if day is None:
        return ""
    today = clock.today()
    days = (day - today).days
    if days < 0 or (isinstance(value, datetime) and value <= clock.now()):
        return "bad"
    near = sum((today + timedelta(days=n)).weekday() < 5 for n in range(1, min(days, 7) + 1))
    return "warn" if near <= 2 else ""


def lama(value: timedelta | int | float | None) -> str:
    """A duration in its two largest units: `2 hari 3 jam`, `14 menit`; numbers are seconds."""
    if value is None:
        return "–"
    seconds = int(value.total_seconds() if isinstance(value, timedelta) else value)
    if seconds < 60:
        return "kurang dari 1 menit"
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    parts = [(days, "hari"), (hours, "jam"), (rest // 60, "menit")]
    first = next(i for i, (n, _) in enumerate(parts) if n)
    return " ".join(f"{n} {unit}" for n, unit in parts[first : first + 2] if n)


def angka(value: int | float | None, desimal: int = 0) -> str:
    """`1.204` and, with decimals, `5,2`, as Indonesians write figures."""
    if value is None:
        return "–"
    return f"{value:,.{desimal}f}".translate(str.maketrans(",.", ".,"))


def persen(value: float | None, desimal: int = 0) -> str:
    """`86%` for 0.86."""
    return "–" if value is None else angka(value * 100, desimal) + "%"


def ukuran(value: int | None) -> str:
    """A number of bytes: `900 B`, `240 kB`, `1,4 MB` (thousands, as file managers show)."""
    if value is None:
        return "–"
    if value < 1000:
        return f"{value} B"
    if value < 1_000_000:
        return f"{angka(value / 1000)} kB"
    return f"{angka(value / 1_000_000, 1)} MB"


def inisial(nama: str) -> str:
    """At most two letters for a person's disc; academic titles are passed over."""
    words = [w for w in re.split(r"\s+", nama.split(",")[0]) if w and "." not in w]
    return "".join(w[0] for w in words[:2]).upper() or "?"


def sapaan(value: datetime | None = None) -> str:
    """`Selamat pagi`, siang, sore or malam, by the WIB clock."""
    hour = clock.wib(value or clock.now()).hour
    return "Selamat " + (
        "malam" if hour < 4 or hour >= 18 else "pagi" if hour < 11 else "siang" if hour < 15 else "sore"
    )


def bagian(value: float | int, seluruh: float | int) -> int:
    """What whole percentage `value` is of `seluruh`, 0 to 100; for the width classes p0 … p100."""
    return 0 if not seluruh else max(0, min(100, round(100 * value / seluruh)))


def paragraf(teks: str | None) -> Markup:
    """Plain text with its line breaks kept, everything escaped (WEB-06)."""
    return Markup("<br>").join(escape(line) for line in (teks or "").splitlines())


def sorot(teks: str, kata: Iterable[str]) -> Markup:
    """Text with the searched words marked, everything escaped (WEB-06)."""
    words = sorted({w for w in kata if w}, key=len, reverse=True)
    if not words:
        return escape(teks)
    pieces = re.split("(" + "|".join(re.escape(w) for w in words) + ")", teks, flags=re.IGNORECASE)
    return Markup("").join(Markup("<mark>{}</mark>").format(p) if i % 2 else escape(p) for i, p in enumerate(pieces))


_ISO: Final = re.compile(r"(?<![\d-])(?:19|20)\d\d-\d\d-\d\d(?![\d-])")
FILTERS: Final[dict[str, Any]] = {
    f.__name__: f
    for f in (
        tanggal,
        tanggal_pendek,
        dieja,
        hari_tanggal,
        jam,
        waktu,
        kapan,
        tenggat,
        nada_tenggat,
        lama,
        angka,
        persen,
        ukuran,
        inisial,
        bagian,
        paragraf,
        sorot,
    )
}


def install(app: Flask) -> None:
    """Give the app's templates the functions and filters of this module."""
    app.jinja_env.globals.update(asset=asset, ikon=ikon, kunci_baru=kunci_baru, sapaan=sapaan, hari_ini=clock.today)
    app.jinja_env.globals.update(batas_unggah=batas_unggah)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _day(value: date | datetime | None) -> date | None:
    if isinstance(value, datetime):
        return clock.wib(value).date()
    return value


@cache
def _vendored() -> dict[str, str]:
    lock = json.loads(LOCK.read_text("utf-8"))
    return {e["name"]: e["file"].removeprefix("static/") for e in lock["files"] if "name" in e}


@cache
def _hash(path: Path, changed: int, size: int) -> str:
    """The first 12 hex digits of a file's SHA-256; a changed file asks again."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
