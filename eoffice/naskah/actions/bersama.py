"""Several signers on one naskah, in order: each signs the file that the one before left, nothing is ever rewritten."""

import io
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.db import reading
from eoffice.errors import Conflict, Damaged
from eoffice.naskah import document, jenis, typeset
from eoffice.naskah.actions.bubuhkan import with_lampiran
from eoffice.naskah.models import Naskah, PenandaLain
from eoffice.storage import Blob
from eoffice.titik import titik
from eoffice.tte import archiving, banyak, verifying
from eoffice.tte.banyak import Place
from eoffice.tte.port import Signer
from eoffice.tte.signing import LocalSigner
from eoffice.web.services import Services

ALASAN: Final = "Menyetujui dan menandatangani naskah dinas"
TANPA_BSRE: Final = (
    "Naskah dengan beberapa penandatangan ditandatangani dengan sertifikat kota atau token; layanan BSrE belum dapat "
    "dipakai untuk itu."
)


@dataclass(frozen=True)
class Tahap:
    """The stored file after one more signature; pages and words only from the first, who has it rendered."""

    blob: Blob
    rendered: document.Rendered | None
    selesai: bool


def siapkan(session: Session, naskah: Naskah, first: int) -> None:
    """Before the `first` person signs: whoever will sign after is printed now, and only that person may.

    Raises:
        Conflict: somebody would sign twice, who runs two of these jabatan today.
    """
    known = {first}
    for row in naskah.penyerta:
        block, pegawai_id = typeset.penanda(session, naskah, jabatan=row.jabatan)
        if pegawai_id in known:
            raise Conflict(
                f"{block.nama} hari ini menjalankan dua jabatan yang menandatangani naskah ini, padahal para "
                "pihaknya tidak boleh orang yang sama. Kembalikan naskah kepada konseptor, atau tunggu pejabatnya kembali."
            )
        known.add(pegawai_id)
        row.penanda, row.pejabat_id = asdict(block), pegawai_id


def bubuhkan(
    services: Services,
    signer: Signer,
    page: document.Halaman,
    attached: list[tuple[str, Blob]],
    sebelum: Blob | None,
) -> Tahap:
    """Render it for the first signer, or take the file of the one before; sign, verify, store. Nothing is locked.

    Args:
        sebelum: the file as the last signer left it; None for the first.
    Raises:
        Conflict: this signer's key is elsewhere, which cannot sign a file that others sign too.
        Damaged: what came out is not what went in with one signature more; nothing is kept.
    """
    if not isinstance(signer, LocalSigner):
        raise Conflict(TANPA_BSRE)
    stamper = archiving.stamper(services)
    rendered = None
    if sebelum is None:
        rendered = document.render(with_lampiran(page, services.store, attached))
        boxes = [rendered.qr_box, *rendered.kotak_lain]
        sent = banyak.prepare_fields(rendered.pdf, [Place(number - 1, (a, b, c, d)) for number, a, b, c, d in boxes])
    else:
        with services.store.open(sebelum) as source:
            sent = source.read()
    titik("sesudah_render")
    signed = banyak.sign_next(
        sent, signer.key, tsa=stamper, reason=ALASAN, location=services.settings.tempat, at=clock.now()
    )
    titik("sesudah_tte")
    last = banyak.next_field(signed) is None
    with reading(services.engine) as session:  # only now: evidence must not be older than the signature (tte.md 4.4)
        bukti = archiving.bukti(session, services.cache, pepper=services.pepper, key=signer.key)
        roots = archiving.roots(session, services)
    done = banyak.finish(signed, bukti, tsa=stamper) if last else signed
    titik("sesudah_arsip")
    _verify(sent, done, signer.key.certificate_pem, roots, archiving.anchors(services))
    blob = services.store.put(io.BytesIO(done))
    titik("sesudah_objek")
    return Tahap(blob, rendered, last)


def _verify(
    sent: bytes, done: bytes, certificate_pem: str, roots: tuple[str, ...], penanda_waktu: tuple[str, ...]
) -> None:
    found = verifying.report(done, roots, penanda_waktu=penanda_waktu)
    if not done.startswith(sent) or found["verdict"] != verifying.VALID:
        raise Damaged(f"Tanda tangan yang dibuat tidak lolos pemeriksaan: {' '.join(found['sentences'])}")
    made = [one for one in found["signatures"] if one["kind"] == "signature"]
    if made[-1]["certificate_sha256"] != verifying.fingerprint(certificate_pem):
        raise Damaged("Tanda tangan dibuat dengan sertifikat orang lain, jadi tidak disimpan. Hubungi admin.")


def simpan_tahap(naskah: Naskah, actor: Actor, tahap: Tahap, *, sebelum: Blob | None) -> PenandaLain:
    """Write down who signed and the file; the caller moves the naskah.

    Args:
        sebelum: the file that was signed on, as for `bubuhkan`.
    Raises:
        Conflict: another run has kept a signature since; what was made here is not the next stage.
    """
    last = naskah.tahap
    if (last.sha256 if last is not None else None) != (sebelum.sha256 if sebelum is not None else None):
        raise Conflict("Tanda tangan ini sudah disimpan oleh percobaan yang lain. Muat ulang halaman untuk melihatnya.")
    if last is None:
        row = PenandaLain(urutan=0, jabatan_id=naskah.penandatangan_id or 0, sebutan=jenis.get(naskah.jenis).sebutan[0])
        naskah.penanda_lain.insert(0, row)
    else:
        row = next(p for p in naskah.penyerta if p.ditandatangani_at is None)
    blob = tahap.blob
    row.signed(by=actor.pegawai_id, at=clock.now(), key=blob.key, size=blob.size, sha256=blob.sha256)
    return row


def pejabat_berganti(naskah: Naskah, pegawai_id: int) -> bool:
    """Whether the one whose turn it is was printed as somebody else, when the first signed."""
    if naskah.tahap is None:
        return False
    row = next((p for p in naskah.penyerta if p.ditandatangani_at is None), None)
    return row is not None and row.pejabat_id != pegawai_id
