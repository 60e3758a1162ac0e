"""Pencabutan, ralat and replacement: an older naskah never changes, and what holds of it turns with a signature alone."""

import threading
from collections.abc import Callable
from dataclasses import replace

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from eoffice import clock, db, pemeriksaan
from eoffice.akses.rights import Action, Sifat
from eoffice.audit import queries as audit
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed
from eoffice.naskah import actions, kaitan, policy, queries
from eoffice.naskah.actions import Isian, Permintaan
from eoffice.naskah.models import Koreksi, Naskah
from eoffice.naskah.states import JenisKoreksi, Keadaan, Status
from eoffice.nomor.models import Nomor
from eoffice.pdf import isi
from eoffice.web.services import Services
from tests.naskah import kantor

Cabut, Ralat, Ganti = JenisKoreksi.MENCABUT, JenisKoreksi.MERALAT, JenisKoreksi.MENGGANTIKAN
SALAH = Permintaan(Ralat, "tanggal pada paragraf pertama", "1 Maret", "2 Maret")


class Kota:
    """The little city. What is signed here skips the signature, which turns nothing; the last test really signs."""

    def __init__(self, services: Services, kota: makers.Kota) -> None:
        self.services, self.kota = services, kota
        with db.reading(services.engine) as session:
            self.kadis = kota["kadis.dinsos"].actor(session)

    def sign(self, naskah_id: int) -> None:
        with db.transaction(self.services.engine) as session:
            naskah, at = queries.get(session, self.kadis, naskah_id), clock.now()
            assert actions.missing(naskah) == {}
            naskah.start_signing(at)
            actions.klaim_koreksi(session, naskah)
            naskah.give_nomor(register="UJI", urut=naskah_id, teks=f"400.9/{naskah_id}/UJI/2026", tanggal=clock.today())
            naskah.keep_signed(
                key=f"aa/{naskah_id}", size=1, sha256=f"{naskah_id:064x}", at=at, by=self.kadis.pegawai_id
            )
            actions.berlakukan_koreksi(session, self.kadis, naskah)

    def terbit(self, **more: object) -> int:
        naskah_id, _ = kantor.made(self.services.engine, self.kota, kantor.siap, **more)
        self.sign(naskah_id)
        return naskah_id

    def konsep(self, sasaran_id: int, asked: Permintaan, oleh: str = "staf.dinsos") -> int:
        with db.transaction(self.services.engine) as session:
            actor = self.kota[oleh].actor(session)
            made = actions.buat_koreksi(session, actor, queries.get(session, actor, sasaran_id), asked)
            return made.id

    def ajukan(self, naskah_id: int) -> None:
        with db.transaction(self.services.engine) as session:
            staf, kabid = (self.kota[n].actor(session) for n in ("staf.dinsos", "kabid.dinsos"))
            actions.ajukan(session, staf, queries.get(session, staf, naskah_id))
            session.flush()
            actions.paraf(session, kabid, queries.get(session, kabid, naskah_id))

    def berlaku(self, sasaran_id: int, asked: Permintaan) -> int:
        naskah_id = self.konsep(sasaran_id, asked)
        self.ajukan(naskah_id)
        self.sign(naskah_id)
        return naskah_id

    def keadaan(self, naskah_id: int) -> Keadaan:
        with db.reading(self.services.engine) as session:
            return session.get_one(Naskah, naskah_id).keadaan


@pytest.fixture
def kota(services: Services, kota_kecil: makers.Kota) -> Kota:
    return Kota(services, kota_kecil)


