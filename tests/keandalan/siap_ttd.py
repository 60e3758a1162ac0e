"""Naskah that wait for a signature, made through the product's own actions."""

from functools import cache

import makers
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.db import reading, transaction
from eoffice.naskah import actions, queries
from eoffice.naskah.actions import Isian, PenerimaBaru
from eoffice.pdf import isi
from eoffice.tte import actions as tte
from eoffice.tte import authority, keybox
from eoffice.tte.signing import LocalSigner
from eoffice.web.services import Services

FRASA = "gajah biru menulis surat malam"


@cache
def rsa_key() -> RSAPrivateKey:
    """One key for all tests; making one takes a third of a second."""
    return authority.new_key()


def bersertifikat(services: Services, kota: makers.Kota, nama: str) -> None:
    """Give somebody a certificate; the authorities are made when missing."""
    with transaction(services.engine) as session:
        tte.siapkan_otoritas(session, pepper=services.pepper, nama_kota="Kota Arunika", base_url="http://localhost")
        tte.terbitkan(
            session,
            pepper=services.pepper,
            pegawai_id=kota[nama].pegawai.id,
            nama=nama,
            unit="Dinas Uji",
            passphrase=FRASA,
            key=rsa_key(),
            cost=keybox.LIGHT,
        )


def aktor(services: Services, kota: makers.Kota, nama: str) -> Actor:
    """The actor of a person of the little city."""
    with reading(services.engine) as session:
        return kota[nama].actor(session)


def klasifikasi(services: Services) -> None:
    """The code that the naskah are filed under."""
    with transaction(services.engine) as session:
        makers.kode(session, "000.8.3.3")


def naskah_siap(services: Services, kota: makers.Kota, *, opd: str = "dinsos", banyak: int = 1) -> list[int]:
    """So many surat dinas from staf of one dinas to the head of the other and to a firm, with every paraf given."""
    lain = "diskominfo" if opd == "dinsos" else "dinsos"
    made = []
    for n in range(banyak):
        with transaction(services.engine) as session:
            staf = kota[f"staf.{opd}"].actor(session)
            naskah = actions.buat(session, staf, "surat_dinas")
            actions.simpan(
                session,
                staf,
                naskah,
                Isian(
                    hal=f"Permintaan data ke-{n + 1}",
                    isi=isi.from_plain("Mohon data dukung disampaikan.\n\nAtas perhatian Saudara, terima kasih."),
                    kode_klasifikasi="000.8.3.3",
                    tujuan=[PenerimaBaru(jabatan_id=kota[f"kadis.{lain}"].jabatan.id), PenerimaBaru(teks="PT Maju")],
                    tembusan=[PenerimaBaru(jabatan_id=kota["sekda"].jabatan.id)],
                ),
            )
            actions.ajukan(session, staf, naskah)
            made.append(naskah.id)
            while naskah.turns:
                turn = naskah.turns[0]
                who = next(o for o in kota.orang.values() if o.jabatan.id == turn.jabatan_id)
                actions.paraf(session, who.actor(session), naskah)
                session.flush()
    return made


def kunci(services: Services, kota: makers.Kota, nama: str) -> LocalSigner:
    """An opened key, for tests that sign many."""
    return LocalSigner(
        tte.unlock(
            services.engine, pepper=services.pepper, pegawai_id=kota[nama].pegawai.id, passphrase=FRASA, at=clock.now()
        )
    )


def sidik(services: Services, actor: Actor, naskah_id: int) -> str:
    """The hash of what a signer is shown."""
    with reading(services.engine) as session:
        return queries.get(session, actor, naskah_id).content_sha256()
