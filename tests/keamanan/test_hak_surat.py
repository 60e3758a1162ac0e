"""Rights that have to end: after a part was declined or withdrawn, after a jabatan was left, and in what was noted before."""

import re
from collections.abc import Callable
from datetime import time, timedelta

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.agenda import actions as agenda
from eoffice.agenda import queries as agenda_queries
from eoffice.agenda.actions import Isian as IsianAcara
from eoffice.akses.actor import HakOperator
from eoffice.akses.rights import Action, Sifat
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi import queries as disposisi_queries
from eoffice.disposisi.actions import Isian
from eoffice.disposisi.states import Cara, JenisLampiran, Peran
from eoffice.errors import NotFound
from eoffice.kerja import actions as kerja
from eoffice.kerja.models import TindakanMassal
from eoffice.kerja.states import Objek, Tindakan
from eoffice.organisasi.models import Penugasan
from eoffice.organisasi.states import CaraAlih, JenisPenugasan
from eoffice.perwakilan import actions as perwakilan
from eoffice.storage import Blob
from eoffice.surat_masuk import policy as surat_policy
from tests.perwakilan.test_alih import AWAY, alih
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]
PJ = Peran.PENANGGUNG_JAWAB


@pytest.mark.parametrize("cara", list(CaraAlih))
@pytest.mark.parametrize("akhir", ["tarik", "tolak"])
def test_who_read_along_because_of_a_redirect_stops_with_the_part(
    session: Session, kota_kecil: makers.Kota, cara: CaraAlih, akhir: str
) -> None:  # KEAMANAN: OTR-11
    alih(session, kota_kecil, cara, dari="kabid.dinsos", ke="staf2.dinsos")
    surat = buatan.surat(session, kota_kecil)
    chief = kota_kecil[AWAY].actor(session)
    chosen = [(kota_kecil["kabid.dinsos"].jabatan.id, PJ)]
    (part,) = disposisi.disposisikan(session, chief, surat, Isian(chosen, ["tindak_lanjuti"])).penerima
    both = [kota_kecil[name].actor(session) for name in ("kabid.dinsos", "staf2.dinsos")]
    assert all(surat_policy.may(actor, Action.BACA_SURAT, surat) for actor in both)

    if akhir == "tarik":
        disposisi.tarik(session, chief, part)
    else:
        holder = next(actor for actor in both if actor.holds(part.jabatan_id))
        disposisi.tolak(session, holder, part, "Bukan urusan bidang kami.")

    assert not any(surat_policy.may(actor, Action.BACA_SURAT, surat) for actor in both)


@pytest.mark.parametrize("sifat", [Sifat.BIASA, Sifat.RAHASIA])
def test_the_agenda_forgets_whose_disposisi_was_withdrawn(
    session: Session, kota_kecil: makers.Kota, sifat: Sifat
) -> None:  # KEAMANAN: OTR-08
    surat = buatan.surat(session, kota_kecil, sifat=sifat)
    chief, theirs = kota_kecil["kadis.dinsos"].actor(session), kota_kecil["kabid.dinsos"].actor(session)
    day = clock.today() + timedelta(days=2)
    isian = IsianAcara("Rapat pemeriksaan khusus", day, time(9), time(11), "Aula")
    agenda.catat(session, chief, surat.tujuan_jabatan_id, isian, surat=surat)
    chosen = [(kota_kecil["kabid.dinsos"].jabatan.id, PJ)]
    (part,) = disposisi.disposisikan(session, chief, surat, Isian(chosen, ["dampingi"])).penerima
    agenda.selaraskan(session, surat.id)
    (known,) = agenda_queries.between(session, theirs, day, day)
    assert known.acara.judul == "Rapat pemeriksaan khusus"

    disposisi.tarik(session, chief, part)
    agenda.selaraskan(session, surat.id)

    assert agenda_queries.between(session, theirs, day, day) == []
    with pytest.raises(NotFound):
        agenda_queries.get(session, theirs, known.id)


