"""The E-ARK validator in a process of its own: it leaves files open, and wants its vocabularies from the web."""

import importlib.util
import io
import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

#: SIP14 as the validator has it, and as the profile of SIP 2.1.0 that ships inside the validator says it: the note of the
#: archival creator (SIP9 to SIP14), who by SIP11 is an organisation or a person, has a csip:NOTETYPE.
SALAH_CETAK = "test=\"@NOTETYPE = 'IDENTIFICATIONCODE'\""
MENURUT_PROFIL = "test=\"@csip:NOTETYPE = 'IDENTIFICATIONCODE' or ../@TYPE = 'OTHER'\""


def main(path: str, *kepala: str) -> None:
    """Check one package, once by the rules as they are and once with SIP14 set right; of the others only the header."""
    found = importlib.util.find_spec("eark_validator")
    assert found is not None and found.submodule_search_locations
    home = Path(found.submodule_search_locations[0]) / "ipxml" / "resources"
    kept = home / "vocabs"
    urllib.request.urlopen = lambda url, *_a, **_k: io.BytesIO((kept / url.rpartition("/")[2]).read_bytes())
    from eark_validator.ipxml import schematron

    told: dict[str, Any] = {"kepala": [header(p) for p in kepala], "apa_adanya": whole(path)}
    schematron.schematron_tests.tests[SALAH_CETAK] = MENURUT_PROFIL
    told["menurut_profil"] = whole(path)
    rules = (home / "schematron/V2.1.0/SIP/mets_metsHdr_rules.xml").read_text("utf-8")
    profile = (home / "profiles/V2.1.0/E-ARK-SIP.xml").read_text("utf-8")
    rule = profile[profile.index('ID="SIP14"') :].partition("</requirement>")[0]
    told["aturan"] = [SALAH_CETAK in rules, "metsHdr/agent/note/@csip:NOTETYPE" in rule]
    print(json.dumps(told))


def whole(path: str) -> dict[str, Any]:
    """Everything that the validator says of a package."""
    from eark_validator.packages import PackageValidator

    report = PackageValidator(Path(path)).validation_report
    messages = report.metadata.schematron_results.messages
    return {
        "susunan": str(report.structure.status.value),
        "skema": [m.message for m in report.metadata.schema_results.messages],
        "galat": sorted({m.rule_id for m in messages if m.severity.name == "ERROR"}),
        "sah": report.is_valid,
    }


def header(path: str) -> list[str]:
    """Which rules of the header a METS.xml breaks, "XSD" among them when the schema of METS refuses it."""
    from eark_validator.ipxml.schema import IP_SCHEMA
    from eark_validator.ipxml.schematron import SVRL_NS, SchematronRuleset, get_schematron_path
    from lxml import etree

    broken = [] if IP_SCHEMA["csip"].validate(etree.parse(path)) else ["XSD"]
    for kind in ("CSIP", "SIP"):
        rules = RULES.setdefault(kind, None) or SchematronRuleset(get_schematron_path("V2.1.0", kind, "metsHdr"))
        RULES[kind] = rules
        report = rules.validate(path)
        broken += [failed.get("id") for failed in report.iter(SVRL_NS + "failed-assert")]
    return sorted(broken)


RULES: dict[str, Any] = {}

main(*sys.argv[1:])
