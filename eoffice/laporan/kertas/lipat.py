"""From events to contributions: a pure function of a naskah's own events, whatever their order (tarik–ganti)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Final, Literal

from eoffice.clock import WIB
from eoffice.laporan.kertas.hitung import (
    Bagian,
    Berkas,
    Tembusan,
    Tujuan,
    Ukuran,
    baseline_disposisi,
    baseline_keluar,
    baseline_masuk,
    nyata_amplop,
    nyata_cetak,
    nyata_fisik,
    nyata_unduh,
    nyata_unduh_cetak,
)
from eoffice.laporan.kertas.parameter import Berlaku, Ketentuan, Opd, Skenario, Tiga
from eoffice.peristiwa.states import KOREKSI, Jenis

ELEKTRONIK: Final = frozenset({"digital_luar", "srikandi"})
DICETAK: Final = frozenset({Jenis.NASKAH_DICETAK, Jenis.NASKAH_DIUNDUH_CETAK})
NYATA: Final = DICETAK | {Jenis.NASKAH_DIUNDUH, Jenis.NASKAH_DIKIRIM_FISIK}


Rumus = Callable[[Berlaku, Skenario], Bagian]
"""A formula that waits for the factors of one scenario."""


@dataclass(frozen=True)
class Fakta:
    """One event as the model sees it; `rincian` uses the names of `peristiwa.states.RINCIAN`, `akun` is a pseudonym."""

    id: str
    jenis: Jenis
    opd: Opd
    pada: datetime
    naskah: str | None
    rincian: Mapping[str, Any] = field(default_factory=dict)
    akun: str | None = None

    @property
    def tanggal(self) -> date:
        """The WIB date it belongs to."""
        return self.pada.astimezone(WIB).date()

    @property
    def berkas(self) -> Berkas:
        return Berkas(self.of("halaman"), self.of("lampiran"))

    def of(self, nama: str, kosong: int = 0) -> int:
        """A count from `rincian`."""
        value = self.rincian.get(nama)
        return kosong if value is None else int(value)

    @property
    def place(self) -> tuple[datetime, str]:
        """When it happened, ties broken by id: an order that does not depend on arrival."""
        return (self.pada, self.id)


@dataclass(frozen=True)
class Pos:
    """One contribution of one naskah, booked to an OPD, a WIB date and a version of the parameters."""

    jenis: str
    sisi: Literal["dasar", "nyata"]
    opd: Opd
    tanggal: date
    versi: str
    sumber: str
    isi: Tiga[Bagian]

    def ukuran(self, skenario: Skenario) -> Ukuran:
        """Its counters in thousandths."""
        bagian = self.isi[skenario]
        if self.sisi == "dasar":
            return Ukuran(
                lembar_dasar=bagian.mili_lembar,
                halaman_dasar=bagian.mili_halaman,
                amplop_dasar=bagian.mili_amplop,
                arsip=bagian.mili_arsip,
            )
        return Ukuran(
            lembar_nyata=bagian.mili_lembar, halaman_nyata=bagian.mili_halaman, amplop_nyata=bagian.mili_amplop
        )


@dataclass(frozen=True)
class Kontribusi:
    """All that one naskah adds to the counters."""

    naskah: str
    pos: tuple[Pos, ...]


Rekap = dict[tuple[Opd, date, str], Tiga[Ukuran]]
"""Counters per OPD, WIB date and version, as stored in a daily rollup."""


def hitung(fakta: Iterable[Fakta], ketentuan: Ketentuan) -> dict[str, Kontribusi]:
    """The contribution of every naskah among the events, from scratch; repeated events count once."""
    lipatan = Lipatan(ketentuan)
    lipatan.simpan(fakta)
    lipatan.hitung_ulang()
    return dict(lipatan.kontribusi)


def rekap(kontribusi: Iterable[Kontribusi], dari: date, sampai: date) -> Rekap:
    """Counters of the half-open period [dari, sampai) in WIB dates."""
    found: Rekap = {}
    for each in kontribusi:
        _book(found, (pos for pos in each.pos if dari <= pos.tanggal < sampai), undo=False)
    return found


class Lipatan:
    """A running fold: every event that arrives takes its naskah's old contribution out and puts the new one in."""

    def __init__(self, ketentuan: Ketentuan) -> None:
        self.ketentuan = ketentuan
        self.kontribusi: dict[str, Kontribusi] = {}
        self.rekap: Rekap = {}
        self._fakta: dict[str, Fakta] = {}
        self._of_naskah: dict[str, list[str]] = {}
        self._koreksi: dict[str, list[str]] = {}

    def terima(self, fakta: Fakta) -> None:
        """Take one event in: late, early, repeated or correcting an event that has not arrived yet."""
        self.simpan([fakta])
        target = self._root(fakta)
        if target is not None and target.naskah is not None:
            self._tarik_ganti(target.naskah)

    def simpan(self, fakta: Iterable[Fakta]) -> None:
        """Remember events without recomputing.

        Raises:
            ValueError: two different events carry the same id.
        """
        for each in fakta:
            if each.id in self._fakta:
                if self._fakta[each.id] != each:
                    raise ValueError(f"dua peristiwa berbeda memakai id {each.id}")
                continue
            self._fakta[each.id] = each
            if each.jenis in KOREKSI:
                self._koreksi.setdefault(str(each.rincian["rujukan"]), []).append(each.id)
            elif each.naskah is not None:
                self._of_naskah.setdefault(each.naskah, []).append(each.id)

    def hitung_ulang(self) -> None:
        """Recompute every naskah."""
        for naskah in self._of_naskah:
            self._tarik_ganti(naskah)

    def dengan(self, ketentuan: Ketentuan) -> "Lipatan":
        """The same events under other factors."""
        other = Lipatan(ketentuan)
        other.simpan(self._fakta.values())
        other.hitung_ulang()
        return other

    @property
    def naskah(self) -> frozenset[str]:
        """Every naskah that has an event here."""
        return frozenset(self._of_naskah)

    def sah(self, naskah: str) -> list[Fakta]:
        """The events of a naskah as they stand after their corrections, in the order they happened."""
        valid = [each for each in map(self._berlaku, self._of_naskah.get(naskah, ())) if each is not None]
        return sorted(valid, key=lambda each: each.place)

    def _tarik_ganti(self, naskah: str) -> None:
        before = self.kontribusi.get(naskah)
        if before is not None:
            _book(self.rekap, before.pos, undo=True)
        after = Kontribusi(naskah, _pos(self.sah(naskah), self.ketentuan))
        _book(self.rekap, after.pos, undo=False)
        if after.pos:
            self.kontribusi[naskah] = after
        else:
            self.kontribusi.pop(naskah, None)

    def _root(self, fakta: Fakta) -> Fakta | None:
        """The event that a chain of corrections is about; None while it has not arrived."""
        seen: set[str] = set()
        current: Fakta | None = fakta
        while current is not None and current.jenis in KOREKSI and current.id not in seen:
            seen.add(current.id)
            current = self._fakta.get(str(current.rincian["rujukan"]))
        return None if current is None or current.jenis in KOREKSI else current

    def _koreksi_sah(self, id_: str) -> list[Fakta]:
        """Corrections of an event that were not cancelled themselves, in the order they happened."""
        found = [self._fakta[each] for each in self._koreksi.get(id_, ())]
        return sorted((each for each in found if self._berlaku(each.id) is not None), key=lambda each: each.place)

    def _berlaku(self, id_: str) -> Fakta | None:
        """The event as it stands after its corrections; None when it was cancelled."""
        fakta = self._fakta[id_]
        for koreksi in self._koreksi_sah(id_):
            if koreksi.jenis is Jenis.KOREKSI_BATAL:
                return None
            fakta = replace(fakta, rincian={**fakta.rincian, **koreksi.rincian.get("menjadi", {})})
        return fakta


