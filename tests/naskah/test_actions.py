"""The use cases of a naskah, one claim per rule."""

import pytest
from makers import Kota
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.audit import queries as audit
from eoffice.audit.models import AuditEntry
from eoffice.errors import Conflict, Invalid, NotAllowed
from eoffice.naskah import actions
from eoffice.naskah.actions import Isian, PenerimaBaru
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import tampil
from eoffice.naskah.states import JenisParaf, Status
from eoffice.pdf import isi
from tests.naskah import kantor


def _events(session: Session, naskah: Naskah) -> list[tuple[str, str, str]]:
    session.flush()
    session.commit()
    return [(e.event, e.dari, e.ke) for e in audit.history(session, "naskah", naskah.id)]


# -- konsep -------------------------------------------------------------------------------------------------------


def test_a_new_konsep_has_a_signer_and_a_route_from_the_hierarchy(session: Session, kota_kecil: Kota) -> None:
    naskah = actions.buat(session, kota_kecil["staf.dinsos"].actor(session), "surat_dinas")

    assert naskah.penandatangan_id == kota_kecil["kadis.dinsos"].jabatan.id
    assert [p.jabatan_id for p in naskah.paraf] == [kota_kecil["kabid.dinsos"].jabatan.id]


def test_a_head_who_writes_and_signs_needs_no_paraf(session: Session, kota_kecil: Kota) -> None:
    kadis = kota_kecil["kadis.dinsos"]
    naskah = actions.buat(session, kadis.actor(session), "surat_dinas")
    actions.simpan(session, kadis.actor(session), naskah, Isian(penandatangan_id=kadis.jabatan.id))

    assert naskah.paraf == []


def test_saving_never_asks_for_completeness(session: Session, kota_kecil: Kota) -> None:
    actor = kota_kecil["staf.dinsos"].actor(session)
    naskah = actions.buat(session, actor, "surat_undangan")

    actions.simpan(session, actor, naskah, Isian(hal="", isi=isi.from_plain(""), rincian={"waktu": ""}))

    assert set(actions.missing(naskah)) == {
        "hal", "kode_klasifikasi", "tujuan", "isi", "tanggal_acara", "waktu", "tempat_acara", "acara",
    }  # fmt: skip


