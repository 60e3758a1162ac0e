"""What a case of penyusutan goes through: its kinds, its states and the table of moves (naskah-dinas 6.6)."""

import enum
from typing import Final


class Jenis(enum.StrEnum):
    """What is done with the berkas of a case."""

    PEMUSNAHAN = "pemusnahan"
    PENYERAHAN = "penyerahan"
    PEMINDAHAN = "pemindahan"  # to the unit kearsipan; needs no panitia


class Status(enum.StrEnum):
    """How far a case has come; each word says what has been done."""

    USUL = "usul"
    DINILAI = "dinilai"
    PERTIMBANGAN = "pertimbangan"
    MENUNGGU_PERSETUJUAN = "menunggu_persetujuan"
    DISETUJUI = "disetujui"
    DITOLAK_SEBAGIAN = "ditolak_sebagian"
    DINYATAKAN = "dinyatakan"  # autentik, terpercaya, utuh, dapat digunakan
    DITETAPKAN = "ditetapkan"
    DIMUSNAHKAN = "dimusnahkan"
    DISERAHKAN = "diserahkan"
    DITERIMA = "diterima"
    DIVERIFIKASI = "diverifikasi"  # of a pemindahan: the unit kearsipan has looked at every berkas
    DIPINDAHKAN = "dipindahkan"
    DIBATALKAN = "dibatalkan"


class Langkah(enum.StrEnum):
    """What moves a case."""

    NILAI = "nilai"
    PERTIMBANGKAN = "pertimbangkan"
    MINTA_PERSETUJUAN = "minta_persetujuan"
    SETUJUI = "setujui"
    NYATAKAN = "nyatakan"
    TETAPKAN = "tetapkan"
    MUSNAHKAN = "musnahkan"
    SERAHKAN = "serahkan"
    TERIMA = "terima"
    VERIFIKASI = "verifikasi"
    PINDAHKAN = "pindahkan"
    BATALKAN = "batalkan"


J, S, L = Jenis, Status, Langkah

_BERSAMA: Final[dict[tuple[Status, Langkah], frozenset[Status]]] = {
    (S.USUL, L.NILAI): frozenset({S.DINILAI}),
    (S.DINILAI, L.PERTIMBANGKAN): frozenset({S.PERTIMBANGAN}),
    (S.PERTIMBANGAN, L.MINTA_PERSETUJUAN): frozenset({S.MENUNGGU_PERSETUJUAN}),
    (S.MENUNGGU_PERSETUJUAN, L.SETUJUI): frozenset({S.DISETUJUI, S.DITOLAK_SEBAGIAN}),
    **{
        (status, L.BATALKAN): frozenset({S.DIBATALKAN})
        for status in (
            S.USUL, S.DINILAI, S.PERTIMBANGAN, S.MENUNGGU_PERSETUJUAN, S.DISETUJUI, S.DITOLAK_SEBAGIAN, S.DITETAPKAN,
        )
    },
}  # fmt: skip

MOVES: Final[dict[Jenis, dict[tuple[Status, Langkah], frozenset[Status]]]] = {
    J.PEMUSNAHAN: {
        **_BERSAMA,
        (S.DISETUJUI, L.TETAPKAN): frozenset({S.DITETAPKAN}),
        (S.DITOLAK_SEBAGIAN, L.TETAPKAN): frozenset({S.DITETAPKAN}),
        (S.DITETAPKAN, L.MUSNAHKAN): frozenset({S.DIMUSNAHKAN}),
    },
    J.PENYERAHAN: {
        **_BERSAMA,
        (S.DISETUJUI, L.NYATAKAN): frozenset({S.DINYATAKAN}),
        (S.DITOLAK_SEBAGIAN, L.NYATAKAN): frozenset({S.DINYATAKAN}),
        (S.DINYATAKAN, L.TETAPKAN): frozenset({S.DITETAPKAN}),
        (S.DINYATAKAN, L.BATALKAN): frozenset({S.DIBATALKAN}),
        (S.DITETAPKAN, L.SERAHKAN): frozenset({S.DISERAHKAN}),
        (S.DISERAHKAN, L.TERIMA): frozenset({S.DITERIMA}),
    },
    J.PEMINDAHAN: {
        (S.USUL, L.VERIFIKASI): frozenset({S.DIVERIFIKASI}),
        (S.DIVERIFIKASI, L.PINDAHKAN): frozenset({S.DIPINDAHKAN}),
        (S.USUL, L.BATALKAN): frozenset({S.DIBATALKAN}),
        (S.DIVERIFIKASI, L.BATALKAN): frozenset({S.DIBATALKAN}),
    },
}

#: The kinds that a panitia assesses.
BERPANITIA: Final = (J.PEMUSNAHAN, J.PENYERAHAN)
#: Nothing more happens to a case in one of these.
SELESAI: Final = frozenset({S.DIMUSNAHKAN, S.DITERIMA, S.DIPINDAHKAN, S.DIBATALKAN})
#: Up to here an item can be pulled out of a case (6.6).
DAPAT_DIKELUARKAN: Final = frozenset(
    {S.USUL, S.DINILAI, S.PERTIMBANGAN, S.MENUNGGU_PERSETUJUAN, S.DISETUJUI, S.DITOLAK_SEBAGIAN, S.DINYATAKAN}
)


class Penilaian(enum.StrEnum):
    """What the panitia says of one item."""

    BELUM = "belum"
    SETUJU = "setuju"  # as proposed: destroy, or hand over
    SIMPAN = "simpan"  # still of use: kept longer
    PERMANEN = "permanen"  # of value for history: never destroyed
    SENGKETA = "sengketa"  # the panitia does not agree, or the content is in dispute


class Peran(enum.StrEnum):
    """What somebody does in a case."""

    KETUA = "ketua"
    SEKRETARIS = "sekretaris"
    ANGGOTA = "anggota"
    SAKSI = "saksi"


class Unsur(enum.StrEnum):
    """Where a member of the panitia comes from; all three must be there (6.6)."""

    UNIT_KEARSIPAN = "unit_kearsipan"
    UNIT_PENGOLAH = "unit_pengolah"
    ARSIPARIS = "arsiparis"
    HUKUM = "hukum"
    PENGAWASAN = "pengawasan"


class Dokumen(enum.StrEnum):
    """The documents of a case."""

    SK_PANITIA = "sk_panitia"
    NOTULA = "notula"  # of the meeting of the panitia; a penyerahan cannot do without it (6.6)
    PERTIMBANGAN = "pertimbangan"
    PERMOHONAN = "permohonan"
    PERSETUJUAN = "persetujuan"
    PERNYATAAN = "pernyataan"
    PENETAPAN = "penetapan"
    BERITA_ACARA = "berita_acara"


class Jalur(enum.StrEnum):
    """Who approves."""

    KEPALA_DAERAH = "kepala_daerah"
    ANRI = "anri"
    LKD = "lkd"


class HasilObjek(enum.StrEnum):
    """What became of the bytes of something destroyed."""

    MENUNGGU = "menunggu"  # marked; the worker takes it away when its day has come
    DIHAPUS = "dihapus"
    DIPAKAI = "dipakai"  # another living record has the same bytes
    DITOLAK = "ditolak"  # the store refused


#: Days between the mark and the removal of bytes (OBJ-02).
HARI_TUNGGU: Final = 30
