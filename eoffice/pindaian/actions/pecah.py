"""A batch scan cut into its letters, at blank or separator pages, after a person has seen where."""

import io
from collections.abc import Sequence

from sqlalchemy.orm import Session

from eoffice import sandbox
from eoffice.akses.actor import Actor
from eoffice.audit import actions as audit
from eoffice.errors import Invalid
from eoffice.pindaian.actions.tata import step
from eoffice.pindaian.actions.tiba import new
from eoffice.pindaian.models import Pindaian, PindaianHalaman
from eoffice.pindaian.states import Status, Sumber
from eoffice.storage import Blob
from eoffice.web.services import Services


def usul_potongan(pages: Sequence[PindaianHalaman]) -> list[list[int]]:
    """The pages of each letter, as blank and separator pages part them; one part when nothing parts them.

    Where separator sheets lie in the batch only they cut, so that the empty back of a letter does not. A blank or
    separator page belongs to no part.
    """
    sheets = any(page.pemisah for page in pages)
    parts: list[list[int]] = [[]]
    for page in pages:
        if page.pemisah or (page.kosong and not sheets):
            parts.append([])
        elif not page.kosong:
            parts[-1].append(page.nomor)
    return [part for part in parts if part] or [[page.nomor for page in pages]]


def checked(row: Pindaian, bagian: Sequence[Sequence[int]]) -> list[list[int]]:
    """The parts that a person chose: ascending, disjoint, at least two.

    Raises:
        Invalid: anything else.
    """
    parts = [list(part) for part in bagian if part]
    flat = [number for part in parts for number in part]
    if len(parts) < 2:
        raise Invalid("Belum ada pemotongan. Tandai paling sedikit satu halaman sebagai awal surat berikutnya.")
    if flat != sorted(set(flat)) or flat[0] < 1 or flat[-1] > row.halaman:
        raise Invalid("Halaman pada pemotongan ini tidak cocok dengan berkasnya. Muat ulang halaman.")
    return parts


def cut(services: Services, row: Pindaian, parts: Sequence[Sequence[int]]) -> list[Blob]:
    """The files of the parts, stored; with nothing locked, so before the transaction of `pecah`.

    Raises:
        Refused: the PDF is signed.
    """
    blob = Blob(row.lihat_key or row.key, row.lihat_size or row.size, row.lihat_sha256 or row.sha256)
    with services.store.open(blob) as source:
        made = sandbox.pecah_pdf(source.read(), parts)
    return [services.store.put(io.BytesIO(one)) for one in made]


def pecah(
    session: Session, actor: Actor, row: Pindaian, parts: Sequence[Sequence[int]], blobs: Sequence[Blob]
) -> list[Pindaian]:
    """The parts wait in the place of the batch, with the text that is read already; the batch stays as it came."""
    with step(session, actor, "pindaian.pecah", row, Status.DIPECAH, f"{len(parts)} bagian"):
        known = {page.nomor: page for page in row.isi}
        made = []
        for n, (part, blob) in enumerate(zip(parts, blobs, strict=True), 1):
            one = _part(row, part, blob, n, actor)
            one.isi = [copy_page(known[number], at) for at, number in enumerate(part, 1)]
            session.add(one)
            made.append(one)
        session.flush()
        for one in made:
            audit.record(session, actor, "pindaian.tiba", "pindaian", one.id, ke=one.status, isi_sha256=one.sha256)
    return made


def _part(row: Pindaian, part: Sequence[int], blob: Blob, n: int, actor: Actor) -> Pindaian:
    stem = row.nama.rpartition(".")[0] or row.nama
    one = new(
        opd_id=row.opd_id,
        sumber=Sumber.PECAHAN,
        sidik=f"{row.id}:{','.join(map(str, part))}"[:60] + f":{blob.sha256[:40]}",
        nama=f"{stem[:180]} – bagian {n}.pdf",
        blob=blob,
        at=row.tiba_at,
        oleh=actor,
    )
    one.pengirim, one.perihal, one.tanda = row.pengirim, row.perihal, row.tanda
    one.induk_id, one.dari_halaman, one.sampai_halaman = row.id, part[0], part[-1]
    one.mime, one.halaman = "application/pdf", len(part)
    one.lihat_key, one.lihat_size, one.lihat_sha256 = blob.key, blob.size, blob.sha256
    one.status = Status.MENUNGGU
    return one


def copy_page(page: PindaianHalaman, number: int) -> PindaianHalaman:
    """The same page with all that was read on it, under another number."""
    return PindaianHalaman(
        nomor=number,
        baca=page.baca,
        cara=page.cara,
        teks=page.teks,
        keyakinan=page.keyakinan,
        kata=page.kata,
        kosong=page.kosong,
        pemisah=page.pemisah,
        putar=page.putar,
        lama=page.lama,
        percobaan=0,
        selesai_at=page.selesai_at,
    )