def test_a_naskah_is_dicabut_when_its_pencabutan_is_signed_and_not_before(kota: Kota) -> None:
    lama = kota.terbit()
    with db.reading(kota.services.engine) as session:
        old = session.get_one(Naskah, lama)
        before = (old.status, old.version, old.pdf_sha256, old.nomor)
        nomor = old.nomor or ""
    baru = kota.konsep(lama, Permintaan(Cabut, "salah alamat"))
    with db.reading(kota.services.engine) as session:
        made = queries.get(session, kota.kota["staf.dinsos"].actor(session), baru)
        assert nomor in made.hal and "karena salah alamat" in isi.plain_text(made.isi)
        assert [p.jabatan_id for p in made.penerima] == [p.jabatan_id for p in session.get_one(Naskah, lama).penerima]
        assert actions.missing(made) == {}, "it can be submitted as it is"

    assert kota.keadaan(lama) is Keadaan.BERLAKU
    kota.ajukan(baru)
    assert kota.keadaan(lama) is Keadaan.BERLAKU
    kota.sign(baru)

    with db.reading(kota.services.engine) as session:
        old, new = session.get_one(Naskah, lama), session.get_one(Naskah, baru)
        assert old.keadaan is Keadaan.DICABUT
        assert (old.status, old.version, old.pdf_sha256, old.nomor) == before, "the older naskah itself never changes"
        actor = kota.kota["staf.dinsos"].actor(session)
        (link,) = kaitan.pembaca(session, actor, lama)
        assert (link.kata, link.nomor, link.url) == ("Dicabut oleh", new.nomor, f"/naskah/{baru}")
        back = kaitan.sendiri(session, actor, new)
        assert back is not None and (back.kata, back.nomor, back.url) == ("Mencabut", nomor, f"/naskah/{lama}")


def test_a_konsep_that_ends_leaves_the_older_naskah_as_it_was(kota: Kota) -> None:
    lama = kota.terbit()
    konsep, _ = kantor.made(kota.services.engine, kota.kota, kantor.konsep)
    with pytest.raises(NotAllowed, match="sudah ditandatangani"):
        kota.konsep(konsep, Permintaan(Cabut, "salah alamat"))
    ditolak, dibatalkan = (kota.konsep(lama, Permintaan(Cabut, "salah alamat")) for _ in range(2))
    with db.transaction(kota.services.engine) as session:
        staf, kabid = (kota.kota[n].actor(session) for n in ("staf.dinsos", "kabid.dinsos"))
        actions.ajukan(session, staf, queries.get(session, staf, ditolak))
        actions.tolak(session, kabid, queries.get(session, kabid, ditolak), "tidak perlu dicabut")
        actions.batalkan(session, staf, queries.get(session, staf, dibatalkan), "keliru")

    assert kota.keadaan(lama) is Keadaan.BERLAKU
    kota.berlaku(lama, Permintaan(Cabut, "sungguh salah alamat"))
    assert kota.keadaan(lama) is Keadaan.DICABUT


def test_several_ralat_stand_in_a_row_and_a_revoked_ralat_counts_no_more(kota: Kota) -> None:
    lama = kota.terbit()
    pertama = kota.berlaku(lama, SALAH)
    kota.berlaku(lama, Permintaan(Ralat, "nama kepala bidang", "Budi", "Budhi"))
    with db.reading(kota.services.engine) as session:
        actor = kota.kota["staf.dinsos"].actor(session)
        assert [k.keadaan for k in kaitan.pembaca(session, actor, lama)] == [Keadaan.DIRALAT, Keadaan.DIRALAT]
    assert kota.keadaan(lama) is Keadaan.DIRALAT

    kota.berlaku(pertama, Permintaan(Cabut, "ralat itu sendiri keliru"))
    with db.reading(kota.services.engine) as session:
        assert [k.gugur for k in kaitan.umum(session, lama)] == [True, False]
    assert kota.keadaan(pertama) is Keadaan.DICABUT and kota.keadaan(lama) is Keadaan.DIRALAT

    with pytest.raises(IntegrityError), db.transaction(kota.services.engine) as session:  # no circle, ever
        session.execute(update(Koreksi).where(Koreksi.naskah_id == pertama).values(naskah_id=lama, sasaran_id=pertama))


def test_the_only_ralat_revoked_and_the_naskah_holds_as_it_was_written(kota: Kota) -> None:
    lama = kota.terbit()
    ralat = kota.berlaku(lama, SALAH)
    cabut = kota.berlaku(ralat, Permintaan(Cabut, "ralat itu keliru"))
    assert kota.keadaan(lama) is Keadaan.BERLAKU

    kota.berlaku(cabut, Permintaan(Cabut, "pencabutan itu pun keliru"))
    assert kota.keadaan(ralat) is Keadaan.DICABUT, "what was revoked is not brought back to life"


