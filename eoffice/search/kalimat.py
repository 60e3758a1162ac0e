"""What people say in a sentence and mean as filters: «surat dari bappeda bulan lalu». Proposed to them, never done unasked."""

from typing import Final, NamedTuple

from eoffice.search import rangkai
from eoffice.search.tanya import Butir, Operator, Tanya, tersisa

#: Words before «dari» that only say that letters are looked for.
_SURAT: Final = frozenset({"surat", "surat-surat", "surat2", "naskah"})
#: What ends the name of a sender.
_HENTI: Final = frozenset(
    [
        "kepada",
        "untuk",
        "ke",
        "tentang",
        "mengenai",
        "perihal",
        "hal",
        "soal",
        "pada",
        "di",
        "yang",
        "dengan",
        "tanggal",
        "tgl",
        "bulan",
        "tahun",
        "sampai",
        "hingga",
    ]
)
#: Offices whose name goes on with the next words; of anything else one word is taken.
_KANTOR: Final = frozenset(
    [
        "dinas",
        "badan",
        "kecamatan",
        "kelurahan",
        "bagian",
        "bidang",
        "sekretariat",
        "kantor",
        "kepala",
        "kementerian",
        "inspektorat",
        "camat",
        "lurah",
        "puskesmas",
        "rumah",
        "balai",
        "direktorat",
        "wali",
        "kota",
    ]
)
#: Words of a sender at most.
_TERPANJANG: Final = 5


class Kalimat(NamedTuple):
    """The question that a sentence means, and how it is said."""

    tanya: Tanya
    sebutan: str

    @property
    def utuh(self) -> str:
        """The words that are still looked for, and then what is meant."""
        rest = (b.teks for b in self.tanya.butir if not b.operator)
        return " ".join([*rest, self.sebutan])


def menurut_kalimat(tanya: Tanya) -> Kalimat | None:
    """The sender and the time that a question names, as filters; None when it names neither."""
    dated = rangkai.menurut_tanggal(tanya)
    rest, when = (dated[0], f"bertanggal {dated[1]}") if dated else (tanya, "")
    sent = _pengirim(rest)
    if sent is None:
        return Kalimat(rest, when) if dated else None
    return Kalimat(sent[0], " ".join(filter(None, (f"dari {sent[1]}", when))))


def _pengirim(tanya: Tanya) -> tuple[Tanya, str] | None:
    """«dari bappeda» as the sender; None where one is asked for already, or where no name follows."""
    butir = tanya.butir
    said = [b.nilai.rstrip(",;").lower() if rangkai.biasa(b) else "" for b in butir]
    if said.count("dari") != 1 or any(b.operator is Operator.DARI for b in butir):
        return None
    at = said.index("dari")
    end = at + 1
    while end < len(said) and _bernama(said[end]) and end - at <= _TERPANJANG:
        end += 1
        if said[at + 1] not in _KANTOR:
            break
    joined = any(b.sambung for b in (*butir[max(0, at - 1) : at], *butir[end : end + 1]))
    if end == at + 1 or joined:
        return None
    name = " ".join(b.nilai.rstrip(",;") for b in butir[at + 1 : end])
    begin = at - 1 if at and said[at - 1] in _SURAT else at
    rest = tersisa(butir, {*range(begin), *range(end, len(butir))})
    return Tanya((Butir(name, Operator.DARI, frasa=" " in name), *rest)), name


def _bernama(word: str) -> bool:
    return word not in _HENTI and len(word) > 1 and not any(c.isdigit() or c == "*" for c in word)
