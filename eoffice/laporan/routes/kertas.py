"""The report on saved paper: one perangkat daerah, one naskah, the whole city."""

from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.errors import NotFound
from eoffice.laporan import policy, queries, tampil
from eoffice.laporan.adopsi import Hitung
from eoffice.laporan.kertas import UKURAN, VERSI_MODEL, Derivasi, Hasil, Skenario, Tiga, angka, hasil_kota
from eoffice.laporan.ketentuan import DEFINISI, DITETAPKAN, PERINGATAN, POTENSI, PROFIL
from eoffice.laporan.queries import adopsi, gudang
from eoffice.laporan.routes.blueprint import forward, routes
from eoffice.laporan.states import LABEL, Periode, Rentang, rentang
from eoffice.laporan.tampil import Bagian, Pita
from eoffice.laporan.tampil.ringkas import tulis_konfirmasi
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.ekspor import to_csv
from eoffice.web.files import attachment
from eoffice.web.session import session

#: Rows of the list of naskah at first, and when all are asked for.
RINGKAS, LENGKAP = 20, 1000


def _periode() -> tuple[Periode, Rentang]:
    asked = request.args.get("periode", "")
    chosen = Periode(asked) if asked in set(Periode) else Periode.DUA_BELAS_BULAN
    return chosen, rentang(chosen, clock.today())


def _notes() -> dict[str, Any]:
    return {
        "definisi": DEFINISI,
        "peringatan": PERINGATAN,
        "potensi": POTENSI,
        "profil": PROFIL,
        "ditetapkan": DITETAPKAN,
        "model": VERSI_MODEL,
        "keadaan": queries.keadaan(session()),
    }


def _gudang(opd_id: int | None, span: Rentang) -> dict[str, Any]:
    """What the store-room says of the estimate, in place of "belum dikonfirmasi"; nothing where it says nothing."""
    found = gudang.konfirmasi(session(), opd_id, span)
    return {} if found.terkonfirmasi is None else {"potensi": f"potensi; {tulis_konfirmasi(found)}"}


def _tabs(path: str, chosen: Periode, opd_id: int | None = None) -> list[tuple[str, str, bool]]:
    opd = f"&opd={opd_id}" if opd_id is not None else ""
    return [(LABEL[p], f"{path}?periode={p}{opd}", p is chosen) for p in Periode]


def _opd(asked: str) -> tuple[Unit, list[Unit]]:
    """The perangkat daerah that is asked for, else the own one, and all those the actor may ask for.

    Raises:
        NotFound: there is no such perangkat daerah.
        NotAllowed: it is another one's.
    """
    actor = current_actor()
    every = organisasi.all_opd(session())
    reach = policy.reach(actor)
    mine = [unit for unit in every if reach is None or unit.id in reach]
    if asked:
        found = next((unit for unit in every if str(unit.id) == asked), None)
        if found is None:
            raise NotFound("Perangkat daerah tidak ditemukan.")
    else:
        require(policy.may(actor, Action.LAPORAN_OPD, mine[0].id if mine else None))
        found = next((unit for unit in mine if unit.id == actor.opd_id), mine[0])
    require(policy.may(actor, Action.LAPORAN_OPD, found.id))
    return found, mine