def test_a_replaced_naskah_is_over_and_its_replacement_begins_with_its_text(kota: Kota) -> None:
    lama = kota.terbit()
    baru = kota.berlaku(lama, Permintaan(Ganti, "angka diperbarui"))
    with db.reading(kota.services.engine) as session:
        text = isi.plain_text(session.get_one(Naskah, baru).isi)
        assert "menggantikan Surat Dinas Nomor" in text and "laporan bantuan sosial" in text
        staf = kota.kota["staf.dinsos"].actor(session)
        verdict = policy.may(staf, Action.KOREKSI, session.get_one(Naskah, lama))
        assert not verdict and "sudah digantikan" in verdict.alasan
    assert kota.keadaan(lama) is Keadaan.DIGANTIKAN


def _change(kota: Kota, naskah_id: int, isian: Isian) -> dict[str, str]:
    with db.transaction(kota.services.engine) as session:
        staf = kota.kota["staf.dinsos"].actor(session)
        naskah = queries.get(session, staf, naskah_id)
        actions.simpan(session, staf, naskah, isian)
        with pytest.raises(Invalid) as refused:
            actions.ajukan(session, staf, naskah)
        return refused.value.fields


def test_it_must_name_what_it_corrects_be_as_closed_and_come_from_the_same_signer_or_above(kota: Kota) -> None:
    lama = kota.terbit(sifat=Sifat.TERBATAS)
    baru = kota.konsep(lama, Permintaan(Cabut, "salah alamat"))

    polos = Isian(hal="Pencabutan surat", isi=isi.from_plain("Surat kami dicabut."), sifat=Sifat.BIASA)
    fields = _change(kota, baru, polos)
    assert "Sebutkan nomor naskah yang dicabut" in fields["isi"] and "sama dengannya" in fields["sifat"]

    fields = _change(kota, baru, Isian(penandatangan_id=kota.kota["kadis.diskominfo"].jabatan.id))
    assert "pilih jabatan itu atau atasannya" in fields["penandatangan_id"]
    fields = _change(kota, baru, Isian(penandatangan_id=kota.kota["sekda"].jabatan.id))
    assert "penandatangan_id" not in fields, "the office above may revoke what the one below signed"


def test_others_do_not_even_begin_one(kota: Kota) -> None:  # KEAMANAN: OTR-01
    lama = kota.terbit()

    for oleh in ("kadis.diskominfo", "staf.diskominfo", "sekda", "arsiparis.dinsos", "admin"):
        with db.transaction(kota.services.engine) as session:
            actor = kota.kota[oleh].actor(session)
            with pytest.raises(NotAllowed):
                actions.buat_koreksi(session, actor, session.get_one(Naskah, lama), Permintaan(Cabut, "coba-coba"))

    # Whoever left the office corrects nothing in it; its signer always may.
    with db.reading(kota.services.engine) as session:
        naskah = session.get_one(Naskah, lama)
        staf = kota.kota["staf.dinsos"].actor(session)
        moved = policy.may(replace(staf, opd_id=staf.opd_id + 99), Action.KOREKSI, naskah)
        assert policy.may(staf, Action.KOREKSI, naskah)
        assert not moved and "perangkat daerah yang menerbitkannya" in moved.alasan
        assert policy.may(replace(kota.kadis, opd_id=0), Action.KOREKSI, naskah)


