"""Loading the sample city: everything through the product's own actions, once, and never over something else."""

import json
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import makers
import pytest
from sqlalchemy import event, func, select

from eoffice import app, clock, pemeriksaan
from eoffice.akses.actor import Actor
from eoffice.akun import sandi
from eoffice.akun.models import Akun
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Media
from eoffice.config import Settings
from eoffice.contoh import masuk, muat, pemeran
from eoffice.contoh.rencana import Rencana, rencana
from eoffice.db import reading, transaction
from eoffice.disposisi import queries as disposisi
from eoffice.disposisi.models import BerkasLaporan
from eoffice.errors import Conflict, EofficeError
from eoffice.klasifikasi import actions as klasifikasi
from eoffice.layanan_arsip.models import Peminjaman, PermintaanAkses
from eoffice.naskah import actions as naskah_actions
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Koreksi, Lampiran, Naskah
from eoffice.naskah.states import ISSUED, Keadaan, Status
from eoffice.nomor.models import Nomor, Register
from eoffice.notifikasi.models import Pemberitahuan
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Pegawai
from eoffice.outbox import Job
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import Jenis
from eoffice.peristiwa.models import Peristiwa
from eoffice.storage import Blob
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tte import actions as tte
from eoffice.tte import authority, verifying
from eoffice.tte.models import Otoritas, Sertifikat
from eoffice.tte.states import Kind
from eoffice.web.services import Services


def sebagian(letters: int) -> Rencana:
    """The first so many letters, and the last two weeks in which work waits for everybody."""
    whole = rencana()
    kept = {k for k in whole.naskah if k[0] == "T" or (k[0] == "N" and int(k[1:]) <= letters)}
    kept |= {k for k in whole.masuk if k[0] == "K"} if letters else set()
    steps = tuple(s for s in whole.langkah if s.sasaran.split("#")[0].split("@")[0] in kept)
    return Rencana({k: r for k, r in whole.naskah.items() if k in kept}, whole.masuk, steps)


def satu_surat() -> Rencana:
    """One letter from konsep to berkas."""
    whole = rencana()
    steps = tuple(s for s in whole.langkah if s.sasaran == "N001")
    return Rencana({"N001": whole.naskah["N001"]}, {}, steps)


def siapkan(services: Services) -> None:
    """What `eoffice siapkan` makes, on tables that exist."""
    services.store.siapkan()
    with transaction(services.engine) as session:
        klasifikasi.muat(session)
    with transaction(services.engine) as session:
        tte.siapkan_otoritas(
            session, pepper=services.pepper, nama_kota="Kota Arunika", base_url=services.settings.base_url
        )


def tempat(request: pytest.FixtureRequest, folder: Path) -> Iterator[Services]:
    """A prepared, empty installation in a folder, on the database and the store of the command line."""
    databases = request.getfixturevalue("databases")
    url = databases.fresh(folder)
    settings = Settings(
        mode="coba",
        data_dir=folder,
        database_url=url,
        storage_url=request.getfixturevalue("fresh_store")(folder),
        secret_key="kunci-uji-yang-cukup-panjang-untuk-semua-keperluan",
        base_url="http://localhost",
        trusted_hosts=("localhost",),
        antivirus_waived=True,
    )
    services = Services.start(settings, hasher=makers.CHEAP)
    try:
        siapkan(services)
        yield services
    finally:
        services.close()
        databases.drop(url)