@routes.get("", strict_slashes=False)
@needs(Action.LAPORAN_OPD, own_transactions=True)
def index() -> str:
    """One perangkat daerah: how much paper, how sure, and from which naskah."""
    actor = current_actor()
    forward()
    unit, choices = _opd(request.args.get("opd", ""))
    periode, span = _periode()
    months = queries.per_bulan(session(), unit.id, span)
    tiga = hasil_kota(each for _, each in months)
    shown = LENGKAP if request.args.get("semua") else RINGKAS
    butir, lain = queries.per_naskah(session(), actor, unit.id, span, limit=shown)
    return render_template(
        "laporan/opd.html",
        unit=unit,
        pilihan=[(u.id, u.nama) for u in choices],
        periode=periode,
        tab=_tabs("/laporan", periode, unit.id),
        span=span,
        kalimat=tampil.lembar(tiga),
        utama=[tampil.angka_dari(tiga, kunci) for kunci in tampil.UTAMA],
        semua=tampil.semua(tiga),
        bocor=_leak(tiga),
        bulan=tampil.bulan(months),
        bulan_sempit=tampil.bulan(months, lebar=tampil.SEMPIT),
        jumlah=adopsi.per_opd(session(), span).get(unit.id, Hitung()),
        sedikit=tampil.SEDIKIT,
        butir=[(b, tampil.lembar_dari(b.lembar)) for b in butir],
        lain=tampil.lembar_dari(lain) if lain is not None else "",
        lengkap="" if len(butir) < shown else f"/laporan?periode={periode}&opd={unit.id}&semua=1#per-naskah",
        ada=any(each.tengah != Hasil() for _, each in months),
        boleh_kota=policy.may(actor, Action.LAPORAN_KOTA),
        **_notes() | _gudang(unit.id, span),
    )


def _leak(tiga: Tiga[Hasil]) -> list[tuple[str, tuple[str, str, str]]]:
    """From the baseline to the net figure, step by step, in sheets."""

    def texts(of: dict[Skenario, Any]) -> tuple[str, str, str]:
        low, mid, high = (angka(of[s], 1) for s in Skenario)
        return low, mid, high

    base = {s: tiga[s].lembar_garis_dasar for s in Skenario}
    printed = {s: -tiga[s].lembar_nyata_terukur for s in Skenario}
    net = {s: tiga[s].lembar_hemat_bersih for s in Skenario}
    leak = {s: net[s] - base[s] - printed[s] for s in Skenario}
    names = (
        "Garis dasar cara kertas (B)",
        "Dicetak di luar aplikasi, perkiraan",
        "Tetap dicetak, tercatat (A)",
        "Bersih (H)",
    )
    return [(name, texts(of)) for name, of in zip(names, (base, leak, printed, net), strict=True)]


@routes.get("/naskah/<int:naskah_id>")
@needs(Action.LAPORAN_OPD)
def naskah(naskah_id: int) -> str:
    """Where the figures of a naskah come from."""
    rules = queries.ketentuan(session())
    found, derivasi = queries.derivasi_naskah(session(), current_actor(), naskah_id, rules)
    hal, nomor = _named(found.sifat, found.hal or "Tanpa hal", found.nomor or "")
    return _derivation(hal, nomor, f"/naskah/{found.id}", derivasi)


@routes.get("/surat/<int:surat_id>")
@needs(Action.LAPORAN_OPD)
def surat(surat_id: int) -> str:
    """Where the figures of a surat masuk and its disposisi come from."""
    rules = queries.ketentuan(session())
    found, derivasi = queries.derivasi_surat(session(), current_actor(), surat_id, rules)
    hal, nomor = _named(found.sifat, found.hal, found.nomor_surat)
    return _derivation(hal, nomor, f"/surat-masuk/{found.id}", derivasi, internal=bool(found.naskah_id))


def _named(sifat: Sifat, hal: str, nomor: str) -> tuple[str, str]:
    """What it is called here: above Biasa only its sifat, for a page about paper is no opening of it (AUD-01)."""
    return (hal, nomor) if sifat is Sifat.BIASA else (f"Naskah bersifat {sifat.value.replace('_', ' ').title()}", "")


def _derivation(hal: str, nomor: str, url: str, derivasi: Derivasi, *, internal: bool = False) -> str:
    return render_template(
        "laporan/derivasi.html",
        hal=hal,
        nomor=nomor,
        url=url,
        internal=internal,
        derivasi=derivasi,
        ke_laporan=bool(policy.may(current_actor(), Action.LAPORAN_OPD, current_actor().opd_id)),
        langkah=tampil.per_langkah(derivasi.langkah),
        penutup=tampil.per_langkah(derivasi.penutup),
        nilai=tampil.nilai(derivasi),
        rumus=tampil.RUMUS,
        dengan_kata=tampil.dengan_kata,
        nama_opd={unit.id: unit.nama for unit in organisasi.all_opd(session())},
        **_notes(),
    )


