"""The panitia is made, and says what it found."""

from typing import Final

from eoffice.naskah.actions import PenerimaBaru
from eoffice.pdf import kata
from eoffice.penyusutan import daftar
from eoffice.penyusutan.penulisan.bahan import BERLAKU, DINILAI, MENGINGAT, Bahan, Konsep, ringkas
from eoffice.penyusutan.states import Dokumen

#: Berkas left out that a pertimbangan names with their reasons; of more it says how many.
DISEBUT: Final = 8


def sk_panitia(of: Bahan) -> Konsep:
    """The keputusan that makes the panitia."""
    count = len(of.kasus.panitia)
    aim = "dimusnahkan" if of.musnah else "diserahkan sebagai arsip statis"
    return Konsep(
        "keputusan",
        f"Panitia Penilai Arsip {of.kasus.opd.nama}",
        of.kepala_id,
        rincian={
            "menimbang": [
                f"bahwa untuk penyusutan arsip {of.milik} diperlukan penilaian arsip yang akan {aim};",
                "bahwa penilaian dilakukan panitia yang terdiri atas unsur unit kearsipan, unit pengolah, dan arsiparis;",
                "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan "
                f"Keputusan tentang Panitia Penilai Arsip {of.kasus.opd.nama};",
            ],
            "mengingat": MENGINGAT,
            "diktum": [
                {"teks": f"Membentuk Panitia Penilai Arsip {of.milik} beranggotakan {count} ({kata.terbilang(count)}) orang dengan "
                 "susunan sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari Keputusan ini."},
                {"teks": "Panitia sebagaimana dimaksud dalam Diktum KESATU bertugas:",
                 "butir": ["menilai arsip yang diusulkan butir demi butir menurut Jadwal Retensi Arsip;",
                           "mencatat alasan atas setiap arsip yang tidak disetujui; dan",
                           "menyampaikan pertimbangan tertulis kepada pimpinan pencipta arsip."]},
                {"teks": BERLAKU},
            ],
        },
        lampiran=(daftar.panitia(of.kasus, of.nama),),
    )  # fmt: skip


def pertimbangan(of: Bahan) -> Konsep:
    """What the panitia found, to the pimpinan of the records creator."""
    chair = daftar.ketua(of.kasus)
    out = [b for b in of.kasus.butir if b.keluar_at is not None]
    aim = "dimusnahkan" if of.musnah else "diserahkan kepada lembaga kearsipan daerah"
    reasons = (
        "habis masa simpannya, berketerangan musnah menurut Jadwal Retensi Arsip, tidak mempunyai nilai guna lagi, tidak "
        "dilarang peraturan, dan tidak berkaitan dengan perkara yang sedang berjalan"
        if of.musnah
        else "habis masa simpannya dan berketerangan permanen menurut Jadwal Retensi Arsip"
    )
    said = [
        f"Berdasarkan {'; '.join(of.rujuk(Dokumen.SK_PANITIA)).rstrip(';') or 'penugasan'}, Panitia Penilai Arsip telah menilai butir "
        f"demi butir arsip {of.milik} yang diusulkan untuk {aim}.",
        f"Panitia berpendapat bahwa {ringkas(of.kasus)} sebagaimana daftar terlampir {reasons}, sehingga dapat {aim}.",
    ]
    if out:
        named = [f"{b.potret['nomor']} ({b.keluar_alasan.removeprefix(DINILAI)})" for b in out[:DISEBUT]]
        rest = f"; dan {len(out) - DISEBUT} berkas lain yang alasannya tercatat pada perkara" if out[DISEBUT:] else ""
        said.append(
            f"Sebanyak {len(out)} ({kata.terbilang(len(out))}) berkas tidak disetujui dan dikeluarkan dari usul, yaitu "
            f"{'; '.join(named)}{rest}."
        )
    said.append("Demikian pertimbangan ini disampaikan untuk menjadi bahan keputusan.")
    to = (PenerimaBaru(jabatan_id=of.kasus.penetap_id),) if of.kasus.penetap_id else ()
    return Konsep(
        "surat_dinas",
        f"Pertimbangan {of.hal} {of.kasus.opd.nama}",
        chair.jabatan_id if chair else None,
        isi="\n\n".join(said),
        tujuan=to,
        lampiran=(daftar.arsip(of.kasus),),
    )
