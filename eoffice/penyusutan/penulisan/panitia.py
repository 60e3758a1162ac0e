"""The panitia is made, and says what it found."""

from typing import Final

from eoffice.naskah.actions import PenerimaBaru
from eoffice.pdf import kata
from eoffice.penyusutan import daftar
from eoffice.penyusutan.penulisan.bahan import BERLAKU, DINILAI, MENGINGAT, Bahan, Konsep, dan, ringkas
from eoffice.penyusutan.states import Dokumen, Penilaian, Peran

#: Berkas left out that a pertimbangan names with their reasons; of more it says how many.
DISEBUT: Final = 8
#: Berkas that the minutes name one by one; the others are in the list that goes with them.
DIBAHAS: Final = 40


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


def notula(of: Bahan) -> Konsep:
    """The minutes of the meeting at which the panitia assessed; when and where it was is for the konseptor to fill in."""
    chair, aim = daftar.ketua(of.kasus), "dimusnahkan" if of.musnah else "diserahkan"
    by = next((a for a in of.kasus.panitia if a.peran is Peran.SEKRETARIS), None)
    people = [(a, f"{of.nama.get(a.jabatan_id, '–')}, {a.jabatan.nama}") for a in of.kasus.panitia]
    named = {a.id: said for a, said in people}
    found = [
        f"{b.potret['nomor']} {b.potret['uraian']}: {daftar.PENILAIAN[b.penilaian].lower()}. {b.alasan}".rstrip()
        for b in of.kasus.hidup
    ]
    agreed = sum(b.penilaian is Penilaian.SETUJU for b in of.kasus.hidup)
    return Konsep(
        "notula",
        f"Rapat Panitia Penilai Arsip {of.kasus.opd.nama}",
        chair.jabatan_id if chair else None,
        isi="\n\n".join(found[:DIBAHAS] + ([f"dan {len(found) - DIBAHAS} berkas lain menurut daftar terlampir."] if found[DIBAHAS:] else [])),
        rincian={
            "acara": [f"Penilaian arsip yang diusulkan {aim}, butir demi butir menurut Jadwal Retensi Arsip"],
            "ketua": named[chair.id] if chair else "",
            "sekretaris": named[by.id] if by else "",
            "notulis": named[by.id] if by else "",
            "peserta": [said for _, said in people],
            "keputusan": [
                {
                    "isi": f"{agreed} ({kata.terbilang(agreed)}) berkas dari {ringkas(of.kasus)} sebagaimana daftar terlampir disetujui untuk "
                    f"{aim}; hasilnya "
                    "disampaikan sebagai pertimbangan tertulis kepada pimpinan pencipta arsip.",
                    "penanggung_jawab": "Ketua Panitia Penilai Arsip",
                }
            ],
        },
        lampiran=(daftar.arsip(of.kasus),),
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
        f"Berdasarkan {dan(of.rujuk(Dokumen.SK_PANITIA, Dokumen.NOTULA)) or 'penugasan'}, Panitia Penilai Arsip telah menilai butir "
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
