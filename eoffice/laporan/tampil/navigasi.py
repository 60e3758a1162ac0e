"""The way through the pages of the report: only those that exist, and only those that the reader may open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask

from eoffice.akses.actor import Actor
from eoffice.akses.rights import RIGHTS, Action
from eoffice.laporan import policy
from eoffice.web.access import gate_of


@dataclass(frozen=True)
class Tujuan:
    """One page of the report: its name, and where it is for the city and for one perangkat daerah.

    Attributes:
        opd: address for those who see only their own perangkat daerah, with `{opd}` for its id; "" is the same one.
        cabang: beginnings of addresses below it, which also count as being here.
        kelola: whether it is where figures are given or decided, not where they are read.
    """

    nama: str
    alamat: str
    opd: str = ""
    cabang: tuple[str, ...] = ()
    kelola: bool = False


TUJUAN: Final = (
    Tujuan("Ringkas", "/dasbor", "/laporan/opd/{opd}", ("/laporan/opd", "/laporan/kelompok", "/laporan/unit")),
    Tujuan("Adopsi", "/laporan/adopsi", "/laporan/adopsi/{opd}"),
    Tujuan("Kertas", "/laporan/kota", "/laporan", ("/laporan/naskah", "/laporan/surat")),
    Tujuan("Laporan bulanan", "/laporan/sekda"),
    Tujuan("Volume", "/laporan/volume"),
    Tujuan("Waktu", "/laporan/waktu"),
    Tujuan("Antrean", "/laporan/antrean"),
    Tujuan("Buku", "/laporan/buku"),
    Tujuan("Penyimpanan", "/laporan/simpan", kelola=True),
    Tujuan("Bukti", "/laporan/bukti", kelola=True),
    Tujuan("Persediaan", "/laporan/persediaan", kelola=True),
    Tujuan("Pernyataan", "/laporan/pernyataan", kelola=True),
    Tujuan("Parameter", "/laporan/parameter", kelola=True),
    Tujuan("Sasaran", "/laporan/sasaran", kelola=True),
    Tujuan("Layar dinding", "/laporan/dinding", kelola=True),
    Tujuan("Data terbuka", "/laporan/terbuka", kelola=True),
)


@dataclass(frozen=True)
class Butir:
    """An entry as it is shown."""

    nama: str
    url: str
    aktif: bool
    kelola: bool = False


def butir(app: Flask, actor: Actor, path: str) -> list[Butir]:
    """The entries for this reader; the one whose page, or a page below it, is open is marked."""
    views = _views(app)
    found = [(each, url) for each in TUJUAN if (url := _url(each, actor, views))]
    here = max(
        (
            (len(start), each)
            for each, url in found
            for start in (url, each.alamat, *each.cabang)
            if _below(path, start)
        ),
        key=lambda pair: pair[0],
        default=(0, None),
    )[1]
    return [Butir(each.nama, url, each is here, each.kelola) for each, url in found]


def boleh(actor: Actor, actions: Iterable[Any]) -> bool:
    """Whether the actor may do any of these somewhere: for the city, or for a perangkat daerah of its own."""
    own = actor.pimpinan_opd_ids | actor.sekretaris_opd_ids | actor.tu_opd_ids | actor.arsip_opd_ids
    places: set[int | None] = {None, *own}
    known = [each for each in actions if isinstance(each, Action) and each in RIGHTS]
    return any(policy.may(actor, action, opd) for action in known for opd in places)


def _url(tujuan: Tujuan, actor: Actor, views: dict[str, Callable[..., Any]]) -> str:
    if tujuan.alamat in views and boleh(actor, _actions(views[tujuan.alamat])):
        return tujuan.alamat
    reach = policy.reach(actor)
    if not tujuan.opd or not reach:
        return ""
    rule = tujuan.opd.replace("{opd}", "<int:opd_id>")
    if rule not in views or not boleh(actor, _actions(views[rule])):
        return ""
    return tujuan.opd.format(opd=actor.opd_id if actor.opd_id in reach else min(reach))


def _actions(view: Callable[..., Any]) -> tuple[Any, ...]:
    gate = gate_of(view)
    return gate.actions if gate is not None else ()


def _views(app: Flask) -> dict[str, Callable[..., Any]]:
    """The view of every page that can be read, by its rule."""
    return {
        rule.rule.rstrip("/") or "/": app.view_functions[rule.endpoint]
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
    }


def _below(path: str, start: str) -> bool:
    """Whether an address is this one or lies below it; `/laporan` alone stands for itself only."""
    return path == start or (start != "/laporan" and path.startswith(f"{start}/"))