#: How the lines end that are said before the first step and after the last.
AKHIR = (" pegawai dengan akunnya", " langkah")


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What the loading of `kota` printed."""
    return []


@pytest.fixture(scope="module")
def ran() -> list[str]:
    """Every SQL statement that the loading of `kota` ran, and between them what it said."""
    return []


@pytest.fixture(scope="module")
def kota(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, said: list[str], ran: list[str]
) -> Iterator[Services]:
    """The sample city with few letters, but with everything that waits."""
    for services in tempat(request, tmp_path_factory.mktemp("kota")):

        def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
            ran.append(statement)

        event.listen(services.engine, "before_cursor_execute", note)

        def tell(line: str) -> None:
            said.append(line)
            ran.append(f"-- {line}")

        assert muat.muat(services, handlers=app.handlers(), say=tell, plan=sebagian(6))
        event.remove(services.engine, "before_cursor_execute", note)
        yield services


def pemain(services: Services, jabatan_kode: str) -> Actor:
    """Whoever holds a jabatan today."""
    with reading(services.engine) as session:
        jabatan_id = session.scalars(select(Jabatan.id).where(Jabatan.kode == jabatan_kode)).one()
        held = organisasi.holder(session, jabatan_id)
        assert held is not None
        return organisasi.actor_for(session, held.pegawai_id, jabatan_id)


def menunggu(services: Services, jabatan_kode: str) -> dict[str, int]:
    """What waits for a jabatan, by kind of work."""
    actor = pemain(services, jabatan_kode)
    with reading(services.engine) as session:
        written, received = naskah.counts(session, actor), surat_masuk.counts(session, actor)
        given = disposisi.counts(session, actor)
        return {
            **written,
            "surat": received["tindakan"],
            "disposisi": given["perlu"],
            "laporan": given["laporan"],
            "berkas": sum(arsip.unfiled_counts(session, actor).values()),
        }


@pytest.mark.parametrize(
    ("jabatan", "least"),
    [
        ("01", {"tandatangan": 2, "surat": 2}),
        ("10", {"tandatangan": 4, "surat": 3, "disposisi": 1, "laporan": 1}),
        ("10.3", {"paraf": 2, "tandatangan": 2, "disposisi": 2}),
        ("10.3.1", {"paraf": 2, "tandatangan": 1, "disposisi": 2, "laporan": 1}),
        ("10.3.1-S1", {"konsep": 4, "disposisi": 2}),
        ("10.3.2.1-TU", {"kirim": 2}),
        ("10.3.2.1-AR", {"berkas": 3}),
        ("31", {"tandatangan": 4, "surat": 3, "laporan": 1}),
        ("31.1", {"paraf": 1, "tandatangan": 2, "disposisi": 1}),
        ("31.3", {"paraf": 2, "tandatangan": 1, "disposisi": 2, "laporan": 1}),
        ("31.1.1", {"paraf": 2, "disposisi": 2}),
        ("31.3-S1", {"konsep": 4, "disposisi": 2}),
        ("31.1.1-TU", {"kirim": 2}),
        ("31.1.1-AR", {"berkas": 3}),
    ],
)
def test_work_waits_for_every_role_of_the_cast(kota: Services, jabatan: str, least: dict[str, int]) -> None:
    waiting = menunggu(kota, jabatan)

    assert {k: waiting[k] for k, n in least.items() if waiting[k] < n} == {}


def test_the_examination_of_the_installation_finds_nothing(kota: Services) -> None:
    found = pemeriksaan.run(kota)

    assert [c for c in found["pemeriksaan"] if not c["bersih"]] == []


def test_both_arsiparis_of_the_cast_have_paper_that_is_out_and_a_request_to_decide(kota: Services) -> None:
    with reading(kota.engine) as session:
        for kode in ("10.3.2.1-AR", "31.1.1-AR"):
            opd_id = session.scalars(select(Jabatan).where(Jabatan.kode == kode)).one().unit.opd_id
            lent = list(session.scalars(select(Berkas.media).join(Peminjaman).where(Peminjaman.opd_id == opd_id)))
            asked = list(session.scalars(select(PermintaanAkses.id).where(PermintaanAkses.opd_id == opd_id)))
            assert (len(lent), Media.ELEKTRONIK in lent, len(asked)) == (2, False, 2), kode


def test_nobody_who_works_is_without_an_office(kota: Services) -> None:
    with reading(kota.engine) as session:
        placed = {p.pegawai_id for p in session.scalars(organisasi.in_force()) if p.jabatan.unit_id}
        working = set(session.scalars(select(Pegawai.id).where(Pegawai.aktif)))

        assert working == placed
        assert len(working) > 500


def test_signed_naskah_are_real_and_whole(kota: Services) -> None:
    with reading(kota.engine) as session:
        rows = session.scalars(select(Naskah).where(Naskah.status.in_(ISSUED))).all()
        root = session.scalars(select(Otoritas.pem).where(Otoritas.kind == Kind.AKAR)).one()
        session.expunge_all()

    assert len(rows) >= 12
    for row in rows[:3]:
        with kota.store.open(Blob(row.pdf_key or "", row.pdf_size or 0, row.pdf_sha256 or "")) as source:
            found = verifying.report(source.read(), [root])
        assert found["verdict"] == verifying.VALID
        assert row.ditandatangani_at is not None
        assert found["signatures"][0]["signed_at"][:16] == row.ditandatangani_at.isoformat()[:16]


def test_files_made_beforehand_are_those_that_were_signed(kota: Services, said: list[str]) -> None:
    """Every file of the plan was made in another process before its number was taken; none had to be made again."""
    with reading(kota.engine) as session:
        planned = Naskah.id.not_in(select(Koreksi.naskah_id)) & (
            Naskah.jenis != "keputusan"
        )  # the panitia's comes later
        signed = session.scalars(select(func.count()).where(Naskah.status.in_(ISSUED), planned)).one()

    assert f"  {signed} naskah ditandatangani, semuanya dicetak lebih dahulu" in said


def test_a_letter_of_the_cast_is_corrected_and_another_revoked(kota: Services) -> None:
    with reading(kota.engine) as session:
        held = set(session.scalars(select(Naskah.keadaan)))

    assert held == {Keadaan.BERLAKU, Keadaan.DIRALAT, Keadaan.DICABUT}


def test_a_step_costs_few_statements(kota: Services, ran: list[str]) -> None:
    """What keeps the loading within two minutes: so many statements for a step, certificates and its news included.

    What comes after the last step is of a fixed size, however many steps there are: the paper books of the offices are
    left out here, and the rest is counted by the notices that it leaves, for the sweep of deadlines is most of it.
    """
    first, last = (next(n for n, s in enumerate(ran) if s.startswith("-- ") and s.endswith(end)) for end in AKHIR)
    books = ("persediaan_kertas", "pernyataan_kertas")
    after = [each for each in ran[last:] if not any(book in each for book in books)]
    with reading(kota.engine) as session:
        notices = session.scalars(select(func.count()).select_from(Pemberitahuan)).one()

    # 28: three of four of these steps lie in the last two weeks, whose news is told; the steps of the year need fewer.
    # Four of them keep the index of the search in step with every change.
    assert (last - first) / len(sebagian(6).langkah) < 30
    assert len(after) / notices < 26


def test_only_those_nobody_can_sign_in_as_have_shorter_keys(kota: Services) -> None:
    with reading(kota.engine) as session:
        cast = set(session.scalars(select(Akun.pegawai_id).where(Akun.sandi_hash.is_not(None))))
        rows = session.execute(select(Sertifikat.pegawai_id, Sertifikat.pem)).tuples().all()
        authorities = session.scalars(select(Otoritas.pem).where(Otoritas.kind != Kind.OCSP)).all()  # P-256

    def bits(pem: str) -> int:
        return authority.load(pem).public_key().key_size  # type: ignore[union-attr]

    assert {(pegawai_id in cast, bits(pem)) for pegawai_id, pem in rows} == {(True, 3072), (False, 2048)}
    assert {bits(pem) for pem in authorities} == {3072}


def test_every_message_was_worked(kota: Services) -> None:
    with reading(kota.engine) as session:
        left = session.execute(select(Job.topic, Job.state).where(Job.state != "selesai")).tuples().all()

    # Only what a worker does slowly, the look after a signature and the sweep after a destruction, both minutes later,
    # and a title of a later day.
    assert {state for _, state in left} <= {"siap"}
    later = {"naskah.ttd_tertunda", "penyusutan.sapu_kata", "klasifikasi.berlaku"}
    assert {topic for topic, _ in left} <= later | {"naskah.baca_lampiran"}


def test_the_printed_password_and_passphrase_are_good(kota: Services, said: list[str]) -> None:
    word = next(line.partition(": ")[2] for line in said if line.startswith("Sandi untuk"))
    phrase = next(line.partition(": ")[2] for line in said if line.startswith("Frasa sandi"))
    walikota = pemain(kota, "01")
    with reading(kota.engine) as session:
        kept = select(Akun.nama_pengguna, Akun.sandi_hash).where(Akun.sandi_hash.is_not(None))
        rows = dict(session.execute(kept).tuples().all())

    assert set(rows) == {p.akun for p in pemeran.PEMERAN}
    assert all(sandi.matches(kota.hasher, row, word) for row in rows.values())
    key = tte.unlock(kota.engine, pepper=kota.pepper, pegawai_id=walikota.pegawai_id, passphrase=phrase)
    assert key.pegawai_id == walikota.pegawai_id
    for p in pemeran.PEMERAN:
        assert any(line.startswith(f"  {p.akun} ") and p.sebutan in line and p.untuk in line for line in said)


@pytest.mark.parametrize(
    ("konseptor", "penandatangan"), [("10.3.1-S1", "01"), ("31.3-S1", "31"), ("31.1.1-AR", "31"), ("31.1.1-AR", "01")]
)
def test_a_keputusan_can_be_brought_to_its_signature_by_the_cast_alone(
    kota: Services, konseptor: str, penandatangan: str
) -> None:
    actor, signer = pemain(kota, konseptor), pemain(kota, penandatangan)
    with reading(kota.engine) as session:
        made = naskah_actions.buat(session, actor, "keputusan")
        made.penandatangan = session.get_one(Jabatan, signer.jabatan_id)
        session.flush()
        naskah_actions.propose_route(session, made)
        asked = [p.jabatan.kode for p in made.paraf]
        session.rollback()

    assert "10.1.3" in asked
    assert set(asked) <= {p.jabatan_kode for p in pemeran.PEMERAN}


def test_the_pemusnahan_that_waits_can_be_finished_by_the_cast_alone(kota: Services) -> None:
    with reading(kota.engine) as session:
        kasus = session.scalars(select(Kasus).where(Kasus.jenis == Jenis.PEMUSNAHAN)).one()
        seated = {a.jabatan.kode for a in kasus.anggota}
        certified = set(session.scalars(select(Sertifikat.pegawai_id)))
        heads = [organisasi.holder(session, a.jabatan_id) for a in kasus.anggota if a.jabatan.kepala_unit]
        signs = {held.pegawai_id for held in heads if held is not None}

    assert seated <= {p.jabatan_kode for p in pemeran.PEMERAN}
    assert len(signs) == len(heads) == 4  # two of the panitia, two who witness
    assert signs <= certified


def test_the_cast_has_who_approves_and_receives_a_penyerahan(kota: Services) -> None:
    head, keeper = pemain(kota, "35"), pemain(kota, "35.1.1-AR")
    with reading(kota.engine) as session:
        certified = set(session.scalars(select(Sertifikat.pegawai_id)))

    assert {"35", "35.1.1-AR"} <= {p.jabatan_kode for p in pemeran.PEMERAN}
    assert head.opd_id in head.pimpinan_opd_ids & keeper.arsip_opd_ids
    with reading(kota.engine) as session:  # its letter of approval passes who stands between the two
        made = naskah_actions.buat(session, keeper, "surat_dinas")
        made.penandatangan = session.get_one(Jabatan, head.jabatan_id)
        session.flush()
        naskah_actions.propose_route(session, made)
        asked = {p.jabatan.kode for p in made.paraf}
        session.rollback()
    assert asked == {"35.1", "35.1.1"} and asked <= {p.jabatan_kode for p in pemeran.PEMERAN}
    assert head.pegawai_id in certified


def test_what_is_lent_and_late_was_lent_before_it_was_due(kota: Services) -> None:
    with reading(kota.engine) as session:
        late = session.scalars(select(Peminjaman).where(Peminjaman.jatuh_tempo < clock.today())).all()
        given = [(row.diminta_at, row.diserahkan_at, row.jatuh_tempo, row.hari) for row in late]

    assert given
    for asked_at, given_at, due, days in given:
        assert given_at is not None
        assert asked_at <= given_at
        assert due == given_at.astimezone(clock.WIB).date() + timedelta(days=days)


def test_a_second_time_only_tells_the_sign_ins_again(kota: Services, said: list[str]) -> None:
    again: list[str] = []
    asked: list[str] = []

    def note(*call: object) -> None:
        asked.append(str(call[2]))

    event.listen(kota.engine, "before_cursor_execute", note)
    try:
        assert muat.muat(kota, handlers=app.handlers(), say=again.append)
    finally:
        event.remove(kota.engine, "before_cursor_execute", note)

    assert len(asked) < 10 and not [s for s in asked if s.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert again[0] == "Kota contoh sudah dimuat."
    assert [x for x in again if x.startswith(("Sandi", "Frasa"))] == [
        x for x in said if x.startswith(("Sandi", "Frasa"))
    ]


def test_the_note_of_the_passwords_is_for_its_owner_only(kota: Services) -> None:
    path = kota.settings.data_dir / masuk.PENANDA

    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text())["selesai"] is True


def test_sqlite_waits_for_the_disk_again_afterwards(kota: Services) -> None:
    if kota.engine.dialect.name == "sqlite":
        with kota.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


# -- where it is refused ----------------------------------------------------------------------------------------------


def test_produksi_never_gets_a_sample_city(services: Services) -> None:
    # KEAMANAN: KNF-01
    real = replace(services, settings=replace(services.settings, mode="produksi"))

    with pytest.raises(Conflict, match="mode produksi"):
        muat.muat(real, handlers={}, say=print)

    assert not (services.settings.data_dir / masuk.PENANDA).exists()


def test_an_installation_with_people_of_its_own_is_left_alone(services: Services, kota_kecil: makers.Kota) -> None:
    with pytest.raises(Conflict, match="bukan dari kota contoh"):
        muat.muat(services, handlers={}, say=print)


def test_an_unprepared_installation_is_told_how_to_prepare(services: Services) -> None:
    with pytest.raises(Conflict, match="eoffice siapkan"):
        muat.muat(services, handlers={}, say=print)


def test_a_loading_that_was_cut_off_says_how_to_start_over(services: Services) -> None:
    siapkan(services)
    with pytest.raises(EofficeError, match=r"langkah \d+, tandatangani"):
        muat.muat(services, handlers={}, say=lambda _: None, plan=satu_surat())  # nobody works its messages

    with pytest.raises(Conflict, match="terputus") as told:
        muat.muat(services, handlers=app.handlers(), say=print)

    assert str(services.settings.data_dir) in str(told.value)


# -- the whole year -----------------------------------------------------------------------------------------------------


@pytest.mark.kota
def test_the_whole_year_is_there(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    for services in tempat(request, tmp_path):
        lines: list[str] = []
        assert muat.muat(services, handlers=app.handlers(), say=lines.append)
        with reading(services.engine) as session:

            def many(model: type, *conditions: object) -> int:
                return session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0  # type: ignore[arg-type]

            assert many(Naskah, Naskah.status.in_(ISSUED), Naskah.pdf_key.is_not(None)) >= 200
            assert {str(x) for x in session.scalars(select(Naskah.jenis).distinct())} == {
                "surat_dinas", "surat_undangan", "nota_dinas", "surat_tugas", "pengumuman", "surat_keterangan",
                "surat_pengantar", "telaahan_staf", "keputusan",
            }  # fmt: skip
            assert many(Naskah, Naskah.status == Status.DIBERKASKAN) >= 150
            assert many(Naskah, Naskah.putaran > 0) >= 20
            assert many(Lampiran) >= 15
            assert many(SuratMasuk, SuratMasuk.naskah_id.is_not(None)) >= 500
            assert many(SuratMasuk, SuratMasuk.naskah_id.is_(None), SuratMasuk.berkas_key.is_not(None)) >= 45
            assert many(BerkasLaporan) >= 20
            assert many(Berkas) >= 50
            assert many(IsiBerkas) >= 400
            assert many(Peristiwa, Peristiwa.jenis == "naskah.dicetak") >= 25
            assert many(Sertifikat) >= 70
            years = session.execute(
                select(Register.kode, Nomor.tanggal, Register.tahun).join(Register, Register.id == Nomor.register_id)
            ).all()
            assert {day.year == year for _, day, year in years} == {True}
            assert len({year for _, _, year in years}) == 2
        overdue = sum(_late(services, p.jabatan_kode) for p in pemeran.PEMERAN)
        assert overdue >= 5
        found = pemeriksaan.run(services)
        assert [c for c in found["pemeriksaan"] if not c["bersih"]] == []


def _late(services: Services, jabatan_kode: str) -> int:
    actor = pemain(services, jabatan_kode)
    with reading(services.engine) as session:
        return disposisi.counts(session, actor)["lewat"]
