"""The last documents: stated to be whole, determined, carried out."""

from typing import Final

from eoffice.arsip.states import Media
from eoffice.pdf import kata
from eoffice.penyusutan import daftar
from eoffice.penyusutan.penulisan.bahan import BERLAKU, MENGINGAT, Bahan, Konsep, ringkas
from eoffice.penyusutan.states import Dokumen, Unsur

#: How paper goes; whoever writes the berita acara says so if it was burnt or pulped instead.
_KERTAS: Final = "Arsip kertas dicacah sehingga fisik dan isinya tidak dapat dikenali lagi. "


def pernyataan(of: Bahan) -> Konsep:
    """That the records are authentic and whole."""
    return Konsep(
        "surat_keterangan",
        f"Keautentikan Arsip Statis {of.kasus.opd.nama}",
        of.pencipta_id,
        isi="adalah arsip yang autentik, terpercaya, utuh, dan dapat digunakan sebagaimana dipersyaratkan bagi arsip statis. "
        "Sidik (SHA-256) setiap naskah telah dicocokkan dengan yang tercatat ketika naskah itu diberkaskan.",
        rincian={
            "menerangkan": [
                {"nama": f"Arsip statis, {ringkas(of.kasus)}, sebagaimana daftar terlampir", "asal": of.milik}
            ],
            "maksud": f"penyerahan kepada {of.kasus.tujuan_opd.nama if of.kasus.tujuan_opd else 'lembaga kearsipan daerah'}",
        },
        lampiran=(daftar.arsip(of.kasus),),
    )


def penetapan(of: Bahan) -> Konsep:
    """The keputusan that determines what is done."""
    earlier = of.rujuk(Dokumen.PERTIMBANGAN, Dokumen.PERSETUJUAN, Dokumen.PERNYATAAN)
    what = "Dimusnahkan" if of.musnah else "Diserahkan"
    order = (
        "Arsip sebagaimana dimaksud dalam Diktum KESATU dimusnahkan secara total beserta isi dan seluruh salinannya oleh dua orang "
        "yang berbeda, disaksikan sekurang-kurangnya 2 (dua) pejabat, dan dibuktikan dengan berita acara."
        if of.musnah
        else "Arsip sebagaimana dimaksud dalam Diktum KESATU diserahkan kepada "
        f"{of.kasus.tujuan_opd.nama if of.kasus.tujuan_opd else 'lembaga kearsipan daerah'} dengan berita acara."
    )
    about = f"Penetapan Arsip yang {what} di Lingkungan {of.kasus.opd.nama}"
    return Konsep(
        "keputusan",
        about,
        of.kasus.penetap_id,
        rincian={
            "menimbang": [
                f"bahwa arsip {of.milik} telah habis masa simpannya dan telah dinilai Panitia Penilai Arsip;",
                f"bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan Keputusan tentang {about};",
            ],
            "mengingat": MENGINGAT,
            "memperhatikan": earlier,
            "diktum": [
                {"teks": f"Menetapkan {ringkas(of.kasus)} sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan "
                 f"dari Keputusan ini sebagai arsip yang {what.lower()}."},
                {"teks": order},
                {"teks": BERLAKU},
            ],
        },
        lampiran=(daftar.arsip(of.kasus),),
    )  # fmt: skip


def berita_acara(of: Bahan) -> Konsep:
    """What was carried out, signed by both sides and the witnesses."""
    archive = daftar.dari(of.kasus, Unsur.UNIT_KEARSIPAN)
    unit = daftar.dari(of.kasus, Unsur.UNIT_PENGOLAH)
    grounds = of.rujuk(
        Dokumen.SK_PANITIA,
        Dokumen.NOTULA,
        Dokumen.PERTIMBANGAN,
        Dokumen.PERSETUJUAN,
        Dokumen.PERNYATAAN,
        Dokumen.PENETAPAN,
    )
    grounds = [*grounds[:-1], *(last.removesuffix(";") + "," for last in grounds[-1:])]  # the sentence goes on after it
    end = "Demikian berita acara ini dibuat dengan sebenarnya."
    if of.musnah:
        said = (
            f"melaksanakan pemusnahan arsip {of.milik} sebanyak {ringkas(of.kasus)} sebagaimana daftar terlampir. "
            f"{_KERTAS if any(b.potret['media'] != Media.ELEKTRONIK for b in of.kasus.hidup) else ''}Arsip elektronik "
            "dihapus secara permanen dari simpanan beserta salinannya, yakni isi setiap naskah, semua versinya, gambar halaman, teks "
            "hasil pembacaan, dan kata-katanya dalam indeks pencarian, sehingga tidak dapat dikenali lagi. Salinan dalam cadangan "
            "hilang bersama berakhirnya masa simpan cadangan itu. Yang tinggal hanya metadata, sidik (SHA-256) sebagaimana daftar "
            "terlampir, dan nomor berita acara ini."
        )
        witnesses = tuple((f"SAKSI {kata.romawi(n)}", a.jabatan_id) for n, a in enumerate(of.kasus.saksi, 1))
        second = (("PIHAK KEDUA", unit.jabatan_id),) if unit else ()
        people = [{"nama": of.nama.get(a.jabatan_id, "–"), "jabatan": a.jabatan.nama} for a in of.kasus.saksi]
        return Konsep(
            "berita_acara",
            of.hal,
            archive.jabatan_id if archive else None,
            isi=f"{said}\n\n{end}",
            rincian={
                "mewakili_pertama": "Unit Kearsipan", "mewakili_kedua": "Unit Pengolah", "dasar": grounds, "saksi": people,
            },
            penyerta=second + witnesses,
            lampiran=(daftar.arsip(of.kasus), daftar.sidik(of.kasus)),
        )  # fmt: skip
    head = of.kasus.rincian.get("kepala_lkd_id")
    said = (
        f"PIHAK PERTAMA menyerahkan kepada PIHAK KEDUA arsip statis {of.milik} sebanyak {ringkas(of.kasus)} sebagaimana daftar "
        "terlampir, dalam keadaan autentik, terpercaya, utuh, dan dapat digunakan, beserta metadata dan sidiknya. Sejak berita acara "
        "ini ditandatangani, penyimpanan dan pemeliharaannya menjadi tanggung jawab PIHAK KEDUA."
    )
    return Konsep(
        "berita_acara",
        of.hal,
        of.pencipta_id,
        isi=f"{said}\n\n{end}",
        rincian={
            "mewakili_pertama": "Pencipta Arsip", "mewakili_kedua": "Lembaga Kearsipan Daerah", "dasar": grounds,
        },
        penyerta=(("PIHAK KEDUA", int(head)),) if head else (),
        lampiran=(daftar.arsip(of.kasus), daftar.sidik(of.kasus)),
    )  # fmt: skip
