"""After the year: a surat massal of each kind, and a surat with a picture and a table, so that a newcomer sees them filled."""

import io
import struct
import zlib
from typing import Final

from sqlalchemy import select

from eoffice import sandbox
from eoffice.akses.actor import Actor
from eoffice.contoh.pentas.koreksi import aktor, tandatangani
from eoffice.contoh.pentas.panggung import Panggung
from eoffice.naskah import actions, tabel
from eoffice.naskah.actions import Isian, PenerimaBaru, massal
from eoffice.naskah.massal import CaraMassal, Massal
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.pdf import isi
from eoffice.tte.signing import LocalSigner

#: Who writes, and whose letters: Kepala Dinas Kominfo, as whom a newcomer signs in.
PENYUSUN: Final = "10.3.1"
PENANDA: Final = "10"
KODE: Final = "000.7.2.8"
SIARAN: Final = (
    "Sehubungan dengan pemeliharaan pusat data, layanan aplikasi perkantoran dihentikan sementara pada hari Sabtu "
    "pukul 20.00 sampai dengan 23.00 WIB.\n\nMohon pekerjaan disimpan sebelum waktu itu. Atas perhatian dan kerja sama "
    "Saudara diucapkan terima kasih."
)
PRIBADI: Final = (
    "Sehubungan dengan telah selesainya {Kegiatan}, bersama ini kami sampaikan terima kasih kepada {Nama} sebagai {Peran}."
    "\n\nAtas perhatian dan kerja sama Saudara diucapkan terima kasih."
)
BERGAMBAR: Final = (
    "Sehubungan dengan pengukuran jaringan bulan ini, bersama ini kami sampaikan grafik pemakaian dan rekapitulasinya "
    "sebagaimana terlampir.\n\nAtas perhatian Saudara diucapkan terima kasih."
)
ORANG: Final = (("Sdr. Rahmawati", "pengajar"), ("Sdr. Hendra Wijaya", "pendamping"))
REKAP: Final = (
    "Unit\tJaringan (Mbps)\tPemakaian\nSekretariat Daerah\t500\t62%\nDinas Kesehatan\t300\t71%\nKecamatan\t100\t55%"
)


def surat_massal(p: Panggung) -> None:
    """Write, check and sign each; a plan in which this signer signs nothing gets none."""
    signed = select(Naskah.id).where(
        Naskah.penandatangan_id == p.penduduk.jabatan[PENANDA], Naskah.status == Status.TERKIRIM
    )
    if p.session.scalar(signed.limit(1)) is None:
        return
    heads = p.session.scalars(
        select(Jabatan).where(Jabatan.kepala_unit, Jabatan.eselon.like("II.%"), Jabatan.aktif).order_by(Jabatan.id)
    )
    names = [j.nama for j in heads if j.id != p.penduduk.jabatan[PENANDA]][:6]
    broadcast, _ = _begin(
        p, "Pemeliharaan Pusat Data", SIARAN, CaraMassal.SIARAN, [["Penerima"], *([n] for n in names)]
    )
    _check(p, broadcast)
    tandatangani(p, broadcast)
    rows = [["Penerima", "Nama", "Peran", "Kegiatan", "Tempat"]]
    rows += [[name, name.removeprefix("Sdr. "), role, "bimbingan teknis", "Arunika"] for name, role in ORANG]
    tersurat, found = _begin(p, "Ucapan Terima Kasih", PRIBADI, CaraMassal.PRIBADI, rows)
    _check(p, tersurat)
    _sign_all(p, tersurat, found)
    _pictured(p)


def _writer(p: Panggung) -> Actor:
    return p.actor(PENYUSUN)


def _filled(p: Panggung, hal: str, words: str) -> Naskah:
    made = actions.buat(p.session, _writer(p), "surat_dinas")
    signer = p.penduduk.jabatan[PENANDA]
    filled = Isian(hal=hal, isi=isi.from_plain(words), kode_klasifikasi=KODE, penandatangan_id=signer)
    actions.simpan(p.session, _writer(p), made, filled)
    return made


def _begin(p: Panggung, hal: str, words: str, cara: CaraMassal, rows: list[list[str]]) -> tuple[Naskah, Massal]:
    made = _filled(p, hal, words)
    found = massal.mulai(p.session, _writer(p), made, cara)
    massal.unggah(p.session, _writer(p), found, made, rows, "penerima.xlsx")
    return made, found


def _check(p: Panggung, made: Naskah) -> None:
    actions.ajukan(p.session, _writer(p), made)
    while made.turns:
        held = organisasi.holder(p.session, made.turns[0].jabatan_id)
        if held is None:
            return
        actions.paraf(p.session, aktor(p, held.pegawai_id, held.jabatan_id), made)


def _sign_all(p: Panggung, induk: Naskah, found: Massal) -> None:
    held = organisasi.holder(p.session, induk.penandatangan_id or 0)
    if held is None:
        return
    signer, key = aktor(p, held.pegawai_id, held.jabatan_id), p.kunci.unlock(held.pegawai_id)
    massal.minta_susun(p.session, p.services, signer, found, induk)
    p.session.commit()  # what tries the tersurat out reads them by itself
    massal.susun(p.session, p.services, found.id, found.susun, 0)
    p.session.flush()
    daftar = massal.sidik_daftar(massal.ambil_baris(p.session, found.id))
    run, lari = massal.siapkan_massal(p.session, p.services, signer, found.id, daftar)
    massal_id = found.id
    p.save()
    massal.luncurkan_massal(p.services, signer, massal_id, run, lari, LocalSigner(key)).join()
    p.session.expire_all()
    p.work()


def _pictured(p: Panggung) -> None:
    made = _filled(p, "Laporan Pemakaian Jaringan", BERGAMBAR)
    to = next(kode for kode in ("31", "20", *p.penduduk.jabatan) if kode in p.penduduk.jabatan and kode != PENANDA)
    writer, store = _writer(p), p.services.store
    wanted = Isian(tujuan=[PenerimaBaru(jabatan_id=p.penduduk.jabatan[to])])
    actions.simpan(p.session, writer, made, wanted)
    picture = batang((40, 62, 71, 55, 80, 66))
    actions.lampirkan(
        p.session, writer, made, judul="Grafik Pemakaian Jaringan", nama="grafik.png", nama_asli="grafik.png",
        mime="image/png", blob=store.put(io.BytesIO(picture)), halaman=1,
        bersih=store.put(io.BytesIO(sandbox.gambar_ke_pdf(picture))),
    )  # fmt: skip
    body = tabel.tabel(tabel.dari_tempelan(REKAP))
    blob = store.put(io.BytesIO(actions.tulisan(body, rebah=True)))
    actions.ketik_lampiran(p.session, writer, made, judul="Rekapitulasi Pemakaian", isi=body, rebah=True, blob=blob)
    _check(p, made)
    tandatangani(p, made)


def batang(values: tuple[int, ...]) -> bytes:
    """A bar chart as PNG, one bar for each value in per cent."""
    width, height = 80 * len(values), 320
    lines = bytearray()
    for y in range(height):
        lines.append(0)
        for x in range(width):
            value = values[x // 80] * height // 100
            lines += b"\x1d\x4e\x89" if 12 <= x % 80 < 68 and height - y <= value else b"\xff\xff\xff"

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(lines))) + chunk(b"IEND", b"")
    )
