"""The settings as values, and as the JSON that each dated row keeps of one part."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from eoffice.pdf import rupa as bawaan
from eoffice.pdf.rupa import Rupa
from eoffice.tata.pola import Pola
from eoffice.tata.states import KOP_JABATAN, Bagian

#: Fields of Rupa that belong to the signature and the foot; the others are how words are written.
TTE: Final = (
    "tinggi_visual_mm", "kalimat_visual", "nama_visual", "bingkai", "kaki_akhir_saja", "kaki_tambahan", "balai"
)  # fmt: skip
TULISAN: Final = tuple(f.name for f in fields(Rupa) if f.name not in TTE)


@dataclass(frozen=True, kw_only=True)
class KopTeks:
    """The texts of the kop of one kind of unit.

    Attributes:
        pemerintah: the first line, with {kota} where the name of the city belongs; empty for none.
        tambahan: lines below the unit's own address, as the province with its postcode.
    """

    pemerintah: str = "Pemerintah {kota}"
    tambahan: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lambang:
    """Which pictures stand in a kop, by the hash of the picture; "" is the drawing of the program.

    `hitam` prints them in shades of black, as some rules ask (3.3).
    """

    daerah: str = ""
    jabatan: str = ""
    hitam: bool = False


@dataclass(frozen=True, kw_only=True)
class Tata:
    """Everything that the city has decided and that is in force on one day; what is missing is as the program has it."""

    kop: Mapping[str, KopTeks] = field(default_factory=dict)
    lambang: Lambang = Lambang()
    kertas: Mapping[str, str] = field(default_factory=dict)
    nomor: Mapping[str, Pola] = field(default_factory=dict)
    rupa: Rupa = bawaan.BAWAAN
    periksa: Mapping[str, Any] = field(default_factory=dict)

    def kop_untuk(self, jenis: str) -> KopTeks:
        """The texts of the kop of this kind of unit."""
        return self.kop.get(jenis) or kop_bawaan(jenis)


BAWAAN: Final = Tata()
Isi = Mapping[str, Any]


def kop_bawaan(jenis: str) -> KopTeks:
    """The texts of a kind of unit of which the city has decided nothing."""
    return KopTeks(pemerintah="") if jenis in KOP_JABATAN or jenis == "dprd" else KopTeks()


def susun(rows: Mapping[tuple[Bagian, str], Isi]) -> Tata:
    """The newest content of every part as one value; an empty content is what the program has."""
    kop, nomor = {}, {}
    lambang, kertas = Lambang(), {}
    rupa: dict[str, Any] = {}
    periksa: Isi = {}
    for (bagian, kunci), content in rows.items():
        if not content:
            continue
        if bagian is Bagian.KOP:
            kop[kunci] = KopTeks(pemerintah=content["pemerintah"], tambahan=tuple(content["tambahan"]))
        elif bagian is Bagian.NOMOR:
            nomor[kunci] = Pola(content["nomor"], content["register"])
        elif bagian is Bagian.LAMBANG:
            lambang = Lambang(**content)
        elif bagian is Bagian.KERTAS:
            kertas = dict(content)
        elif bagian is Bagian.PERIKSA:
            periksa = dict(content)
        else:
            rupa.update(content)
    return Tata(kop=kop, lambang=lambang, kertas=kertas, nomor=nomor, rupa=Rupa(**rupa), periksa=periksa)


def isi(tata: Tata, bagian: Bagian, kunci: str = "") -> Isi:
    """What a row of this part would keep of these settings."""
    if bagian is Bagian.KOP:
        text = tata.kop_untuk(kunci)
        return {"pemerintah": text.pemerintah, "tambahan": list(text.tambahan)}
    if bagian is Bagian.LAMBANG:
        own = tata.lambang
        return {"daerah": own.daerah, "jabatan": own.jabatan, "hitam": own.hitam}
    if bagian is Bagian.KERTAS:
        return dict(tata.kertas)
    if bagian is Bagian.PERIKSA:
        return dict(tata.periksa)
    if bagian is Bagian.NOMOR:
        found = tata.nomor.get(kunci)
        return {"nomor": found.nomor, "register": found.register} if found else {}
    return {name: getattr(tata.rupa, name) for name in (TTE if bagian is Bagian.TTE else TULISAN)}


def dengan(tata: Tata, bagian: Bagian, kunci: str, content: Isi) -> Tata:
    """The settings as they would be with this content of one part; empty content is what the program has."""
    part = susun({(bagian, kunci): content})
    if bagian is Bagian.KOP:
        return replace(tata, kop={k: v for k, v in {**tata.kop, **dict.fromkeys([kunci]), **part.kop}.items() if v})
    if bagian is Bagian.NOMOR:
        return replace(
            tata, nomor={k: v for k, v in {**tata.nomor, **dict.fromkeys([kunci]), **part.nomor}.items() if v}
        )
    if bagian is Bagian.LAMBANG:
        return replace(tata, lambang=part.lambang)
    if bagian is Bagian.KERTAS:
        return replace(tata, kertas=part.kertas)
    if bagian is Bagian.PERIKSA:
        return replace(tata, periksa=part.periksa)
    names = TTE if bagian is Bagian.TTE else TULISAN
    return replace(tata, rupa=replace(tata.rupa, **{name: getattr(part.rupa, name) for name in names}))