@dataclass(frozen=True)
class BarisOpd:
    """One perangkat daerah in the table of the city."""

    unit: Unit
    hasil: Tiga[Hasil]
    jumlah: Hitung
    pita: Pita

    @property
    def lembar(self) -> str:
        """Net sheets with their range."""
        return tampil.lembar(self.hasil)

    @property
    def lahir_digital(self) -> Bagian:
        """A2: written here before it got its number."""
        return Bagian(self.jumlah.lahir_digital, self.jumlah.keluar)

    @property
    def disposisi(self) -> Bagian:
        """A4: given in the system."""
        return Bagian(self.jumlah.disposisi_sistem, self.jumlah.disposisi)


def _rows(span: Rentang) -> list[BarisOpd]:
    units = organisasi.all_opd(session())
    results = queries.hasil_per_opd(session(), span)
    counts = adopsi.per_opd(session(), span)
    empty = Tiga(Hasil(), Hasil(), Hasil())
    found = [results.get(unit.id, empty) for unit in units]
    bars = tampil.pita(found)
    return [
        BarisOpd(unit, tiga, counts.get(unit.id, Hitung()), bar)
        for unit, tiga, bar in zip(units, found, bars, strict=True)
    ]


@routes.get("/kota")
@needs(Action.LAPORAN_KOTA, own_transactions=True)
def kota() -> str:
    """Every perangkat daerah; the total is the plain sum of their values (K9)."""
    require(policy.may(current_actor(), Action.LAPORAN_KOTA))
    forward()
    periode, span = _periode()
    rows = _rows(span)
    total = hasil_kota(row.hasil for row in rows)
    return render_template(
        "laporan/kota.html",
        periode=periode,
        tab=_tabs("/laporan/kota", periode),
        span=span,
        baris=rows,
        total=BarisOpd(
            Unit(nama="Seluruh kota"), total, sum((r.jumlah for r in rows), Hitung()), tampil.pita([total])[0]
        ),
        utama=[tampil.angka_dari(total, kunci) for kunci in tampil.UTAMA],
        **_notes() | _gudang(None, span),
    )


@routes.get("/kota.csv")
@needs(Action.LAPORAN_KOTA, own_transactions=True)
@limited("ekspor", 5, per=3600)
def kota_csv() -> Response:
    """The same table for a spreadsheet, with exact values (CNT-04)."""
    require(policy.may(current_actor(), Action.LAPORAN_KOTA))
    forward()
    _, span = _periode()
    shown = ("lembar_hemat_bersih", "massa_kertas_kg", "rim", "rp_total", "co2e_kg")
    head = ["Kode", "Perangkat daerah", "Dari", "Sampai"]
    head += ["Naskah keluar", "Lahir digital", "Ber-TTE", "Surat masuk", "Disposisi", "Disposisi di sistem"]
    head += [f"{UKURAN[kunci][0]} ({UKURAN[kunci][1]}), {s}" for kunci in shown for s in Skenario]
    lines = []
    for row in _rows(span):
        j = row.jumlah
        counts = (j.keluar, j.lahir_digital, j.ber_tte, j.masuk, j.disposisi, j.disposisi_sistem)
        values = [_exact(getattr(row.hasil[s], kunci)) for kunci in shown for s in Skenario]
        dates = [span.dari.isoformat(), span.hari_terakhir.isoformat()]
        lines.append([row.unit.kode, row.unit.nama, *dates, *map(str, counts), *values])
    name = f"kertas-terhindar-{span.dari}-{span.hari_terakhir}.csv"
    return attachment(to_csv(head, lines), name=name)


def _exact(value: Any) -> str:
    """A number for a spreadsheet that reads Indonesian figures: a comma, no thousands."""
    return angka(value, 6).replace(".", "").replace("\N{MINUS SIGN}", "-")
