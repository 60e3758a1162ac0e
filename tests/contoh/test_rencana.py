"""The plan of the sample year, played against a small picture of the offices."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from eoffice.clock import WIB
from eoffice.contoh import kota
from eoffice.contoh.kalender import LIBUR, at, later, working_days, works
from eoffice.contoh.pemeran import PEMERAN
from eoffice.contoh.rencana import AKHIR, AWAL, BERHENTI, Aksi, Langkah, NaskahRencana, actors, rencana, signers
from eoffice.pdf import isi

PLAN = rencana()


def _of(sasaran: str) -> list[Langkah]:
    return [s for s in PLAN.langkah if s.sasaran == sasaran]


def _status(row: NaskahRencana) -> tuple[str, list[str]]:
    """Where a naskah ends and who still has to give a paraf; complains about a step out of turn."""
    status, left = "", [j for j, _ in row.paraf]
    for s in _of(row.kunci):
        match s.aksi:
            case Aksi.KONSEP:
                assert status == ""
                status = "konsep"
            case Aksi.AJUKAN:
                assert status in ("konsep", "dikembalikan")
                left = [j for j, _ in row.paraf]
                status = "pemeriksaan" if left else "siap_ttd"
            case Aksi.PARAF:
                assert status == "pemeriksaan"
                assert left.pop(0) == s.oleh
                status = "pemeriksaan" if left else "siap_ttd"
            case Aksi.KEMBALIKAN:
                assert status in ("pemeriksaan", "siap_ttd")
                assert s.rinci["catatan"]
                status = "dikembalikan"
            case Aksi.PERBAIKI:
                assert status == "dikembalikan"
                isi.check(s.rinci["isi"])
            case Aksi.TANDATANGANI:
                assert (status, s.oleh) == ("siap_ttd", row.penandatangan)
                status = "ditandatangani"
            case Aksi.KIRIM:
                assert status == "ditandatangani"
                status = "terkirim"
            case Aksi.BERKASKAN:
                assert status in ("terkirim", "ditandatangani")
                status = "diberkaskan"
            case Aksi.TOLAK | Aksi.BATALKAN:
                assert status in ("konsep", "siap_ttd", "pemeriksaan")
                status = str(s.aksi)
            case _:
                assert status in ("ditandatangani", "terkirim", "diberkaskan")
    return status, left


ENDS = {kunci: _status(row) for kunci, row in PLAN.naskah.items()}


def test_at_least_two_hundred_naskah_of_several_jenis_are_signed() -> None:
    signed = {s.sasaran for s in PLAN.langkah if s.aksi is Aksi.TANDATANGANI}

    assert len(signed) >= 200
    assert min(Counter(PLAN.naskah[k].surat.jenis for k in signed).values()) >= 10


def test_every_perangkat_daerah_wrote_something() -> None:
    assert {kota.units()[row.unit].opd for row in PLAN.naskah.values()} == set(kota.opd_codes())


def test_steps_are_in_order_of_time_and_in_office_hours() -> None:
    instants = [s.at for s in PLAN.langkah]

    assert instants == sorted(instants)
    for when in instants:
        wib = when.astimezone(WIB)
        assert works(wib.date())
        assert AWAL <= wib.date() <= AKHIR
        assert 450 <= wib.hour * 60 + wib.minute < 990
    assert instants[-1] <= BERHENTI


def test_steps_of_one_thing_never_share_an_instant() -> None:
    seen: dict[str, list[object]] = defaultdict(list)
    for s in PLAN.langkah:
        seen[s.sasaran].append(s.at)

    assert [k for k, v in seen.items() if len(set(v)) != len(v)] == []


def test_about_one_in_eight_was_sent_back_and_some_were_printed() -> None:
    total = len(PLAN.naskah)
    back = sum(s.aksi is Aksi.KEMBALIKAN for s in PLAN.langkah)
    printed = sum(s.aksi is Aksi.CETAK for s in PLAN.langkah)

    assert 0.08 < back / total < 0.18
    assert 0.10 < printed / total < 0.20


def test_invitations_and_orders_are_signed_before_their_day() -> None:
    for row in PLAN.naskah.values():
        day = row.surat.rincian.get("tanggal_acara") or row.surat.rincian.get("tanggal_mulai")
        signed = [s.at for s in _of(row.kunci) if s.aksi is Aksi.TANDATANGANI]
        if day and signed:
            assert signed[0].astimezone(WIB).date() < date.fromisoformat(day), row.kunci


def test_paraf_follow_the_line_and_are_at_most_three() -> None:
    for row in PLAN.naskah.values():
        line = tuple(j for j, jenis in row.paraf if jenis == "hierarki")

        assert line == kota.line(row.konseptor, row.penandatangan)
        assert len(line) <= 3
        assert kota.posts()[row.penandatangan].dapat_ttd


def test_nobody_writes_to_himself_and_notes_stay_inside() -> None:
    for row in PLAN.naskah.values():
        internal = [a.jabatan_kode for a in row.tujuan]

        assert row.penandatangan not in internal
        assert len(set(internal) - {None}) == len([k for k in internal if k])
        assert not set(internal) & set(row.tembusan)
        if row.surat.jenis == "nota_dinas":
            assert None not in internal
            assert {kota.opd_of(k) for k in internal if k} == {kota.units()[row.unit].opd}


def test_disposisi_go_down_the_line_within_the_deadline_of_the_parent() -> None:
    due: dict[str, date] = {}
    for s in PLAN.langkah:
        if s.aksi in (Aksi.DISPOSISI, Aksi.DISPOSISI_LANJUTAN):
            for n, (jabatan, peran) in enumerate(s.rinci["penerima"]):
                assert peran == "penanggung_jawab" if n == 0 else peran != "penanggung_jawab"
                if s.oleh not in ("01", "10"):
                    assert kota.posts()[jabatan].atasan_kode == s.oleh
                due[f"{s.rinci['id']}>{jabatan}"] = s.rinci["batas"]
            if s.aksi is Aksi.DISPOSISI_LANJUTAN:
                assert s.rinci["batas"] <= due[s.sasaran]
        elif s.aksi in (Aksi.BACA_DISPOSISI, Aksi.TINDAK_LANJUT):
            assert s.sasaran.endswith(f">{s.oleh}")
            assert s.sasaran in due


def test_received_surat_are_touched_only_after_they_came() -> None:
    came = {s.sasaran: s.at for s in PLAN.langkah if s.aksi is Aksi.REGISTRASI}
    sent = {s.sasaran: s.at for s in PLAN.langkah if s.aksi is Aksi.KIRIM}
    for s in PLAN.langkah:
        root = s.sasaran.split("#")[0]
        if "@" in root:
            kunci, _, jabatan = root.partition("@")
            assert s.at > sent[kunci]
            assert jabatan in {a.jabatan_kode for a in PLAN.naskah[kunci].tujuan}
        elif root in PLAN.masuk and s.aksi is not Aksi.REGISTRASI:
            assert s.at > came[root]


def test_some_disposisi_are_overdue_and_open() -> None:
    reported = {s.sasaran for s in PLAN.langkah if s.aksi is Aksi.TINDAK_LANJUT}
    given = [s for s in PLAN.langkah if s.aksi in (Aksi.DISPOSISI, Aksi.DISPOSISI_LANJUTAN)]
    open_now = [
        s for s in given if s.rinci["batas"] < AKHIR and f"{s.rinci['id']}>{s.rinci['penerima'][0][0]}" not in reported
    ]

    assert len(open_now) >= 10


def _waiting() -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in PLAN.naskah.values():
        status, left = ENDS[row.kunci]
        if status in ("konsep", "dikembalikan"):
            found[row.konseptor][status] += 1
        if status == "pemeriksaan":
            found[left[0]]["paraf"] += 1
        if status == "siap_ttd":
            found[row.penandatangan]["ttd"] += 1
        desk = kota.umum_unit(kota.units()[row.unit].opd or "")
        if status == "ditandatangani":
            found[f"{desk}-TU"]["kirim"] += 1
        if status == "terkirim":
            found[f"{desk}-AR"]["berkas"] += 1
    for paper in PLAN.masuk.values():
        if [s.aksi for s in _of(paper.kunci)] == [Aksi.REGISTRASI]:
            found[paper.tujuan]["surat"] += 1
    done = {s.sasaran for s in PLAN.langkah if s.aksi in (Aksi.TINDAK_LANJUT, Aksi.DISPOSISI_LANJUTAN)}
    accepted = {s.sasaran for s in PLAN.langkah if s.aksi is Aksi.TERIMA_LAPORAN}
    for s in PLAN.langkah:
        if s.aksi in (Aksi.DISPOSISI, Aksi.DISPOSISI_LANJUTAN):
            for jabatan, _ in s.rinci["penerima"]:
                node = f"{s.rinci['id']}>{jabatan}"
                if node not in done:
                    found[jabatan]["disposisi"] += 1
        if s.aksi is Aksi.TINDAK_LANJUT and s.sasaran not in accepted:
            giver = next(g.oleh for g in PLAN.langkah if g.rinci.get("id") == s.sasaran.rpartition(">")[0])
            found[giver]["laporan"] += 1
    return found


@pytest.mark.parametrize(
    ("jabatan", "least"),
    [
        ("01", {"ttd": 2, "surat": 2}),
        ("10", {"ttd": 4, "surat": 3, "laporan": 1, "disposisi": 1}),
        ("10.3", {"paraf": 2, "ttd": 2, "disposisi": 2}),
        ("10.3.1", {"paraf": 2, "ttd": 1, "disposisi": 2, "laporan": 1}),
        ("10.3.1-S1", {"konsep": 2, "dikembalikan": 2, "disposisi": 2}),
        ("10.3.2.1-TU", {"kirim": 2}),
        ("10.3.2.1-AR", {"berkas": 3}),
        ("31", {"ttd": 4, "surat": 3, "laporan": 1}),
        ("31.1", {"paraf": 1, "ttd": 2, "disposisi": 1}),
        ("31.3", {"paraf": 2, "ttd": 1, "disposisi": 2, "laporan": 1}),
        ("31.1.1", {"paraf": 2, "disposisi": 2}),
        ("31.3-S1", {"konsep": 2, "dikembalikan": 2, "disposisi": 2}),
        ("31.1.1-TU", {"kirim": 2}),
        ("31.1.1-AR", {"berkas": 3}),
    ],
)
def test_work_waits_for_every_role_of_the_cast(jabatan: str, least: dict[str, int]) -> None:
    waiting = _waiting()[jabatan]

    assert {k: waiting[k] for k, n in least.items() if waiting[k] < n} == {}


def test_the_cast_is_of_jabatan_that_exist() -> None:
    assert {p.jabatan_kode for p in PEMERAN} <= set(kota.posts())
    assert len({p.akun for p in PEMERAN}) == len(PEMERAN)


def test_signers_and_actors_are_jabatan() -> None:
    assert set(signers(PLAN)) <= set(kota.posts())
    assert set(actors(PLAN)) <= set(kota.posts())


def test_every_body_of_the_plan_passes_the_check() -> None:
    for row in PLAN.naskah.values():
        isi.check(row.surat.isi)


def test_the_calendar_has_the_holidays_of_2026() -> None:
    of_2026 = Counter(kind for day, kind, _ in LIBUR if day.year == 2026)

    assert of_2026 == {"libur_nasional": 17, "cuti_bersama": 8}
    assert not works(date(2026, 8, 17))
    assert len(working_days(date(2026, 8, 17), date(2026, 8, 28))) == 8


def test_office_minutes_run_over_to_the_next_working_day() -> None:
    import random

    friday = at(date(2026, 8, 14), 960)

    moved = later(friday, 60, random.Random(1))

    assert moved - at(date(2026, 8, 18), 480) < timedelta(minutes=1)
