"""Lists: my konsep, waiting for my paraf, waiting for my signature, issued. Keyset paging by id."""

from collections.abc import Callable, Sequence
from typing import Final

from flask import Response, render_template, request

from eoffice.akses.actor import Peran
from eoffice.akses.rights import Action
from eoffice.naskah import jenis, queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import tampil
from eoffice.naskah.routes.blueprint import routes
from eoffice.naskah.tercantum import Tercantum
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number, see
from eoffice.web.session import session

#: Label, address, whether it is open, and how many rows it has, if that is said.
Tab = tuple[str, str, bool] | tuple[str, str, bool, int]


def _list(
    found: Callable[[int | None], Sequence[Naskah | Tercantum]],
    *,
    judul: str,
    kosong: tuple[str, str],
    url: str,
    tujuan: str = "",
    tabs: tuple[Tab, ...] = (),
    beruntun: bool = False,
) -> str:
    before = number("sebelum")
    rows = found(before)
    some = len(rows) < queries.PAGE and before is None
    waiting = len(rows) if some or not beruntun else queries.counts(session(), current_actor())["tandatangan"]
    return render_template(
        "naskah/daftar.html",
        judul=judul,
        daftar=rows,
        kosong=kosong,
        tabs=tabs,
        jenis={k: v.nama for k, v in jenis.JENIS.items()},
        keadaan=tampil.keadaan,
        ke=tujuan,
        beruntun=waiting if beruntun else 0,
        awal=url if before is not None else "",
        lanjut=f"{url}{'&' if '?' in url else '?'}sebelum={rows[-1].id}" if len(rows) == queries.PAGE else "",
    )


@routes.get("", strict_slashes=False)
@needs(Action.BUAT)
def index() -> Response:
    """The naskah I am writing."""
    return see("/naskah/konsep")


@routes.get("/konsep")
@needs(Action.BUAT)
def konsep() -> str:
    """My own naskah that are not issued yet: those that wait for me, and those that others look at now."""
    actor = current_actor()
    away = request.args.get("tab") == "berjalan"
    found = queries.submitted if away else queries.drafts
    tabs = (
        ("Perlu saya kerjakan", "/naskah/konsep", not away, queries.counts(session(), actor)["konsep"]),
        ("Sudah diajukan", "/naskah/konsep?tab=berjalan", away, queries.count_submitted(session(), actor)),
    )
    empty = (
        ("Tidak ada yang sudah diajukan", "Naskah yang Anda ajukan akan muncul di sini sampai ditandatangani.")
        if away
        else ("Belum ada konsep", "Mulai dengan tombol Tulis naskah. Konsep tersimpan sendiri selama Anda mengetik.")
    )
    return _list(
        lambda before: found(session(), actor, before=before),
        judul="Konsep Saya",
        kosong=empty,
        url=tabs[away][1],
        tabs=tabs,
    )


@routes.get("/paraf")
@needs(Action.PARAF)
def menunggu_paraf() -> str:
    """Waiting for my paraf."""
    return _list(
        lambda before: queries.to_check(session(), current_actor(), before=before),
        judul="Menunggu paraf saya",
        kosong=("Tidak ada yang menunggu paraf Anda", "Naskah yang diajukan kepada jabatan Anda akan muncul di sini."),
        url="/naskah/paraf",
    )


@routes.get("/tanda-tangan")
@needs(Action.TANDATANGANI)
def menunggu_tanda_tangan() -> str:
    """Waiting for my signature."""
    return _list(
        lambda before: queries.to_sign(session(), current_actor(), before=before),
        judul="Menunggu tanda tangan saya",
        kosong=("Tidak ada yang menunggu tanda tangan", "Naskah yang sudah lengkap parafnya akan muncul di sini."),
        url="/naskah/tanda-tangan",
        tujuan="/tanda-tangan",
        beruntun=True,
    )


@routes.get("/setujui")
@needs(Action.PARAF, Action.TANDATANGANI)
def menunggu_persetujuan() -> str:
    """Everything that waits for my approval: what I check first, then what I sign."""
    actor = current_actor()
    many = queries.counts(session(), actor)
    parts = (
        ("Paraf", queries.to_check(session(), actor), "", many["paraf"], "/naskah/paraf"),
        ("Tanda tangan", queries.to_sign(session(), actor), "/tanda-tangan", many["tandatangan"], "/naskah/tanda-tangan"),
    )  # fmt: skip
    return render_template(
        "naskah/setujui.html",
        bagian=[part for part in parts if part[1]],
        jenis={k: v.nama for k, v in jenis.JENIS.items()},
        keadaan=tampil.keadaan,
    )


#: Where TU and signer find what lies on paper.
PINDAIAN: Final = "/naskah/keluar?tab=pindaian"


def _pindaian(scans: int) -> str:
    """Signed with a pen, and the scan not brought yet."""
    return _list(
        lambda before: queries.on_paper(session(), current_actor(), before=before),
        judul="Surat Keluar",
        kosong=("Tidak ada yang menunggu pindaian", "Naskah yang ditandatangani basah akan muncul di sini."),
        url=PINDAIAN,
        tabs=(("Semua", "/naskah/keluar", False), ("Menunggu pindaian", PINDAIAN, True, scans)),
    )


@routes.get("/keluar")
@needs(Action.BACA)
def keluar() -> str:
    """Issued naskah; for TU, those whose outside recipients still wait."""
    actor = current_actor()
    tab = request.args.get("tab")
    scans = queries.count_on_paper(session(), actor)
    if tab == "pindaian" and scans:
        return _pindaian(scans)
    unsent = tab == "belum"
    url = "/naskah/keluar?tab=belum" if unsent else "/naskah/keluar"
    tabs: tuple[Tab, ...] = ()
    if Peran.TU in actor.peran:
        tabs = (("Semua", "/naskah/keluar", not unsent), ("Belum dikirim", "/naskah/keluar?tab=belum", unsent))
    if scans:
        tabs = (*(tabs or (("Semua", "/naskah/keluar", True),)), ("Menunggu pindaian", PINDAIAN, False, scans))
    empty = (
        ("Semua sudah dikirim", "Naskah dengan penerima di luar kota yang belum dikirim akan muncul di sini.")
        if unsent
        else ("Belum ada surat keluar", "Naskah yang sudah ditandatangani akan muncul di sini.")
    )
    return _list(
        lambda before: queries.issued(session(), actor, before=before, unsent=unsent),
        judul="Surat Keluar",
        kosong=empty,
        url=url,
        tabs=tabs,
    )
