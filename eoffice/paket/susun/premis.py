"""PREMIS 3: the files of a record as objects with their fixity, every event of the trail, and who acted."""

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from eoffice.audit.models import AuditEntry
from eoffice.naskah.jenis.pribadi import samar
from eoffice.paket.susun.iso23081 import clean

RUANG: Final = "http://www.loc.gov/premis/v3"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
#: What identifiers of ours are called.
RUJUKAN: Final = "eoffice"


def render(rekaman: str, files: Sequence[object], trail: Sequence[AuditEntry]) -> str:
    """The whole document: one intellectual entity, its files, its events and the agents of them.

    Args:
        rekaman: the identifier of the record here, such as `naskah:17`.
        files: each with nama, mime, size and sha256.
    """
    root = Element(
        "premis:premis",
        {"xmlns:premis": RUANG, "xmlns:xsi": XSI, "version": "3.0"},
    )
    _entity(root, rekaman, [str(getattr(f, "nama", "")) for f in files])
    for file in files:
        _object(root, rekaman, file)
    for entry in trail:
        _event(root, rekaman, entry)
    for agent in dict.fromkeys(e.jabatan_nama or "Sistem" for e in trail):
        _agent(root, agent)
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _text(at: Element, name: str, text: object) -> Element:
    made = SubElement(at, f"premis:{name}")
    made.text = clean(str(text))
    return made


def _identifier(at: Element, what: str, value: str) -> None:
    made = SubElement(at, f"premis:{what}Identifier")
    _text(made, f"{what}IdentifierType", RUJUKAN)
    _text(made, f"{what}IdentifierValue", value)


def _entity(root: Element, rekaman: str, names: list[str]) -> None:
    made = SubElement(root, "premis:object", {"xsi:type": "premis:intellectualEntity"})
    _identifier(made, "object", rekaman)
    if names:
        linked = SubElement(made, "premis:relationship")
        _text(linked, "relationshipType", "structural")
        _text(linked, "relationshipSubType", "has part")
        for name in names:
            other = SubElement(linked, "premis:relatedObjectIdentifier")
            _text(other, "relatedObjectIdentifierType", RUJUKAN)
            _text(other, "relatedObjectIdentifierValue", f"{rekaman}/{name}")


def _object(root: Element, rekaman: str, file: object) -> None:
    name, mime = str(getattr(file, "nama", "")), str(getattr(file, "mime", ""))
    made = SubElement(root, "premis:object", {"xsi:type": "premis:file"})
    _identifier(made, "object", f"{rekaman}/{name}")
    known = SubElement(made, "premis:objectCharacteristics")
    _text(known, "compositionLevel", 0)
    fixity = SubElement(known, "premis:fixity")
    _text(fixity, "messageDigestAlgorithm", "SHA-256")
    _text(fixity, "messageDigest", getattr(file, "sha256", ""))
    _text(fixity, "messageDigestOriginator", RUJUKAN)
    _text(known, "size", getattr(file, "size", 0))
    designation = SubElement(SubElement(known, "premis:format"), "premis:formatDesignation")
    _text(designation, "formatName", mime or "application/octet-stream")
    _text(made, "originalName", name)


def _event(root: Element, rekaman: str, entry: AuditEntry) -> None:
    made = SubElement(root, "premis:event")
    _identifier(made, "event", f"jejak:{entry.n}")
    _text(made, "eventType", entry.event)
    _text(made, "eventDateTime", entry.at.isoformat())
    told = [
        f"dari={entry.dari}" if entry.dari else "",
        f"ke={entry.ke}" if entry.ke else "",
        f"catatan={samar(entry.catatan)}" if entry.catatan else "",
        f"isi={entry.isi_sha256}" if entry.isi_sha256 else "",
        f"versi={entry.versi}" if entry.versi is not None else "",
        f"sifat={entry.sifat}" if entry.sifat else "",
        f"pegawai={entry.pegawai_id}" if entry.pegawai_id is not None else "",
        f"jabatan={entry.jabatan_id}" if entry.jabatan_id is not None else "",
        f"hash={entry.hash}",
        f"sebelumnya={entry.prev}",
    ]
    detail = SubElement(made, "premis:eventDetailInformation")
    _text(detail, "eventDetail", "; ".join(t for t in told if t))
    outcome = SubElement(made, "premis:eventOutcomeInformation")
    _text(outcome, "eventOutcome", entry.hasil)
    agent = SubElement(made, "premis:linkingAgentIdentifier")
    _text(agent, "linkingAgentIdentifierType", RUJUKAN)
    _text(agent, "linkingAgentIdentifierValue", entry.jabatan_nama or "Sistem")
    thing = SubElement(made, "premis:linkingObjectIdentifier")
    _text(thing, "linkingObjectIdentifierType", RUJUKAN)
    _text(thing, "linkingObjectIdentifierValue", rekaman)


def _agent(root: Element, name: str) -> None:
    made = SubElement(root, "premis:agent")
    _identifier(made, "agent", name)
    _text(made, "agentName", name)
    _text(made, "agentType", "software" if name == "Sistem" else "organization")
