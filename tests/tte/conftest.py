"""The signing office for all tests here, and a small PDF."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from eoffice import clock, db
from eoffice.tte import signing
from eoffice.tte.keybox import UnlockedKey
from tests.tte.kantor import KATA_BUDI, Kantor, build


@pytest.fixture(scope="session")
def kantor_tetap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kantor]:
    """Shared by tests that change nothing in the database."""
    kantor = build(tmp_path_factory.mktemp("tte"))
    yield kantor
    kantor.engine.dispose()


@pytest.fixture
def kantor(tmp_path: Path, kantor_tetap: Kantor) -> Iterator[Kantor]:
    """A fresh copy of the same office, for tests that count tries, revoke or tamper."""
    path = tmp_path / "tte.db"
    raw = kantor_tetap.engine.raw_connection()
    raw.driver_connection.execute("VACUUM INTO ?", (str(path),))
    raw.close()
    engine = db.connect(f"sqlite:///{path}")
    yield Kantor(engine, kantor_tetap.pepper, kantor_tetap.budi, kantor_tetap.siti, kantor_tetap.tsa, kantor_tetap.root)
    engine.dispose()


@pytest.fixture(scope="session")
def naskah_pdf() -> bytes:
    """Two pages made by reportlab."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setTitle("Undangan Rapat Koordinasi")
    for text in ("Dengan hormat", "Demikian disampaikan"):
        canvas.drawString(100, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="session")
def kunci_budi(kantor_tetap: Kantor) -> UnlockedKey:
    """Budi's key, opened once."""
    return kantor_tetap.unlock(kantor_tetap.budi, KATA_BUDI)


@pytest.fixture(scope="session")
def signed(kantor_tetap: Kantor, kunci_budi: UnlockedKey, naskah_pdf: bytes) -> bytes:
    """The two pages signed by Budi, at level B-T."""
    return signing.sign(
        naskah_pdf,
        kunci_budi,
        tsa=kantor_tetap.tsa,
        box=(300, 120, 540, 192),
        page=-1,
        reason="Persetujuan naskah dinas",
        location="Arunika",
        at=clock.now(),
    )


@pytest.fixture(scope="session")
def archived(kantor_tetap: Kantor, kunci_budi: UnlockedKey, signed: bytes) -> bytes:
    """The same at level B-LTA, as the office keeps it."""
    return kantor_tetap.archive(signed, kunci_budi)
