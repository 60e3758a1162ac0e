"""Changing a disposisi before and after it was read, declining it as misdirected, and redirecting it."""

from datetime import date

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.disposisi import actions, queries
from eoffice.disposisi.routes.perubahan import perubahan
from eoffice.disposisi.states import Peran, StatusPenerima
from eoffice.errors import Conflict, Invalid, NotAllowed, NotFound
from eoffice.outbox import Job
from eoffice.peristiwa.models import Peristiwa
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.states import Status
from tests.disposisi.test_actions import MONDAY, given, isian

P, PJ = StatusPenerima, Peran.PENANGGUNG_JAWAB
LEBIH_CEPAT = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(MONDAY)


def told(session: Session, kabar: str) -> list[int]:
    """The jabatan that news of this kind is for."""
    rows = session.scalars(select(Job.payload).where(Job.topic == "notifikasi.sebar").order_by(Job.id)).all()
    return [j for payload in rows if payload["kabar"] == kabar for j in payload["jabatan"]]


def test_unread_words_are_replaced_without_a_trace_for_their_reader(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    session.commit()
    kadis, act = kota_kecil["kadis.dinsos"].actor(session), part.disposisi

    new = actions.Ubahan(["pelajari"], "Pelajari dahulu", LEBIH_CEPAT)
    assert not actions.ubah(session, kadis, part, new, act.version)
    session.commit()

    assert (act.instruksi, act.catatan, act.batas, act.versi) == (["pelajari"], "Pelajari dahulu", LEBIH_CEPAT, 1)
    assert queries.older(session, act.id) == []
    assert told(session, "disposisi_diubah") == []
    fixed = session.scalars(select(Peristiwa).where(Peristiwa.jenis == "koreksi.ganti")).one()
    assert fixed.rincian["menjadi"] == {"batas": "2026-11-25"}


def test_who_has_read_it_is_told_what_changed_and_the_old_words_stay(session: Session, kota_kecil: makers.Kota) -> None:
    part, other = given(session, kota_kecil, "kabid.dinsos", "sekretaris.dinsos", catatan="Hadiri rapat")
    kabid, kadis = kota_kecil["kabid.dinsos"].actor(session), kota_kecil["kadis.dinsos"].actor(session)
    actions.buka(session, kabid, part.disposisi.surat)
    act = part.disposisi

    words = actions.Ubahan(["pelajari"], "Rapat dimajukan", LEBIH_CEPAT, "Rapat dimajukan panitia")
    assert actions.ubah(session, kadis, part, words, act.version)
    session.flush()

    assert (act.versi, part.changed, other.changed) == (2, True, False)
    assert told(session, "disposisi_diubah") == [part.jabatan_id]
    assert queries.to_be_noted(session, kabid, act.surat)
    (change,) = perubahan(act, queries.older(session, act.id), part.versi_dibaca)
    assert change.butir == (
        "Batas waktu: 27 November 2026 menjadi 25 November 2026.",
        "Instruksi ditambah Pelajari/teliti dan dihapus Tindak lanjuti / proses lebih lanjut.",
        "Catatan semula: “Hadiri rapat”.",
    )
    assert (change.baru, change.alasan) == (True, "Rapat dimajukan panitia")
    actions.buka(session, kabid, act.surat)
    assert not part.changed and not queries.to_be_noted(session, kabid, act.surat)


def test_what_hangs_below_follows_a_shorter_deadline(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    kabid, kadis = kota_kecil["kabid.dinsos"].actor(session), kota_kecil["kadis.dinsos"].actor(session)
    child = actions.lanjutkan(session, kabid, part, isian(kota_kecil, "staf.dinsos"))
    session.flush()

    actions.ubah(session, kadis, part, actions.Ubahan(["tindak_lanjuti"], "", LEBIH_CEPAT), part.disposisi.version)
    assert child.batas == LEBIH_CEPAT

    with pytest.raises(Invalid, match="tidak boleh melewati"):
        late = actions.Ubahan(["pelajari"], "", date(2026, 11, 26))
        actions.ubah(session, kabid, child.penerima[0], late, child.version)
    with pytest.raises(Invalid, match="tidak dapat dikosongkan"):
        actions.ubah(session, kabid, child.penerima[0], actions.Ubahan(["pelajari"]), child.version)


def test_only_the_giver_changes_it_and_only_what_he_saw(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    kadis, act = kota_kecil["kadis.dinsos"].actor(session), part.disposisi
    words = actions.Ubahan(["pelajari"], "", act.batas)

    with pytest.raises(NotAllowed):
        actions.ubah(session, kota_kecil["kabid.dinsos"].actor(session), part, words, act.version)
    with pytest.raises(Conflict, match="perangkat lain"):
        actions.ubah(session, kadis, part, words, act.version - 1)
    with pytest.raises(Conflict, match="Tidak ada yang berubah"):
        actions.ubah(session, kadis, part, actions.Ubahan(act.instruksi, act.catatan, act.batas), act.version)


def test_a_misdirected_part_goes_back_with_its_reason(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    kabid, kadis = kota_kecil["kabid.dinsos"].actor(session), kota_kecil["kadis.dinsos"].actor(session)
    surat = part.disposisi.surat

    with pytest.raises(Invalid) as refused:
        actions.tolak(session, kabid, part, " no ")
    assert list(refused.value.fields) == ["alasan"]
    actions.tolak(session, kabid, part, "Izin reklame ditangani sekretariat")
    session.flush()

    assert (part.status, part.label, part.undecided) == (P.DITOLAK, "Salah arah", True)
    assert surat.status is Status.DIDISPOSISIKAN
    assert told(session, "disposisi_ditolak") == [kota_kecil["kadis.dinsos"].jabatan.id]
    with pytest.raises(NotFound):
        surat_queries.get(session, kabid, surat.id)
    assert queries.listed(session, kabid, "semua") == []
    assert [p.id for p in queries.listed(session, kadis, "perlu")] == [part.id]


def test_it_is_redirected_in_one_step_with_role_and_words(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos", catatan="Segera")
    kadis, sek = kota_kecil["kadis.dinsos"].actor(session), kota_kecil["sekretaris.dinsos"]
    actions.tolak(session, kota_kecil["kabid.dinsos"].actor(session), part, "Urusan sekretariat")

    with pytest.raises(Invalid, match="Penerima tidak dapat dipilih"):
        actions.alihkan(session, kadis, part, kota_kecil["kadis.diskominfo"].jabatan.id, "")
    made = actions.alihkan(session, kadis, part, sek.jabatan.id, "Mohon dibantu")
    session.flush()

    assert made is not None
    assert (made.disposisi_id, made.peran, made.status) == (part.disposisi_id, PJ, P.TERKIRIM)
    assert made.menggantikan is part and not part.undecided
    assert surat_queries.get(session, sek.actor(session), part.disposisi.surat_id)
    assert queries.listed(session, kadis, "perlu") == []
    assert told(session, "disposisi_baru")[-1] == sek.jabatan.id
    with pytest.raises(NotAllowed):
        actions.alihkan(session, kadis, part, sek.jabatan.id, "")


def test_the_giver_may_insist_and_the_recipient_sees_why(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    kabid, kadis = kota_kecil["kabid.dinsos"].actor(session), kota_kecil["kadis.dinsos"].actor(session)
    actions.tolak(session, kabid, part, "Bukan urusan kami")

    with pytest.raises(Invalid):
        actions.alihkan(session, kadis, part, part.jabatan_id, "")
    made = actions.alihkan(session, kadis, part, part.jabatan_id, "Sudah disepakati rapat")
    session.flush()

    assert made is part
    assert (part.status, part.dibaca_at, part.catatan_alih) == (P.TERKIRIM, None, "Sudah disepakati rapat")
    assert surat_queries.get(session, kabid, part.disposisi.surat_id)


def test_without_the_one_responsible_somebody_must_take_his_place(session: Session, kota_kecil: makers.Kota) -> None:
    part, other = given(session, kota_kecil, "kabid.dinsos", "sekretaris.dinsos")
    kadis = kota_kecil["kadis.dinsos"].actor(session)
    actions.tolak(session, kota_kecil["kabid.dinsos"].actor(session), part, "Bukan urusan kami")

    with pytest.raises(Invalid, match="Penanggung jawab belum ada"):
        actions.alihkan(session, kadis, part, None, "")
    assert actions.alihkan(session, kadis, part, other.jabatan_id, "") is other
    assert other.peran is PJ


def test_declined_by_its_only_recipient_it_waits_for_the_leader_again(
    session: Session, kota_kecil: makers.Kota
) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    kadis, surat = kota_kecil["kadis.dinsos"].actor(session), part.disposisi.surat
    actions.tolak(session, kota_kecil["kabid.dinsos"].actor(session), part, "Bukan urusan kami")

    assert actions.alihkan(session, kadis, part, None, "") is None

    assert surat.status is Status.TERCATAT
    again = actions.disposisikan(session, kadis, surat, isian(kota_kecil, "kabid.dinsos"))
    assert again.penerima[0].status is P.TERKIRIM


def test_who_passed_it_on_cannot_decline_it(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    kabid = kota_kecil["kabid.dinsos"].actor(session)
    actions.lanjutkan(session, kabid, part, isian(kota_kecil, "staf.dinsos"))

    with pytest.raises(Conflict, match="sudah meneruskannya"):
        actions.tolak(session, kabid, part, "Ternyata bukan urusan kami")
