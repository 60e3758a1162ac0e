"""Checking a PDF against daily lists of hashes without database and network: only the files, and the city's root certificate."""

import asyncio
import hashlib
import itertools
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from asn1crypto import cms, tsp
from asn1crypto import pem as asn1_pem
from asn1crypto import x509 as asn1_x509
from pyhanko.sign.validation import generic_cms
from pyhanko_certvalidator import ValidationContext

from eoffice.errors import Invalid
from eoffice.verifikasi import daftar
from eoffice.verifikasi.daftar import Daftar

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

HARI: Final = timedelta(days=1)


class Segel(StrEnum):
    """What the seal of a list is worth."""

    SAH = "sah"  # intact, and its certificate leads to the root that was given
    UTUH = "utuh"  # intact, but nobody said which root to trust
    RUSAK = "rusak"


@dataclass(frozen=True)
class Lembar:
    """A list as it lies in a file: name for messages, its bytes, and those of its seal (None: not found beside it)."""

    nama: str
    isi: bytes
    segel: bytes | None


@dataclass(frozen=True)
class Hasil:
    """The answer: whether the lists are worth anything, and what they say of the file.

    `sejak` is the day of the list in which the file stands, None for a file in none; `keadaan` is what held of its naskah at
    the end of `sampai`, the day of the newest list given. `galat` are reasons to believe nothing of it, `catatan` what to know
    beside it.
    """

    sidik: str
    sejak: date | None
    keadaan: str
    sampai: date | None
    dipercaya: bool
    galat: tuple[str, ...]
    catatan: tuple[str, ...]

    @property
    def aman(self) -> bool:
        """Known, unchanged, in force as far as the lists reach, and the lists themselves beyond doubt."""
        return self.dipercaya and not self.galat and self.sejak is not None and self.keadaan in ("berlaku", "diralat")


def periksa(pdf: bytes, lembar: Sequence[Lembar], akar: Sequence[bytes] = ()) -> Hasil:
    """Look a file up in the lists, after the lists themselves.

    Args:
        lembar: one or more lists, in any order.
        akar: certificates to trust, PEM or DER; without any, a seal can only be found intact.
    """
    roots = [_certificate(one) for one in akar]
    galat, catatan, read, trusted = list[str](), list[str](), list[tuple[Daftar, str]](), bool(roots)
    for one in lembar:
        try:
            found = daftar.baca(one.isi)
        except Invalid as error:
            galat.append(f"{one.nama}: {error}")
            continue
        seal, why = segel(one, roots)
        if seal is Segel.RUSAK:
            galat.append(f"{one.nama}: {why}")
            continue
        trusted = trusted and seal is Segel.SAH
        read.append((found, hashlib.sha256(one.isi).hexdigest()))
    read.sort(key=lambda pair: pair[0].tanggal)
    broken, gaps = _chain(read)
    lists = [found for found, _ in read]
    sidik = hashlib.sha256(pdf).hexdigest()
    kode, since = _where(lists, sidik)
    return Hasil(
        sidik=sidik,
        sejak=since,
        keadaan=_state(lists, kode) if kode is not None else "",
        sampai=lists[-1].tanggal if lists else None,
        dipercaya=trusted and bool(lists),
        galat=(*galat, *broken),
        catatan=(*catatan, *gaps),
    )


def segel(one: Lembar, roots: Sequence[asn1_x509.Certificate]) -> tuple[Segel, str]:
    """What the seal of a list is worth, and why not more. Never raises: crafted files fail in any way."""
    if one.segel is None:
        return Segel.RUSAK, "segelnya (berkas .p7s) tidak ada di sampingnya."
    try:
        return asyncio.run(_segel(one.isi, one.segel, roots))
    except Exception:
        return Segel.RUSAK, "segelnya bukan tanda tangan CMS yang utuh."


async def _segel(content: bytes, seal: bytes, roots: Sequence[asn1_x509.Certificate]) -> tuple[Segel, str]:
    signed = cms.ContentInfo.load(seal, strict=True)["content"]
    stamped = _stamped(signed)
    if stamped is None:
        return Segel.RUSAK, "segelnya tanpa penanda waktu."
    context = ValidationContext(
        trust_roots=list(roots), moment=stamped, allow_fetching=False, revocation_mode="soft-fail"
    )
    status = await generic_cms.async_validate_detached_cms(content, signed, context, context)
    stamp = status.timestamp_validity
    if not (status.intact and status.valid) or stamp is None or not (stamp.intact and stamp.valid):
        return Segel.RUSAK, "isinya tidak sama dengan yang disegel."
    if not roots:
        return Segel.UTUH, ""
    if not (status.trusted and stamp.trusted):
        return Segel.RUSAK, "segelnya bukan dari penerbit pada berkas akar."
    return Segel.SAH, ""


def _stamped(signed: Any) -> datetime | None:
    """The time that the stamp on a seal claims."""
    for attribute in signed["signer_infos"][0]["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            content = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
            moment = tsp.TSTInfo.load(content.dump())["gen_time"].native
            return moment if isinstance(moment, datetime) else None
    return None


def _chain(read: Sequence[tuple[Daftar, str]]) -> tuple[list[str], list[str]]:
    """Where the chain of days is broken, and where days are missing from what was given."""
    broken, gaps = list[str](), list[str]()
    for (older, sha256), (newer, _) in itertools.pairwise(read):
        before = newer.sebelum
        if older.tanggal == newer.tanggal:
            broken.append(f"Ada dua daftar yang berbeda untuk {newer.tanggal.isoformat()}.")
        elif before is None or before.tanggal != newer.tanggal - HARI:
            broken.append(f"Daftar {newer.tanggal.isoformat()} tidak menyebut daftar sehari sebelumnya.")
        elif older.tanggal == before.tanggal and before.sha256 != sha256:
            broken.append(f"Daftar {older.tanggal.isoformat()} bukan yang disebut daftar {newer.tanggal.isoformat()}.")
        elif older.tanggal != before.tanggal:
            first, last = older.tanggal + HARI, newer.tanggal - HARI
            gaps.append(
                f"Daftar {first.isoformat()} sampai {last.isoformat()} tidak diberikan; perubahan pada hari-hari itu tidak terlihat."
            )
    return broken, gaps


def _where(lists: Sequence[Daftar], sidik: str) -> tuple[str | None, date | None]:
    for one in lists:
        for kode, stages in one.berkas.items():
            if sidik in stages:
                return kode, one.tanggal
    return None, None


def _state(lists: Sequence[Daftar], kode: str) -> str:
    state = "berlaku"
    for one in lists:
        state = one.perubahan.get(kode, state)
    return state


def _certificate(content: bytes) -> asn1_x509.Certificate:
    """One certificate from PEM or DER. Raises Invalid."""
    try:
        der = asn1_pem.unarmor(content)[2] if asn1_pem.detect(content) else content
        found = asn1_x509.Certificate.load(der, strict=True)
        found.native  # noqa: B018  reads all of it
    except Exception:
        raise Invalid("Berkas akar bukan sertifikat PEM atau DER.") from None
    return found
