"""An E-ARK SIP: CSIP 2.1 with one representation, a METS for the package and one for the representation."""

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from eoffice.paket.susun.isi import berkas_json, tulis_rekaman
from eoffice.paket.susun.iso23081 import clean

if TYPE_CHECKING:
    from eoffice.paket.susun.penulis import Bacaan, Entri, Penulis, Tentang

PROFIL: Final = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
RUANG: Final = (
    'xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:csip="https://DILCIS.eu/XML/METS/CSIPExtensionMETS" xmlns:sip="https://DILCIS.eu/XML/METS/SIPExtensionMETS"'
)
REPRESENTASI: Final = "representations/asli"
#: What goes to the folder of metadata of the package instead of the folder of the record.
METADATA: Final = frozenset({"metadata.xml", "premis.xml"})
SKEMA: Final = Path(__file__).parent / "skema"
#: What the content is for CSIP, which asks every group of files to say it.
GRUP: Final = 'csip:CONTENTINFORMATIONTYPE="OTHER" csip:OTHERCONTENTINFORMATIONTYPE="eoffice"'
KETERANGAN: Final = """Paket informasi E-ARK (CSIP 2.1, SIP) dari eoffice.

representations/asli/data/rekaman/NNNNNN/  satu rekaman: dokumen.pdf tepat seperti ditandatangani, lampiran, metadata.json
representations/asli/data/berkas.json      berkas tempat rekaman disimpan, dengan retensinya
metadata/descriptive/NNNNNN.xml            metadata rekaman (ISO 23081), skemanya di schemas/
metadata/preservation/NNNNNN.xml           PREMIS 3: sidik SHA-256 dan setiap peristiwa jejak audit
"""


def tulis(out: "Penulis", about: "Tentang", records: "Bacaan") -> None:
    """Data, then metadata, then the METS of the representation, then that of the package, for each names the hashes before."""
    when = f"{about.dibuat.isoformat()}T00:00:00+07:00"
    described, preserved = [], []
    for urutan, rekaman in records():
        tulis_rekaman(out, f"{REPRESENTASI}/data/rekaman/{urutan:06d}", rekaman, tanpa=METADATA)
    data = list(out.entri)
    data.append(out.teks(f"{REPRESENTASI}/data/berkas.json", berkas_json(about), "application/json"))
    for urutan, rekaman in records():
        about_it, events = rekaman.teks["metadata.xml"], rekaman.teks["premis.xml"]
        described.append(out.teks(f"metadata/descriptive/{urutan:06d}.xml", about_it, "application/xml"))
        preserved.append(out.teks(f"metadata/preservation/{urutan:06d}.xml", events, "application/xml"))
    groups = {
        "Documentation": [out.teks("documentation/bacasaya.txt", KETERANGAN)],
        "Schemas": [
            out.teks(f"schemas/{path.name}", path.read_text("utf-8"), "application/xml")
            for path in sorted(SKEMA.glob("*.xsd"))
        ],
        "Representations/asli": [out.teks(f"{REPRESENTASI}/METS.xml", _inner(about, when, data), "application/xml")],
    }
    out.teks("METS.xml", _outer(about, when, described, preserved, groups), "application/xml")


def _attribute(value: str) -> str:
    return quoteattr(clean(value))


def _ref(e: "Entri", when: str, below: str = "") -> tuple[str, str]:
    """The attributes that say what a file is, and those that say where it is."""
    what = (
        f' MIMETYPE={_attribute(e.mime)} SIZE="{e.size}" CREATED="{when}" CHECKSUM="{e.sha256}" CHECKSUMTYPE="SHA-256"'
    )
    return what, f' LOCTYPE="URL" xlink:type="simple" xlink:href={_attribute(quote(e.nama.removeprefix(below)))}'


