"""One writer at a time, kept saves and what is brought back, comments, templates and phrases."""

from datetime import UTC, datetime, timedelta

import pytest
from makers import Kota
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.actor import Actor
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound
from eoffice.naskah import actions, kutipan, suntingan, templat
from eoffice.naskah.actions import Isian, KomentarBaru, TemplatBaru
from eoffice.naskah.models import Komentar, Naskah, Simpanan, Templat
from eoffice.naskah.states import Letak, TempatKomentar
from eoffice.outbox import Job
from eoffice.pdf import isi
from tests.naskah import kantor

PAGI = datetime(2026, 11, 20, 3, 41, tzinfo=UTC)


@pytest.fixture
def session(engine: Engine) -> Session:
    with db.transaction(engine) as opened:
        yield opened


def _checked_by_two(session: Session, kota: Kota) -> tuple[Naskah, Actor, Actor]:
    """A naskah that kabid.dinsos and sekretaris.diskominfo may change at the same time."""
    naskah = kantor.konsep(session, kota)
    staf = kota["staf.dinsos"].actor(session)
    beside = kota["sekretaris.diskominfo"]
    actions.set_route(session, staf, naskah, hierarki=[kota["kabid.dinsos"].jabatan.id], koordinasi=[beside.jabatan.id])
    actions.ajukan(session, staf, naskah)
    session.flush()
    return naskah, kota["kabid.dinsos"].actor(session), beside.actor(session)


def _told(session: Session) -> list[tuple[str, list[int]]]:
    jobs = session.scalars(select(Job).where(Job.topic == "notifikasi.sebar").order_by(Job.id))
    return [(j.payload["kabar"], j.payload["pegawai"]) for j in jobs]


def test_only_one_holds_a_naskah_until_the_lease_ends(session: Session, kota_kecil: Kota) -> None:
    clock.set_clock(PAGI)
    naskah, kabid, beside = _checked_by_two(session, kota_kecil)

    first = actions.pegang(session, kabid, naskah)
    second = actions.pegang(session, beside, naskah)
    other = suntingan.lain(session, beside, naskah.id)

    assert first is not None
    assert second is None
    assert other is not None
    assert suntingan.kalimat(other) == f"Sedang disunting {kota_kecil['kabid.dinsos'].pegawai.nama_lengkap} sejak 10.41"
    with pytest.raises(Conflict, match="Sedang disunting"):
        actions.tidak_direbut(session, beside, naskah)
    actions.pegang(session, kabid, naskah, lama=actions.LAMA_DENYUT)
    clock.set_clock(PAGI + timedelta(seconds=76))
    assert actions.pegang(session, beside, naskah) is not None
    actions.lepas(session, beside, naskah)
    session.flush()
    assert suntingan.penyunting(session, naskah.id) is None


def test_who_takes_over_writes_and_the_other_is_told_and_keeps_what_was_typed(
    session: Session, kota_kecil: Kota
) -> None:
    naskah, kabid, beside = _checked_by_two(session, kota_kecil)
    actions.pegang(session, kabid, naskah)

    actions.ambil_alih(session, beside, naskah)
    actions.titipkan(session, kabid, naskah, Isian(hal="Judul Kabid", isi=isi.from_plain("Tulisan kabid.")))
    actions.titipkan(session, kabid, naskah, Isian(hal="Judul Kabid", isi=isi.from_plain("Tulisan kabid lagi.")))

    assert ("suntingan_diambil", [kabid.pegawai_id]) in _told(session)
    kept = suntingan.titipan(session, kabid, naskah.id)
    assert kept is not None
    assert isi.plain_text(kept.isi["isi"]) == "Tulisan kabid lagi."
    assert suntingan.titipan(session, beside, naskah.id) is None
    with pytest.raises(NotFound):
        suntingan.ambil_simpanan(session, beside, naskah, kept.id)
    actions.buang_titipan(session, kabid, naskah, kept.id)
    assert suntingan.titipan(session, kabid, naskah.id) is None


