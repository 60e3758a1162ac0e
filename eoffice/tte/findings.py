"""What was found about one signature, in plain Indonesian: what is wrong with it, or what to know beside its being good."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

#: Coverage and later changes that leave a signature good, in pyHanko's words (tte.md 5, rule 2).
COVERED: Final = frozenset({"ENTIRE_FILE", "ENTIRE_REVISION"})
HARMLESS: Final = frozenset({"NONE", "LTA_UPDATES", "FORM_FILLING"})

#: The PAdES baseline levels, lowest first.
LEVELS: Final = ("B-B", "B-T", "B-LT", "B-LTA")


def faults(found: Mapping[str, Any]) -> list[str]:
    sentences = []
    if not found["intact"]:
        sentences.append("Isi naskah atau tanda tangannya telah diubah sesudah ditandatangani.")
    elif not found["trusted"] and found["kind"] == "timestamp":
        sentences.append(
            f"Penanda waktu arsip berasal dari penerbit yang tidak dikenal ({found['issuer'] or 'tanpa nama'}), "
            "atau masanya habis sebelum diperbarui."
        )
    elif not found["trusted"]:
        sentences.append(
            f"Tanda tangan dibuat dengan sertifikat dari penerbit yang tidak dikenal ({found['issuer'] or 'tanpa nama'}) "
            "atau yang tidak berlaku pada waktu itu, sehingga penandatangannya tidak dapat dipastikan."
        )
    if found["trusted"] and not found["timestamp_ok"]:
        sentences.append("Penanda waktu pada tanda tangan ini rusak, atau penerbitnya tidak dikenal.")
    if found["coverage"] not in COVERED:
        sentences.append("Tanda tangan tidak mencakup seluruh isi berkas.")
    elif found["docmdp_ok"] is False or found["modification"] not in HARMLESS:
        sentences.append("Sesudah ditandatangani, berkas diubah dengan cara yang tidak diizinkan.")
    if found["metadata_changed"]:
        sentences.append("Judul atau keterangan berkas diubah sesudah ditandatangani.")
    if found["revoked_at"] and _revoked_before(found):
        sentences.append("Sertifikat penandatangan sudah dicabut ketika tanda tangan ini dibuat.")
    return sentences


def _revoked_before(found: Mapping[str, Any]) -> bool:
    """Without a stamp nothing proves that the signature is older than the revocation."""
    if found["time_source"] != "tsa":
        return True
    return datetime.fromisoformat(found["signed_at"]) >= datetime.fromisoformat(found["revoked_at"])


def remarks(found: Mapping[str, Any]) -> list[str]:
    if found["kind"] == "timestamp":
        return []
    sentences = []
    if found["time_source"] != "tsa":
        sentences.append("Waktu tanda tangan menurut komputer penandatangan, tanpa penanda waktu tepercaya.")
    if found["revoked_at"]:
        sentences.append("Sertifikat ini dicabut kemudian; tanda tangan yang dibuat sebelumnya tetap sah.")
    return sentences
