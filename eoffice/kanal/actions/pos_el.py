"""One round over a mailbox."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from eoffice import clock, sandbox
from eoffice.db import reading, transaction
from eoffice.kanal import document
from eoffice.kanal.actions import simpan
from eoffice.kanal.imap import Kotak
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.pindaian.states import Sumber
from eoffice.sandbox import names
from eoffice.storage import Blob
from eoffice.titik import titik
from eoffice.web.services import Services

#: Messages of one round; the next begins a minute later.
BANYAK: Final = 100
#: An inline picture smaller than this is a logo or a signature of the mail program.
HIASAN: Final = 60 * 1024
_SAMA_ID: Final = (
    "Message-ID-nya sama dengan pos-el yang datang lebih dahulu, tetapi isinya lain. Pastikan dahulu siapa pengirimnya."
)


def putaran(
    services: Services, kanal_id: int, opd_id: int, kotak: Kotak, pindah_ke: str, hidup: Callable[[], None]
) -> None:
    """Fetch what is new and keep it; afterwards mark and move what is kept, also what an earlier round left.

    A mailbox that cannot be marked still delivers; the failure is raised at the end.
    """
    with reading(services.engine) as session:
        kanal = session.get_one(Kanal, kanal_id)
        last = kanal.uid_terakhir if kanal.uidvalidity == kotak.uidvalidity else 0
    for uid in kotak.baru(last, BANYAK):
        size = kotak.ukuran(uid)
        if size is None:
            continue
        datang = _datang(services, opd_id, kotak, uid, size)
        titik("kanal_diambil")
        with transaction(services.engine) as session:
            simpan.simpan(session, services, kanal_id, opd_id, datang)
        titik("kanal_tersimpan")
        hidup()
    _mark(services, kanal_id, kotak, pindah_ke)


def _mark(services: Services, kanal_id: int, kotak: Kotak, pindah_ke: str) -> None:
    with reading(services.engine) as session:
        waiting = session.execute(
            select(Kiriman.id, Kiriman.uid)
            .where(
                Kiriman.kanal_id == kanal_id,
                Kiriman.beres_at.is_(None),
                Kiriman.uidvalidity == kotak.uidvalidity,
                Kiriman.uid.is_not(None),
            )
            .order_by(Kiriman.id)
        ).tuples().all()  # fmt: skip
    for kiriman_id, uid in waiting:
        kotak.tandai(uid or 0, pindah_ke)
        titik("kanal_ditandai")
        with transaction(services.engine) as session:
            session.get_one(Kiriman, kiriman_id).beres_at = clock.now()


def _datang(services: Services, opd_id: int, kotak: Kotak, uid: int, size: int) -> simpan.Datang:
    place: dict[str, Any] = {"uid": uid, "uidvalidity": kotak.uidvalidity, "sumber": Sumber.SUREL}
    most = services.settings.max_upload * 3 // 2  # attachments grow by a third on their way
    if size > most:
        head = _parsed(kotak.kepala(uid))
        why = f"Pos-el ini lebih besar dari {most // 1024**2} MB. Buka di aplikasi pos-el, lalu unggah suratnya."
        return simpan.Datang(_pesan_id(head, uid, kotak, size), None, "pos-el.eml", alasan=why, **place, **_about(head))
    raw = kotak.pesan(uid, size)
    key = simpan.sidik(raw)
    info = _parsed(raw)
    known = _pesan_id(info, uid, kotak) if info.get("message_id") else None
    note = ""
    with reading(services.engine) as session:
        if simpan.sudah_ada(session, opd_id, None, key) is not None:
            return simpan.Datang(None, key, "pos-el.eml", **place)
        before = simpan.sudah_ada(session, opd_id, known, None)
        first = before.asli if before is not None else None
    if before is not None and first is not None and _isi(info) == _isi(_parsed(_bytes(services, first))):
        return simpan.Datang(known, key, "pos-el.eml", **place)
    if before is not None:  # anybody can write the Message-ID of another; a letter is never dropped for it
        known, note = None, _SAMA_ID
    original = simpan.letakkan(services, raw)
    name = names.clean(info.get("perihal") or "pos-el", "eml")
    if "teks" not in info:
        return simpan.Datang(known, key, name, asli=original, alasan=info["alasan"], **place, **_about(info))
    documents, parts = _documents(services, info)
    return simpan.Datang(
        known,
        key,
        name,
        asli=original,
        teks=info["teks"],
        message_id=str(info["message_id"])[:255] or None,
        dokumen=tuple(documents),
        bagian=tuple(parts),
        alasan=note,
        **place,
        **_about(info),
    )


def _bytes(services: Services, blob: Blob) -> bytes:
    with services.store.open(blob) as stream:
        return stream.read()


def _isi(info: dict[str, Any]) -> tuple[object, ...]:
    """What makes two copies of one message the same, whichever way each came: sender, time, words, attachments."""
    files = tuple((one["nama"], info["isi"][one["dari"] : one["sampai"]]) for one in info.get("lampiran", ()))
    return info.get("dari"), info.get("perihal"), info.get("dikirim"), info.get("teks"), files


def _parsed(raw: bytes) -> dict[str, Any]:
    """What the sandbox says of it; with only `alasan` when it cannot be read."""
    try:
        result = sandbox.baca_pos_el(raw)
    except sandbox.Refused as refused:
        return {"alasan": str(refused)}
    return {**result.info, "isi": result.content}


def _pesan_id(info: dict[str, Any], uid: int, kotak: Kotak, size: int | None = None) -> str:
    """The key of a message; of one that is not fetched its size belongs to it, for its content is not known."""
    words = str(info.get("message_id") or f"tanpa id {kotak.uidvalidity}/{uid}")
    if size is not None:
        words += f" {size}"
    return simpan.sidik(words.encode())


def _about(info: dict[str, Any]) -> dict[str, Any]:
    sent = info.get("dikirim")
    return {
        "dari": str(info.get("dari", "")),
        "perihal": str(info.get("perihal", "")),
        "dikirim_at": datetime.fromisoformat(sent) if sent else None,
    }


def _documents(services: Services, info: dict[str, Any]) -> tuple[list[simpan.Dokumen], list[dict[str, Any]]]:
    """What to register, and what became of every attachment; the words themselves when none can be registered."""
    found, parts = [], []
    for one in info["lampiran"]:
        content = info["isi"][one["dari"] : one["sampai"]]
        kind, verdict = simpan.macam(content), "menunggu registrasi"
        if kind is None:
            verdict = "tetap di dalam pos-el (bukan PDF, JPG, atau PNG)"
        elif len(content) > services.settings.max_upload:
            kind, verdict = None, "tetap di dalam pos-el (terlalu besar)"
        elif one["sebaris"] and kind != "pdf" and len(content) < HIASAN:
            kind, verdict = None, "tetap di dalam pos-el (gambar hiasan)"
        if kind is not None:
            found.append(simpan.Dokumen(names.clean(one["nama"], kind), content))
        parts.append({"nama": one["nama"], "ukuran": len(content), "keadaan": verdict})
    if not found:
        found.append(simpan.Dokumen(names.clean(info["perihal"] or "pos-el", "pdf"), _page(info)))
    return found, parts


def _page(info: dict[str, Any]) -> bytes:
    sent = info.get("dikirim")
    page = document.PosEl(
        dari=info["dari"],
        kepada=info["kepada"],
        perihal=info["perihal"],
        dikirim_at=datetime.fromisoformat(sent) if sent else None,
        diterima_at=clock.now(),
        teks=info["teks"],
        lampiran=[one["nama"] for one in info["lampiran"]],
    )
    return document.render(page)
