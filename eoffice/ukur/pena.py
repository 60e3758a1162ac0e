"""Setting a page and signing it, outside any transaction, beside bare reportlab, pyHanko alone and openssl."""

import io
import re
import secrets
import shutil
import subprocess
from functools import partial
from typing import Any

from asn1crypto import crl, keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from sqlalchemy import select

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.db import reading, transaction
from eoffice.naskah.actions import bubuhkan, tandatangan
from eoffice.naskah.document import Halaman, Rendered
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import Status
from eoffice.storage import Blob
from eoffice.tte import actions, archiving, authority, keybox, signing
from eoffice.tte.evidence import Evidence
from eoffice.tte.keybox import UnlockedKey
from eoffice.tte.port import Request, Signed, Signer
from eoffice.tte.timestamp import Tsa
from eoffice.ukur import cetakan
from eoffice.ukur.hasil import Baris, paling, rasio
from eoffice.ukur.takar import Nilai, Takaran
from eoffice.ukur.tempat import Tempat
from eoffice.web.services import Services


def cetak(tempat: Tempat) -> list[Baris]:
    """One page of surat dinas to PDF/A, and ten pages with tables."""
    rows = []
    for nama, kind, made, most, times in (
        ("pdf", "Surat dinas satu halaman ke PDF", cetakan.surat_dinas, 1.6, tempat.ulang),
        ("pdf-sepuluh", "Surat sepuluh halaman bertabel ke PDF", cetakan.surat_panjang, 2.0, max(1, tempat.ulang // 5)),
    ):
        said = made().text
        ours, bare = tempat.jam.berdampingan([made, partial(cetakan.polos, said)], times)
        target = paling(rasio(ours, bare), most, f"≤ {most:g}x".replace(".", ","))
        rows.append(Baris(nama, kind, ours, "kanvas reportlab", bare, (target,)))
    return rows


def tanda_tangan(tempat: Tempat) -> list[Baris]:
    """A PAdES B-T signature with an open key, beside pyHanko's own signer and the two RSA operations in it."""
    key, tsa = _key(tempat)
    made = cetakan.surat_dinas()
    page, *box = made.qr_box
    place = (float(box[0]), float(box[1]), float(box[2]), float(box[3]))

    def ours() -> None:
        signing.sign(
            made.pdf,
            key,
            tsa=tsa,
            box=place,
            page=page - 1,
            reason="Ukuran",
            location="Arunika",
            at=clock.now(),
        )

    alone = _pyhanko(made.pdf, key, tsa)
    mine, beside = tempat.jam.berdampingan([ours, alone], max(1, tempat.ulang // 3))
    rows = [
        Baris("tte", "Tanda tangan PAdES B-T", mine, "pyHanko saja", beside, (paling(rasio(mine, beside), 1, "≤ 1x"),))
    ]
    raw = _openssl()
    if raw is not None:
        rows.append(_over_rsa(mine, raw))
    return rows + _tingkat(tempat, key, tsa, made, raw)


def _tingkat(tempat: Tempat, key: UnlockedKey, tsa: Tsa, made: Rendered, raw: float | None) -> list[Baris]:
    """B-B and B-LTA beside pyHanko with the same lean signer, and the whole ceremony but the setting of the page."""
    page, *box = made.qr_box
    spec = fields.SigFieldSpec("Tte1", on_page=page - 1, box=tuple(map(float, box)))
    services, cache = tempat.services, dict[str, Any]()

    def bb() -> None:
        writer = signing.Writer(io.BytesIO(made.pdf))
        fields.append_signature_field(writer, spec)
        signing.sign_field(
            writer, key, tsa=None, field="Tte1", certify=True, reason="Ukuran", location="Arunika", at=clock.now()
        )

    def signed(request: Request) -> Signed:
        return signing.LocalSigner(key).sign(request, tsa=tsa)

    def request() -> Request:
        corners = (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
        return Request(made.pdf, corners, page - 1, "Ukuran", "Arunika", clock.now(), secrets.token_hex(16))

    def bukti() -> Evidence:
        with reading(services.engine) as session:
            return archiving.bukti(session, cache, pepper=services.pepper, key=key)

    def lta() -> None:
        archiving.extend(signed(request()).pdf, bukti(), tsa=tsa)

    def producer(
        _: Services, signer: Signer, _page: Halaman, _attached: list[tuple[str, Blob]]
    ) -> tuple[Blob, Rendered]:
        return bubuhkan.arsipkan(services, made.pdf, signer.sign(request(), tsa=archiving.stamper(services))), made

    waiting = iter(_siap(tempat, 2 * tempat.ulang + 8))

    def upacara() -> None:
        naskah_id, seen = next(waiting)
        tandatangan.tandatangani(
            services,
            tempat.kepala,
            naskah_id,
            frasa="",
            dilihat_sha256=seen,
            kunci=signing.LocalSigner(key),
            producer=producer,
        )

    own = [_ringkas(made.pdf, key, tsa, None), _ringkas(made.pdf, key, tsa, bukti())]
    calls = [bb, own[0], lta, own[1], upacara]
    low, low_beside, high, high_beside, whole = tempat.jam.berdampingan(calls, max(1, tempat.ulang // 2))
    lean = "pyHanko, penanda ringkas"
    rows = [
        Baris("tte-bb", "Tanda tangan PAdES B-B", low, lean, low_beside, (paling(rasio(low, low_beside), 1, "≤ 1x"),)),
        Baris(
            "tte-lta", "Tanda tangan PAdES B-LTA", high, lean, high_beside,
            (paling(rasio(high, high_beside), 1, "≤ 1x"),),
        ),
        Baris(
            "tte-upacara", "Upacara B-LTA: nomor, periksa, simpan, catat", whole, lean, high_beside,
            (paling(rasio(whole, high_beside), 1.3, "≤ 1,3x"),), "Tanpa menata halaman.",
        ),
    ]  # fmt: skip
    if raw is not None:
        limit = Nilai(1000 / raw, "/detik")
        rows += [
            Baris(
                f"laju-{name}",
                f"Laju {level} tiap inti",
                Nilai(1000 / found.cpu_p50, "/detik"),
                "openssl rsa3072",
                limit,
                (),
            )
            for name, level, found in (("bb", "B-B", low), ("lta", "B-LTA", high), ("upacara", "upacara B-LTA", whole))
        ]
    return rows


def _siap(tempat: Tempat, count: int) -> list[tuple[int, str]]:
    """So many naskah that wait for the head's signature, copied from an issued one; their ids and what the signer sees."""
    head = tempat.kepala.jabatan_id
    with transaction(tempat.services.engine) as session:
        wanted = select(Naskah).where(
            Naskah.penandatangan_id == head, Naskah.sifat == Sifat.BIASA, Naskah.penerima.any()
        )
        model = session.scalars(wanted.where(Naskah.jenis == "surat_dinas").order_by(Naskah.id.desc()).limit(1)).one()
        same = (
            *("jenis", "unit_id", "opd_id", "konseptor_id", "konseptor_jabatan_id", "penandatangan_id", "bentuk"),
            *("kode_klasifikasi", "sifat", "urgensi", "hal", "isi", "rincian"),
        )
        there = ("peran", "urutan", "tipe", "jabatan_id", "teks", "pos_el")
        made = []
        for _ in range(count):
            one = Naskah(
                **{name: getattr(model, name) for name in same},
                status=Status.SIAP_TTD,
                versi=1,
                dibuat_at=clock.now(),
                diubah_at=clock.now(),
                token=secrets.token_urlsafe(24),
            )
            one.penerima = [Penerima(**{name: getattr(p, name) for name in there}) for p in model.penerima]
            made.append(one)
        session.add_all(made)
        session.flush()
        return [(one.id, one.content_sha256()) for one in made]


def _ringkas(pdf: bytes, key: UnlockedKey, tsa: Tsa, found: Evidence | None) -> Any:
    """pyHanko in one go with the lean signer of ours: B-LTA with this evidence, B-B without any."""
    der = [authority.load(pem).public_bytes(Encoding.DER) for pem in (key.certificate_pem, *key.chain_pem)]
    crls = [] if found is None else [one.dump() for one in found.crls]
    others = [] if found is None else [one.dump() for one in found.certificates]

    def sign() -> None:
        signer = signing.KeySigner(der[0], key.private, tuple(der[1:]))
        more: dict[str, Any] = {}
        if found is not None:
            known = [x509.Certificate.load(one) for one in others]
            context = ValidationContext(
                trust_roots=known[:1],
                other_certs=known[1:],
                crls=[crl.CertificateList.load(one) for one in crls],
                allow_fetching=False,
                revocation_mode="hard-fail",
            )
            more = {"embed_validation_info": True, "use_pades_lta": True, "validation_context": context}
        metadata = signers.PdfSignatureMetadata(
            field_name="Polos", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, **more
        )
        stamper = None if found is None else tsa
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        signers.PdfSigner(metadata, signer, timestamper=stamper).sign_pdf(writer, output=io.BytesIO())

    return sign


def _over_rsa(mine: Takaran, raw: float) -> Baris:
    note = "Satu tanda tangan dan satu cap waktu, jadi dua operasi kunci RSA-3072."
    limit = Nilai(2 * raw, "ms")
    return Baris(
        "tte-rsa", "Tanda tangan, seluruhnya", Nilai(mine.cpu_p50, "ms"), "2x openssl rsa3072", limit, (), note
    )


def _key(tempat: Tempat) -> tuple[UnlockedKey, Tsa]:
    """A key of the head made for it; its passphrase is forgotten with the process."""
    frasa, pepper = f"ukur {secrets.token_hex(8)} sungai terang", tempat.services.pepper
    pegawai_id = tempat.kepala.pegawai_id
    with transaction(tempat.services.engine) as session:
        actions.terbitkan(
            session,
            pepper=pepper,
            pegawai_id=pegawai_id,
            nama="Penanda Ukuran",
            unit="Sekretariat Daerah",
            passphrase=frasa,
            key=authority.new_key(),
            cost=keybox.LIGHT,
        )
        tsa = signing.tsa(session, pepper=pepper)
    key = actions.unlock(tempat.services.engine, pepper=pepper, pegawai_id=pegawai_id, passphrase=frasa)
    return key, tsa


def _pyhanko(pdf: bytes, key: UnlockedKey, tsa: Tsa) -> Any:
    """The library as its manual uses it, with the same certificates and the same time-stamper."""
    plain = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    registry = SimpleCertificateStore()
    registry.register_multiple([_certificate(pem) for pem in key.chain_pem])
    signer = signers.SimpleSigner(
        signing_cert=_certificate(key.certificate_pem),
        signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=registry,
    )
    metadata = signers.PdfSignatureMetadata(
        field_name="Polos", md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
    )

    def sign() -> None:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        signers.PdfSigner(metadata, signer, timestamper=tsa).sign_pdf(writer, output=io.BytesIO())

    return sign


def _certificate(pem: str) -> Any:
    return x509.Certificate.load(authority.load(pem).public_bytes(Encoding.DER))


def _openssl() -> float | None:
    """Milliseconds of one RSA-3072 signature as openssl measures itself; None where the program is missing."""
    program = shutil.which("openssl")
    if program is None:
        return None
    said = subprocess.run(  # noqa: S603
        [program, "speed", "-seconds", "1", "rsa3072"], capture_output=True, text=True, timeout=60, check=False
    ).stdout
    found = re.search(r"rsa\s+3072 bits\s+([\d.]+)s", said)
    return float(found[1]) * 1000 if found else None