def test_a_voice_note_that_was_prepared_and_replaced_is_heard_by_its_two_ends_only(
    session: Session, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OTR-08
    leader, today = kota_kecil["kadis.dinsos"], clock.today()
    hak = (HakOperator.BACA, HakOperator.SIAPKAN_DISPOSISI)
    pegawai_id = kota_kecil["staf.dinsos"].pegawai.id
    given = perwakilan.Pemberian(leader.jabatan.id, pegawai_id, hak, Sifat.RAHASIA, today, today, tegas=True)
    perwakilan.beri(session, leader.actor(session), given)
    operator, chief = kota_kecil["staf.dinsos"].actor(session), leader.actor(session)
    surat = buatan.surat(session, kota_kecil, sifat=Sifat.RAHASIA)
    blob = Blob("aa/" + "0" * 38, 300, "0" * 64)
    note = disposisi.simpan_lampiran(session, operator, JenisLampiran.SUARA, blob, "audio/webm", 9)
    said = Isian([(kota_kecil["sekretaris.dinsos"].jabatan.id, PJ)], ["pelajari"], lampiran=[note.id])
    disposisi.arahkan(session, operator, surat, said, Cara.DIKTE)
    assert disposisi_queries.attachment(session, chief, note.id) is note

    chosen = [(kota_kecil["kabid.dinsos"].jabatan.id, PJ)]
    disposisi.disposisikan(session, chief, surat, Isian(chosen, ["tindak_lanjuti"]))

    with pytest.raises(NotFound):
        disposisi_queries.attachment(session, kota_kecil["kabid.dinsos"].actor(session), note.id)


def test_the_result_of_many_at_once_tells_nothing_to_who_left_the_jabatan(
    engine: Engine, kota_kecil: makers.Kota, masuk: Masuk
) -> None:  # KEAMANAN: OTR-11
    with db.transaction(engine) as session:
        buatan.surat(session, kota_kecil, hal="Pemeriksaan perkara khusus", sifat=Sifat.RAHASIA)
    chief = masuk("kadis.dinsos")
    page = chief.get("/kerja/perlu").text
    found = {"asal": re.findall(r'name="asal" value="([^"]+)"', page)[0], "tindakan": "baca_saja"}
    preview = kirim(
        chief, "/kerja/massal/periksa", found | {"butir": re.findall(r'name="butir" value="([^"]+)"', page)}
    )
    shown = re.findall(r'name="butir" value="([^"]+)" checked', preview.text)
    done = kirim(chief, "/kerja/massal", found | {"butir": shown, "alasan": "Sudah ditangani."}).headers["Location"]
    assert "Pemeriksaan perkara khusus" in chief.get(done).text

    with db.transaction(engine) as session:
        assert "perkara" not in str(session.scalars(select(TindakanMassal)).one().hasil)
        held = select(Penugasan).where(Penugasan.pegawai_id == kota_kecil["kadis.dinsos"].pegawai.id)
        session.scalars(held).one().jabatan_id = kota_kecil["staf.diskominfo"].jabatan.id

    after = masuk("kadis.dinsos").get(done)
    assert after.status_code == 200 and "perkara" not in after.text


def test_what_was_marked_as_read_is_taken_back_only_by_who_acts_for_the_jabatan(
    session: Session, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OTR-11
    chief, today = kota_kecil[AWAY], clock.today()
    surat, more = buatan.surat(session, kota_kecil), buatan.surat(session, kota_kecil)
    session.flush()
    chosen = [(Objek.SURAT, surat.id, surat.version)]
    run = kerja.kerjakan(session, chief.actor(session), Tindakan.DIBACA, chosen, "", "")
    assert run.hasil[0]["jadi"] and surat.dibaca_at is not None

    makers.penugasan(
        session,
        kota_kecil["kabid.dinsos"].pegawai,
        chief.jabatan,
        bentuk=JenisPenugasan.PLH,
        mulai=today,
        selesai=today,
    )
    locked = chief.actor(session)
    assert not locked.acts(chief.jabatan.id)

    assert kerja.urungkan(session, locked, run) == (0, 1) and surat.dibaca_at is not None
    (seen,) = kerja.ramalkan(session, locked, Tindakan.DIBACA, [(Objek.SURAT, more.id)])
    assert not seen.putusan and "Plh." in seen.putusan.alasan
