"""Independent validators agree with each other and with us, on every level, length and number of signers (tte.md 7)."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pikepdf
import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from eoffice import clock, db
from eoffice.organisasi.models import Pegawai
from eoffice.pdf import fonts, pdfa
from eoffice.tte import actions, banyak, evidence, signing, verifying
from eoffice.tte.keybox import LIGHT, UnlockedKey
from tests.tte import pemeriksa, pemeriksa_besar, serangan
from tests.tte.kantor import KATA_BUDI, KATA_SITI, Kantor, build

# They take neither database nor store, so one pass is enough.
pytestmark = pytest.mark.kota

LEVELS = ("B-T", "B-LT", "B-LTA")
#: One file of each level, length and number of signers, each value twice.
SEBAGIAN = ((1, 1, "B-T"), (1, 1, "B-LTA"), (10, 2, "B-LT"), (10, 3, "B-T"), (50, 2, "B-LTA"), (50, 3, "B-LTA"))


@dataclass(frozen=True)
class Berkas:
    """Files on disk and how many signatures each has."""

    folder: Path
    root: bytes
    count: dict[str, int]
    spoiled: str


@pytest.fixture(scope="module")
def penanda(tmp_path_factory: pytest.TempPathFactory) -> tuple[Kantor, list[UnlockedKey]]:
    """An office with three signers, their keys open."""
    kantor = build(tmp_path_factory.mktemp("kantor"))
    kata = "angin laut di sore hari"
    with db.transaction(kantor.engine) as session:
        third = Pegawai(nama="Rara Dewi, S.T.")
        session.add(third)
        session.flush()
        actions.terbitkan(
            session,
            pepper=kantor.pepper,
            pegawai_id=third.id,
            nama=third.nama,
            unit="Dinas Pekerjaan Umum",
            passphrase=kata,
            cost=LIGHT,
        )
        third_id = third.id
    who = ((kantor.budi, KATA_BUDI), (kantor.siti, KATA_SITI), (third_id, kata))
    keys = [kantor.unlock(pegawai_id, words) for pegawai_id, words in who]
    kantor.engine.dispose()
    return kantor, keys


def sheets(count: int) -> bytes:
    """So many pages as PDF/A-2b."""
    fonts.register()
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=fonts.REGULAR)
    for n in range(count):
        canvas.setFont(fonts.REGULAR, 12)
        canvas.drawString(100, 700, f"Halaman {n + 1}")
        canvas.showPage()
    canvas.save()
    return pdfa.finish(out.getvalue(), pdfa.Keterangan(judul="Undangan Rapat", dibuat_at=clock.now()))


def signed_by(kantor: Kantor, keys: list[UnlockedKey], plain: bytes) -> bytes:
    """B-T by each in turn, in fields that were made first; every stage begins with the one before."""
    places = [banyak.Place(-1, (60 + 160 * n, 100, 200 + 160 * n, 170)) for n in range(len(keys))]
    pdf = banyak.prepare_fields(plain, places)
    assert pdf.startswith(plain)
    for key in keys:
        more = banyak.sign_next(pdf, key, tsa=kantor.tsa, reason="Setuju", location="Arunika", at=clock.now())
        assert more.startswith(pdf)
        pdf = more
    return pdf


def raised(kantor: Kantor, key: UnlockedKey, pdf: bytes, level: str) -> bytes:
    """From B-T to a level."""
    if level == "B-T":
        return pdf
    found = kantor.bukti(key)
    if level == "B-LTA":
        return banyak.finish(pdf, found, tsa=kantor.tsa)
    writer = signing.Writer(io.BytesIO(pdf))
    evidence.embed(writer, found)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def made(kantor: Kantor, keys: list[UnlockedKey], folder: Path, wanted: list[tuple[int, int, str]]) -> Berkas:
    """The files, checked by ourselves first, and one with a single byte changed."""
    (folder / "akar.pem").write_bytes(kantor.root)
    (folder / "penerbit.pem").write_text(keys[0].chain_pem[0])
    plain = {pages: sheets(pages) for pages in {one[0] for one in wanted}}
    bt = {pair: signed_by(kantor, keys[: pair[1]], plain[pair[0]]) for pair in {one[:2] for one in wanted}}
    count = {}
    for pages, signers, level in wanted:
        pdf = raised(kantor, keys[signers - 1], bt[pages, signers], level)
        found = verifying.report(pdf, [kantor.root])
        assert (found["verdict"], found["level"]) == (verifying.VALID, level), found["sentences"]
        assert sum(one["kind"] == "signature" for one in found["signatures"]) == signers
        name = f"{level}-{pages}-halaman-{signers}-penanda.pdf"
        (folder / name).write_bytes(pdf)
        count[name] = signers
    spoiled = "satu-bita-berubah.pdf"
    title = "Undangan Rapat"
    first = bt[min(bt)]
    assert title.encode() in first
    (folder / spoiled).write_bytes(first.replace(title.encode(), b"Undangan Ralat"))
    return Berkas(folder, kantor.root, count, spoiled)


@pytest.fixture(scope="module")
def sebagian(penanda: tuple[Kantor, list[UnlockedKey]], tmp_path_factory: pytest.TempPathFactory) -> Berkas:
    """The representative few."""
    return made(*penanda, tmp_path_factory.mktemp("sebagian"), list(SEBAGIAN))


@pytest.mark.parametrize("name", pemeriksa.PEMERIKSA)
def test_an_independent_validator_agrees_and_sees_one_changed_byte(sebagian: Berkas, name: str) -> None:
    ask = pemeriksa.PEMERIKSA[name]
    said = ask(sebagian.folder, {**sebagian.count, sebagian.spoiled: 1})

    assert said.pop(sebagian.spoiled) != pemeriksa.SAH
    assert said == dict.fromkeys(sebagian.count, pemeriksa.SAH)


def test_qpdf_reads_every_file_and_refuses_a_torn_one(sebagian: Berkas) -> None:
    (name, *_) = sebagian.count
    torn = (sebagian.folder / name).read_bytes()
    (sebagian.folder / "sobek.pdf").write_bytes(torn[: len(torn) // 2])
    ask = pemeriksa.each(pemeriksa.ask_qpdf)

    assert ask(sebagian.folder, sebagian.count) == dict.fromkeys(sebagian.count, pemeriksa.SAH)
    assert ask(sebagian.folder, {"sobek.pdf": 1}) != {"sobek.pdf": pemeriksa.SAH}


def test_pypdf_and_pikepdf_read_the_pages_and_fields_of_every_file(sebagian: Berkas) -> None:
    for name, count in sebagian.count.items():
        pages = int(name.split("-halaman")[0].rsplit("-", 1)[1])
        stamps = 1 if name.startswith("B-LTA") else 0
        reader = pypdf.PdfReader(sebagian.folder / name)
        with pikepdf.open(sebagian.folder / name) as document:
            fields = document.Root.AcroForm.Fields
            assert (len(document.pages), len(fields)) == (pages, count + stamps)
            assert all("/V" in field for field in fields)
            assert document.check_pdf_syntax() == []
        assert (len(reader.pages), len(reader.get_fields() or {})) == (pages, count + stamps)
        assert reader.pages[-1].extract_text().strip() == f"Halaman {pages}"


def test_what_a_later_signer_or_an_attacker_adds_is_told_apart(sebagian: Berkas) -> None:
    name = next(name for name, count in sebagian.count.items() if count == 3 and name.startswith("B-LTA"))
    pdf = (sebagian.folder / name).read_bytes()

    for spoil in (serangan.appended_field, serangan.evil_annotation, serangan.trailing_bytes):
        assert verifying.report(spoil(pdf), [sebagian.root])["verdict"] == verifying.INVALID


@pytest.fixture(scope="module")
def semua(penanda: tuple[Kantor, list[UnlockedKey]], tmp_path_factory: pytest.TempPathFactory) -> Berkas:
    """Three levels, three lengths and three numbers of signers."""
    return made(*penanda, tmp_path_factory.mktemp("semua"), list(product((1, 10, 50), (1, 2, 3), LEVELS)))


@pytest.mark.lambat
def test_all_validators_agree_on_three_levels_three_lengths_and_three_numbers_of_signers(semua: Berkas) -> None:
    asked: dict[str, Callable[[Path, dict[str, int]], pemeriksa.Answers]] = {
        **pemeriksa.PEMERIKSA,
        "qpdf": pemeriksa.each(pemeriksa.ask_qpdf),
        "veraPDF": pemeriksa.by_verapdf,
    }

    assert len(semua.count) == 27
    for name, ask in asked.items():
        assert {name: ask(semua.folder, semua.count)} == {name: dict.fromkeys(semua.count, pemeriksa.SAH)}


@pytest.mark.lambat
@pytest.mark.parametrize("name", pemeriksa_besar.BESAR)
def test_a_big_validator_agrees_on_all_of_them_and_sees_one_changed_byte(semua: Berkas, name: str) -> None:
    ask = pemeriksa_besar.BESAR[name]
    said = ask(semua.folder, {**semua.count, semua.spoiled: 1})

    assert pemeriksa_besar.REFUSED[name] in said.pop(semua.spoiled)
    assert said == dict.fromkeys(semua.count, pemeriksa.SAH)
