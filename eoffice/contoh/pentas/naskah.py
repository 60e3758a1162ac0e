"""The steps on a naskah, each played through the product's own action."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import inspect

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.contoh import lembar
from eoffice.contoh.pentas.panggung import Panggung
from eoffice.contoh.rencana import Aksi, Alamat, Langkah, NaskahRencana
from eoffice.naskah import actions, typeset
from eoffice.naskah.actions import Isian, PenerimaBaru
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import CaraKirim, JenisParaf, TipePenerima, Urgensi
from eoffice.organisasi.states import Bentuk
from eoffice.storage import Blob
from eoffice.tte.signing import LocalSigner
from eoffice.web.cetakan import Cara, Cetakan

_COLUMNS: Final = tuple(inspect(Naskah).column_attrs.keys())


def konsep(p: Panggung, langkah: Langkah) -> None:
    """Begin, fill in, attach, and adjust the route where the plan asks for another."""
    row, actor = p.plan.naskah[langkah.sasaran], p.oleh(langkah)
    naskah = actions.buat(p.session, actor, row.surat.jenis)
    p.naskah[row.kunci] = naskah.id
    p.keep(naskah)
    actions.simpan(p.session, actor, naskah, _isian(p, row))
    wanted = [(p.penduduk.jabatan[kode], JenisParaf(jenis)) for kode, jenis in row.paraf]
    if [(x.jabatan_id, x.jenis) for x in naskah.paraf] != wanted:
        actions.set_route(
            p.session,
            actor,
            naskah,
            hierarki=[j for j, jenis in wanted if jenis is JenisParaf.HIERARKI],
            koordinasi=[j for j, jenis in wanted if jenis is JenisParaf.KOORDINASI],
        )
    for judul in row.lampiran:
        sheet = lembar.lampiran(judul)
        actions.lampirkan(
            p.session,
            actor,
            naskah,
            judul=judul,
            nama=f"{judul}.pdf",
            nama_asli=f"{judul}.pdf",
            mime="application/pdf",
            blob=p.services.store.put(io.BytesIO(sheet.pdf)),
            halaman=sheet.halaman,
            bersih=p.services.store.put(io.BytesIO(sheet.bersih)),
        )


def _isian(p: Panggung, row: NaskahRencana) -> Isian:
    surat = row.surat
    return Isian(
        hal=surat.hal,
        isi=surat.isi,
        rincian=surat.rincian,
        kode_klasifikasi=surat.kode_klasifikasi,
        sifat=Sifat(surat.sifat),
        urgensi=Urgensi(surat.urgensi),
        penandatangan_id=p.penduduk.jabatan[row.penandatangan],
        bentuk=Bentuk(row.bentuk),
        tujuan=[_penerima(p, alamat) for alamat in row.tujuan],
        tembusan=[PenerimaBaru(jabatan_id=p.penduduk.jabatan[kode]) for kode in row.tembusan],
    )


def _penerima(p: Panggung, alamat: Alamat) -> PenerimaBaru:
    if alamat.jabatan_kode is not None:
        return PenerimaBaru(jabatan_id=p.penduduk.jabatan[alamat.jabatan_kode])
    own = alamat.instansi.removeprefix("Warga ")
    said = alamat.nama if own.startswith("Pemerintah ") else f"{alamat.nama} {own}"
    return PenerimaBaru(teks=said, tempat=alamat.tempat, pos_el=alamat.pos_el)


def ajukan(p: Panggung, langkah: Langkah) -> None:
    """Submit, with the word about a repair if there was one; its signed file is begun if it will be signed."""
    said, naskah = p.mended.pop(langkah.sasaran, ""), p.the(langkah.sasaran)
    actions.ajukan(p.session, p.oleh(langkah), naskah, said)
    signing = p.signings.get((langkah.sasaran, langkah.at))
    if signing is not None:
        _foresee(p, naskah, signing)


def _foresee(p: Panggung, naskah: Naskah, signing: Langkah) -> None:
    now = clock.now()
    clock.set_clock(signing.at)  # whose block it will be depends on the day
    signer = p.oleh(signing)
    tanggal = clock.today()
    page = typeset.halaman(
        p.session,
        naskah,
        kota=p.services.settings.nama_kota,
        tempat=p.services.settings.tempat,
        konsep=True,
        verify_url=f"{p.services.settings.base_url}/v/{naskah.token}",
        dibuat_at=clock.now(),
    )
    clock.set_clock(now)
    nomor = typeset.nomor_teks(naskah, p.numbers[signing.sasaran], tanggal)
    attached = [(x.judul, Blob(x.bersih_key or "", x.bersih_size or 0, x.bersih_sha256 or "")) for x in naskah.lampiran]
    key = p.kunci.unlock(signer.pegawai_id)
    p.cetak.order(naskah.id, signing.at, key, replace(page, konsep=False, nomor=nomor, tanggal=tanggal), attached)


def perbaiki(p: Panggung, langkah: Langkah) -> None:
    """Save the better text."""
    actions.simpan(p.session, p.oleh(langkah), p.the(langkah.sasaran), Isian(isi=langkah.rinci["isi"]))
    p.mended[langkah.sasaran] = langkah.rinci["catatan"]


def paraf(p: Panggung, langkah: Langkah) -> None:
    """Give the paraf whose turn it is."""
    actions.paraf(p.session, p.oleh(langkah), p.the(langkah.sasaran), langkah.rinci["catatan"])


def kembalikan(p: Panggung, langkah: Langkah) -> None:
    """Send back."""
    actions.kembalikan(p.session, p.oleh(langkah), p.the(langkah.sasaran), langkah.rinci["catatan"])


def tolak(p: Panggung, langkah: Langkah) -> None:
    """Refuse."""
    actions.tolak(p.session, p.oleh(langkah), p.the(langkah.sasaran), langkah.rinci["catatan"])


def batalkan(p: Panggung, langkah: Langkah) -> None:
    """Give up."""
    actions.batalkan(p.session, p.oleh(langkah), p.the(langkah.sasaran), langkah.rinci["catatan"])


def tandatangani(p: Panggung, langkah: Langkah) -> None:
    """Sign; the worker's deliveries follow at once, as they would in the office."""
    actor, naskah = p.oleh(langkah), p.the(langkah.sasaran)
    seen = naskah.content_sha256()
    key = p.kunci.unlock(actor.pegawai_id)
    p.save()
    actions.tandatangani(
        p.services,
        actor,
        naskah.id,
        frasa="",
        dilihat_sha256=seen,
        kunci=LocalSigner(key),
        producer=p.cetak.producer(naskah.id),
    )
    p.session.expire(naskah, _COLUMNS)  # its recipients and route did not change
    p.work()