def test_only_the_konseptor_saves_a_konsep(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.konsep(session, kota_kecil)

    with pytest.raises(NotAllowed):
        actions.simpan(session, kota_kecil["staf2.dinsos"].actor(session), naskah, Isian(hal="Lain"))


def test_what_is_being_checked_is_not_saved_like_a_konsep(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.diajukan(session, kota_kecil)

    with pytest.raises(NotAllowed):
        actions.simpan(session, kota_kecil["staf.dinsos"].actor(session), naskah, Isian(hal="Lain"))
    with pytest.raises(Conflict):
        actions.simpan(session, kota_kecil["kabid.dinsos"].actor(session), naskah, Isian(hal="Lain"))


def test_a_nota_dinas_stays_inside_the_city(session: Session, kota_kecil: Kota) -> None:
    actor = kota_kecil["staf.dinsos"].actor(session)
    naskah = actions.buat(session, actor, "nota_dinas")

    with pytest.raises(Invalid):
        actions.simpan(session, actor, naskah, Isian(tujuan=[PenerimaBaru(teks="PT Luar")]))


def test_sangat_rahasia_is_refused_without_a_key_store(session: Session, kota_kecil: Kota) -> None:
    actor = kota_kecil["staf.dinsos"].actor(session)

    with pytest.raises(Invalid):
        actions.simpan(session, actor, kantor.konsep(session, kota_kecil), Isian(sifat=Sifat.SANGAT_RAHASIA))


def test_a_jabatan_that_may_not_sign_is_no_penandatangan(session: Session, kota_kecil: Kota) -> None:
    # KEAMANAN: OTR-05
    naskah = kantor.konsep(session, kota_kecil)

    with pytest.raises(Invalid):
        actions.simpan(
            session,
            kota_kecil["staf.dinsos"].actor(session),
            naskah,
            Isian(penandatangan_id=kota_kecil["staf2.dinsos"].jabatan.id),
        )


def test_an_older_form_is_refused(session: Session, kota_kecil: Kota) -> None:
    # KEAMANAN: TRX-02
    naskah = kantor.konsep(session, kota_kecil)

    actions.same_version(naskah, naskah.version)
    with pytest.raises(Conflict):
        actions.same_version(naskah, naskah.version - 1)


def test_typing_is_matched_when_exactly_one_fits(session: Session, kota_kecil: Kota) -> None:
    kantor.kode(session)

    isian = actions.choose(session, Isian(tujuan=[]), {"tujuan": "kepala dinas sosial", "kode_klasifikasi": "sosial"})

    assert isian.kode_klasifikasi == "400.9"
    assert isian.tujuan == [PenerimaBaru(jabatan_id=kota_kecil["kadis.dinsos"].jabatan.id)]
    with pytest.raises(Invalid) as refused:
        actions.choose(session, Isian(), {"tujuan": "kepala", "penandatangan_id": "tidak ada yang begini"})
    assert set(refused.value.fields) == {"tujuan", "penandatangan_id"}


# -- route --------------------------------------------------------------------------------------------------------


def _long_route(session: Session, kota: Kota) -> Naskah:
    """staf.setda to walikota: five levels between, three of which are proposed."""
    actor = kota["staf.setda"].actor(session)
    naskah = actions.buat(session, actor, "surat_dinas")
    actions.simpan(session, actor, naskah, Isian(penandatangan_id=kota["walikota"].jabatan.id))
    return naskah


def _ids(kota: Kota, *names: str) -> list[int]:
    return [kota[n].jabatan.id for n in names]


def test_at_most_three_levels_are_proposed_those_nearest_to_the_signature(session: Session, kota_kecil: Kota) -> None:
    naskah = _long_route(session, kota_kecil)

    assert [p.jabatan_id for p in naskah.paraf] == _ids(kota_kecil, "kabag.setda", "asisten", "sekda")


def test_levels_may_be_left_out_but_not_the_last(session: Session, kota_kecil: Kota) -> None:
    naskah, actor = _long_route(session, kota_kecil), kota_kecil["staf.setda"].actor(session)

    actions.set_route(session, actor, naskah, hierarki=_ids(kota_kecil, "sekda", "kabag.setda"), koordinasi=[])

    assert [p.jabatan_id for p in naskah.paraf] == _ids(kota_kecil, "kabag.setda", "sekda")
    with pytest.raises(Invalid):
        actions.set_route(session, actor, naskah, hierarki=_ids(kota_kecil, "kabag.setda"), koordinasi=[])


@pytest.mark.parametrize(
    ("hierarki", "koordinasi"),
    [
        (("kasubbag.setda", "kabag.setda", "asisten", "sekda"), ()),
        (("kadis.dinsos", "sekda"), ()),
        (("sekda",), ("walikota",)),
        (("sekda",), ("sekda",)),
        (("sekda",), ("staf.setda",)),
    ],
)
def test_a_route_outside_the_rules_is_refused(
    session: Session, kota_kecil: Kota, hierarki: tuple[str, ...], koordinasi: tuple[str, ...]
) -> None:
    naskah, actor = _long_route(session, kota_kecil), kota_kecil["staf.setda"].actor(session)

    with pytest.raises(Invalid) as refused:
        actions.set_route(
            session, actor, naskah, hierarki=_ids(kota_kecil, *hierarki), koordinasi=_ids(kota_kecil, *koordinasi)
        )

    assert set(refused.value.fields) == {"rute"}


def test_coordination_is_asked_beside_the_line_and_waited_for(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.konsep(session, kota_kecil)
    staf, kabid, other = (kota_kecil[n].actor(session) for n in ("staf.dinsos", "kabid.dinsos", "kabid.diskominfo"))
    actions.set_route(
        session,
        staf,
        naskah,
        hierarki=_ids(kota_kecil, "kabid.dinsos"),
        koordinasi=_ids(kota_kecil, "kabid.diskominfo"),
    )
    actions.ajukan(session, staf, naskah)

    assert [p.jenis for p in naskah.turns] == [JenisParaf.HIERARKI, JenisParaf.KOORDINASI]
    actions.paraf(session, kabid, naskah)
    assert naskah.status is Status.PEMERIKSAAN
    actions.paraf(session, other, naskah)
    assert naskah.status is Status.SIAP_TTD


def test_submitting_names_everything_that_is_missing(session: Session, kota_kecil: Kota) -> None:
    actor = kota_kecil["staf.dinsos"].actor(session)
    naskah = actions.buat(session, actor, "surat_dinas")

    with pytest.raises(Invalid) as refused:
        actions.ajukan(session, actor, naskah)

    assert set(refused.value.fields) == {"hal", "kode_klasifikasi", "tujuan", "isi"}
    assert (naskah.status, naskah.versi) == (Status.KONSEP, 0)


@pytest.mark.parametrize("pos_el", ["bukan", "a@b", "a b@c.id", "<a@b.id>"])
def test_a_bad_mail_address_of_an_outsider_is_missing_something(
    session: Session, kota_kecil: Kota, pos_el: str
) -> None:
    actor = kota_kecil["staf.dinsos"].actor(session)
    naskah = kantor.konsep(session, kota_kecil)
    actions.simpan(session, actor, naskah, Isian(tujuan=[PenerimaBaru(teks="BPS", pos_el=pos_el)]))

    assert set(actions.missing(naskah)) == {"tujuan"}


def test_the_last_paraf_makes_it_ready_and_leaves_a_trace(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.siap(session, kota_kecil)
    kabid = kota_kecil["kabid.dinsos"]

    assert naskah.status is Status.SIAP_TTD
    assert [(p.given_by, p.versi, p.versi_sha256) for p in naskah.paraf] == [
        (kabid.pegawai.id, 1, naskah.content_sha256())
    ]
    assert _events(session, naskah)[-2:] == [
        ("naskah.ajukan", "konsep", "pemeriksaan"),
        ("naskah.paraf", "pemeriksaan", "siap_ttd"),
    ]


def test_a_paraf_names_the_text_that_was_read(session: Session, kota_kecil: Kota) -> None:
    # KEAMANAN: CNT-06
    naskah = kantor.diajukan(session, kota_kecil)

    with pytest.raises(Conflict):
        actions.paraf(session, kota_kecil["kabid.dinsos"].actor(session), naskah, dilihat_sha256="0" * 64)

    assert naskah.paraf[0].given_at is None


def test_nobody_gives_the_paraf_of_another(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.diajukan(session, kota_kecil)

    for name in ("staf.dinsos", "kadis.dinsos", "sekretaris.dinsos"):
        with pytest.raises(NotAllowed):
            actions.paraf(session, kota_kecil[name].actor(session), naskah)


def test_sending_back_needs_a_reason_and_counts_a_round(session: Session, kota_kecil: Kota) -> None:
    naskah, kabid = kantor.diajukan(session, kota_kecil), kota_kecil["kabid.dinsos"].actor(session)

    with pytest.raises(Invalid):
        actions.kembalikan(session, kabid, naskah, "  ")
    actions.kembalikan(session, kabid, naskah, "Perbaiki redaksinya.")

    assert (naskah.status, naskah.putaran) == (Status.DIKEMBALIKAN, 1)
    assert _events(session, naskah)[-1] == ("naskah.kembalikan", "pemeriksaan", "dikembalikan")


def test_after_a_correction_every_paraf_is_asked_again(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.siap(session, kota_kecil)
    staf, kadis = kota_kecil["staf.dinsos"].actor(session), kota_kecil["kadis.dinsos"].actor(session)
    actions.kembalikan(session, kadis, naskah, "Lengkapi lampiran.")
    actions.simpan(session, staf, naskah, Isian(hal="Laporan Bantuan Sosial Triwulan III"))
    actions.ajukan(session, staf, naskah)

    assert (naskah.status, naskah.versi) == (Status.PEMERIKSAAN, 2)
    assert [p.given_at for p in naskah.paraf] == [None]
    assert [v.sebab for v in naskah.versi_rows] == ["diajukan", "diperbaiki"]


def test_a_refused_naskah_is_over(session: Session, kota_kecil: Kota) -> None:
    naskah, kadis = kantor.siap(session, kota_kecil), kota_kecil["kadis.dinsos"].actor(session)

    with pytest.raises(Invalid):
        actions.tolak(session, kadis, naskah, "")
    actions.tolak(session, kadis, naskah, "Bukan kewenangan dinas ini.")

    assert naskah.status is Status.DITOLAK
    with pytest.raises(NotAllowed):
        actions.ajukan(session, kota_kecil["staf.dinsos"].actor(session), naskah)


def test_the_konseptor_cancels_before_the_number_and_nobody_else(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.siap(session, kota_kecil)

    with pytest.raises(NotAllowed):
        actions.batalkan(session, kota_kecil["kadis.dinsos"].actor(session), naskah, "")
    actions.batalkan(session, kota_kecil["staf.dinsos"].actor(session), naskah, "Kegiatan ditunda.")

    assert (naskah.status, naskah.nomor) == (Status.DIBATALKAN, None)


def test_a_submission_is_taken_back_before_anybody_acted(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.diajukan(session, kota_kecil)

    actions.tarik(session, kota_kecil["staf.dinsos"].actor(session), naskah)

    assert naskah.status is Status.KONSEP


def test_a_submission_with_a_paraf_is_not_taken_back(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.siap(session, kota_kecil)

    with pytest.raises(NotAllowed):
        actions.tarik(session, kota_kecil["staf.dinsos"].actor(session), naskah)


def test_a_paraf_is_taken_back_before_the_next_one_acts(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.siap(session, kota_kecil)

    actions.tarik(session, kota_kecil["kabid.dinsos"].actor(session), naskah)

    assert naskah.status is Status.PEMERIKSAAN
    assert naskah.paraf[0].given_at is None


# -- changed while checked ----------------------------------------------------------------------------------------


def _changed(session: Session, kota: Kota) -> Naskah:
    """Paraf of kabid on version 1; the asisten then changed it: version 2."""
    naskah = kantor.konsep(session, kota)
    staf, kabid, other = (kota[n].actor(session) for n in ("staf.dinsos", "kabid.dinsos", "kabid.diskominfo"))
    actions.set_route(
        session, staf, naskah, hierarki=_ids(kota, "kabid.dinsos"), koordinasi=_ids(kota, "kabid.diskominfo")
    )
    actions.ajukan(session, staf, naskah)
    actions.paraf(session, kabid, naskah)
    actions.ubah_saat_periksa(session, other, naskah, Isian(hal="Laporan Bantuan Sosial 2026"))
    return naskah


def test_a_reviewers_change_is_a_new_version_and_keeps_earlier_paraf(session: Session, kota_kecil: Kota) -> None:
    naskah = _changed(session, kota_kecil)

    assert (naskah.status, naskah.versi) == (Status.PEMERIKSAAN, 2)
    assert [(p.versi, p.given_at is not None) for p in naskah.paraf] == [(1, True), (None, False)]


def test_a_paraf_on_an_older_text_is_marked_with_its_version(session: Session, kota_kecil: Kota) -> None:
    # KEAMANAN: CNT-06
    naskah = _changed(session, kota_kecil)
    actions.paraf(session, kota_kecil["kabid.diskominfo"].actor(session), naskah)

    assert [row.lama for row in tampil.paraf(naskah, notes=True)] == [1, None]


def test_a_change_that_changes_nothing_makes_no_version(session: Session, kota_kecil: Kota) -> None:
    naskah, kabid = kantor.diajukan(session, kota_kecil), kota_kecil["kabid.dinsos"].actor(session)

    with pytest.raises(Conflict):
        actions.ubah_saat_periksa(session, kabid, naskah, Isian(hal=naskah.hal))


def test_a_reviewer_may_not_leave_it_incomplete(session: Session, kota_kecil: Kota) -> None:
    naskah, kabid = kantor.diajukan(session, kota_kecil), kota_kecil["kabid.dinsos"].actor(session)

    with pytest.raises(Invalid):
        actions.ubah_saat_periksa(session, kabid, naskah, Isian(hal=""))


def test_a_reviewer_may_not_change_who_signs(session: Session, kota_kecil: Kota) -> None:
    # KEAMANAN: OTR-07
    naskah, kabid = kantor.diajukan(session, kota_kecil), kota_kecil["kabid.dinsos"].actor(session)

    with pytest.raises(Conflict):
        actions.ubah_saat_periksa(
            session, kabid, naskah, Isian(hal="Lain", penandatangan_id=kota_kecil["sekda"].jabatan.id)
        )

    assert [p.jabatan_id for p in naskah.paraf] == _ids(kota_kecil, "kabid.dinsos")


def test_every_version_keeps_its_content_and_its_hash(session: Session, kota_kecil: Kota) -> None:
    naskah = _changed(session, kota_kecil)

    assert [(v.versi, v.isi["hal"]) for v in naskah.versi_rows] == [
        (1, "Laporan Bantuan Sosial"),
        (2, "Laporan Bantuan Sosial 2026"),
    ]
    assert naskah.versi_rows[-1].sha256 == naskah.content_sha256()
    assert session.scalars(select(Naskah.versi)).one() == 2


def test_findings_mended_one_after_another_are_one_point_of_the_journey() -> None:
    def entry(event: str) -> AuditEntry:
        return AuditEntry(event=event, nama="Budi", jabatan_nama="Pengolah Data", at=clock.now(), catatan="")

    naskah = Naskah(status=Status.KONSEP, penerima=[], paraf=[])
    events = [
        "naskah.buat",
        "naskah.perbaiki",
        "naskah.perbaiki",
        "naskah.perbaiki",
        "naskah.ajukan",
        "naskah.perbaiki",
    ]

    points = tampil.perjalanan(naskah, [entry(event) for event in events], notes=True)

    assert [p.judul for p in points].count("Diperbaiki lewat Periksa naskah") == 2
    assert len(points) == 4
