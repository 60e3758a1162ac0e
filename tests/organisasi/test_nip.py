"""The check of a NIP (naskah-dinas 7.4)."""

import pytest

from eoffice.organisasi.nip import nip_check, nip_warning


@pytest.mark.parametrize("nip", ["196903141994031007", "199502282019032008", "200002292022121001"])
def test_a_nip_with_a_real_birth_date_and_sex_may_be_used(nip: str) -> None:
    assert nip_check(nip) is None
    assert nip_warning(nip) is None


@pytest.mark.parametrize(
    ("nip", "part"),
    [
        ("19690314199403100", "18 angka"),
        ("1969031419940310071", "18 angka"),
        ("19690314 99403100", "18 angka"),
        ("١٩٦٩٠٣١٤١٩٩٤٠٣١٠٠٧", "18 angka"),
        ("196902301994031007", "tanggal lahir"),
        ("194003141969031007", "1970"),
        ("199903141994031007", "mendahului"),
        ("196903141994033007", "ke-15"),
    ],
)
def test_a_wrong_nip_is_refused_with_what_is_wrong(nip: str, part: str) -> None:
    found = nip_check(nip)

    assert found is not None
    assert part in found


def test_the_month_of_a_pppk_is_remarked_and_not_refused() -> None:
    nip = "199003142022211001"

    assert nip_check(nip) is None
    assert nip_warning(nip) is not None