def _book(target: Rekap, pos: Iterable[Pos], *, undo: bool) -> None:
    zero = Tiga(Ukuran(), Ukuran(), Ukuran())
    for each in pos:
        key = (each.opd, each.tanggal, each.versi)
        held = target.get(key, zero)
        added = Tiga(*(held[s] + (-each.ukuran(s) if undo else each.ukuran(s)) for s in Skenario))
        if added == zero:
            target.pop(key, None)
        else:
            target[key] = added


def _pos(fakta: list[Fakta], ketentuan: Ketentuan) -> tuple[Pos, ...]:
    """The contributions of one naskah from its valid events, which come in order of `place`."""
    if any(each.rincian.get("uji_coba") for each in fakta):
        return ()  # training and trial data count nowhere (K11)
    found: list[Pos] = []

    def book(jenis: str, sisi: Literal["dasar", "nyata"], at: Fakta, make: Rumus) -> None:
        berlaku = ketentuan.pada(at.opd, at.tanggal)
        isi = Tiga(*(make(berlaku, skenario) for skenario in Skenario))
        found.append(Pos(jenis, sisi, at.opd, at.tanggal, berlaku.versi, at.id, isi))

    terbit = next((each for each in fakta if each.jenis is Jenis.NASKAH_DITERBITKAN), None)
    if terbit is not None and terbit.rincian.get("asal") == "digital":
        book("keluar", "dasar", terbit, _keluar(terbit, fakta))
    for each in fakta:
        if each.jenis is Jenis.SURAT_DIREGISTRASI and _elektronik_dari_luar(each):
            book("masuk", "dasar", each, partial(baseline_masuk, berkas=each.berkas))
        elif each.jenis is Jenis.DISPOSISI_DIBUAT and each.rincian.get("kanal") == "sistem":
            book("disposisi", "dasar", each, _disposisi(each, fakta))
        elif each.jenis in NYATA and not _cara_lama(terbit, each.opd):
            book(*_nyata(each, fakta))
    for at, wajib, tercatat in _fisik(terbit, fakta):
        make = partial(nyata_fisik, berkas=_berkas(fakta, at), wajib=wajib, tercatat=tercatat)
        book("fisik", "nyata", at, make)
    return tuple(sorted(found, key=lambda pos: (pos.tanggal, pos.sumber, pos.jenis)))


