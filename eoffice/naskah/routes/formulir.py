"""What the editor shows: the naskah as it is kept, or as it was just posted and refused."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.errors import Invalid
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.naskah import forms, queries
from eoffice.naskah.forms import kolom
from eoffice.naskah.jenis import Jenis
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import JenisParaf, TipePenerima
from eoffice.organisasi import keberadaan
from eoffice.organisasi import queries as organisasi
from eoffice.tte import queries as tte
from eoffice.web.fields import Form

Chip = tuple[str, str]
Luar = tuple[str, str, str]


@dataclass(frozen=True)
class Formulir:
    """Values of the editor's fields, ready for the template."""

    hal: str
    sifat: str
    urgensi: str
    bentuk: str
    klasifikasi: list[Chip]
    penandatangan: list[Chip]
    penyerta: dict[str, list[Chip]]
    tujuan: list[Chip]
    tembusan: list[Chip]
    tujuan_luar: list[Luar]
    tembusan_luar: list[Luar]
    rincian: dict[str, Any]
    isi: dict[str, Any]
    isi_teks: str
    ketikan: dict[str, str]


def of(session: Session, naskah: Naskah, jenis: Jenis) -> Formulir:
    """From the row."""
    code = session.get(Klasifikasi, naskah.kode_klasifikasi) if naskah.kode_klasifikasi else None
    signer = naskah.penandatangan
    return Formulir(
        hal=naskah.hal,
        sifat=str(naskah.sifat),
        urgensi=str(naskah.urgensi),
        bentuk=str(naskah.bentuk),
        klasifikasi=[(code.kode, f"{code.kode} {code.label}")] if code else [],
        penandatangan=[(str(signer.id), signer.nama)] if signer else [],
        penyerta={
            name: [(str(p.jabatan_id), p.jabatan.nama)]
            for (name, _), called in zip(forms.PENYERTA, jenis.sebutan[1:], strict=False)
            for p in naskah.penyerta
            if p.sebutan == called
        },
        tujuan=_inside(naskah.tujuan),
        tembusan=_inside(naskah.tembusan),
        tujuan_luar=_outside(naskah.tujuan),
        tembusan_luar=_outside(naskah.tembusan),
        rincian={k.nama: kolom.tampil(k, naskah.rincian.get(k.nama)) for k in jenis.kolom},
        isi=naskah.isi,
        isi_teks=forms.teks_biasa(naskah.isi),
        ketikan={},
    )


def usulan(session: Session, naskah: Naskah, jenis: Jenis) -> list[Chip]:
    """Codes that this jenis usually has, most likely first, as long as none is chosen."""
    if naskah.kode_klasifikasi or not jenis.kode_usulan:
        return []
    rows = session.scalars(select(Klasifikasi).where(Klasifikasi.kode.in_(jenis.kode_usulan)))
    found = {row.kode: row.label for row in rows}
    return [(kode, found[kode]) for kode in jenis.kode_usulan if kode in found]


def _inside(rows: Iterable[Penerima]) -> list[Chip]:
    return [(str(p.jabatan_id), p.teks) for p in rows if p.tipe is TipePenerima.INTERNAL]


def _outside(rows: Iterable[Penerima]) -> list[Luar]:
    return [(p.teks, p.tempat, p.pos_el) for p in rows if p.tipe is TipePenerima.EKSTERNAL]


def posted(session: Session, form: Form, naskah: Naskah, jenis: Jenis) -> Formulir:
    """From a refused form: everything that was typed comes back, right or wrong."""

    def one(name: str) -> str:
        values = form.getlist(name)
        return values[0] if values else ""

    ids = {
        int(v)
        for n in ("penandatangan_id", "pihak_kedua", "mengetahui", "tujuan", "tembusan")
        for v in form.getlist(n)
        if _number(v)
    }
    known = queries.names(session, ids)

    def chips(name: str) -> list[Chip]:
        return [(v, known[int(v)]) for v in form.getlist(name) if _number(v) and int(v) in known]

    kode = one("kode_klasifikasi")
    code = session.get(Klasifikasi, kode) if klasifikasi.KODE.match(kode) else None
    raw = one("isi")
    try:
        body = forms.isi(raw)
    except Invalid:
        body = naskah.isi
    names = ("kode_klasifikasi", "penandatangan_id", "pihak_kedua", "mengetahui", "tujuan", "tembusan")
    return Formulir(
        hal=one("hal"),
        sifat=one("sifat"),
        urgensi=one("urgensi"),
        bentuk=one("bentuk"),
        klasifikasi=[(code.kode, f"{code.kode} {code.label}")] if code else [],
        penandatangan=chips("penandatangan_id"),
        penyerta={name: chips(name) for name, _ in forms.PENYERTA},
        tujuan=chips("tujuan"),
        tembusan=chips("tembusan"),
        tujuan_luar=forms.luar(form, "tujuan"),
        tembusan_luar=forms.luar(form, "tembusan"),
        rincian=kolom.susun(form, {k.nama: kolom.tampil_ketikan(form, k) for k in jenis.kolom})[0],
        isi=body,
        isi_teks=forms.teks_biasa(body) if raw.lstrip().startswith("{") else raw,
        ketikan={n: one(f"{n}_teks") for n in names},
    )


