"""The records of a package as rows with our names; a row names its files by their paths in the package."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from eoffice.errors import Invalid
from eoffice.paket.states import Format
from eoffice.web.fields import parse_json

#: Newest layout of `susun.isi` and `susun.srikandi` that is understood.
VERSI: Final = 1
#: What an exchange folder keeps of a record inside its list.
TEKS: Final[tuple[str, ...]] = ("metadata.json", "premis.xml", "sumber.json")
Baca = Callable[[str], bytes]
"""The bytes of a file of the package by its path below the root."""


def bagit(names: Iterable[str], read: Baca) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    """What the package says of itself, and its records."""
    return _laid_out(Format.BAGIT, "data", sorted(names), read)


def eark(names: Iterable[str], read: Baca) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    """As `bagit`, for a SIP; what is not one of ours has no metadata.json and is refused."""
    return _laid_out(Format.EARK, "representations/asli/data", sorted(names), read)


def _laid_out(
    bentuk: Format, base: str, names: list[str], read: Baca
) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    head = f"{base}/berkas.json"
    folders = sorted(
        {
            n[: -len("/metadata.json")]
            for n in names
            if n.startswith(f"{base}/rekaman/") and n.endswith("/metadata.json")
        }
    )
    if head not in names or not folders:
        raise Invalid(
            "Paket ini utuh, tetapi tidak memuat metadata yang dikenal (berkas.json dan rekaman/…/metadata.json). "
            "Impor sebagai arsip lama: letakkan dokumennya di satu folder dengan daftar XLSX atau CSV."
        )
    about = _json(read(head), head)
    return _head(about), (_record(bentuk, folder, names, read) for folder in folders)


def _head(about: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(about.get("versi"), int) or about["versi"] > VERSI:
        raise Invalid("Paket ini dibuat versi aplikasi yang lebih baru. Perbarui aplikasi ini lebih dahulu.")
    berkas = [b for b in _list(about.get("berkas")) if isinstance(b, dict)]
    return {
        "instansi": str(about.get("instansi", ""))[:200],
        "judul": str(about.get("judul", ""))[:300],
        "berkas": berkas,
    }


def _record(bentuk: Format, folder: str, names: list[str], read: Baca) -> dict[str, Any]:
    number = folder.rpartition("/")[2]
    metadata = f"{folder}/metadata.json"
    outer = f"metadata/preservation/{number}.xml"
    premis = outer if bentuk is Format.EARK else f"{folder}/premis.xml"
    main = next((n for n in names if n.startswith(f"{folder}/dokumen.")), "")
    row = dari_metadata(_json(read(metadata), metadata))
    return row | {
        "berkas": main,
        "lampiran": [n for n in names if n.startswith(f"{folder}/lampiran/")],
        "metadata": metadata,
        "premis": premis if premis in names else "",
        "sumber": f"{folder}/sumber.json" if f"{folder}/sumber.json" in names else "",
        "jalur": folder,
    }


def srikandi(content: bytes) -> tuple[dict[str, Any], Iterator[tuple[dict[str, Any], dict[str, str]]]]:
    """The list of an exchange folder: what it says of itself, and each record with the texts that came inside the list."""
    about = _json(content, "daftar.json")

    def rows() -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
        listed = [item for item in _list(about.get("naskah")) if isinstance(item, dict)]
        for number, item in enumerate(listed, start=1):
            told = _group(item, "teks")
            texts = {name: str(told[name]) for name in TEKS if name in told}
            row = dari_metadata(_json(texts.get("metadata.json", "{}").encode(), "daftar.json"))
            files = [str(f) for f in _list(item.get("berkas_digital"))]
            folder = f"naskah/{number}"
            yield (
                row
                | {
                    "berkas": next((f for f in files if f.startswith("dokumen/")), ""),
                    "lampiran": [f for f in files if f.startswith("lampiran/")],
                    "metadata": f"{folder}/metadata.json",
                    "premis": f"{folder}/premis.xml" if "premis.xml" in texts else "",
                    "sumber": f"{folder}/sumber.json" if "sumber.json" in texts else "",
                    "jalur": folder,
                },
                texts,
            )

    return _head(about), rows()


def _json(content: bytes, nama: str) -> dict[str, Any]:
    try:
        # A list of twenty thousand records is too much for the careful reader of forms; its depth is bounded by itself.
        found = parse_json(content) if len(content) < 1024 * 1024 else _long(content)
    except (ValueError, RecursionError):
        raise Invalid(f"{nama} di dalam paket ini tidak dapat dibaca sebagai JSON.") from None
    if not isinstance(found, dict):
        raise Invalid(f"{nama} di dalam paket ini tidak berisi yang semestinya.")
    return found


def _long(content: bytes) -> Any:
    """Raises ValueError also for what no database can hold: NUL, halves of signs."""
    found = json.loads(content)
    said = json.dumps(found, ensure_ascii=False)
    said.encode()
    if "\\u0000" in said:
        raise ValueError("unstorable character")
    return found


def _number(told: Any) -> int:
    return told if isinstance(told, int) and 0 <= told < 10**9 else 0


def _list(told: Any) -> list[Any]:
    return told if isinstance(told, list) else []


def dari_metadata(meta: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are shown and searched, out of the groups of naskah-dinas 6.7."""
    what, who, kept = _group(meta, "identitas"), _group(meta, "pelaku"), _group(meta, "kegiatan")
    origin, signer, case = _group(who, "pencipta"), _group(who, "penandatangan"), _group(kept, "berkas")
    where, files = _group(meta, "lokasi"), _list(_group(meta, "teknis").get("berkas"))
    place = " / ".join(str(where[k]) for k in ("boks_rak", "fisik") if where.get(k))
    creator = " - ".join(str(origin[k]) for k in ("nama", "perangkat_daerah", "unit") if origin.get(k))
    return {
        "asal_id": str(what.get("id") or "")[:160],
        "nomor": str(what.get("nomor") or "")[:160],
        "nomor_agenda": str(what.get("nomor_agenda") or "")[:60],
        "tanggal": str(what.get("tanggal") or ""),
        "hal": str(what.get("hal") or "")[:500],
        "uraian": str(what.get("uraian") or "")[:4000],
        "jenis": str(what.get("jenis") or "")[:120],
        "pencipta": creator[:300],
        "unit": str(origin.get("unit") or ""),
        "penerima": "; ".join(str(p) for p in _list(who.get("penerima")))[:2000],
        "penandatangan": str(signer.get("jabatan") or "")[:300],
        "kode_klasifikasi": str(kept.get("kode_klasifikasi") or "")[:20],
        "sifat": str(_group(meta, "hak").get("sifat") or "")[:40],
        "tingkat": str(case.get("tingkat_perkembangan") or ""),
        "lokasi": place[:300],
        "nomor_berkas": str(case.get("nomor") or ""),
        "judul_berkas": str(case.get("judul") or "")[:300],
        "urutan_berkas": _number(case.get("urutan")),
        "judul_lampiran": {
            str(f.get("nama")): str(f.get("judul") or "") for f in files if isinstance(f, dict) and f.get("judul")
        },
    }


def teks_asal(content: bytes) -> str:
    """What a package knows was read from the scan of a surat masuk; '' where it tells nothing of that."""
    try:
        told = _json(content, "sumber.json")
    except Invalid:
        return ""
    rows = _list(_group(_group(told, "catatan"), "tabel").get("surat_masuk"))
    return str(rows[0].get("teks") or "") if rows and isinstance(rows[0], dict) else ""


def _group(meta: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = meta.get(name)
    return found if isinstance(found, dict) else {}
