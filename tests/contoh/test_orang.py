"""The people of the sample city."""

from datetime import date

from eoffice.contoh import kota, orang
from eoffice.contoh.pemeran import PEMERAN
from eoffice.organisasi.nip import nip_check
from eoffice.organisasi.states import JenisPenugasan


def test_there_are_at_least_three_hundred_people_and_no_two_alike() -> None:
    people = list(orang.people().values())

    assert len(people) >= 300
    assert len({p.nama for p in people}) == len(people)
    assert len({p.akun for p in people}) == len(people)


def test_every_nip_passes_the_check_and_is_unique() -> None:
    nips = [p.nip for p in orang.people().values() if p.nip is not None]

    assert [n for n in nips if nip_check(n)] == []
    assert len(set(nips)) == len(nips)


def test_a_nip_tells_birth_and_sex_of_its_bearer() -> None:
    for p in orang.people().values():
        if p.nip:
            assert p.nip[:8] == f"{p.tanggal_lahir:%Y%m%d}"
            assert p.nip[14] == p.jenis_kelamin


def test_the_elected_have_neither_nip_nor_pangkat() -> None:
    without = [p for p in orang.people().values() if p.nip is None]

    assert {p.kunci for p in without} == {"P-01", "P-02"}
    assert {(p.pangkat, p.golongan) for p in without} == {("", "")}


def test_whoever_may_sign_has_a_pangkat_unless_elected() -> None:
    for jabatan in kota.posts().values():
        p = orang.people()[f"P-{jabatan.kode}"]
        if jabatan.dapat_ttd and p.nip:
            assert p.pangkat == orang.PANGKAT[p.golongan]


def test_the_vacant_post_has_a_plt_and_the_absent_head_a_plh() -> None:
    before, after = date(2026, 8, 31), date(2026, 9, 1)

    assert orang.signer("29", before)[1] is JenisPenugasan.DEFINITIF
    assert orang.signer("29", after) == (orang.people()["P-29.1"], JenisPenugasan.PLT)
    assert orang.signer("30", date(2026, 11, 22)) == (orang.people()["P-30.1"], JenisPenugasan.PLH)
    assert orang.signer("30", date(2026, 11, 26))[1] is JenisPenugasan.DEFINITIF


def test_every_jabatan_has_somebody_who_may_act_for_it_on_any_day_of_the_year() -> None:
    for kode in kota.posts():
        for day in (date(2025, 11, 24), date(2026, 9, 1), date(2026, 11, 20)):
            assert orang.signer(kode, day)[0].nama


def test_the_cast_signs_in_with_short_names() -> None:
    for pemeran in PEMERAN:
        assert orang.people()[f"P-{pemeran.jabatan_kode}"].akun == pemeran.akun
