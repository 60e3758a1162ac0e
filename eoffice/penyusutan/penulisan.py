"""The documents of a case, written out: which jenis, what they say, who signs, and the list that goes with them."""

from dataclasses import dataclass, field
from typing import Any, Final

from eoffice.akses.rights import Sifat
from eoffice.naskah.actions import PenerimaBaru
from eoffice.pdf import kata
from eoffice.penyusutan import daftar
from eoffice.penyusutan.daftar import Tabel
from eoffice.penyusutan.models import DokumenKasus, Kasus
from eoffice.penyusutan.states import Dokumen, Jalur, Jenis, Unsur

#: Under which kode every document of penyusutan lies; the JRA keeps it for ever (6.6, step 7).
KODE: Final = {Jenis.PEMINDAHAN: "000.5.6.1", Jenis.PEMUSNAHAN: "000.5.6.2", Jenis.PENYERAHAN: "000.5.6.3"}
_MENGINGAT: Final = [
    "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;",
    "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan;",
    "Peraturan Arsip Nasional Republik Indonesia Nomor 37 Tahun 2016 tentang Pedoman Penyusutan Arsip;",
]
_BERLAKU: Final = "Keputusan ini mulai berlaku pada tanggal ditetapkan."


@dataclass(frozen=True)
class Konsep:
    """A document before it is a naskah.

    Attributes:
        penanda_id: jabatan of the first signer; `penyerta`: who signs after, as (sebutan, jabatan).
    """

    jenis: str
    hal: str
    penanda_id: int | None
    isi: str = ""
    rincian: dict[str, Any] = field(default_factory=dict)
    tujuan: tuple[PenerimaBaru, ...] = ()
    penyerta: tuple[tuple[str, int], ...] = ()
    lampiran: tuple[Tabel, ...] = ()


def sifat(kasus: Kasus) -> Sifat:
    """As restricted as what its list names."""
    return Sifat.TERBATAS if any(b.potret["sifat"] != Sifat.BIASA for b in kasus.hidup) else Sifat.BIASA


def ringkas(kasus: Kasus) -> str:
    """How much it is about: `3 (tiga) berkas berisi 41 (empat puluh satu) naskah`."""
    many, items = len(kasus.hidup), sum(int(b.potret["jumlah"]) for b in kasus.hidup)
    return f"{many} ({kata.terbilang(many)}) berkas yang memuat {items} ({kata.terbilang(items)}) naskah"


def susun(dokumen: Dokumen, kasus: Kasus, *, kota: str, kepala_id: int | None, nama: dict[int, str]) -> Konsep:
    """The text of a document of the case, from its frozen list.

    Args:
        kota: as on the kop, `Kota Arunika`.
        kepala_id: jabatan of the head of the perangkat daerah.
        nama: who holds each jabatan of the panitia and of the witnesses, by its id.
    """
    write = {
        Dokumen.SK_PANITIA: _sk_panitia,
        Dokumen.PERTIMBANGAN: _pertimbangan,
        Dokumen.PERMOHONAN: _permohonan,
        Dokumen.PERSETUJUAN: _persetujuan,
        Dokumen.PERNYATAAN: _pernyataan,
        Dokumen.PENETAPAN: _penetapan,
        Dokumen.BERITA_ACARA: _berita_acara,
    }[dokumen]
    return write(_Bahan(kasus, kota, kepala_id, nama))


@dataclass(frozen=True)
class _Bahan:
    kasus: Kasus
    kota: str
    kepala_id: int | None
    nama: dict[int, str]

    @property
    def musnah(self) -> bool:
        return self.kasus.jenis is Jenis.PEMUSNAHAN

    @property
    def hal(self) -> str:
        """What is done, as titles say it."""
        return "Pemusnahan Arsip" if self.musnah else "Penyerahan Arsip Statis"

    @property
    def milik(self) -> str:
        """Whose records."""
        return f"{self.kasus.opd.nama} {self.kota}"

    def rujuk(self, *jenis: Dokumen) -> list[str]:
        """Earlier documents of the case, each with number and date."""
        found = []
        for each in jenis:
            if (row := self.kasus.kini(each)) is not None and row.berlaku_at is not None:
                found.append(f"{_SEBUTAN[each]} {nomor(row)};")
        return found


def nomor(dokumen: DokumenKasus) -> str:
    """`Nomor … tanggal …`."""
    said = f"Nomor {dokumen.nomor}"
    return f"{said} tanggal {kata.tanggal(dokumen.tanggal)}" if dokumen.tanggal else said


