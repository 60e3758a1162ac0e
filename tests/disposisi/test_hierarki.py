"""Who may be given a disposisi, and the sentence that says why somebody may not (naskah-dinas 5.4)."""

import makers
import pytest
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.disposisi import actions, hierarki
from eoffice.errors import Invalid
from eoffice.surat_masuk.models import AturanArahan
from tests.disposisi.test_actions import MONDAY, isian
from tests.surat_masuk import buatan


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(MONDAY)


def _post(session: Session, kota: makers.Kota, jenis: str, above: str) -> int:
    """A head of a unit of this kind, held by somebody, below `above`."""
    unit = makers.unit(session, jenis, kode=f"99.{len(jenis)}", singkatan=jenis, induk=kota.unit["pemkot"], jenis=jenis)
    post = makers.jabatan(session, unit, f"Kepala {jenis}", atasan=kota[above].jabatan, eselon="II.b", kepala_unit=True)
    makers.penugasan(session, makers.pegawai(session, f"Orang {jenis}"), post)
    return post.id


def test_staf_ahli_receive_from_the_top_and_give_to_nobody(session: Session, kota_kecil: makers.Kota) -> None:
    ahli = _post(session, kota_kecil, "staf_ahli", "walikota")
    sekda, kadis = kota_kecil["sekda"].jabatan.id, kota_kecil["kadis.dinsos"].jabatan.id

    assert hierarki.may_give(session, kota_kecil["walikota"].jabatan.id, ahli)
    assert hierarki.may_give(session, sekda, ahli)
    assert not hierarki.may_give(session, kadis, ahli)
    assert "tidak mendisposisi" in hierarki.may_give(session, ahli, kadis).alasan


def test_the_wakil_gives_to_whom_his_superior_gives_and_not_to_him(session: Session, kota_kecil: makers.Kota) -> None:
    wakil = _post(session, kota_kecil, "wakil_kepala_daerah", "walikota")

    for name in ("sekda", "asisten", "kadis.dinsos"):
        assert hierarki.may_give(session, wakil, kota_kecil[name].jabatan.id)
    assert "adalah atasan" in hierarki.may_give(session, wakil, kota_kecil["walikota"].jabatan.id).alasan
    offered = hierarki.targets(session, wakil)["Dalam koordinasi Anda"]
    assert [s.jabatan.nama for s in offered if s.boleh] == ["Sekretaris Daerah"]


def test_a_sekretaris_gives_to_a_bidang_only_by_standing_rule(session: Session, kota_kecil: makers.Kota) -> None:
    own, bidang = kota_kecil["sekretaris.dinsos"].jabatan.id, kota_kecil["kabid.dinsos"].jabatan.id
    assert hierarki.may_give(session, own, kota_kecil["kasubbag.dinsos"].jabatan.id)
    assert "Aturan disposisi" in hierarki.may_give(session, own, bidang).alasan

    rule = AturanArahan(
        opd_id=kota_kecil.unit["dinsos"].id,
        sekretaris_ke_bidang=True,
        diubah_at=MONDAY,
        diubah_oleh=kota_kecil["kadis.dinsos"].pegawai.id,
    )
    session.add(rule)
    session.flush()

    assert hierarki.may_give(session, own, bidang)
    assert not hierarki.may_give(session, own, kota_kecil["kabid.diskominfo"].jabatan.id)
    for group in hierarki.targets(session, own).values():
        for offered in group:
            assert bool(offered.boleh) == bool(hierarki.may_give(session, own, offered.jabatan.id))


def test_a_rahasia_goes_on_only_to_the_offices_its_leader_named(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-08
    kadis, kabid = (kota_kecil[n].actor(session) for n in ("kadis.dinsos", "kabid.dinsos"))
    surat = buatan.surat(session, kota_kecil, sifat=Sifat.RAHASIA)
    staf, bidang = kota_kecil["staf.dinsos"].jabatan.id, kota_kecil["kabid.dinsos"].jabatan.id
    made = actions.disposisikan(session, kadis, surat, isian(kota_kecil, "kabid.dinsos", boleh_ke=[staf]))

    with pytest.raises(Invalid, match="Surat ini Rahasia"):
        actions.lanjutkan(session, kabid, made.penerima[0], isian(kota_kecil, "staf2.dinsos"))
    actions.lanjutkan(session, kabid, made.penerima[0], isian(kota_kecil, "staf.dinsos"))

    refused = hierarki.may_give(session, bidang, kota_kecil["staf2.dinsos"].jabatan.id, surat)
    assert "Analis Kebijakan tidak termasuk" in refused.alasan
    offered = hierarki.targets(session, bidang, surat)["Langsung di bawah Anda"]
    assert [s.jabatan.id for s in offered if s.boleh] == [staf]