def test_an_older_text_comes_back_as_a_new_one_and_the_present_one_is_kept(session: Session, kota_kecil: Kota) -> None:
    naskah = kantor.konsep(session, kota_kecil)
    staf = kota_kecil["staf.dinsos"].actor(session)
    first = actions.simpan_keadaan(session, naskah, oleh_id=staf.pegawai_id, sebab="disimpan")
    assert first is not None
    assert actions.simpan_keadaan(session, naskah, oleh_id=staf.pegawai_id, sebab="disimpan") is None
    actions.simpan(session, staf, naskah, Isian(hal="Hal Lain", isi=isi.from_plain("Isi lain."), tujuan=[]))

    actions.pulihkan_versi(session, staf, naskah, first.isi, "simpanan pertama")

    assert (naskah.hal, isi.plain_text(naskah.isi)) == ("Laporan Bantuan Sosial", kantor.ISI.replace("\n\n", "\n"))
    assert [p.jabatan_id for p in naskah.tujuan] == [kota_kecil["kadis.diskominfo"].jabatan.id]
    rows = session.scalars(select(Simpanan).order_by(Simpanan.id)).all()
    assert [(s.sebab, s.isi["hal"], s.oleh_id) for s in rows] == [
        ("disimpan", "Laporan Bantuan Sosial", staf.pegawai_id),
        ("sebelum memulihkan simpanan pertama", "Hal Lain", staf.pegawai_id),
        ("memulihkan simpanan pertama", "Laporan Bantuan Sosial", staf.pegawai_id),
    ]
    with pytest.raises(Conflict, match="sudah sama"):
        actions.pulihkan_versi(session, staf, naskah, first.isi, "simpanan pertama")


def test_a_new_sitting_keeps_the_text_as_it_was_found(session: Session, kota_kecil: Kota) -> None:
    clock.set_clock(PAGI)
    naskah = kantor.konsep(session, kota_kecil)
    staf = kota_kecil["staf.dinsos"].actor(session)
    clock.set_clock(PAGI + timedelta(minutes=5))
    actions.simpan(session, staf, naskah, Isian(hal="Pagi"))
    actions.simpan_bila_lama(session, staf, naskah)
    clock.set_clock(PAGI + timedelta(hours=2))

    actions.simpan_bila_lama(session, staf, naskah)

    (row,) = session.scalars(select(Simpanan))
    assert (row.sebab, row.isi["hal"]) == ("sebelum dilanjutkan", "Pagi")


def test_a_comment_has_a_place_answers_and_an_end_and_leaves_the_naskah_as_it_is(
    session: Session, kota_kecil: Kota
) -> None:
    naskah = kantor.diajukan(session, kota_kecil)
    kabid, staf = kota_kecil["kabid.dinsos"].actor(session), kota_kecil["staf.dinsos"].actor(session)
    before = naskah.content_sha256()
    at = KomentarBaru("Sebutkan triwulannya.", TempatKomentar.ISI, kutipan.Kutipan("bantuan sosial"))

    made = actions.komentari(session, kabid, naskah, at)
    actions.balas(session, staf, naskah, made.id, "Triwulan III.")
    with pytest.raises(NotAllowed, match="konseptornya"):
        actions.selesaikan_komentar(session, kabid, naskah, made.id, selesai=True)
    actions.selesaikan_komentar(session, staf, naskah, made.id, selesai=True)
    actions.balas(session, kabid, naskah, made.id, "Belum tampak.")

    (thread,) = suntingan.utas(session, naskah)
    assert [b.teks for b in thread.balasan] == ["Triwulan III.", "Belum tampak."]
    assert (thread.komentar.selesai_at, thread.berubah) == (None, False)
    assert naskah.content_sha256() == before
    assert [(k, p) for k, p in _told(session) if k == "komentar"] == [
        ("komentar", [staf.pegawai_id]),
        ("komentar", [kabid.pegawai_id]),
        ("komentar", [staf.pegawai_id]),
    ]
    naskah.isi = isi.from_plain("Kalimat yang lain sama sekali.")
    (thread,) = suntingan.utas(session, naskah)
    assert (thread.berubah, thread.letak) == (True, None)
    with pytest.raises(Invalid):
        actions.komentari(session, kabid, naskah, at)


