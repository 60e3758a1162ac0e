"""Words that are written wrong again and again, and what they should be. Source: EYD and KBBI; naskah-dinas.md 9 number 21.

Only what is wrong wherever it stands is listed here; what depends on the sentence is left to the reader.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from eoffice.naskah.periksa.nilai import Perkara, Teks, Temuan, aturan, pada, pemeriksa

EJAAN: Final = aturan("ejaan", "Ejaan", "9 nomor 21")
SINGKATAN: Final = aturan("singkatan-umum", "Singkatan tidak resmi", "9 nomor 21")
TAK_RESMI: Final = aturan("kata-tak-resmi", "Kata percakapan", "9 nomor 21")
MUBAZIR: Final = aturan("kata-mubazir", "Kata berlebihan", "9 nomor 21")

_DI: Final = (
    "laksanakan", "sampaikan", "selenggarakan", "tetapkan", "karenakan", "sebabkan", "berikan", "tujukan", "harapkan",
    "maksudkan", "perlukan", "gunakan", "umumkan", "lakukan", "minta", "mohon", "kirim", "kirimkan", "buat", "terima",
    "bahas", "hadiri", "ikuti", "lampirkan", "perhatikan", "perbaiki", "ajukan", "serahkan", "tindaklanjuti",
    "tandatangani", "beritahukan", "ucapkan", "undang", "tugaskan", "bebankan", "catat", "jadwalkan", "wajibkan", "larang",
    "setujui", "tunjuk", "koordinasikan", "laporkan", "ketahui", "pergunakan", "sediakan", "susun", "tentukan", "bentuk",
)  # fmt: skip

_EJAAN: Final[Mapping[str, str]] = {
    **{f"di {stem}": f"di{stem}" for stem in _DI},
    "ditanda tangani": "ditandatangani", "di tanda tangani": "ditandatangani", "menanda tangani": "menandatangani",
    "tandatangan": "tanda tangan", "ditindak lanjuti": "ditindaklanjuti", "di tindak lanjuti": "ditindaklanjuti",
    "menindak lanjuti": "menindaklanjuti", "tindaklanjut": "tindak lanjut",
    "tanggungjawab": "tanggung jawab", "bertanggungjawab": "bertanggung jawab", "pertanggung jawaban": "pertanggungjawaban",
    "kerjasama": "kerja sama", "bekerjasama": "bekerja sama",
    "terimakasih": "terima kasih", "antar lain": "antara lain", "diantara": "di antara", "diantaranya": "di antaranya",
    "didalam": "di dalam", "diatas": "di atas", "dibawah": "di bawah", "disamping": "di samping", "diluar": "di luar",
    "disekitar": "di sekitar", "dimana": "di mana", "disana": "di sana", "disini": "di sini", "kedepan": "ke depan",
    "kedepannya": "ke depannya", "kedalam": "ke dalam", "kesini": "ke sini",
    "merubah": "mengubah", "dirubah": "diubah", "perobahan": "perubahan",
    "himbauan": "imbauan", "dihimbau": "diimbau", "menghimbau": "mengimbau", "himbau": "imbau",
    "aktifitas": "aktivitas", "efektifitas": "efektivitas", "produktifitas": "produktivitas", "kreatifitas": "kreativitas",
    "aktip": "aktif", "analisa": "analisis", "menganalisa": "menganalisis", "resiko": "risiko", "beresiko": "berisiko",
    "kwitansi": "kuitansi", "jadual": "jadwal", "ijin": "izin", "perijinan": "perizinan", "diijinkan": "diizinkan",
    "mengijinkan": "mengizinkan", "seijin": "seizin", "ijasah": "ijazah", "praktek": "praktik", "sistim": "sistem",
    "tehnik": "teknik", "tehnis": "teknis", "tehnologi": "teknologi", "propinsi": "provinsi", "silahkan": "silakan",
    "sekedar": "sekadar", "standarisasi": "standardisasi", "obyek": "objek", "subyek": "subjek", "obyektif": "objektif",
    "sub bagian": "subbagian", "sub bidang": "subbidang", "sub kegiatan": "subkegiatan", "non aktif": "nonaktif",
    "kordinasi": "koordinasi", "mengkoordinir": "mengoordinasikan",
    "dikoordinir": "dikoordinasikan", "mengkoordinasikan": "mengoordinasikan", "dikordinasikan": "dikoordinasikan",
    "mempedomani": "memedomani", "mentaati": "menaati", "mensukseskan": "menyukseskan", "mensosialisasikan": "menyosialisasikan",
    "mengkonsultasikan": "mengonsultasikan", "mengkonfirmasi": "mengonfirmasi", "mensurvei": "menyurvei",
    "menterjemahkan": "menerjemahkan", "mempublikasi": "memublikasi", "mempublikasikan": "memublikasikan",
    "trampil": "terampil", "karir": "karier", "faham": "paham", "hakekat": "hakikat", "jaman": "zaman", "nara sumber": "narasumber",
    "prosentase": "persentase", "survey": "survei", "seksama": "saksama", "sekertaris": "sekretaris",
    "sekertariat": "sekretariat", "konkrit": "konkret", "kongkrit": "konkret", "milyar": "miliar", "apotik": "apotek",
    "cinderamata": "cendera mata", "detil": "detail", "dipersilahkan": "dipersilakan", "hutang": "utang",
    "jum'at": "Jumat", "jum’at": "Jumat", "kadaluarsa": "kedaluwarsa", "kadaluwarsa": "kedaluwarsa",
    "kwalitas": "kualitas", "dilegalisir": "dilegalisasi", "manageman": "manajemen",
    "managemen": "manajemen", "metoda": "metode", "obyektifitas": "objektivitas", "pebaikan": "perbaikan", "pegawe": "pegawai",
    "perduli": "peduli", "respon": "respons", "sangsi administratif": "sanksi administratif", "sangsi disiplin": "sanksi disiplin",
    "sukuran": "syukuran", "surat menyurat": "surat-menyurat", "tauladan": "teladan",
    "tatausaha": "tata usaha", "tatacara": "tata cara", "tatanaskah": "tata naskah",
    "undang undang": "undang-undang", "walau pun": "walaupun", "meski pun": "meskipun", "bagaimana pun": "bagaimanapun",
    "apapun": "apa pun", "siapapun": "siapa pun", "kapanpun": "kapan pun",
    "atas perhatiannya": "atas perhatian Saudara", "atas perhatian dan kerjasamanya": "atas perhatian dan kerja sama Saudara",
    "atas perhatian dan kerja samanya": "atas perhatian dan kerja sama Saudara", "atas kehadirannya": "atas kehadiran Saudara",
    "atas kerjasamanya": "atas kerja sama Saudara", "atas kerja samanya": "atas kerja sama Saudara",
    "atas bantuannya": "atas bantuan Saudara", "disebabkan karena": "disebabkan oleh",
    "terdiri dari": "terdiri atas",

}  # fmt: skip

_SINGKAT: Final[Mapping[str, str]] = {
    "sdr/i": "Saudara", "sdr/sdri": "Saudara", "bpk/ibu": "Bapak/Ibu", "bapak/ibu/sdr/i": "Bapak/Ibu/Saudara", "bpk": "Bapak",
    "yg": "yang", "dgn": "dengan", "utk": "untuk", "tgl": "tanggal", "tsb": "tersebut", "dlm": "dalam", "krn": "karena",
    "sbb": "sebagai berikut", "spt": "seperti", "thn": "tahun", "jl": "Jalan", "ttg": "tentang", "thd": "terhadap",
    "pd": "pada", "kpd": "kepada", "dr": "dari", "s/d": "s.d.", "a/n": "a.n.", "u/b": "u.b.", "u/p": "u.p.", "dll": "dan lain-lain",
    "dsb": "dan sebagainya", "dst": "dan seterusnya", "ybs": "yang bersangkutan", "jln": "Jalan",
    "kec": "Kecamatan", "kel": "Kelurahan",
}  # fmt: skip
#: Short forms that are words or titles of their own elsewhere are told by their case.
_HANYA_KECIL: Final = frozenset({"dr", "pd", "kec", "kel", "jl", "spt", "bpk", "jln", "thn"})

_PERCAKAPAN: Final = frozenset(
    [
        "nggak", "enggak", "gak", "kalo", "gimana", "makasih", "trims", "banget", "udah", "udh", "aja", "bikin", "kayak",
        "pengen", "ngasih", "cuma", "cuman", "ntar", "oke", "thanks", "please", "urgent", "asap", "fyi",
    ]
)  # fmt: skip
_MUBAZIR: Final[Mapping[str, str]] = {
    "agar supaya": "agar", "adalah merupakan": "merupakan", "demi untuk": "untuk", "sejak dari": "sejak",
    "para hadirin": "hadirin", "dan lain sebagainya": "dan sebagainya", "mulai sejak": "sejak", "naik ke atas": "naik",
    "sangat penting sekali": "sangat penting", "banyak terima kasih": "terima kasih", "hanya saja cuma": "hanya",
    "kepada para para": "kepada para", "mengharapkan agar kiranya": "mengharapkan agar", "dalam rangka untuk": "untuk",
}  # fmt: skip

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’/-][^\W\d_]+){0,4}")
_GANDA: Final = re.compile(
    r"\b(yang|di|ke|dari|dan|untuk|pada|dengan|dalam|oleh|atas|kepada|agar|akan|telah|ini|itu|tersebut|adalah|serta|atau)"
    r" \1\b",
    re.IGNORECASE,
)
_KATA: Final = re.compile(r"[^\W\d_]+")
_KECIL: Final = frozenset({"di", "ke", "dan", "atau", "atas", "yang", "untuk"})
#: Names and titles are not ours to spell.
NAMA: Final = frozenset({"nama", "nip", "nik", "pangkat", "golongan", "tautan", "pos_el", "nomor", "kode"})


def _tabel(words: Mapping[str, str] | frozenset[str]) -> dict[str, list[tuple[tuple[str, ...], str | None]]]:
    """First word → the words that follow it and what the whole should be, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str | None]]] = {}
    for phrase in sorted(words, key=lambda w: -len(w.split())):
        if not phrase[-1].isdigit():
            right = words[phrase] if isinstance(words, Mapping) else None
            first, *rest = phrase.split()
            if right != phrase:
                found.setdefault(first, []).append((tuple(rest), right))
    return found


