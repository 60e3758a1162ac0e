"""What the verification page says of every kind of file, case by case: the table of tte.md 8, through the upload form."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp.noop import NoOpStampStyle
from sqlalchemy import select, update

from eoffice import clock, db
from eoffice.db import transaction
from eoffice.tte import authority, queries, signing
from eoffice.tte.keybox import UnlockedKey
from eoffice.tte.models import Otoritas, Sertifikat, StempelArsip
from eoffice.tte.states import AlasanCabut, JenisSertifikat
from eoffice.web.services import Services
from tests.tte import serangan
from tests.tte.kantor import KATA_BUDI, KATA_SITI, Kantor, build

pytestmark = pytest.mark.sekali

PLACE = {"box": (300, 120, 540, 192), "page": -1, "reason": "Persetujuan", "location": "Arunika"}
DIUBAH = "diubah dengan cara yang tidak diizinkan"
RUSAK = "bukan PDF yang utuh"
TERDAFTAR = "sama persis dengan yang ada di register"
TAK_TERDAFTAR = "tidak sama dengan berkas mana pun di register kami"
ASING = "penerbit yang tidak dikenal"


@dataclass
class Bengkel:
    """A signing office, a stranger's office, and the file that both were asked to sign."""

    kantor: Kantor
    asing: Kantor
    pdf: bytes
    keys: dict[str, UnlockedKey] = field(default_factory=dict)

    def key(self, kantor: Kantor, pegawai_id: int, kata: str) -> UnlockedKey:
        """An open key, opened once."""
        name = f"{id(kantor)}.{pegawai_id}"
        if name not in self.keys:
            self.keys[name] = kantor.unlock(pegawai_id, kata)
        return self.keys[name]

    def sign(self, pdf: bytes | None = None, *, kantor: Kantor | None = None, tsa: Kantor | None = None) -> bytes:
        """B-T by Budi of an office."""
        kantor = kantor or self.kantor
        key = self.key(kantor, kantor.budi, KATA_BUDI)
        return signing.sign(pdf or self.pdf, key, tsa=(tsa or kantor).tsa, at=clock.now(), **PLACE)

    def lta(self, pdf: bytes | None = None, *, kantor: Kantor | None = None) -> bytes:
        """B-LTA by Budi of an office."""
        kantor = kantor or self.kantor
        return kantor.archive(self.sign(pdf, kantor=kantor), self.key(kantor, kantor.budi, KATA_BUDI))

    def also_signed(self, pdf: bytes, name: str) -> bytes:
        """A further signature by Siti in a field that was made before the first."""
        siti = self.key(self.kantor, self.kantor.siti, KATA_SITI)
        metadata = signers.PdfSignatureMetadata(
            field_name=name, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        )
        der = [authority.load(t).public_bytes(authority.Encoding.DER) for t in (siti.certificate_pem, *siti.chain_pem)]
        signer = signing.KeySigner(der[0], siti.private, tuple(der[1:]))
        out = io.BytesIO()
        signers.PdfSigner(metadata, signer, timestamper=self.kantor.tsa, stamp_style=NoOpStampStyle()).sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=True, output=out
        )
        return out.getvalue()

    def several(self, count: int) -> bytes:
        """So many signatures, the first a certification, then the archive stamp over all."""

        def prepare(writer: IncrementalPdfFileWriter) -> None:
            for n in range(2, count + 1):
                box = (40 + 120 * (n - 2), 40, 140 + 120 * (n - 2), 100)
                fields.append_signature_field(writer, fields.SigFieldSpec(f"Tte{n}", on_page=1, box=box))

        made = self.sign(serangan.saved(self.pdf, prepare))
        for n in range(2, count + 1):
            made = self.also_signed(made, f"Tte{n}")
        return self.kantor.archive(made, self.key(self.kantor, self.kantor.siti, KATA_SITI))