_SEBUTAN: Final = {
    Dokumen.SK_PANITIA: "Keputusan tentang Panitia Penilai Arsip",
    Dokumen.PERTIMBANGAN: "Surat pertimbangan Panitia Penilai Arsip",
    Dokumen.PERMOHONAN: "Surat permohonan persetujuan",
    Dokumen.PERSETUJUAN: "Surat persetujuan",
    Dokumen.PERNYATAAN: "Surat keterangan keautentikan arsip statis",
    Dokumen.PENETAPAN: "Keputusan penetapan arsip",
    Dokumen.BERITA_ACARA: "Berita acara",
}


def _sk_panitia(of: _Bahan) -> Konsep:
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
                "Keputusan tentang Panitia Penilai Arsip;",
            ],
            "mengingat": _MENGINGAT,
            "diktum": [
                {"teks": f"Membentuk Panitia Penilai Arsip {of.milik} beranggotakan {count} ({kata.terbilang(count)}) orang dengan "
                 "susunan sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari Keputusan ini."},
                {"teks": "Panitia sebagaimana dimaksud dalam Diktum KESATU bertugas:",
                 "butir": ["menilai arsip yang diusulkan butir demi butir menurut Jadwal Retensi Arsip;",
                           "mencatat alasan atas setiap arsip yang tidak disetujui; dan",
                           "menyampaikan pertimbangan tertulis kepada pimpinan pencipta arsip."]},
                {"teks": _BERLAKU},
            ],
        },
        lampiran=(daftar.panitia(of.kasus, of.nama),),
    )  # fmt: skip


