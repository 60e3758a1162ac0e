"""A naskah at every point of its way, in the little city."""

from typing import Final

import makers
from keandalan.siap_ttd import rsa_key
from makers import Kota
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from eoffice import db
from eoffice.akses.rights import Sifat
from eoffice.naskah import actions
from eoffice.naskah.actions import Isian, PenerimaBaru
from eoffice.naskah.models import Naskah
from eoffice.pdf import isi
from eoffice.tte import actions as tte
from eoffice.tte.keybox import LIGHT
from eoffice.web.services import Services

FRASA: Final = "perahu kuning di dermaga"
KODE: Final = "400.9"
ISI: Final = "Bersama ini kami sampaikan laporan bantuan sosial.\n\nAtas perhatian Saudara diucapkan terima kasih."


def kode(session: Session) -> None:
    """The one code that the tests file under."""
    makers.kode(session, KODE, label="Sosial")


def konsep(session: Session, kota: Kota, *, sifat: Sifat = Sifat.BIASA, luar: bool = False) -> Naskah:
    """A complete konsep of staf.dinsos, to be signed by kadis.dinsos, for kadis.diskominfo, copied to sekda."""
    kode(session)
    actor = kota["staf.dinsos"].actor(session)
    naskah = actions.buat(session, actor, "surat_dinas")
    tujuan = [PenerimaBaru(jabatan_id=kota["kadis.diskominfo"].jabatan.id)]
    if luar:
        tujuan.append(PenerimaBaru(teks="Kepala BPS", tempat="Arunika", pos_el="bps@example.id"))
    filled = Isian(
        hal="Laporan Bantuan Sosial",
        isi=isi.from_plain(ISI),
        kode_klasifikasi=KODE,
        sifat=sifat,
        tujuan=tujuan,
        tembusan=[PenerimaBaru(jabatan_id=kota["sekda"].jabatan.id)],
    )
    actions.simpan(session, actor, naskah, filled)
    session.flush()
    return naskah


def diajukan(session: Session, kota: Kota, **more: object) -> Naskah:
    """Waiting for the paraf of kabid.dinsos."""
    naskah = konsep(session, kota, **more)  # type: ignore[arg-type]
    actions.ajukan(session, kota["staf.dinsos"].actor(session), naskah)
    session.flush()
    return naskah


def siap(session: Session, kota: Kota, **more: object) -> Naskah:
    """Waiting for the signature of kadis.dinsos."""
    naskah = diajukan(session, kota, **more)
    actions.paraf(session, kota["kabid.dinsos"].actor(session), naskah)
    session.flush()
    return naskah


def sertifikat(services: Services, kota: Kota) -> None:
    """Authorities, and certificates for kadis.dinsos and sekda."""
    with db.transaction(services.engine) as session:
        tte.siapkan_otoritas(session, pepper=services.pepper, nama_kota="Kota Arunika", base_url="http://localhost")
        for name in ("kadis.dinsos", "sekda"):
            who = kota[name].pegawai
            tte.terbitkan(
                session,
                pepper=services.pepper,
                pegawai_id=who.id,
                nama=who.nama_lengkap,
                unit="Dinas Sosial",
                passphrase=FRASA,
                key=rsa_key(),
                cost=LIGHT,
            )


def made(engine: Engine, kota: Kota, make: object, **more: object) -> tuple[int, str]:
    """Run a maker of this module in a transaction; the id and the hash of what a signer would see."""
    with db.transaction(engine) as session:
        naskah = make(session, kota, **more)  # type: ignore[operator]
        return naskah.id, naskah.content_sha256()