def kirim(p: Panggung, langkah: Langkah) -> None:
    """Inside the city it went by itself; the TU records how it reached the others."""
    actor, naskah = p.oleh(langkah), p.the(langkah.sasaran)
    for penerima in naskah.penerima:
        if penerima.tipe is TipePenerima.EKSTERNAL:
            cara = CaraKirim.POS_EL if penerima.pos_el else CaraKirim.KURIR
            said = penerima.pos_el or "Diterima langsung, tanda terima disimpan"
            actions.catat_pengiriman(p.session, actor, naskah, penerima.id, cara=cara, keterangan=said)


def cetak(p: Panggung, langkah: Langkah) -> None:
    """Print."""
    asked = Cetakan(langkah.rinci["salinan"], Cara.CETAK, None)
    actions.catat_cetak(p.session, p.oleh(langkah), p.the(langkah.sasaran), asked)


def unduh(p: Panggung, langkah: Langkah) -> None:
    """Download."""
    actions.catat_unduh(p.session, p.oleh(langkah), p.the(langkah.sasaran))


PERAN: Final[Mapping[Aksi, Callable[[Panggung, Langkah], None]]] = {
    Aksi.KONSEP: konsep,
    Aksi.AJUKAN: ajukan,
    Aksi.PERBAIKI: perbaiki,
    Aksi.PARAF: paraf,
    Aksi.KEMBALIKAN: kembalikan,
    Aksi.TOLAK: tolak,
    Aksi.BATALKAN: batalkan,
    Aksi.TANDATANGANI: tandatangani,
    Aksi.KIRIM: kirim,
    Aksi.CETAK: cetak,
    Aksi.UNDUH: unduh,
}