def test_a_link_says_no_more_than_its_reader_may_know(kota: Kota) -> None:  # KEAMANAN: OTR-03
    lama = kota.terbit()
    baru = kota.konsep(lama, Permintaan(Cabut, "menyangkut perkara"))
    with db.transaction(kota.services.engine) as session:
        staf = kota.kota["staf.dinsos"].actor(session)
        actions.simpan(session, staf, queries.get(session, staf, baru), Isian(sifat=Sifat.RAHASIA))
    kota.ajukan(baru)
    kota.sign(baru)

    with db.reading(kota.services.engine) as session:
        number = session.get_one(Naskah, baru).nomor
        kadis = kota.kota["kadis.dinsos"].actor(session)
        tu = kota.kota["tu.dinsos"].actor(session)
        assert [k.nomor for k in kaitan.pembaca(session, kadis, lama)] == [number]
        for hidden in (kaitan.pembaca(session, tu, lama), kaitan.umum(session, lama)):
            (link,) = hidden
            assert (link.nomor, link.tanggal, link.url, link.alasan) == (None, None, "", "")
            assert link.keadaan is Keadaan.DICABUT and link.sejak is not None, "what holds is told to everybody"


@pytest.fixture
def menandatangani(kota: Kota, monkeypatch: pytest.MonkeyPatch) -> Kota:
    """The same city where the head of the office really signs."""
    kantor.sertifikat(kota.services, kota.kota)

    def sign(naskah_id: int) -> None:
        with db.reading(kota.services.engine) as session:
            seen = session.get_one(Naskah, naskah_id).content_sha256()
        actions.tandatangani(kota.services, kota.kadis, naskah_id, frasa=kantor.FRASA, dilihat_sha256=seen)

    monkeypatch.setattr(kota, "sign", sign)
    return kota


def _at_once(*acts: Callable[[], None]) -> list[EofficeError | None]:
    found: list[EofficeError | None] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], None]) -> None:
        start.wait()
        try:
            act()
        except EofficeError as error:
            found[place] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_of_two_revocations_at_once_one_wins_and_the_other_takes_no_number(menandatangani: Kota) -> None:
    kota = menandatangani
    lama = kota.terbit()
    both = [kota.konsep(lama, Permintaan(jenis, "salah alamat")) for jenis in (Cabut, Ganti)]
    for each in both:
        kota.ajukan(each)

    said = _at_once(*(lambda each=each: kota.sign(each) for each in both))  # type: ignore[misc]

    (lost,) = [error for error in said if error is not None]
    assert isinstance(lost, Conflict) and "dicabut" in str(lost)
    with db.reading(kota.services.engine) as session:
        rows = [session.get_one(Naskah, each) for each in both]
        (winner,) = [n for n in rows if n.status is Status.DITANDATANGANI]
        (loser,) = [n for n in rows if n.status is Status.SIAP_TTD]
        assert loser.nomor is None
        assert session.scalars(select(Nomor.objek_id)).all().count(loser.id) == 0
        (link,) = kaitan.atas(session, lama)
        assert link.naskah_id == winner.id
    assert kota.keadaan(lama) in (Keadaan.DICABUT, Keadaan.DIGANTIKAN)

    said = pemeriksaan.run(kota.services)
    assert [f for f in said["pemeriksaan"] if not f["bersih"]] == []
    assert "naskah.dicabut" in _events(kota, lama) or "naskah.digantikan" in _events(kota, lama)


def _events(kota: Kota, naskah_id: int) -> list[str]:
    with db.reading(kota.services.engine) as session:
        return [entry.event for entry in audit.history(session, "naskah", naskah_id)]


def test_strangers_to_a_letter_do_not_even_learn_of_it_and_its_readers_are_told_why(
    kota: Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: OTR-04
    lama = kota.terbit()
    address, isian = f"/naskah/{lama}/koreksi/cabut", {"alasan": "iseng belaka"}
    status = {"kadis.diskominfo": 404, "staf.diskominfo": 404, "arsiparis.dinsos": 403, "staf.dinsos": 200}

    for oleh, expected in status.items():
        client = masuk(oleh)
        assert client.get(address).status_code == expected, oleh
        answer = browser.kirim(client, address, isian)
        assert answer.status_code == (303 if expected == 200 else expected), oleh
    assert masuk("staf.dinsos").get(f"/naskah/{lama}/koreksi/hapus").status_code == 404

    with db.reading(kota.services.engine) as session:
        assert [link.sasaran_id for link in session.scalars(select(Koreksi))] == [lama], "only its own office began one"
    assert kota.keadaan(lama) is Keadaan.BERLAKU