def at(moment: timedelta, make: Callable[[], bytes]) -> bytes:
    """Made at another time."""
    clock.set_clock(datetime.now(tz=clock.WIB) + moment)
    try:
        return make()
    finally:
        clock.set_clock(None)


@pytest.fixture(scope="module")
def asing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kantor]:
    """A city whose authorities bear the same names as ours."""
    kantor = build(tmp_path_factory.mktemp("asing"))
    yield kantor
    kantor.engine.dispose()


@pytest.fixture(scope="module")
def bengkel(asing: Kantor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bengkel]:
    """Both offices, and two pages."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setTitle("Undangan Rapat Koordinasi")
    for text in ("Dengan hormat", "Demikian disampaikan"):
        canvas.drawString(100, 700, text)
        canvas.showPage()
    canvas.save()
    kantor = build(tmp_path_factory.mktemp("kantor"))
    yield Bengkel(kantor, asing, out.getvalue())
    kantor.engine.dispose()


@pytest.fixture
def register(services: Services, kota_kecil: makers.Kota, bengkel: Bengkel) -> None:
    """Our authorities and the two signers, as the installation behind the page knows them."""
    with db.reading(bengkel.kantor.engine) as session:
        roots = [(row.kind, row.pem, row.kotak, row.created_at) for row in session.scalars(select(Otoritas))]
        held = [queries.terbaru(session, p) for p in (bengkel.kantor.budi, bengkel.kantor.siti)]
        session.expunge_all()
    orang = kota_kecil["kadis.dinsos"].pegawai.id
    names = ("serial_hex", "subject", "pem", "kotak", "berlaku_dari", "berlaku_sampai")
    with transaction(services.engine) as session:
        for kind, pem, kotak, made in roots:
            session.add(Otoritas(kind=kind, pem=pem, kotak=kotak, created_at=made))
        for one in held:
            assert one is not None
            session.add(Sertifikat(pegawai_id=orang, **{n: getattr(one, n) for n in names}))


def note(services: Services, pdf: bytes) -> None:
    """The file is one of ours."""
    import hashlib

    with transaction(services.engine) as session:
        session.add(
            StempelArsip(
                objek="naskah",
                objek_id=1,
                ke=0,
                key="a" * 40,
                size=len(pdf),
                sha256=hashlib.sha256(pdf).hexdigest(),
                distempel_at=clock.now(),
                perbarui_at=clock.now(),
                diperbarui=False,
            )
        )


def ask(client: FlaskClient, pdf: bytes) -> tuple[str, str, str]:
    """Colour, headline and text of the answer."""
    data = {"berkas": (io.BytesIO(pdf), "surat.pdf"), "csrf_token": browser.token(client)}
    answer = client.post("/v", data=data, content_type="multipart/form-data")
    html = answer.get_data(as_text=True)
    found = re.search(r'<div class="verdict (\w+)">.*?<b>(.*?)</b>', html, re.S)
    assert answer.status_code == 200 and found is not None, html
    return found[1], found[2], re.sub(r"<[^>]+>", " ", html)


#: Case, what makes the file, colour of the answer, and what it must say.
SERANGAN = (
    ("satu bita diubah", serangan.flipped_byte, "telah diubah sesudah ditandatangani"),
    ("ISA: isi halaman diganti pada revisi baru", serangan.incremental_saving, DIUBAH),
    ("ISA tanpa tabel rujukan", serangan.incremental_without_xref, "ditambahkan pada berkas sesudah"),
    ("bita di belakang akhir berkas", serangan.trailing_bytes, "ditambahkan pada berkas sesudah"),
    ("revisi susulan setelah DocMDP", serangan.appended_field, DIUBAH),
    ("USF: tanda tangan kosong", serangan.empty_contents, RUSAK),
    ("USF: tanda tangan berisi nol", serangan.null_contents, RUSAK),
    ("USF: cakupan null", serangan.null_range, RUSAK),
    ("USF: cakupan kosong", serangan.short_range, "tidak mencakup seluruh isi"),
    ("USF: tanpa cakupan", serangan.missing_range, RUSAK),
    ("SWA: paruh kedua dipindah", serangan.wrapped, RUSAK),
    ("SWA: paruh kedua disalin dalam revisi", serangan.wrapped_in_an_update, "tidak mencakup seluruh isi"),
    ("EAA: catatan di atas teks", serangan.evil_annotation, DIUBAH),
    ("anotasi tanda tangan dipindah", serangan.changed_annotation, DIUBAH),
    ("SSA: tanda tangan menutup teks", serangan.sneaky_signature, DIUBAH),
    ("shadow attack: ganti", serangan.shadow_replace, DIUBAH),
    ("shadow attack: singkap", serangan.shadow_hide, DIUBAH),
    ("shadow attack: singkap dan ganti", serangan.shadow_hide_and_replace, DIUBAH),
    ("skrip saat dibuka", serangan.active_content, DIUBAH),
    ("judul berkas diganti", serangan.other_title, "Judul atau keterangan berkas diubah"),
    ("penanda waktu dibuang dari berkas berstempel arsip", serangan.without_time_stamp, "telah diubah"),
)


@pytest.mark.parametrize("level", ["B-T", "B-LTA"])
@pytest.mark.parametrize(("spoil", "sentence"), [row[1:] for row in SERANGAN], ids=[row[0] for row in SERANGAN])
@pytest.mark.usefixtures("register")
def test_every_attack_is_called_invalid_with_its_reason(
    client: FlaskClient,
    services: Services,
    bengkel: Bengkel,
    level: str,
    spoil: Callable[[bytes], bytes],
    sentence: str,
) -> None:
    whole = bengkel.sign() if level == "B-T" else bengkel.lta()
    note(services, whole)
    if (level, spoil) == ("B-T", serangan.without_time_stamp):
        sentence = TAK_TERDAFTAR

    colour, headline, text = ask(client, spoil(whole))

    assert (colour, headline) == (
        ("warn", "Tanda tangan sah, tetapi berkas tidak terdaftar")
        if sentence == TAK_TERDAFTAR
        else ("bad", "Tidak sah")
    )
    assert sentence in text and TERDAFTAR not in text


@pytest.mark.usefixtures("register")
def test_our_own_file_is_valid_and_known(client: FlaskClient, services: Services, bengkel: Bengkel) -> None:
    pdf = bengkel.lta()
    note(services, pdf)

    colour, headline, text = ask(client, pdf)

    assert (colour, headline) == ("ok", "Tanda tangan sah")
    assert TERDAFTAR in text and "PAdES B-LTA, lengkap untuk penyimpanan jangka panjang" in text
    assert "TTE tidak tersertifikasi" in text
    assert "menurut penanda waktu tepercaya" in text and "Penanda waktu arsip" in text


@pytest.mark.usefixtures("register")
def test_an_imported_certificate_is_not_called_internal(
    client: FlaskClient, services: Services, bengkel: Bengkel
) -> None:
    pdf = bengkel.lta()
    note(services, pdf)
    with transaction(services.engine) as session:
        session.execute(update(Sertifikat).values(jenis=JenisSertifikat.IMPOR))

    colour, headline, text = ask(client, pdf)

    assert (colour, headline) == ("ok", "Tanda tangan sah")
    assert TERDAFTAR in text and "tidak tersertifikasi" not in text


@pytest.mark.usefixtures("register")
def test_cutting_off_the_evidence_is_seen_by_the_register_only(
    client: FlaskClient, services: Services, bengkel: Bengkel
) -> None:
    pdf = bengkel.lta()
    note(services, pdf)

    colour, headline, text = ask(client, serangan.without_archive_stamp(pdf))

    assert (colour, headline) == ("warn", "Tanda tangan sah, tetapi berkas tidak terdaftar")
    assert TAK_TERDAFTAR in text and "bukti jangka panjangnya tidak lengkap" in text


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.usefixtures("register")
def test_several_signatures_in_prepared_fields_are_all_valid(
    client: FlaskClient, services: Services, bengkel: Bengkel, count: int
) -> None:
    pdf = bengkel.several(count)
    note(services, pdf)

    colour, _, text = ask(client, pdf)

    assert colour == "ok"
    assert text.count("PAdES B-LTA, ") == count  # of each signature; once more, with a colon, of the file
    assert text.count("PAdES B-LTA: ") == 1


@pytest.mark.usefixtures("register")
def test_a_foreign_chain_is_never_valid_whatever_its_names(client: FlaskClient, bengkel: Bengkel) -> None:
    colour, headline, text = ask(client, bengkel.lta(kantor=bengkel.asing))

    assert (colour, headline) == ("bad", "Penandatangan tidak dapat dipastikan")
    assert ASING in text and TERDAFTAR not in text


@pytest.mark.usefixtures("register")
def test_a_stamp_of_a_stranger_spoils_a_signature_of_ours(client: FlaskClient, bengkel: Bengkel) -> None:
    colour, _, text = ask(client, bengkel.sign(tsa=bengkel.asing))

    assert colour == "bad"
    assert "Penanda waktu pada tanda tangan ini rusak, atau penerbitnya tidak dikenal." in text


@pytest.mark.usefixtures("register")
def test_a_signature_after_the_certificate_ended_is_invalid(client: FlaskClient, bengkel: Bengkel) -> None:
    pdf = at(timedelta(days=800), bengkel.sign)
    clock.set_clock(clock.now() + timedelta(days=801))

    colour, _, text = ask(client, pdf)

    assert colour == "bad"
    assert "tidak berlaku pada waktu itu" in text


@pytest.mark.usefixtures("register")
def test_a_signature_before_the_certificate_ended_stays_valid(
    client: FlaskClient, services: Services, bengkel: Bengkel
) -> None:
    pdf = bengkel.lta()
    note(services, pdf)
    clock.set_clock(clock.now() + timedelta(days=4 * 365))

    colour, _, text = ask(client, pdf)

    assert colour == "ok" and "B-LTA" in text


@pytest.mark.parametrize(
    ("revoked", "colour", "sentence"),
    [
        (-timedelta(hours=1), "bad", "sudah dicabut ketika tanda tangan ini dibuat"),
        (timedelta(hours=1), "ok", "tanda tangan yang dibuat sebelumnya tetap sah"),
    ],
    ids=["dicabut sebelumnya", "dicabut kemudian"],
)
@pytest.mark.usefixtures("register")
def test_revocation_spoils_only_what_was_signed_after_it(
    client: FlaskClient, services: Services, bengkel: Bengkel, revoked: timedelta, colour: str, sentence: str
) -> None:
    pdf = bengkel.lta()
    note(services, pdf)
    serial = bengkel.key(bengkel.kantor, bengkel.kantor.budi, KATA_BUDI).serial_hex
    with transaction(services.engine) as session:
        held = session.scalars(select(Sertifikat).where(Sertifikat.serial_hex == serial)).one()
        held.cabut(AlasanCabut.KUNCI_BOCOR, clock.now() + revoked)

    seen, _, text = ask(client, pdf)

    assert seen == colour and sentence in text


@pytest.mark.usefixtures("register")
def test_a_picture_of_a_signature_is_none(client: FlaskClient, bengkel: Bengkel) -> None:
    colour, headline, _ = ask(client, bengkel.pdf)

    assert (colour, headline) == ("warn", "Tanpa tanda tangan elektronik")


def test_the_table_names_every_attack(tmp_path: Path) -> None:
    import inspect

    made = {f for n, f in inspect.getmembers(serangan, inspect.isfunction) if f.__module__ == serangan.__name__}
    assert made - {serangan.saved, serangan.page, serangan.without_archive_stamp} == {row[1] for row in SERANGAN}