def _number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 18


@dataclass(frozen=True)
class Tingkat:
    """One level between konseptor and penandatangan, as the route step shows it."""

    jabatan_id: int
    nama: str
    pegawai: str
    dipilih: bool
    tetap: bool
    sebab: str


@dataclass(frozen=True)
class Rute:
    """The route step."""

    tingkat: list[Tingkat]
    koordinasi: list[Chip]
    penandatangan: str
    pemegang: str
    untuk: str


def rute(session: Session, naskah: Naskah) -> Rute:
    """The levels on the line of command, with who sits there today and why each stands in the route."""
    signer = naskah.penandatangan
    between = organisasi.line_up(session, naskah.konseptor_jabatan_id, signer.id) if signer is not None else []
    others = [p for p in naskah.paraf if p.jenis is JenisParaf.KOORDINASI]
    held = organisasi.holders(session, [*(j.id for j in between), *([signer.id] if signer else [])])
    chosen = {p.jabatan_id for p in naskah.paraf if p.jenis is JenisParaf.HIERARKI}

    def holder(jabatan_id: int) -> str:
        found = held.get(jabatan_id)
        return found.pegawai.nama_lengkap if found is not None else ""

    def signing(jabatan_id: int) -> str:
        """The one who signs, and what keeps that person from signing."""
        found = held.get(jabatan_id)
        if found is None:
            return ""
        state = tte.keadaan(session, [found.pegawai_id], clock.now())[found.pegawai_id]
        return holder(jabatan_id) + (f" · {state.singkat}" if state.nada != "ok" else "")

    levels = []
    for number, office in enumerate(between):
        last = number == len(between) - 1
        why = "Atasan langsung Anda" if number == 0 else "Atasan berikutnya di jalur ini"
        if last:
            why = "Tepat di bawah penandatangan, jadi selalu ikut memaraf"
        elif office.id not in chosen and office.eselon == "-" and not office.kepala_unit:
            why = "Bukan pejabat struktural, jadi tidak diusulkan"
        levels.append(Tingkat(office.id, office.nama, holder(office.id), last or office.id in chosen, last, why))
    return Rute(
        tingkat=levels,
        koordinasi=[(str(p.jabatan_id), p.jabatan.nama) for p in others],
        penandatangan=signer.nama if signer else "",
        pemegang=signing(signer.id) if signer else "",
        untuk=str(signer.id) if signer else "",
    )


def away(session: Session, naskah: Naskah) -> dict[int, keberadaan.Pergi]:
    """Who of its route, signers and addressees inside the city is away, and who acts: told before it is sent (5.5)."""
    route = [p.jabatan_id for p in naskah.paraf if p.given_at is None]
    signers = [naskah.penandatangan_id, *(p.jabatan_id for p in naskah.penyerta)]
    ends = [p.jabatan_id for p in naskah.penerima if p.dikirim_at is None]
    return keberadaan.away(session, [j for j in (*route, *signers, *ends) if j is not None])


#: Which step of the editor a missing field belongs to.
STEP = {
    "penandatangan_id": 1,
    "pihak_kedua": 1,
    "mengetahui": 1,
    "tujuan": 1,
    "tembusan": 1,
    "kode_klasifikasi": 1,
    "bentuk": 1,
    "rute": 3,
}


def first_step(missing: Sequence[str], *, complete: int = 4) -> int:
    """The step to open: the first with something missing, else the one for a `complete` konsep."""
    return min((STEP.get(name, 2) for name in missing), default=complete)


def done(naskah: Naskah, missing: Collection[str]) -> frozenset[int]:
    """The steps with nothing missing; the route counts once it leads to somebody. The last step is the sending itself."""
    open_steps = {STEP.get(name, 2) for name in missing}
    if naskah.penandatangan_id is None:
        open_steps.add(3)
    return frozenset({1, 2, 3} - open_steps)


def fields_json(values: dict[str, str]) -> str:
    """The automatic fields for the editor, as JSON in a data attribute."""
    return json.dumps([{"key": key, "label": label} for key, label in values.items()], ensure_ascii=False)
