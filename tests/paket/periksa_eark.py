"""The E-ARK validator in a process of its own: it leaves files open, and wants its vocabularies from the web."""

import importlib.util
import io
import json
import sys
import urllib.request
from pathlib import Path


def main(paths: list[str]) -> None:
    found = importlib.util.find_spec("eark_validator")
    assert found is not None and found.submodule_search_locations
    kept = Path(found.submodule_search_locations[0]) / "ipxml" / "resources" / "vocabs"
    urllib.request.urlopen = lambda url, *_a, **_k: io.BytesIO((kept / url.rpartition("/")[2]).read_bytes())
    from eark_validator.packages import PackageValidator

    told = []
    for path in paths:
        report = PackageValidator(Path(path)).validation_report
        told.append(
            {
                "susunan": str(report.structure.status.value),
                "skema": [m.message for m in report.metadata.schema_results.messages],
                "galat": sorted(
                    {m.rule_id for m in report.metadata.schematron_results.messages if m.severity.name == "ERROR"}
                ),
                "sah": report.is_valid,
            }
        )
    print(json.dumps(told))


main(sys.argv[1:])
