"""The daily list of hashes: made every day, chained, sealed, silent about everything else, and checked without a database."""

import hashlib
import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, db, outbox
from eoffice.akses.rights import Sifat
from eoffice.app import handlers
from eoffice.cli import main
from eoffice.errors import Invalid
from eoffice.naskah.models import Koreksi, Naskah
from eoffice.naskah.states import JenisKoreksi, Keadaan
from eoffice.pemeriksaan import blobs
from eoffice.tte import actions as tte
from eoffice.tte import authorities
from eoffice.tte.models import StempelArsip
from eoffice.verifikasi import actions, daftar, luring, queries
from eoffice.verifikasi.models import DaftarHash
from eoffice.web.services import Services
from tests.surat_masuk import buatan

PDF = b"%PDF-1.7 surat pertama"
LAIN = b"%PDF-1.7 surat kedua"
HARI = timedelta(days=1)


def _sidik(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _terbit(session: Session, kota: makers.Kota, content: bytes, sifat: Sifat = Sifat.BIASA) -> Naskah:
    """A signed naskah as the register keeps it, whose file has these bytes."""
    sent = buatan.naskah_terkirim(session, kota["kadis.dinsos"], kota["kadis.diskominfo"], sifat=sifat)
    naskah = session.get_one(Naskah, sent.naskah_id)
    _stempel(session, naskah, 0, content)
    return naskah


def _stempel(session: Session, naskah: Naskah, ke: int, content: bytes) -> None:
    at = clock.now()
    session.add(
        StempelArsip(
            objek="naskah",
            objek_id=naskah.id,
            ke=ke,
            key=f"aa/{_sidik(content)}",
            size=len(content),
            sha256=_sidik(content),
            distempel_at=at,
            perbarui_at=at,
            diperbarui=False,
        )
    )


def _cabut(session: Session, naskah: Naskah, kota: makers.Kota) -> None:
    newer = session.get_one(Naskah, _terbit(session, kota, LAIN + b" pencabutan").id)
    session.add(
        Koreksi(
            naskah_id=newer.id,
            sasaran_id=naskah.id,
            jenis=JenisKoreksi.MENCABUT,
            alasan="salah alamat",
            oleh_id=kota["staf.dinsos"].pegawai.id,
            dibuat_at=clock.now(),
            klaim_id=naskah.id,
            berlaku_at=clock.now(),
        )
    )
    naskah.keadaan = Keadaan.DICABUT


def _kerja(services: Services) -> None:
    """The worker's sweep and all that follows from it."""
    with db.transaction(services.engine) as session:
        actions.jadwalkan_daftar(session)
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    with db.reading(services.engine) as session:
        assert list(session.scalars(select(outbox.Job.last_error).where(outbox.Job.last_error != ""))) == []


@pytest.fixture
def pada() -> Iterator[Callable[[timedelta], None]]:
    """Turn the clock so far from now."""
    yield lambda apart: clock.set_clock(datetime.now(tz=UTC) + apart)
    clock.set_clock(None)


@pytest.fixture
def terbit(
    services: Services, kota_kecil: makers.Kota, pada: Callable[[timedelta], None], tmp_path: Path
) -> tuple[Path, Path]:
    """Five days of a city with a Rahasia among its letters, one of them revoked, after a downtime: folder of lists, and root."""
    pada(-4 * HARI)
    with db.transaction(services.engine) as session:
        tte.siapkan_otoritas(session, pepper=services.pepper, nama_kota="Kota Arunika", base_url="http://localhost")
        akar = authorities.roots_pem(session)[0]
    _kerja(services)
    with db.transaction(services.engine) as session:
        _terbit(session, kota_kecil, PDF)
        _terbit(session, kota_kecil, LAIN, Sifat.RAHASIA)
    pada(-2 * HARI)
    with db.transaction(services.engine) as session:
        first = session.scalars(select(Naskah).order_by(Naskah.id)).first()
        assert first is not None
        _stempel(session, first, 1, PDF + b" diperpanjang")
        _cabut(session, first, kota_kecil)
    pada(timedelta())
    _kerja(services)
    folder = tmp_path / "daftar"
    folder.mkdir()
    with db.reading(services.engine) as session:
        for row in queries.daftar_semua(session):
            for blob, ending in ((row.isi, "json"), (row.segel, "p7s")):
                with services.store.open(blob) as source:
                    (folder / f"{row.tanggal.isoformat()}.{ending}").write_bytes(source.read())
    (tmp_path / "akar.pem").write_bytes(akar)
    return folder, tmp_path / "akar.pem"


def test_every_day_has_its_list_and_strangers_check_with_it(
    terbit: tuple[Path, Path],
    services: Services,
    client: FlaskClient,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, akar = terbit
    today = clock.today()
    lists = {path.stem: daftar.baca(path.read_bytes()) for path in sorted(folder.glob("*.json"))}

    # One for each day up to yesterday, those of the downtime and the empty ones too; each names the one before.
    assert list(lists) == [(today - n * HARI).isoformat() for n in (5, 4, 3, 2, 1)]
    assert [len(one.berkas) for one in lists.values()] == [0, 2, 0, 2, 0]
    assert [sum(map(len, one.berkas.values())) for one in lists.values()] == [0, 2, 0, 2, 0]
    hashes = [_sidik(path.read_bytes()) for path in sorted(folder.glob("*.json"))]
    assert [one.sebelum.sha256 if one.sebelum else "" for one in lists.values()] == ["", *hashes[:-1]]

    # Nothing in them tells of a letter: no number, no name, no date of one, no sifat.
    with db.reading(services.engine) as session:
        naskah = list(session.scalars(select(Naskah)))
        everything = b"".join(path.read_bytes() for path in folder.glob("*.json")).decode()
        for one in naskah:
            for word in (one.nomor or "", one.token, one.hal, str(one.sifat), (one.penanda or {})["nama"]):
                assert word not in everything
        assert {_sidik(one.token.encode()) for one in naskah} == {k for one in lists.values() for k in one.berkas}
        assert {b.key for b in blobs(session)} >= {row.key for row in session.scalars(select(DaftarHash))}

    # A second run, and a second worker, make none again.
    _kerja(services)
    with db.reading(services.engine) as session:
        assert len(queries.daftar_semua(session)) == 5

    # The pages: the index, the list and its seal, which anybody may keep for ever; no other day exists.
    page = client.get("/v/daftar").get_data(as_text=True)
    day = (today - 4 * HARI).isoformat()
    assert f'href="/v/daftar/{day}.json"' in page
    for address, ending in (
        (f"/v/daftar/{day}", "json"),
        (f"/v/daftar/{day}.json", "json"),
        (f"/v/daftar/{day}.p7s", "p7s"),
    ):
        answer = client.get(address)
        assert answer.data == (folder / f"{day}.{ending}").read_bytes()
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for wrong in (today.isoformat(), "2026-13-01", "kemarin", f"{day}.exe"):
        assert client.get(f"/v/daftar/{wrong}").status_code == 404

    # The command knows the file, and says what holds of it as far as the lists reach.
    surat, kedua = tmp_path / "surat.pdf", tmp_path / "kedua.pdf"
    surat.write_bytes(PDF)
    kedua.write_bytes(LAIN)
    early = [str(folder / f"{(today - n * HARI).isoformat()}.json") for n in (5, 4)]
    ask = ["verifikasi", "periksa"]
    assert main([*ask, str(surat), "--daftar", *early, "--akar", str(akar)]) == 0
    assert main([*ask, str(kedua), "--daftar", str(folder), "--akar", str(akar)]) == 0
    assert "Segel dan rantai daftar sah." in capsys.readouterr().out
    assert main([*ask, str(surat), "--daftar", str(folder), "--akar", str(akar)]) == 2
    assert f"Keadaan sampai {(today - HARI).isoformat()}: dicabut." in capsys.readouterr().out
    assert main([*ask, str(kedua), "--daftar", str(folder)]) == 3, "without a root nobody vouches for the seal"
    kedua.write_bytes(LAIN + b" ")
    assert main([*ask, str(kedua), "--daftar", str(folder), "--akar", str(akar)]) == 2
    assert "Tidak dikenal" in capsys.readouterr().out

    # OpenSSL agrees about the seal, and about a list that was touched.
    whole = folder / f"{day}.json"
    assert _openssl(whole, folder / f"{day}.p7s", akar) == 0
    touched = tmp_path / "diubah.json"
    touched.write_bytes(whole.read_bytes().replace(b"Arunika", b"Arunikb"))
    assert _openssl(touched, folder / f"{day}.p7s", akar) != 0

    # Whatever is done to the lists, the command does not believe it.
    _tampered(folder, akar)


def _openssl(content: Path, seal: Path, akar: Path) -> int:
    return subprocess.run(  # noqa: S603
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", seal, "-content", content, "-CAfile", akar, "-out", "/dev/null"],  # noqa: S607
        capture_output=True,
        check=False,
    ).returncode  # fmt: skip


def _tampered(folder: Path, akar: Path) -> None:
    sheets = [
        luring.Lembar(path.name, path.read_bytes(), path.with_suffix(".p7s").read_bytes())
        for path in sorted(folder.glob("*.json"))
    ]
    roots = [akar.read_bytes()]
    assert not luring.periksa(LAIN, sheets, roots).galat

    def told(changed: list[luring.Lembar], akar: list[bytes] = roots) -> str:
        found = luring.periksa(LAIN, changed, akar)
        assert not found.aman
        return " ".join(found.galat)

    without = json.loads(sheets[3].isi) | {"perubahan": {}}
    forged = json.dumps(without, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    swapped = replace(sheets[3], isi=forged)
    assert "tidak sama dengan yang disegel" in told([*sheets[:3], swapped, sheets[4]])
    assert "tidak sama dengan yang disegel" in told([*sheets[:3], replace(sheets[3], segel=sheets[2].segel), sheets[4]])
    assert "tidak ada di sampingnya" in told([replace(sheets[1], segel=None)])
    assert "bukan tanda tangan CMS" in told([replace(sheets[1], segel=b"bukan segel")])
    assert "sudah diubah" in told([replace(sheets[1], isi=sheets[1].isi + b" ")])
    gap = luring.periksa(LAIN, [sheets[1], sheets[4]], roots)
    assert not gap.galat and "tidak diberikan" in " ".join(gap.catatan), "days that are missing are said"
    stranger = makers_root()
    assert "bukan dari penerbit" in told(sheets, [stranger])


def makers_root() -> bytes:
    """A root of somebody else with the same name."""
    from eoffice.tte import authority

    key = authority.new_key(2048)
    return authority.pem(authority.root(key, nama_kota="Kota Arunika", now=datetime.now(tz=UTC))).encode()


def _daftar() -> daftar.Daftar:
    return daftar.Daftar(
        kota="Kota Arunika",
        tanggal=date(2026, 11, 21),
        dibuat=datetime(2026, 11, 21, 17, 5, tzinfo=UTC),
        sebelum=daftar.Sebelum(date(2026, 11, 20), "0" * 64),
        berkas={"a" * 64: ("b" * 64, "c" * 64)},
        perubahan={"a" * 64: "dicabut"},
    )


def test_a_list_is_read_as_it_was_written() -> None:
    assert daftar.baca(daftar.tulis(_daftar())) == _daftar()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda b: b[:-1],
        lambda b: b.replace(b'"versi":1', b'"versi": 1'),
        lambda b: b.replace(b'"versi":1', b'"versi":2'),
        lambda b: b.replace(b"dicabut", b"hangus!"),
        lambda b: b.replace(b"b" * 64, b"B" * 64),
        lambda b: b.replace(b'{"', b'{"lain":1,"', 1),
        lambda b: b"[]",
        lambda b: b"[" * 100_000,
        lambda b: b"",
    ],
)
def test_what_is_not_canonical_is_no_list(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Invalid):
        daftar.baca(spoil(daftar.tulis(_daftar())))


def test_without_authorities_there_is_nothing_to_seal_with(services: Services) -> None:
    _kerja(services)

    with db.reading(services.engine) as session:
        assert queries.daftar_terakhir(session) is None