_SEMUA: Final = (
    (SINGKATAN, _tabel(_SINGKAT)),
    (EJAAN, _tabel(_EJAAN)),
    (MUBAZIR, _tabel(_MUBAZIR)),
    (TAK_RESMI, _tabel(_PERCAKAPAN)),
)
_PESAN: Final = {
    EJAAN.kode: ("“{}” ditulis “{}”.", "Perbaiki ejaannya."),
    SINGKATAN.kode: ("“{}” bukan singkatan naskah dinas.", "Tulis “{}”."),
    MUBAZIR.kode: ("“{}” berlebihan.", "Cukup “{}”."),
    TAK_RESMI.kode: ("“{}” adalah kata percakapan.", "Ganti dengan kata resmi."),
}


@pemeriksa
def ejaan(p: Perkara) -> Iterator[Temuan]:
    """The lists above, and a little word that stands twice."""
    for t in p.teks:
        if t.kunci in NAMA:
            continue
        end = _judul_peraturan(t)
        spans = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(t.isi, 0, end)]
        lower = [w.replace("’", "'").casefold() for w, _, _ in spans]
        skip = 0
        for i in range(len(spans)):
            if i < skip:
                continue
            found = _di_sini(t, spans, lower, i)
            if found is not None:
                yield found[0]
                skip = i + found[1]
        for m in _GANDA.finditer(t.isi, 0, end):
            yield pada(MUBAZIR, t, *m.span(), f"Kata “{m[1]}” tertulis dua kali.", "Hapus salah satu.", m[1])