def _head(about: "Tentang", when: str, objid: str) -> str:
    """The header; who made the records (SIP9) and who hands them over (SIP15) are one office here."""
    office = _text(about.instansi)
    sender = f'<name>{office}</name><note csip:NOTETYPE="IDENTIFICATIONCODE">{office}</note>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<mets {RUANG} OBJID={_attribute(objid)} TYPE="Mixed" '
        f'LABEL={_attribute(about.judul)} PROFILE="{PROFIL}" csip:CONTENTINFORMATIONTYPE="MIXED">\n'
        f'<metsHdr CREATEDATE="{when}" LASTMODDATE="{when}" RECORDSTATUS="NEW" csip:OAISPACKAGETYPE="SIP">\n'
        '<agent ROLE="CREATOR" TYPE="OTHER" OTHERTYPE="SOFTWARE"><name>eoffice</name>'
        '<note csip:NOTETYPE="SOFTWARE VERSION">0.1.0</note></agent>\n'
        f'<agent ROLE="ARCHIVIST" TYPE="ORGANIZATION">{sender}</agent>\n'
        f'<agent ROLE="OTHER" OTHERROLE="SUBMITTER" TYPE="ORGANIZATION">{sender}</agent>\n'
        "</metsHdr>\n"
    )


def _text(value: str) -> str:
    return clean(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _outer(
    about: "Tentang", when: str, described: "list[Entri]", preserved: "list[Entri]", groups: "dict[str, list[Entri]]"
) -> str:
    lines = [_head(about, when, about.nama)]
    for n, e in enumerate(described, start=1):
        what, where = _ref(e, when)
        lines.append(
            f'<dmdSec ID="dmd-{n}" CREATED="{when}" STATUS="CURRENT"><mdRef MDTYPE="OTHER" '
            f'OTHERMDTYPE="ISO23081"{where}{what}/></dmdSec>\n'
        )
    lines.append("<amdSec>\n" if preserved else "")
    for n, e in enumerate(preserved, start=1):
        what, where = _ref(e, when)
        lines.append(
            f'<digiprovMD ID="premis-{n}" CREATED="{when}" STATUS="CURRENT"><mdRef MDTYPE="PREMIS" '
            f'MDTYPEVERSION="3.0"{where}{what}/></digiprovMD>\n'
        )
    lines.append("</amdSec>\n" if preserved else "")
    lines.append('<fileSec ID="berkas">\n')
    number, divisions = 0, []
    for n, (use, files) in enumerate(groups.items(), start=1):
        lines.append(f'<fileGrp ID="grup-{n}" USE={_attribute(use)} {GRUP}>\n')
        for e in files:
            number += 1
            what, where = _ref(e, when)
            lines.append(f'<file ID="f-{number}"{what}><FLocat{where}/></file>\n')
        lines.append("</fileGrp>\n")
        points = f'<fptr FILEID="grup-{n}"/>'
        if use.startswith("Representations/"):  # it has a METS of its own
            _, where = _ref(files[0], when)
            points += f'<div ID="div-asli" LABEL={_attribute(use)}><mptr{where} xlink:title="grup-{n}"/></div>'
        divisions.append(f'<div ID="div-{n}" LABEL={_attribute(use.partition("/")[0])}>{points}</div>\n')
    known = " ".join(f"dmd-{n}" for n in range(1, len(described) + 1))
    kept = " ".join(f"premis-{n}" for n in range(1, len(preserved) + 1))
    lines.append(
        f'</fileSec>\n<structMap ID="susunan" TYPE="PHYSICAL" LABEL="CSIP"><div ID="paket" LABEL={_attribute(about.nama)}>\n'
        f'<div ID="div-metadata" LABEL="Metadata" DMDID="{known}" ADMID="{kept}"/>\n'
        f"{''.join(divisions)}</div></structMap>\n</mets>\n"
    )
    return "".join(lines)


def _inner(about: "Tentang", when: str, data: "list[Entri]") -> str:
    lines = [_head(about, when, "asli")]
    lines.append('<fileSec ID="berkas"><fileGrp ID="grup-data" USE="Data" ' + GRUP + ">\n")
    for n, e in enumerate(data, start=1):
        what, where = _ref(e, when, f"{REPRESENTASI}/")
        lines.append(f'<file ID="f-{n}"{what}><FLocat{where}/></file>\n')
    lines.append(
        '</fileGrp></fileSec>\n<structMap ID="susunan" TYPE="PHYSICAL" LABEL="CSIP"><div ID="asli" LABEL="asli">'
        '<div ID="data" LABEL="Data"><fptr FILEID="grup-data"/></div></div></structMap>\n</mets>\n'
    )
    return "".join(lines)