def test_a_stranger_to_the_route_says_nothing_and_an_ended_naskah_keeps_its_talk(
    session: Session, kota_kecil: Kota
) -> None:
    naskah = kantor.diajukan(session, kota_kecil)
    general = KomentarBaru("Umum.")

    with pytest.raises(NotAllowed):
        actions.komentari(session, kota_kecil["staf2.dinsos"].actor(session), naskah, general)
    actions.komentari(session, kota_kecil["kadis.dinsos"].actor(session), naskah, general)
    actions.tolak(session, kota_kecil["kabid.dinsos"].actor(session), naskah, "Tidak diperlukan lagi.")

    with pytest.raises(NotAllowed, match="riwayat"):
        actions.komentari(session, kota_kecil["kadis.dinsos"].actor(session), naskah, general)
    assert len(session.scalars(select(Komentar)).all()) == 1


def _templat(kota: bool = False) -> TemplatBaru:
    return TemplatBaru("Undangan rapat", "", "Undangan [rapat]", isi.from_plain("Kami undang [nama]."), {}, kota)


def test_templates_belong_to_an_office_or_to_the_city(session: Session, kota_kecil: Kota) -> None:
    staf, other = kota_kecil["staf.dinsos"].actor(session), kota_kecil["staf.diskominfo"].actor(session)
    tu, admin = kota_kecil["tu.dinsos"].actor(session), kota_kecil["admin"].actor(session)

    own = actions.buat_templat(session, staf, "surat_undangan", _templat())
    city = actions.buat_templat(session, admin, "surat_undangan", _templat(kota=True))

    assert [t.id for t in templat.daftar(session, other)] == [city.id]
    assert {t.id for t in templat.daftar(session, staf, "surat_undangan")} == {own.id, city.id}
    assert (bool(templat.may(tu, own)), bool(templat.may(kota_kecil["staf2.dinsos"].actor(session), own))) == (
        True,
        False,
    )
    assert (bool(templat.may(admin, city)), bool(templat.may(tu, city))) == (True, False)
    with pytest.raises(NotAllowed):
        actions.buat_templat(session, staf, "surat_undangan", _templat(kota=True))
    with pytest.raises(NotFound):
        templat.get(session, other, own.id)
    actions.arsipkan_templat(session, tu, own)
    assert [t.id for t in templat.daftar(session, staf)] == [city.id]


def test_a_konsep_begins_with_the_text_of_its_template(session: Session, kota_kecil: Kota) -> None:
    staf = kota_kecil["staf.dinsos"].actor(session)
    row = actions.buat_templat(session, staf, "surat_undangan", _templat())

    naskah = actions.pakai_templat(session, staf, row)

    assert (naskah.jenis, naskah.hal, naskah.isi) == ("surat_undangan", "Undangan [rapat]", row.isi)
    assert session.get_one(Templat, row.id).dipakai == 1


def test_phrases_are_own_of_the_office_or_of_the_city(session: Session, kota_kecil: Kota) -> None:
    staf, tu = kota_kecil["staf.dinsos"].actor(session), kota_kecil["tu.dinsos"].actor(session)
    mine = actions.tambah_frasa(session, staf, "Kalimat saya sendiri.", Letak.PENUTUP, "pribadi")
    actions.tambah_frasa(session, tu, "Kalimat dinas.", Letak.PEMBUKA, "opd")

    seen = [(k.teks, k.milik, k.boleh_hapus) for k in templat.frasa(session, staf) if k.id]

    assert seen == [("Kalimat saya sendiri.", "pribadi", True), ("Kalimat dinas.", "perangkat daerah", False)]
    assert [k.teks for k in templat.frasa(session, kota_kecil["staf.diskominfo"].actor(session)) if k.id] == []
    for who, milik in ((staf, "opd"), (tu, "kota")):
        with pytest.raises(NotAllowed):
            actions.tambah_frasa(session, who, "Kalimat lain.", Letak.PENUTUP, milik)
    with pytest.raises(Invalid):
        actions.tambah_frasa(session, staf, "Kalimat dinas.", Letak.PENUTUP, "pribadi")
    with pytest.raises(NotFound):
        actions.hapus_frasa(session, tu, mine.id)
    actions.hapus_frasa(session, staf, mine.id)