def _pertimbangan(of: _Bahan) -> Konsep:
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
        said.append(
            f"Sebanyak {len(out)} ({kata.terbilang(len(out))}) berkas tidak disetujui dan dikeluarkan dari usul dengan alasan yang "
            "tercatat pada perkara."
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


def _permohonan(of: _Bahan) -> Konsep:
    anri = of.kasus.jalur is Jalur.ANRI
    to = PenerimaBaru(teks="Kepala Arsip Nasional Republik Indonesia", tempat="Jakarta")
    if not anri and of.kasus.tujuan_opd is not None:
        to = PenerimaBaru(teks=f"Kepala {of.kasus.tujuan_opd.nama}", tempat="Tempat")
        head = of.kasus.rincian.get("kepala_lkd_id")
        to = PenerimaBaru(jabatan_id=int(head)) if head else to
    why = (
        "Sebagian arsip itu mempunyai retensi 10 (sepuluh) tahun atau lebih, sehingga pemusnahannya memerlukan persetujuan Kepala "
        "Arsip Nasional Republik Indonesia."
        if anri
        else "Arsip itu berketerangan permanen menurut Jadwal Retensi Arsip dan akan menjadi khazanah lembaga kearsipan daerah."
    )
    said = [
        f"Bersama ini disampaikan usul {of.hal.lower()} {of.milik} sebanyak {ringkas(of.kasus)} sebagaimana daftar terlampir. {why}",
        f"Sebagai bahan disertakan {'; '.join(r.rstrip(';') for r in of.rujuk(Dokumen.SK_PANITIA, Dokumen.PERTIMBANGAN))}.",
        "Mohon persetujuan atas usul tersebut. Atas perhatian dan kerja sama Saudara, diucapkan terima kasih.",
    ]
    return Konsep(
        "surat_dinas",
        f"Permohonan Persetujuan {of.hal}",
        of.kasus.penetap_id,
        isi="\n\n".join(said),
        tujuan=(to,),
        lampiran=(daftar.arsip(of.kasus),),
    )


def _persetujuan(of: _Bahan) -> Konsep:
    refused = [b for b in of.kasus.butir if b.keluar_at is not None and b.keluar_alasan.startswith(DITOLAK)]
    said = [
        f"Memperhatikan {'; '.join(r.rstrip(';') for r in of.rujuk(Dokumen.PERTIMBANGAN))}, bersama ini disetujui pemusnahan arsip "
        f"{of.milik} sebanyak {ringkas(of.kasus)} sebagaimana daftar terlampir. Retensi seluruhnya kurang dari 10 (sepuluh) tahun."
    ]
    if refused:
        said.append(
            f"Sebanyak {len(refused)} ({kata.terbilang(len(refused))}) berkas tidak disetujui: "
            + "; ".join(f"{b.potret['nomor']} ({b.keluar_alasan.removeprefix(DITOLAK)})" for b in refused)
            + "."
        )
    said.append("Pemusnahan dilaksanakan sesudah ditetapkan dan disaksikan sekurang-kurangnya 2 (dua) pejabat.")
    return Konsep(
        "surat_dinas",
        f"Persetujuan {of.hal} {of.kasus.opd.nama}",
        of.kasus.penetap_id,
        isi="\n\n".join(said),
        tujuan=(PenerimaBaru(jabatan_id=of.kepala_id),) if of.kepala_id else (),
        lampiran=(daftar.arsip(of.kasus),),
    )


#: How the reason begins when an item was refused by whoever approves.
DITOLAK: Final = "Ditolak pemberi persetujuan: "


def _pernyataan(of: _Bahan) -> Konsep:
    return Konsep(
        "surat_keterangan",
        f"Keautentikan Arsip Statis {of.kasus.opd.nama}",
        of.kepala_id,
        isi="adalah arsip yang autentik, terpercaya, utuh, dan dapat digunakan sebagaimana dipersyaratkan bagi arsip statis. "
        "Sidik (SHA-256) setiap naskah telah dicocokkan dengan yang tercatat ketika naskah itu diberkaskan.",
        rincian={
            "menerangkan": [
                {"nama": f"Arsip statis {of.milik}, {ringkas(of.kasus)}", "asal": "sebagaimana daftar terlampir"}
            ],
            "maksud": f"penyerahan kepada {of.kasus.tujuan_opd.nama if of.kasus.tujuan_opd else 'lembaga kearsipan daerah'}",
        },
        lampiran=(daftar.arsip(of.kasus),),
    )


def _penetapan(of: _Bahan) -> Konsep:
    earlier = of.rujuk(Dokumen.PERTIMBANGAN, Dokumen.PERSETUJUAN, Dokumen.PERNYATAAN)
    what = "Dimusnahkan" if of.musnah else "Diserahkan"
    order = (
        "Arsip sebagaimana dimaksud dalam Diktum KESATU dimusnahkan secara total beserta isi dan seluruh salinannya oleh dua orang "
        "yang berbeda, disaksikan sekurang-kurangnya 2 (dua) pejabat, dan dibuktikan dengan berita acara."
        if of.musnah
        else "Arsip sebagaimana dimaksud dalam Diktum KESATU diserahkan kepada "
        f"{of.kasus.tujuan_opd.nama if of.kasus.tujuan_opd else 'lembaga kearsipan daerah'} dengan berita acara."
    )
    return Konsep(
        "keputusan",
        f"Penetapan Arsip yang {what} di Lingkungan {of.kasus.opd.nama}",
        of.kasus.penetap_id,
        rincian={
            "menimbang": [
                f"bahwa arsip {of.milik} telah habis masa simpannya dan telah dinilai Panitia Penilai Arsip;",
                f"bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan arsip yang {what.lower()};",
            ],
            "mengingat": _MENGINGAT,
            "memperhatikan": earlier,
            "diktum": [
                {"teks": f"Menetapkan {ringkas(of.kasus)} sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan "
                 f"dari Keputusan ini sebagai arsip yang {what.lower()}."},
                {"teks": order},
                {"teks": _BERLAKU},
            ],
        },
        lampiran=(daftar.arsip(of.kasus),),
    )  # fmt: skip


def _berita_acara(of: _Bahan) -> Konsep:
    archive = daftar.dari(of.kasus, Unsur.UNIT_KEARSIPAN)
    unit = daftar.dari(of.kasus, Unsur.UNIT_PENGOLAH)
    grounds = of.rujuk(
        Dokumen.SK_PANITIA, Dokumen.PERTIMBANGAN, Dokumen.PERSETUJUAN, Dokumen.PERNYATAAN, Dokumen.PENETAPAN
    )
    end = "Demikian berita acara ini dibuat dengan sebenarnya."
    if of.musnah:
        said = (
            f"telah melaksanakan pemusnahan arsip {of.milik} sebanyak {ringkas(of.kasus)} sebagaimana daftar terlampir. Isi setiap "
            "naskah, semua versi dan salinannya, gambar halaman, teks hasil pembacaan, dan kata-katanya dalam indeks pencarian "
            "dihapus sehingga tidak dapat dikenali lagi; yang tinggal hanya metadata, sidik (SHA-256), dan nomor berita acara ini."
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
            lampiran=(daftar.arsip(of.kasus),),
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
        of.kepala_id,
        isi=f"{said}\n\n{end}",
        rincian={
            "mewakili_pertama": "Pencipta Arsip", "mewakili_kedua": "Lembaga Kearsipan Daerah", "dasar": grounds,
        },
        penyerta=(("PIHAK KEDUA", int(head)),) if head else (),
        lampiran=(daftar.arsip(of.kasus),),
    )  # fmt: skip
