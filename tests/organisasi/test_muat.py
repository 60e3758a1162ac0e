"""Handing in an organisation: all or nothing, nothing twice, nothing deleted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import SISTEM, Peran
from eoffice.audit import queries as audit
from eoffice.db import Base
from eoffice.errors import Invalid
from eoffice.organisasi import actions, lembar, queries
from eoffice.organisasi.banding import Banding, bandingkan
from eoffice.organisasi.models import Jabatan, Koordinasi, Pegawai, Penugasan, Unit
from eoffice.organisasi.states import JenisLembar, JenisPenugasan
from tests.langkah import langkah
from tests.organisasi import lembaran


def load(session: Session, **sheets: str) -> object:
    rows, findings = lembar.baca(lembaran.semua(**sheets))
    assert [t for t in findings if t.galat] == []
    return actions.muat(session, SISTEM, rows)


def faults(session: Session, **sheets: str) -> list[str]:
    rows, findings = lembar.baca(lembaran.semua(**sheets))
    return [f"{t.asal}: {t.kalimat}" for t in [*findings, *bandingkan(session, rows).temuan] if t.galat]


def contents(session: Session) -> dict[str, list[object]]:
    tables = ("unit", "jabatan", "jabatan_peran", "pegawai", "penugasan", "koordinasi")
    return {t: [tuple(r) for r in session.execute(select(Base.metadata.tables[t]))] for t in tables}


def test_everything_stands_where_the_sheets_say(session: Session) -> None:
    load(session)

    kominfo, sek = queries.unit_by_kode(session, "31"), queries.unit_by_kode(session, "31.1")
    assert (kominfo.opd_id, sek.opd_id, sek.induk_id) == (kominfo.id, kominfo.id, kominfo.id)
    assert kominfo.kelompok == "dinas/badan" and queries.unit_by_kode(session, "00").opd_id is None
    staf = queries.pegawai_by_nip(session, lembaran.NIP_STAF)
    actor = queries.actor_for(session, staf.id)
    assert actor.tu_opd_ids == {kominfo.id} and actor.peran == {Peran.TU}
    post = session.get_one(Jabatan, actor.jabatan_id)
    assert [j.kode for j in queries.superiors(session, post.id)] == ["31.1", "31", "10"]
    sekda = session.scalars(select(Jabatan).where(Jabatan.kode == "10")).one()
    assert [j.kode for j in queries.coordinated(session, sekda.id)] == ["31"]


def test_the_same_sheets_again_change_nothing(session: Session) -> None:
    load(session)
    session.commit()
    before = contents(session)

    again = load(session)

    assert (again.perubahan, again.sama) == ([], 16)  # type: ignore[attr-defined]
    assert contents(session) == before


def test_a_changed_row_updates_and_a_missing_one_is_only_reported(session: Session) -> None:
    load(session)

    renamed = lembaran.JABATAN.replace("Pengolah Data", "Pranata Komputer").replace(";tu", ";arsiparis")
    done = load(session, jabatan=renamed, pegawai=lembaran.PEGAWAI.rpartition("'")[0])

    (change,) = done.ubah  # type: ignore[attr-defined]
    assert actions.ringkas(change) == "nama: Pengolah Data → Pranata Komputer; peran: tu → arsiparis"
    assert done.hilang == [(JenisLembar.PEGAWAI, f"{lembaran.NIP_STAF} Gentala Prabawa")]  # type: ignore[attr-defined]
    staf = queries.pegawai_by_nip(session, lembaran.NIP_STAF)
    assert queries.actor_for(session, staf.id).peran == {Peran.ARSIPARIS}


def test_columns_that_are_not_handed_in_stay_as_they_are(session: Session) -> None:
    load(session)

    load(session, unit="", pegawai="", penempatan="", jabatan="kode;nama;unit;jenis\n31;Kepala Dinas;31;struktural\n")

    post = session.scalars(select(Jabatan).where(Jabatan.kode == "31")).one()
    assert (post.nama, post.kepala_unit, post.dapat_ttd) == ("Kepala Dinas", True, True)
    assert [r.peran for r in post.peran_rows] == [Peran.PIMPINAN_OPD]


def test_one_wrong_row_keeps_everything_out(session: Session) -> None:
    rows, _ = lembar.baca(
        lembaran.semua(penempatan=lembaran.PENEMPATAN + f"{lembaran.NIP_STAF};99;definitif;2025-01-06;;\n")
    )

    with pytest.raises(Invalid, match="Jabatan 99 tidak ada"):
        actions.muat(session, SISTEM, rows)
    assert session.scalar(select(func.count()).select_from(Unit)) == 0


@pytest.mark.parametrize(
    ("sheet", "row", "sentence"),
    [
        ("unit", "50;Bidang Liar;LIAR;99;bidang;-;", "unit.csv baris 6: Induk 99 tidak ada"),
        ("unit", "50;Bidang Liar;LIAR;;bidang;-;", "Kolom induk perlu diisi"),
        ("unit", "50;Bidang Liar;LIAR;00;bidang;-;", "tidak berada di bawah perangkat daerah mana pun"),
        ("unit", "50;Dinas Kembar;Kominfo;00;dinas;-;", "Singkatan Kominfo sudah dipakai unit 31"),
        ("unit", "31;Dinas Lain;LAIN;00;dinas;-;", "Unit 31 sudah ada di unit.csv baris 4"),
        ("unit", "50;Satu;SATU;51;dinas;-;\n51;Dua;DUA;50;dinas;-;", "berada di bawah dirinya sendiri"),
        ("unit", "50;Dinas Lain;LAIN;00;dinas;-;77", "Koordinator 77 tidak ada"),
        ("jabatan", "50;Kepala;50;struktural;-;10;;;", "Unit 50 tidak ada"),
        ("jabatan", "50;Kepala;31;struktural;-;77;;;", "Atasan 77 tidak ada"),
        ("jabatan", "50;Satu;31;struktural;-;51;;;\n51;Dua;31;struktural;-;50;;;", "menjadi atasan dirinya sendiri"),
        ("jabatan", "50;Kepala Kedua;31;struktural;-;10;ya;;", "sudah mempunyai kepala unit: jabatan 31"),
        ("penempatan", "Siapa Ini;31;plt;2025-01-06;;", "Pegawai Siapa Ini tidak ada"),
        (
            "penempatan",
            f"{lembaran.NIP_SEKDIN};31;definitif;2026-01-06;;",
            "juga dipegang definitif oleh Sasikirana Maheswari sejak 2025-01-06",
        ),
        ("penempatan", f"{lembaran.NIP_SEKDIN};31;plt;2026-01-06;2026-01-05;", "Tanggal selesai mendahului"),
    ],
)
def test_rows_that_do_not_fit_are_named(session: Session, sheet: str, row: str, sentence: str) -> None:
    original = {"unit": lembaran.UNIT, "jabatan": lembaran.JABATAN, "penempatan": lembaran.PENEMPATAN}[sheet]

    assert any(sentence in said for said in faults(session, **{sheet: original + row + "\n"}))


def test_a_mutasi_is_two_rows(session: Session) -> None:
    load(session)
    moved = lembaran.PENEMPATAN.replace(
        f"{lembaran.NIP_KADIS};31;definitif;06/01/2025;;", f"{lembaran.NIP_KADIS};31;definitif;06/01/2025;2026-10-31;"
    )

    load(session, penempatan=moved + f"{lembaran.NIP_SEKDIN};31;definitif;2026-11-01;;SK baru\n")

    post = session.scalars(select(Jabatan).where(Jabatan.kode == "31")).one()
    held = [queries.holder(session, post.id, day) for day in (date(2026, 10, 31), date(2026, 11, 1))]
    assert [h.pegawai.nip for h in held if h] == [lembaran.NIP_KADIS, lembaran.NIP_SEKDIN]


def test_who_was_entered_without_nip_may_get_one(session: Session) -> None:
    load(
        session,
        pegawai=lembaran.PEGAWAI + ",Rukmini,,,,\n",
        penempatan=lembaran.PENEMPATAN + "Rukmini;31;plt;2025-01-06;2025-01-07;\n",
    )
    person = queries.pegawai_by_nama(session, "Rukmini")

    done = load(session, unit="", jabatan="", penempatan="", pegawai="nip;nama\n198505052010012005;Rukmini\n")

    assert any("sudah terdaftar tanpa NIP" in t.kalimat for t in done.temuan)  # type: ignore[attr-defined]
    session.refresh(person)
    assert person.nip == "198505052010012005"
    assert session.scalar(select(func.count()).select_from(Pegawai)) == 5


def test_moving_a_unit_takes_all_below_to_the_other_perangkat_daerah(session: Session) -> None:
    load(session, unit=lembaran.UNIT + "31.1.1;Subbagian Umum;KOMINFO-UM;31.1;subbagian;IV.a;\n")

    load(
        session,
        jabatan="",
        pegawai="",
        penempatan="",
        unit="kode;nama;singkatan;jenis;induk\n31.1;Sekretariat;KOMINFO-SEK;bagian;10\n",
    )

    setda = queries.unit_by_kode(session, "10")
    assert [queries.unit_by_kode(session, k).opd_id for k in ("31.1", "31.1.1")] == [setda.id, setda.id]


def test_coordination_can_be_taken_away(session: Session) -> None:
    load(session)

    load(session, unit=lembaran.UNIT.replace("II.b;10", "II.b;"))

    assert session.scalar(select(func.count()).select_from(Koordinasi)) == 0


def test_every_row_leaves_its_entry_in_the_trail(session: Session) -> None:
    # KEAMANAN: AUD-01
    load(session)
    session.commit()

    staf = queries.pegawai_by_nip(session, lembaran.NIP_STAF)
    told = [(e.event, e.nama) for e in audit.history(session, "pegawai", staf.id)]
    assert told == [("organisasi.tambah_pegawai", "Sistem"), ("organisasi.tambah_penempatan", "Sistem")]
    row = session.scalars(select(Penugasan).where(Penugasan.pegawai_id == staf.id)).one()
    (entry,) = audit.history(session, "penempatan", row.id)
    assert f"jabatan_kode: 31.1-S1; bentuk: {JenisPenugasan.DEFINITIF}; mulai: 2025-01-06" in entry.catatan


MANY = 300
#: Sheets of so many rows that would keep a careless comparison busy for minutes.
BOMBS: dict[str, Callable[[int], str]] = {
    "a chain of units": lambda many: (
        "kode;nama;singkatan;induk;jenis\nu0;Dinas;S0;00;dinas\n"
        + "".join(f"u{n};Seksi;S{n};u{n - 1};seksi\n" for n in range(1, many))
    ),
    "one circle of units": lambda many: (
        "kode;nama;singkatan;induk;jenis\n" + "".join(f"u{n};Seksi;S{n};u{(n + 1) % many};seksi\n" for n in range(many))
    ),
    "one singkatan": lambda many: (
        "kode;nama;singkatan;induk;jenis\n" + "".join(f"u{n};Dinas;S;00;dinas\n" for n in range(many))
    ),
    "heads of one unit": lambda many: (
        "kode;nama;unit;jenis;kepala_unit\n" + "".join(f"j{n};Kepala;31;pelaksana;ya\n" for n in range(many))
    ),
    "a chain of jabatan": lambda many: (
        "kode;nama;unit;jenis;atasan\nj0;Staf;31;pelaksana;31\n"
        + "".join(f"j{n};Staf;31;pelaksana;j{n - 1}\n" for n in range(1, many))
    ),
    "holders of one jabatan": lambda many: (
        "pegawai;jabatan;bentuk;mulai;selesai\n"
        + "".join(
            f"{lembaran.NIP_STAF};31;definitif;{day};{day}\n"
            for day in (date(2000, 1, 1) + timedelta(days=n) for n in range(many))
        )
    ),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_long_sheets_are_compared_with_work_that_grows_with_their_rows(session: Session, kind: str) -> None:
    load(session)
    bandingkan(
        session, lembar.baca([("lembar.csv", BOMBS[kind](2).encode())])[0]
    )  # what is kept from the first time on

    def steps(many: int) -> int:
        rows, _ = lembar.baca([("lembar.csv", BOMBS[kind](many).encode())])
        found: list[Banding] = []
        count = langkah(lambda: found.append(bandingkan(session, rows)))
        assert len(found[0].tambah) == many
        return count

    assert steps(2 * MANY) < 2.5 * steps(MANY)


def test_a_circle_is_told_to_those_in_it_and_not_to_those_below(session: Session) -> None:
    circle = "50;Satu;SATU;51;dinas;-;\n51;Dua;DUA;50;dinas;-;\n52;Tiga;TIGA;51;bidang;-;\n"

    said = [f for f in faults(session, unit=lembaran.UNIT + circle) if "di bawah dirinya sendiri" in f]

    assert [f.split(":")[0] for f in said] == ["unit.csv baris 6", "unit.csv baris 7"]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [("2024-01-01;2024-12-31", "2024-02-01;2024-02-28", "2024-06-01;2024-06-30")],
)
def test_an_assignment_within_a_longer_one_is_found_past_a_shorter_neighbour(
    session: Session, first: str, second: str, third: str
) -> None:
    rows = "".join(f"{lembaran.NIP_STAF};31;definitif;{days};\n" for days in (first, second, third))

    said = [f for f in faults(session, penempatan=lembaran.PENEMPATAN + rows) if "pada waktu yang sama" in f]

    assert [f.split(":")[0] for f in said] == [f"penempatan.csv baris {n}" for n in (6, 7, 8)]
