"""A disposisi goes down the line within its rules, and what was done comes up again to the leader who closes."""

from datetime import timedelta

import makers
import pytest
from makers import Kota
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.disposisi import actions, pohon, queries
from eoffice.disposisi.actions import Berkas, Isian
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.states import Peran, StatusLaporan, StatusPenerima
from eoffice.errors import Invalid, NotAllowed, NotFound
from eoffice.organisasi.models import Penugasan
from eoffice.peristiwa.models import Peristiwa
from eoffice.storage import Blob
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status
from tests.surat_masuk.surat import bagian, didisposisikan, isian, tercatat

P = StatusPenerima
TODAY = clock.today


def _refused(session: Session, kota: Kota, form: Isian, *, dari: str = "kadis.diskominfo") -> dict[str, str]:
    """What the form is refused for."""
    surat = tercatat(session, kota, tujuan=dari)
    with pytest.raises(Invalid) as caught:
        actions.disposisikan(session, kota[dari].actor(session), surat, form)
    assert surat.status is Status.TERCATAT
    return caught.value.fields


# -- giving -----------------------------------------------------------------------------------------------------------


def test_a_second_disposisi_may_follow(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    first = didisposisikan(session, kota_kecil, surat)

    didisposisikan(session, kota_kecil, surat, "sekretaris.diskominfo")

    assert (surat.status, surat.didisposisi_at) == (Status.DIDISPOSISIKAN, first.at)


def test_everything_that_is_missing_is_said_at_once(session: Session, kota_kecil: Kota) -> None:
    assert set(_refused(session, kota_kecil, Isian(penerima=[], instruksi=[]))) == {"penerima", "instruksi"}


@pytest.mark.parametrize(
    ("dari", "ke", "said"),
    [
        ("kadis.diskominfo", "kadis.diskominfo", "diri sendiri"),
        ("kadis.diskominfo", "sekda", "atasan"),
        ("kadis.diskominfo", "kadis.dinsos", "bukan bawahan"),
        ("kadis.diskominfo", "kabid.dinsos", "bukan bawahan"),
    ],
)
def test_never_to_oneself_upwards_or_aside(session: Session, kota_kecil: Kota, dari: str, ke: str, said: str) -> None:
    assert said in _refused(session, kota_kecil, isian(kota_kecil, ke), dari=dari)["penerima"]


def test_any_number_of_levels_down_the_line(session: Session, kota_kecil: Kota) -> None:
    didisposisikan(session, kota_kecil, tercatat(session, kota_kecil), "staf.diskominfo")


def test_an_asisten_disposes_to_the_offices_he_coordinates(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil, tujuan="asisten") if "asisten" in kota_kecil.orang else None
    assert surat is not None

    made = actions.disposisikan(
        session, kota_kecil["asisten"].actor(session), surat, isian(kota_kecil, "kadis.dinsos", "kadis.diskominfo")
    )

    assert [(p.jabatan.nama, str(p.peran)) for p in made.penerima] == [
        ("Kepala Dinas Sosial", "penanggung_jawab"),
        ("Kepala Dinas Komunikasi dan Informatika", "pendukung"),
        ("Sekretaris Daerah", "mengetahui"),  # coordination is copied to him (5.4)
    ]


def test_not_to_a_jabatan_that_nobody_holds(session: Session, kota_kecil: Kota) -> None:
    held = session.scalars(
        select(Penugasan).where(Penugasan.jabatan_id == kota_kecil["kabid.diskominfo"].jabatan.id)
    ).one()
    held.selesai = TODAY() - timedelta(days=1)
    session.flush()

    assert "sedang kosong" in _refused(session, kota_kecil, isian(kota_kecil, "kabid.diskominfo"))["penerima"]


def test_an_unknown_instruction_is_refused(session: Session, kota_kecil: Kota) -> None:
    assert set(_refused(session, kota_kecil, isian(kota_kecil, "kabid.diskominfo", instruksi=["hapus"]))) == {
        "instruksi"
    }


# -- giving further ---------------------------------------------------------------------------------------------------


def _lanjut(session: Session, kota: Kota, surat: SuratMasuk, **more: object) -> DisposisiPenerima:
    """The kabid passes on to his staff; the part of the kabid."""
    part = bagian(session, surat, kota, "kabid.diskominfo")
    kabid = kota["kabid.diskominfo"].actor(session)
    actions.lanjutkan(session, kabid, part, isian(kota, "staf.diskominfo", **more))
    return part


def test_a_recipient_passes_on_and_so_has_read_it(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat)

    part = _lanjut(session, kota_kecil, surat)

    assert part.status is P.DITINDAKLANJUTI and part.dibaca_at is not None
    assert bagian(session, surat, kota_kecil, "staf.diskominfo").disposisi.induk_id == part.id


def test_who_only_needs_to_know_neither_passes_on_nor_reports(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    told = [
        (kota_kecil["kabid.diskominfo"].jabatan.id, Peran.PENANGGUNG_JAWAB),
        (kota_kecil["sekretaris.diskominfo"].jabatan.id, Peran.MENGETAHUI),
    ]
    didisposisikan(session, kota_kecil, surat, penerima=told)
    part = bagian(session, surat, kota_kecil, "sekretaris.diskominfo")
    who = kota_kecil["sekretaris.diskominfo"].actor(session)

    with pytest.raises(NotAllowed):
        actions.lanjutkan(session, who, part, isian(kota_kecil, "kasubbag.diskominfo"))
    with pytest.raises(NotAllowed):
        actions.laporkan(session, who, part, "Sudah saya ketahui.")
    actions.baca(session, who, part)

    assert part.status is P.SELESAI


# -- reading and withdrawing ------------------------------------------------------------------------------------------


def test_withdrawn_while_unread_takes_the_way_in_along(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat)
    part = bagian(session, surat, kota_kecil, "kabid.diskominfo")

    actions.tarik(session, kota_kecil["kadis.diskominfo"].actor(session), part)
    session.flush()

    assert (part.status, surat.status, surat.akses) == (P.DITARIK, Status.TERCATAT, [])
    assert surat.didisposisi_at is None
    with pytest.raises(NotFound):
        surat_queries.get(session, kota_kecil["kabid.diskominfo"].actor(session), surat.id)
    with pytest.raises(NotFound):
        queries.get(session, kota_kecil["kabid.diskominfo"].actor(session), part.id)


def test_withdrawn_once_the_way_in_of_another_disposisi_stays(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat)
    again = didisposisikan(session, kota_kecil, surat)

    actions.tarik(session, kota_kecil["kadis.diskominfo"].actor(session), again.penerima[0])

    assert surat.status is Status.DIDISPOSISIKAN
    assert [a.jabatan_id for a in surat.akses] == [kota_kecil["kabid.diskominfo"].jabatan.id]


def test_only_the_giver_withdraws(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat)

    with pytest.raises(NotAllowed):
        actions.tarik(
            session,
            kota_kecil["kabid.diskominfo"].actor(session),
            bagian(session, surat, kota_kecil, "kabid.diskominfo"),
        )


# -- reports ----------------------------------------------------------------------------------------------------------

FILE = Berkas(Blob("aa/laporan", 12, "1" * 64), "application/pdf", "laporan.pdf")


def test_the_parts_roll_up_to_the_leader_who_closes(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat)
    upper = _lanjut(session, kota_kecil, surat)
    lower = bagian(session, surat, kota_kecil, "staf.diskominfo")
    staf, kabid, kadis = (kota_kecil[f"{n}.diskominfo"].actor(session) for n in ("staf", "kabid", "kadis"))

    actions.laporkan(session, staf, lower, "Data sudah dikumpulkan.", [FILE])
    reported = (lower.status, upper.status, surat.status)
    actions.terima(session, kabid, lower, "Baik.")
    rolled = (lower.status, upper.status, surat.status)
    actions.terima(session, kadis, upper)
    accepted = (upper.status, surat.status)
    actions.selesaikan(session, kadis, surat)

    assert reported == (P.DILAPORKAN, P.DITINDAKLANJUTI, Status.DIPROSES)
    assert rolled == (P.SELESAI, P.DILAPORKAN, Status.MENUNGGU_KONFIRMASI)
    assert accepted == (P.SELESAI, Status.MENUNGGU_KONFIRMASI)
    assert surat.status is Status.SELESAI
    (below,), (above,) = lower.laporan, upper.laporan
    assert above.uraian == f"Hasil dari {lower.jabatan.nama}: {below.uraian}"
    assert [b.sha256 for b in above.berkas] == [b.sha256 for b in below.berkas] == [FILE.blob.sha256]
    assert (below.status, below.catatan_pemberi) == (StatusLaporan.DITERIMA, "Baik.")
    session.flush()
    session.commit()
    kinds = session.scalars(select(Peristiwa.jenis).order_by(Peristiwa.urut)).all()
    assert [str(k) for k in kinds] == [
        "surat.diregistrasi",
        "disposisi.dibuat",
        "disposisi.dibuat",
        "disposisi.selesai",
        "disposisi.selesai",
        "surat.selesai",
    ]
    trail = session.scalars(select(AuditEntry.event).order_by(AuditEntry.n)).all()
    assert trail == [
        "surat_masuk.registrasi",
        "surat_masuk.disposisikan",
        "disposisi.baca",
        "disposisi.lanjutkan",
        "disposisi.baca",
        "disposisi.laporkan",
        "disposisi.terima_laporan",
        "disposisi.laporkan",
        "disposisi.terima_laporan",
        "surat_masuk.selesaikan",
    ]


def test_a_supporting_part_does_not_roll_up(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat)
    upper = bagian(session, surat, kota_kecil, "kabid.diskominfo")
    kabid = kota_kecil["kabid.diskominfo"].actor(session)
    actions.lanjutkan(session, kabid, upper, isian(kota_kecil, "staf.diskominfo", "staf2.diskominfo"))
    helper = bagian(session, surat, kota_kecil, "staf2.diskominfo")

    actions.laporkan(session, kota_kecil["staf2.diskominfo"].actor(session), helper, "Bahan sudah siap.")
    actions.terima(session, kabid, helper)

    assert (helper.status, upper.status, surat.status) == (P.SELESAI, P.DITINDAKLANJUTI, Status.DIPROSES)


def test_a_report_that_is_sent_back_is_made_again(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat)
    part = bagian(session, surat, kota_kecil, "kabid.diskominfo")
    kabid, kadis = (kota_kecil[f"{n}.diskominfo"].actor(session) for n in ("kabid", "kadis"))
    actions.laporkan(session, kabid, part, "Sudah dikerjakan.")

    with pytest.raises(Invalid):
        actions.kembalikan(session, kadis, part, " ")
    actions.kembalikan(session, kadis, part, "Lampirkan datanya.")
    back = (part.status, surat.status, part.dilaporkan_at)
    actions.laporkan(session, kabid, part, "Data terlampir.", [FILE])

    assert back == (P.DITINDAKLANJUTI, Status.DIPROSES, None)
    assert [(r.status, r.catatan_pemberi) for r in part.laporan] == [
        (StatusLaporan.DIKEMBALIKAN, "Lampirkan datanya."),
        (StatusLaporan.DIAJUKAN, ""),
    ]
    assert (part.status, surat.status) == (P.DILAPORKAN, Status.MENUNGGU_KONFIRMASI)


def test_an_empty_report_is_refused(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat)

    with pytest.raises(Invalid) as caught:
        actions.laporkan(
            session,
            kota_kecil["kabid.diskominfo"].actor(session),
            bagian(session, surat, kota_kecil, "kabid.diskominfo"),
            " ok ",
        )

    assert set(caught.value.fields) == {"uraian"}


def test_a_closed_surat_asks_nothing_more(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat)
    actions.selesaikan(session, kota_kecil["kadis.diskominfo"].actor(session), surat, "Dibahas dalam rapat.")
    session.flush()
    kabid = kota_kecil["kabid.diskominfo"].actor(session)
    part = bagian(session, surat, kota_kecil, "kabid.diskominfo")

    assert queries.counts(session, kabid) == dict.fromkeys(
        ("perlu", "lewat", "laporan", "diberikan", "belum_dibaca"), 0
    )
    assert queries.listed(session, kabid, "semua") == [part]
    with pytest.raises(NotAllowed):
        actions.laporkan(session, kabid, part, "Terlambat, tetapi sudah.")


# -- the tree ---------------------------------------------------------------------------------------------------------


def _names(session: Session, kota: Kota, surat: SuratMasuk, who: str) -> set[str]:
    """Whose parts somebody sees in the tree."""
    actor = kota[who].actor(session)
    known = {o.jabatan.id: name for name, o in kota.orang.items()}
    found: set[str] = set()

    def walk(branches: list[pohon.Cabang]) -> None:
        for branch in branches:
            found.add(known[branch.bagian.jabatan_id])
            walk(branch.anak)

    walk(pohon.tree(session, actor, surat_queries.get(session, actor, surat.id)))
    return found


@pytest.mark.parametrize("sifat", list(Sifat))
def test_a_secret_chain_shows_each_branch_to_its_two_ends_alone(
    session: Session, kota_kecil: Kota, sifat: Sifat
) -> None:
    # KEAMANAN: OTR-07, OTR-08
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat, "kabid.diskominfo", "sekretaris.diskominfo")
    _lanjut(session, kota_kecil, surat)
    surat.sifat = sifat
    session.flush()
    session.expire_all()

    seen = {n: _names(session, kota_kecil, surat, f"{n}.diskominfo") for n in ("kadis", "kabid", "sekretaris", "staf")}

    every = {"kabid.diskominfo", "sekretaris.diskominfo", "staf.diskominfo"}
    if sifat in (Sifat.BIASA, Sifat.TERBATAS):
        assert seen == dict.fromkeys(seen, every)
    else:
        assert seen == {
            "kadis": {"kabid.diskominfo", "sekretaris.diskominfo"},
            "kabid": {"kabid.diskominfo", "staf.diskominfo"},
            "sekretaris": {"sekretaris.diskominfo"},
            "staf": {"staf.diskominfo"},
        }


def test_the_file_of_a_hidden_branch_is_hidden_too(session: Session, kota_kecil: Kota) -> None:  # KEAMANAN: OTR-04
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat, "kabid.diskominfo", "sekretaris.diskominfo")
    part = bagian(session, surat, kota_kecil, "kabid.diskominfo")
    made = actions.laporkan(session, kota_kecil["kabid.diskominfo"].actor(session), part, "Terlampir.", [FILE])
    surat.sifat = Sifat.RAHASIA
    session.flush()
    other = tercatat(session, kota_kecil, nomor="lain")

    kadis, beside = (kota_kecil[f"{n}.diskominfo"].actor(session) for n in ("kadis", "sekretaris"))
    assert queries.report(session, kadis, surat.id, made.id) is made
    with pytest.raises(NotFound):
        queries.report(session, beside, surat.id, made.id)
    with pytest.raises(NotFound):
        queries.report(session, kadis, other.id, made.id)


def test_the_copied_office_sees_no_disposisi_of_the_addressed_one(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    copied = tercatat(session, kota_kecil, tujuan="kadis.dinsos")
    didisposisikan(session, kota_kecil, surat)

    assert _names(session, kota_kecil, copied, "kadis.dinsos") == set()


def test_a_plt_of_the_jabatan_finds_what_waits_for_it(session: Session, kota_kecil: Kota) -> None:
    surat = tercatat(session, kota_kecil)
    didisposisikan(session, kota_kecil, surat)
    makers.penugasan(
        session, kota_kecil["sekretaris.diskominfo"].pegawai, kota_kecil["kabid.diskominfo"].jabatan,
        bentuk=makers.JenisPenugasan.PLT,
    )  # fmt: skip

    found = queries.listed(session, kota_kecil["sekretaris.diskominfo"].actor(session), "perlu")

    assert found == [bagian(session, surat, kota_kecil, "kabid.diskominfo")]