def _judul_peraturan(t: Teks) -> int:
    """Where to stop: after `tentang` a Mengingat or Dasar quotes a title as it was enacted."""
    if "mengingat" in t.jalur or "dasar" in t.jalur or "dasar_hukum" in t.jalur:
        cut = t.isi.find(" tentang ")
        return len(t.isi) if cut < 0 else cut
    return len(t.isi)


def _di_sini(t: Teks, spans: list[tuple[str, int, int]], lower: list[str], i: int) -> tuple[Temuan, int] | None:
    for rule, table in _SEMUA:
        for rest, right in table.get(lower[i], ()):
            n = len(rest) + 1
            if tuple(lower[i + 1 : i + n]) != rest:
                continue
            start, end = spans[i][1], spans[i + n - 1][2]
            said = t.isi[start:end]
            if len(said) > sum(len(w) for w, _, _ in spans[i : i + n]) + 2 * (n - 1):
                continue  # something else stands between the words
            if rule is SINGKATAN and lower[i] in _HANYA_KECIL and not said.islower():
                continue
            if rule is SINGKATAN and t.isi[end : end + 1] == "." and lower[i] not in ("s/d", "a/n", "u/b", "u/p"):
                end += 1 if right and t.isi[end + 1 :].strip() else 0
            new = None if right is None else _seperti(t.isi[start:end], right, title=_di_judul(t, start))
            what, advice = _PESAN[rule.kode]
            words = (t.isi[start:end], new or "")
            return pada(rule, t, start, end, what.format(*words), advice.format(new), new), n
    return None


def _di_judul(t: Teks, start: int) -> bool:
    """Whether a capital here belongs to a name or title, not to the beginning of a sentence."""
    before = t.isi[:start].rstrip()
    return t.jalur[0] == "hal" or (bool(before) and before[-1] not in ".:;!?")


def _seperti(said: str, right: str, *, title: bool) -> str:
    """The right words in the capitals of the wrong ones."""
    if said.isupper() and len(said) > 1:
        return right.upper()
    if not said[0].isupper():
        return right
    if title:
        return _KATA.sub(lambda m: m[0] if m[0] in _KECIL else m[0].capitalize(), right)
    return right[0].upper() + right[1:]
