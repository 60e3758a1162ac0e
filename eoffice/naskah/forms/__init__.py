"""Posted fields of the naskah pages; which may be written is listed here, per form (OTR-07)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from eoffice.akses.rights import Sifat
from eoffice.errors import Invalid
from eoffice.naskah.actions import Isian, PenerimaBaru, Permintaan
from eoffice.naskah.actions.konsep import PALING_BANYAK_PENERIMA
from eoffice.naskah.forms import kolom
from eoffice.naskah.jenis import Jenis
from eoffice.naskah.states import CaraKirim, JenisKoreksi, Urgensi
from eoffice.organisasi.states import Bentuk
from eoffice.pdf import isi as isi_naskah
from eoffice.web.fields import Fields, Form, parse_json, reading

#: What a konseptor can choose; Plt., Plh. and Pj. are found from the assignment in force (5.5).
BENTUK: Final = (Bentuk.LANGSUNG, Bentuk.AN, Bentuk.UB)
#: Offered in a form; Sangat Rahasia needs a key store first (OTR-08).
SIFAT: Final = (Sifat.BIASA, Sifat.TERBATAS, Sifat.RAHASIA)
#: Of the body as posted: characters of its JSON, and lines of plain text (a hundred pages have some 5,000).
PALING_PANJANG: Final = 900_000
PALING_BANYAK_BARIS: Final = 10_000
#: Where in the document something is wrong means nothing to who wrote it.
_JALUR: Final = re.compile(r"\A(?:doc|v)\b[^\s:]{0,400}: ")
_LINE_ENDS: Final = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]")
#: Said once to whoever pastes invisible signs into a body.
DIBUANG: Final = (
    "Isi yang Anda tempel memuat tanda yang tidak terlihat, misalnya pembalik arah tulisan. Tanda itu tidak disimpan; "
    "periksa sekali lagi di pratinjau bahwa kata-katanya sudah benar."
)
#: Fields of a row of a recipient outside the city, in parallel lists.
LUAR: Final = (("", 300, "Nama penerima"), ("_tempat", 120, "Tempat"), ("_pos_el", 200, "Pos-el"))


@dataclass(frozen=True)
class Naskah:
    """The editor's form.

    `ketikan` is what was typed into a type-ahead without choosing: field name → words, to be matched by the server.
    `dibuang` says that the body came with invisible signs, which are not kept; `DIBUANG` tells the writer.
    `disusun` is the field whose rows a button without scripts added to, moved or took away.
    """

    isian: Isian
    versi: int
    ketikan: Mapping[str, str] = field(default_factory=dict)
    pilih_kode: str = ""
    dibuang: bool = False
    disusun: str = ""


#: Who signs after the first signer, in this order: the field, and what it is called.
PENYERTA: Final = (("pihak_kedua", "Pihak kedua"), ("mengetahui", "Mengetahui"))


def isi(raw: str) -> dict[str, Any]:
    """The body as posted: the JSON document of the editor, or plain text from the textarea.

    Raises:
        Invalid: JSON that is none, or breaks the whitelist; text that is longer than any body can be (TGH-04).
    """
    if len(raw) > PALING_PANJANG or len(_LINE_ENDS.findall(raw)) > PALING_BANYAK_BARIS:
        raise Invalid(
            "Isi naskah terlalu panjang.",
            {"isi": "Isi naskah terlalu panjang. Pindahkan sebagian ke lampiran, lalu simpan lagi."},
        )
    if not raw.lstrip().startswith("{"):
        return isi_naskah.from_plain(raw.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        value = parse_json(raw)
    except ValueError:
        raise Invalid(
            "Isi naskah tidak dapat dibaca.", {"isi": "Muat ulang halaman ini, lalu ketik ulang bagian yang hilang."}
        ) from None
    value = isi_naskah.without_invisible(value)
    isi_naskah.check(value)
    return dict(value)


def teks_biasa(value: Mapping[str, Any]) -> str:
    """The body for a textarea, so that `isi_naskah.from_plain` finds the same paragraphs and lists again."""
    blocks = [isi_naskah.plain_text({"v": 1, "doc": {"type": "doc", "content": [b]}}) for b in value["doc"]["content"]]
    return "\n\n".join(block for block in blocks if block)


def naskah(
    form: Form,
    jenis: Jenis,
    *,
    dokumen: Any = None,
    memeriksa: bool = False,
    kini: Mapping[str, Any] | None = None,
) -> Naskah:
    """Read the editor; complete or not. Raises Invalid with every field that could never be right.

    Args:
        dokumen: the body when it came beside the fields (autosave) and not as one of them.
        memeriksa: the form of a reviewer, who may not change who signs.
        kini: the body as it is kept; when the plain text is still the same, its formatting stays.
    """
    with reading(form) as f:
        hal = f.text("hal", "Hal", max=500, required=False)
        sifat = f.maybe_choice("sifat", "Sifat", Sifat)
        urgensi = f.maybe_choice("urgensi", "Urgensi", Urgensi)
        bentuk = f.maybe_choice("bentuk", "Bentuk tanda tangan", Bentuk)
        if bentuk is not None and bentuk not in BENTUK:
            f.wrong("bentuk", "Pilih langsung, a.n., atau u.b.")
        kode = f.text("kode_klasifikasi", "Kode klasifikasi", max=20, required=False)
        signer = f.maybe_integer("penandatangan_id", "Penandatangan")
        beside: dict[str, Any] = (
            {n: f.maybe_integer(n, label) or 0 for n, label in PENYERTA} if jenis.bersama and not memeriksa else {}
        )
        # An SPD has a field “tujuan” of its own, the places of the journey.
        tujuan = _penerima(f, form, "tujuan", "Tujuan") if jenis.bertujuan else []
        tembusan = _penerima(f, form, "tembusan", "Tembusan") if jenis.bertembusan else []
        rincian, moved = kolom.susun(form, kolom.baca(f, form, jenis.kolom))
        typed = {
            name: f.text(f"{name}_teks", label, max=200, required=False)
            for name, label in (
                ("kode_klasifikasi", "Kode klasifikasi"),
                ("penandatangan_id", "Penandatangan"),
                *(PENYERTA if beside else ()),
                ("tujuan", "Tujuan"),
                ("tembusan", "Tembusan"),
            )
        }
        versi = f.version()
        picked = f.text("pilih_kode", "Kode klasifikasi", max=20, required=False)
        body, dropped = None, False
        raws = form.getlist("isi")
        try:
            if dokumen is not None:
                shown = isi_naskah.without_invisible(dokumen)
                dropped = shown != dokumen
                isi_naskah.check(shown)
                body = dict(shown)
            elif raws and not (kini is not None and _same_words(raws[0], kini)):
                body = isi(raws[0])
                dropped = isi_naskah.INVISIBLE.search(raws[0]) is not None
        except Invalid as error:
            for name, sentence in (error.fields or {"isi": str(error)}).items():
                f.wrong(name, _JALUR.sub("Isi naskah tidak dapat disimpan: ", sentence))
    return Naskah(
        isian=Isian(
            hal=hal,
            isi=body,
            rincian=rincian,
            kode_klasifikasi=kode,
            sifat=sifat,
            urgensi=urgensi,
            penandatangan_id=None if memeriksa else signer,
            bentuk=bentuk,
            tujuan=tujuan,
            tembusan=tembusan,
            **beside,
        ),
        versi=versi,
        ketikan={name: words for name, words in typed.items() if words},
        pilih_kode=picked,
        dibuang=dropped,
        disusun=moved,
    )


def _same_words(raw: str, kini: Mapping[str, Any]) -> bool:
    return raw.replace("\r\n", "\n").strip() == teks_biasa(kini).strip()


def _penerima(f: Fields, form: Form, name: str, label: str) -> list[PenerimaBaru]:
    inside = f.integers(name, label, required=False)
    outside = [
        [
            f.cell(name, f"{what} penerima luar", value, max=most)
            for value, (_, most, what) in zip(row, LUAR, strict=True)
        ]
        for row in luar(form, name)
    ]
    return [PenerimaBaru(jabatan_id=j) for j in inside] + [
        PenerimaBaru(teks=teks, tempat=tempat, pos_el=pos_el) for teks, tempat, pos_el in outside if teks
    ]


def luar(form: Form, name: str) -> list[tuple[str, str, str]]:
    """The rows of recipients outside the city as they were typed, the empty ones left out.

    One row more than may be kept is read, so that too many are refused; what lies beyond is not worth a page (TGH-04).
    """
    most = PALING_BANYAK_PENERIMA + 1
    columns = [[" ".join(v.split()) for v in form.getlist(f"{name}_luar{part}")[:most]] for part, _, _ in LUAR]
    rows = [tuple(c[i] if i < len(c) else "" for c in columns) for i in range(len(columns[0]))]
    return [(r[0], r[1], r[2]) for r in rows if any(r)]


@dataclass(frozen=True)
class Rute:
    """The adjusted route: levels that stay, and other units asked for a paraf."""

    hierarki: list[int]
    koordinasi: list[int]
    koordinasi_teks: str
    versi: int


def rute(form: Form) -> Rute:
    """Raises Invalid."""
    with reading(form) as f:
        hierarki = f.integers("hierarki", "Paraf hierarki", required=False, most=20)
        koordinasi = f.integers("koordinasi", "Paraf koordinasi", required=False, most=20)
        typed = f.text("koordinasi_teks", "Paraf koordinasi", max=200, required=False)
        versi = f.version()
    return Rute(hierarki, koordinasi, typed, versi)


#: Reasons that come up every day; choosing one is enough.
ALASAN: Final = (
    "Perbaiki redaksi dan ejaan.",
    "Lengkapi atau perbaiki lampiran.",
    "Tujuan atau tembusan belum tepat.",
    "Dasar hukum atau data pendukung belum ada.",
    "Klasifikasi atau sifat naskah belum tepat.",
)


@dataclass(frozen=True)
class Langkah:
    """A verdict on the route: a note, the version that was looked at, and the text that was read."""

    catatan: str
    versi: int
    dilihat: str


def berisi(form: Form) -> bool:
    """Did the editor come with it, and not only a button? Jenis with a title of their own post no hal."""
    return any(form.getlist(name) for name in ("hal", "sifat", "isi"))


def langkah(form: Form, *, catatan: str = "catatan") -> Langkah:
    """A note with what was chosen from the ready sentences in front. Raises Invalid.

    Args:
        catatan: the field of the note; the editor of a reviewer has its own, as an undangan has a “catatan” too.
    """
    with reading(form) as f:
        chosen = [a for a in ALASAN if a in form.getlist("alasan")]
        own = f.text(catatan, "Catatan", max=2000, required=False, lines=True)
        versi = f.version()
        seen = f.text("dilihat", "Tanda versi", max=64, required=False)
        if seen and not re.fullmatch(r"[0-9a-f]{64}", seen):
            f.wrong("dilihat", "Tanda versi tidak dikenal; muat ulang halaman.")
    return Langkah("\n".join([*chosen, *([own] if own else [])]), versi, seen)


@dataclass(frozen=True)
class Pengiriman:
    """How an outside recipient got it."""

    cara: CaraKirim
    keterangan: str


def pengiriman(form: Form) -> Pengiriman:
    """Raises Invalid."""
    with reading(form) as f:
        cara = f.choice("cara", "Cara kirim", CaraKirim)
        keterangan = f.text("keterangan", "Keterangan", max=300, required=False)
    return Pengiriman(cara, keterangan)


def judul_lampiran(form: Form) -> tuple[str, int]:
    """Title of an uploaded lampiran ('' means: use its file name), and the version. Raises Invalid."""
    with reading(form) as f:
        judul = f.text("judul", "Judul lampiran", max=300, required=False)
        versi = f.version()
    return judul, versi


def koreksi(form: Form, jenis_koreksi: JenisKoreksi) -> Permintaan:
    """Why a naskah is revoked, corrected or replaced; a ralat also says what stands there and what should. Raises Invalid."""
    ralat = jenis_koreksi is JenisKoreksi.MERALAT
    with reading(form) as f:
        alasan = f.text("alasan", "Alasan", min=5, max=600, lines=True)
        semula = f.text("semula", "Yang tertulis", max=2000, lines=True) if ralat else ""
        seharusnya = f.text("seharusnya", "Yang seharusnya", max=2000, lines=True) if ralat else ""
        if ralat and semula and semula == seharusnya:
            f.wrong("seharusnya", "Yang tertulis dan yang seharusnya masih sama.")
    return Permintaan(jenis_koreksi, " ".join(alasan.split()), semula, seharusnya)