def _elektronik_dari_luar(surat: Fakta) -> bool:
    # A letter with a rujukan was counted at its sender (K1, K10).
    return surat.rincian.get("asal") in ELEKTRONIK and not surat.rincian.get("rujukan")


def _cara_lama(terbit: Fakta | None, opd: Opd) -> bool:
    """Whether the naskah was written and sent on paper by this OPD: then its prints are the paper way itself."""
    return terbit is not None and terbit.opd == opd and terbit.rincian.get("asal") != "digital"


def _keluar(terbit: Fakta, fakta: list[Fakta]) -> Rumus:
    putaran = sum(each.jenis is Jenis.NASKAH_DIKEMBALIKAN for each in fakta)
    tujuan = Tujuan(*(terbit.of(f"t_{kind}") for kind in ("opd_lain", "se_opd", "luar_digital", "luar_kertas")))
    tembusan = Tembusan(*(terbit.of(f"tb_{kind}") for kind in ("opd_lain", "se_opd", "luar")))
    tte = terbit.rincian.get("ttd") == "tte"
    return partial(baseline_keluar, berkas=terbit.berkas, tujuan=tujuan, tembusan=tembusan, putaran=putaran, tte=tte)


def _disposisi(disposisi: Fakta, fakta: list[Fakta]) -> Rumus:
    berkas, induk = _berkas(fakta, disposisi), not disposisi.rincian.get("induk")
    return partial(baseline_disposisi, berkas=berkas, target=disposisi.of("target", 1), induk=induk)


def _nyata(each: Fakta, fakta: list[Fakta]) -> tuple[str, Literal["nyata"], Fakta, Rumus]:
    berkas, salinan = _berkas(fakta, each), each.of("salinan", 1)
    known = each.rincian.get("dupleks")
    dupleks = None if known is None else bool(known)
    if each.jenis is Jenis.NASKAH_DICETAK:
        return "cetak", "nyata", each, partial(nyata_cetak, berkas=berkas, salinan=salinan, dupleks=dupleks)
    if each.jenis is Jenis.NASKAH_DIUNDUH_CETAK:
        return "unduh_cetak", "nyata", each, partial(nyata_unduh_cetak, berkas=berkas, salinan=salinan)
    if each.jenis is Jenis.NASKAH_DIUNDUH:
        return "unduh", "nyata", each, partial(nyata_unduh, berkas=berkas)
    return "kirim_fisik", "nyata", each, lambda _b, _s: nyata_amplop(each.of("amplop"))


def _fisik(terbit: Fakta | None, fakta: list[Fakta]) -> list[tuple[Fakta, int, int]]:
    """Per OPD that owes physical copies: where to book them, W and C; nothing where every copy has a logged print."""
    found = []
    for opd in dict.fromkeys(each.opd for each in fakta):
        if _cara_lama(terbit, opd):
            continue
        mine = [each for each in fakta if each.opd == opd]
        kirim = [each for each in mine if each.jenis is Jenis.NASKAH_DIKIRIM_FISIK]
        basah = terbit is not None and terbit.opd == opd and terbit.rincian.get("ttd") == "basah"
        wajib = max(int(basah), sum(each.of("salinan") for each in kirim))
        tercatat = sum(each.of("salinan", 1) for each in mine if each.jenis in DICETAK)
        if wajib > tercatat:
            at = terbit if basah and terbit is not None else kirim[0]
            found.append((at, wajib, tercatat))
    return found


def _berkas(fakta: list[Fakta], each: Fakta) -> Berkas:
    """Pages an event is about: its own, else those registered by its OPD, else those of any register or issue."""
    if "halaman" in each.rincian:
        return each.berkas
    known = [k for k in fakta if k.jenis in (Jenis.SURAT_DIREGISTRASI, Jenis.NASKAH_DITERBITKAN)]
    known.sort(key=lambda k: (k.opd != each.opd, k.jenis is not Jenis.SURAT_DIREGISTRASI))
    return known[0].berkas if known else Berkas(0)
