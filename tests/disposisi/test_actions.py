"""A disposisi from the leader to the last desk and back: given, read, passed on, reported, accepted, closed."""

from datetime import UTC, date, datetime

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.disposisi import actions, hierarki, pohon, queries
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.states import Peran, StatusLaporan, StatusPenerima
from eoffice.errors import Conflict, EofficeError, Invalid, NotAllowed, NotFound
from eoffice.naskah.states import PeranPenerima
from eoffice.organisasi.models import Penugasan
from eoffice.peristiwa.models import Peristiwa
from eoffice.storage import Blob
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status
from tests.surat_masuk import buatan

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
P, PJ = StatusPenerima, Peran.PENANGGUNG_JAWAB


@pytest.fixture(autouse=True)
def _monday() -> None:
    clock.set_clock(MONDAY)


def isian(kota: makers.Kota, *to: str | tuple[str, Peran], **more: object) -> actions.Isian:
    """To these, the first being penanggung jawab unless said otherwise."""
    chosen = [(t, PJ if n == 0 else Peran.PENDUKUNG) if isinstance(t, str) else t for n, t in enumerate(to)]
    values: dict[str, object] = {
        "penerima": [(kota[name].jabatan.id, peran) for name, peran in chosen],
        "instruksi": ["tindak_lanjuti"],
        "batas": date(2026, 11, 27),
    }
    return actions.Isian(**(values | more))  # type: ignore[arg-type]


def given(session: Session, kota: makers.Kota, *to: str | tuple[str, Peran], **more: object) -> list[DisposisiPenerima]:
    """A surat of kadis.dinsos, disposed to these."""
    surat = buatan.surat(session, kota)
    made = actions.disposisikan(session, kota["kadis.dinsos"].actor(session), surat, isian(kota, *to, **more))
    return made.penerima


def test_the_leader_disposes_and_the_recipients_find_it(session: Session, kota_kecil: makers.Kota) -> None:
    surat, kadis = buatan.surat(session, kota_kecil), kota_kecil["kadis.dinsos"].actor(session)
    session.commit()

    made = actions.disposisikan(
        session, kadis, surat, isian(kota_kecil, "kabid.dinsos", "sekretaris.dinsos", catatan="Segera siapkan")
    )
    session.commit()

    assert (surat.status, surat.didisposisi_at) == (Status.DIDISPOSISIKAN, MONDAY)
    assert [(p.jabatan.nama, p.peran, p.status) for p in made.penerima] == [
        ("Kepala Bidang Layanan Dinas Sosial", PJ, P.TERKIRIM),
        ("Sekretaris Dinas Sosial", Peran.PENDUKUNG, P.TERKIRIM),
    ]
    kabid = kota_kecil["kabid.dinsos"].actor(session)
    assert surat_queries.get(session, kabid, surat.id) is surat
    assert [p.id for p in queries.listed(session, kabid, "perlu")] == [made.penerima[0].id]
    assert queries.waiting(session, kabid) == 1
    event = session.scalars(select(Peristiwa).where(Peristiwa.jenis == "disposisi.dibuat")).one()
    assert event.rincian == {
        "disposisi": str(made.id),
        "induk": None,
        "kanal": "sistem",
        "target": 2,
        "batas": "2026-11-27",
        "halaman": 2,
        "lampiran": 0,
    }
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.n.desc())).first()
    assert entry is not None
    assert (entry.event, entry.dari, entry.ke) == ("surat_masuk.disposisikan", "tercatat", "didisposisikan")


def test_a_single_recipient_answers_for_it(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, ("kabid.dinsos", Peran.PENDUKUNG))

    assert part.peran is PJ


@pytest.mark.parametrize(
    ("to", "more", "field"),
    [
        ((), {}, "penerima"),
        (("kadis.dinsos",), {}, "penerima"),  # oneself
        (("sekda",), {}, "penerima"),  # upwards
        (("kadis.diskominfo",), {}, "penerima"),  # sideways
        (("kabid.diskominfo",), {}, "penerima"),  # another line
        (("kabid.dinsos", ("sekretaris.dinsos", PJ)), {}, "penanggung_jawab"),
        ((("kabid.dinsos", Peran.PENDUKUNG), "sekretaris.dinsos"), {}, "penanggung_jawab"),
        (("kabid.dinsos",), {"instruksi": []}, "instruksi"),
        (("kabid.dinsos",), {"instruksi": ["hapus_semua"]}, "instruksi"),
        (("kabid.dinsos",), {"instruksi": ["lainnya"]}, "catatan"),
        (("kabid.dinsos",), {"batas": date(2026, 11, 20)}, "batas"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_its_field(
    session: Session, kota_kecil: makers.Kota, to: tuple[str, ...], more: dict[str, object], field: str
) -> None:
    # KEAMANAN: OTR-05
    with pytest.raises(Invalid) as refused:
        given(session, kota_kecil, *to, **more)

    assert list(refused.value.fields) == [field]


def test_the_refusal_says_why(session: Session, kota_kecil: makers.Kota) -> None:
    own, boss = kota_kecil["kadis.dinsos"].jabatan.id, kota_kecil["sekda"].jabatan.id
    empty = kota_kecil["staf.dinsos"].jabatan.id
    session.scalars(select(Penugasan).where(Penugasan.jabatan_id == empty)).one().selesai = date(2026, 1, 1)
    session.flush()

    assert hierarki.may_give(session, own, own).alasan == "Disposisi tidak dapat ditujukan kepada diri sendiri."
    assert "adalah atasan" in hierarki.may_give(session, own, boss).alasan
    assert "bukan bawahan" in hierarki.may_give(session, own, kota_kecil["kadis.diskominfo"].jabatan.id).alasan
    assert "kosong" in hierarki.may_give(session, own, empty).alasan
    assert hierarki.may_give(session, own, kota_kecil["staf2.dinsos"].jabatan.id)  # two levels down
    assert hierarki.may_give(session, kota_kecil["asisten"].jabatan.id, own)  # coordination


def test_the_form_offers_what_the_action_accepts(session: Session, kota_kecil: makers.Kota) -> None:
    for name in ("kadis.dinsos", "asisten", "sekda", "kabid.dinsos"):
        own = kota_kecil[name].jabatan.id
        for group in hierarki.targets(session, own).values():
            for offered in group:
                assert bool(offered.boleh) == bool(hierarki.may_give(session, own, offered.jabatan.id))
    groups = hierarki.targets(session, kota_kecil["kadis.dinsos"].jabatan.id)
    assert list(groups) == ["Langsung di bawah Anda", "Setingkat lebih bawah", "Tidak dapat dipilih"]


def test_only_the_addressee_disposes_and_never_a_copy(session: Session, kota_kecil: makers.Kota) -> None:
    surat = buatan.surat(session, kota_kecil)
    copy = buatan.surat(session, kota_kecil, peran=PeranPenerima.TEMBUSAN)

    for name in ("kabid.dinsos", "tu.dinsos", "sekda"):
        with pytest.raises(NotAllowed):
            actions.disposisikan(session, kota_kecil[name].actor(session), surat, isian(kota_kecil, "staf.dinsos"))
    with pytest.raises(NotAllowed, match="tembusan"):
        actions.disposisikan(
            session, kota_kecil["kadis.dinsos"].actor(session), copy, isian(kota_kecil, "kabid.dinsos")
        )


def test_a_child_keeps_within_the_deadline_of_its_parent(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    kabid = kota_kecil["kabid.dinsos"].actor(session)

    with pytest.raises(Invalid) as refused:
        actions.lanjutkan(session, kabid, part, isian(kota_kecil, "staf.dinsos", batas=date(2026, 11, 30)))
    assert list(refused.value.fields) == ["batas"]

    child = actions.lanjutkan(session, kabid, part, isian(kota_kecil, "staf.dinsos", batas=None))
    assert child.batas == date(2026, 11, 27)
    assert (part.status, part.dibaca_at) == (P.DITINDAKLANJUTI, MONDAY)


def test_reading_is_noted_once_and_who_only_knows_is_done_with_it(session: Session, kota_kecil: makers.Kota) -> None:
    part, other = given(session, kota_kecil, "kabid.dinsos", ("sekretaris.dinsos", Peran.MENGETAHUI))
    surat = part.disposisi.surat

    assert not actions.baca(session, kota_kecil["staf.dinsos"].actor(session), part)
    actions.buka(session, kota_kecil["kabid.dinsos"].actor(session), surat)
    actions.buka(session, kota_kecil["sekretaris.dinsos"].actor(session), surat)

    assert (part.status, part.dibaca_at, part.dibaca_oleh) == (P.DIBACA, MONDAY, kota_kecil["kabid.dinsos"].pegawai.id)
    assert (other.status, other.selesai_at) == (P.SELESAI, MONDAY)
    assert not actions.baca(session, kota_kecil["kabid.dinsos"].actor(session), part)


def test_it_can_be_taken_back_while_unread(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    surat, kabid = part.disposisi.surat, kota_kecil["kabid.dinsos"].actor(session)

    actions.tarik(session, kota_kecil["kadis.dinsos"].actor(session), part)
    session.flush()

    assert (part.status, surat.status) == (P.DITARIK, Status.TERCATAT)
    assert queries.listed(session, kabid, "semua") == []
    with pytest.raises(NotFound):
        surat_queries.get(session, kabid, surat.id)
    with pytest.raises(EofficeError):
        actions.laporkan(session, kabid, part, "Sudah dikerjakan")


def test_what_was_read_stays(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    actions.baca(session, kota_kecil["kabid.dinsos"].actor(session), part)

    with pytest.raises(NotAllowed):
        actions.tarik(session, kota_kecil["kadis.dinsos"].actor(session), part)


def test_the_responsible_one_stays_while_others_do(session: Session, kota_kecil: makers.Kota) -> None:
    part, other = given(session, kota_kecil, "kabid.dinsos", "sekretaris.dinsos")
    kadis = kota_kecil["kadis.dinsos"].actor(session)

    with pytest.raises(Conflict):
        actions.tarik(session, kadis, part)
    actions.tarik(session, kadis, other)
    actions.tarik(session, kadis, part)
    assert (part.status, other.status) == (P.DITARIK, P.DITARIK)


def test_what_is_taken_back_is_corrected_in_the_log(session: Session, kota_kecil: makers.Kota) -> None:
    part, other = given(session, kota_kecil, "kabid.dinsos", "sekretaris.dinsos")
    kadis = kota_kecil["kadis.dinsos"].actor(session)
    session.commit()

    actions.tarik(session, kadis, other)
    actions.tarik(session, kadis, part)
    session.commit()

    given_, fewer, void = session.scalars(select(Peristiwa).order_by(Peristiwa.urut.desc()).limit(3)).all()[::-1]
    assert (given_.jenis, given_.rincian["target"]) == ("disposisi.dibuat", 2)
    assert (fewer.jenis, fewer.rincian["menjadi"]) == ("koreksi.ganti", {"target": 1})
    assert void.jenis == "koreksi.batal"
    assert fewer.rincian["rujukan"] == void.rincian["rujukan"] == given_.id_peristiwa


def test_parts_roll_up_until_the_leader_closes(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    surat = part.disposisi.surat
    kadis, kabid, staf = (kota_kecil[n].actor(session) for n in ("kadis.dinsos", "kabid.dinsos", "staf.dinsos"))
    (below,) = actions.lanjutkan(session, kabid, part, isian(kota_kecil, "staf.dinsos")).penerima
    file = actions.Berkas(Blob("bb/uji", 5, "2" * 64), "application/pdf", "laporan.pdf")

    actions.laporkan(session, staf, below, "Data sudah dikumpulkan", [file])
    assert (below.status, part.status, surat.status) == (P.DILAPORKAN, P.DITINDAKLANJUTI, Status.DIPROSES)

    actions.terima(session, kabid, below, "Baik")
    assert (below.status, part.status, surat.status) == (P.SELESAI, P.DILAPORKAN, Status.MENUNGGU_KONFIRMASI)
    rolled = part.laporan[-1]
    assert rolled.uraian == "Hasil dari Pengolah Data: Data sudah dikumpulkan"
    assert (rolled.oleh_id, [b.sha256 for b in rolled.berkas]) == (kabid.pegawai_id, ["2" * 64])

    actions.terima(session, kadis, part)
    actions.selesaikan(session, kadis, surat)
    session.commit()

    assert (part.status, surat.status, surat.selesai_at) == (P.SELESAI, Status.SELESAI, MONDAY)
    kinds = [e.jenis for e in session.scalars(select(Peristiwa).order_by(Peristiwa.urut))]
    assert kinds[-3:] == ["disposisi.selesai", "disposisi.selesai", "surat.selesai"]
    assert queries.counts(session, kabid) == dict.fromkeys(
        ("perlu", "lewat", "laporan", "diberikan", "belum_dibaca"), 0
    )


def test_a_report_sent_back_says_what_is_missing(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    surat, kadis, kabid = (
        part.disposisi.surat,
        kota_kecil["kadis.dinsos"].actor(session),
        kota_kecil["kabid.dinsos"].actor(session),
    )
    actions.laporkan(session, kabid, part, "Sudah rapat")

    with pytest.raises(Invalid):
        actions.kembalikan(session, kadis, part, "")
    actions.kembalikan(session, kadis, part, "Lampirkan notulanya")

    assert (part.status, surat.status) == (P.DITINDAKLANJUTI, Status.DIPROSES)
    assert (part.laporan[-1].status, part.laporan[-1].catatan_pemberi) == (
        StatusLaporan.DIKEMBALIKAN,
        "Lampirkan notulanya",
    )
    actions.laporkan(session, kabid, part, "Notula terlampir")
    assert surat.status is Status.MENUNGGU_KONFIRMASI


def test_nobody_accepts_the_own_report(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    kabid = kota_kecil["kabid.dinsos"].actor(session)
    actions.laporkan(session, kabid, part, "Sudah rapat")

    for name in ("kabid.dinsos", "sekda", "tu.dinsos", "staf.dinsos"):
        with pytest.raises(NotAllowed):
            actions.terima(session, kota_kecil[name].actor(session), part)


def test_closing_before_the_report_needs_a_reason(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    surat, kadis, kabid = (
        part.disposisi.surat,
        kota_kecil["kadis.dinsos"].actor(session),
        kota_kecil["kabid.dinsos"].actor(session),
    )

    with pytest.raises(Invalid) as refused:
        actions.selesaikan(session, kadis, surat)
    assert list(refused.value.fields) == ["catatan"]
    actions.selesaikan(session, kadis, surat, "Rapat dibatalkan penyelenggara")
    session.flush()

    assert surat.status is Status.SELESAI
    assert not part.open
    assert queries.listed(session, kabid, "perlu") == []  # a closed surat asks nothing of anybody


def test_late_is_a_matter_of_the_date(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    session.commit()
    session.refresh(part)
    kabid = kota_kecil["kabid.dinsos"].actor(session)

    clock.set_clock(datetime(2026, 11, 27, 9, 29, tzinfo=UTC))  # Friday, a minute before the office closes
    assert (part.late, queries.listed(session, kabid, "lewat")) == (False, [])
    clock.set_clock(datetime(2026, 11, 27, 9, 31, tzinfo=UTC))
    assert (part.late, queries.listed(session, kabid, "lewat")) == (True, [part])


def test_two_forms_from_the_same_row_cannot_both_win(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: TRX-02
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    session.flush()
    seen = part.version
    actions.laporkan(session, kota_kecil["kabid.dinsos"].actor(session), part, "Sudah rapat")
    session.flush()

    with pytest.raises(Conflict, match="sudah berubah"):
        actions.same_version(part, seen)


def test_an_answer_begins_with_what_is_known(session: Session, kota_kecil: makers.Kota) -> None:
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    surat = part.disposisi.surat

    made = actions.balas(session, kota_kecil["kabid.dinsos"].actor(session), surat)

    assert (made.menjawab_surat_id, made.hal) == (surat.id, "Tanggapan atas Undangan Rapat Koordinasi")
    assert [p.jabatan_id for p in made.tujuan] == [kota_kecil["kadis.diskominfo"].jabatan.id]
    with pytest.raises(NotAllowed):
        actions.balas(session, kota_kecil["tu.dinsos"].actor(session), surat)


def test_the_sheet_lists_the_chain_in_order(session: Session, kota_kecil: makers.Kota) -> None:
    part, _ = given(session, kota_kecil, "kabid.dinsos", "sekretaris.dinsos", catatan="Siapkan bahan")
    kadis, kabid = kota_kecil["kadis.dinsos"].actor(session), kota_kecil["kabid.dinsos"].actor(session)
    actions.lanjutkan(session, kabid, part, isian(kota_kecil, "staf.dinsos"))
    session.flush()
    session.expire_all()

    surat = session.get_one(SuratMasuk, part.disposisi.surat_id)
    lembar = actions.lembar(session, kadis, surat, kota="Kota Arunika")

    assert lembar.kop == ("Pemerintah Kota Arunika", "Dinas Sosial")
    assert lembar.nomor_agenda == "1/2026"
    assert [(x.tingkat, x.dari, [p.jabatan for p in x.penerima]) for x in lembar.rantai] == [
        (1, "Kepala Dinas Sosial", ["Kepala Bidang Layanan Dinas Sosial", "Sekretaris Dinas Sosial"]),
        (2, "Kepala Bidang Layanan Dinas Sosial", ["Pengolah Data"]),
    ]
    assert lembar.rantai[0].catatan == "Siapkan bahan"


def test_a_rahasia_chain_shows_only_its_two_ends(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    surat = buatan.surat(session, kota_kecil, sifat=Sifat.RAHASIA)
    kadis, kabid, staf = (kota_kecil[n].actor(session) for n in ("kadis.dinsos", "kabid.dinsos", "staf.dinsos"))
    part, _ = actions.disposisikan(
        session,
        kadis,
        surat,
        isian(kota_kecil, "kabid.dinsos", "sekretaris.dinsos", boleh_ke=[kota_kecil["staf.dinsos"].jabatan.id]),
    ).penerima
    actions.lanjutkan(session, kabid, part, isian(kota_kecil, "staf.dinsos"))
    session.flush()

    def seen(actor: object) -> list[str]:
        def walk(branches: list[pohon.Cabang]) -> list[str]:
            return [x for b in branches for x in (b.bagian.jabatan.nama, *walk(b.anak))]

        return walk(pohon.tree(session, actor, surat))  # type: ignore[arg-type]

    bid, sek, desk = "Kepala Bidang Layanan Dinas Sosial", "Sekretaris Dinas Sosial", "Pengolah Data"
    assert seen(kadis) == [bid, sek]
    assert seen(kabid) == [bid, desk]
    assert seen(staf) == [desk]


def test_an_open_chain_is_seen_by_all_in_it(session: Session, kota_kecil: makers.Kota) -> None:
    part, _ = given(session, kota_kecil, "kabid.dinsos", "sekretaris.dinsos")
    kabid = kota_kecil["kabid.dinsos"].actor(session)
    actions.lanjutkan(session, kabid, part, isian(kota_kecil, "staf.dinsos"))
    session.flush()

    roots = pohon.tree(session, kota_kecil["sekretaris.dinsos"].actor(session), part.disposisi.surat)

    assert [(r.bagian.jabatan.nama, [a.bagian.jabatan.nama for a in r.anak]) for r in roots] == [
        ("Kepala Bidang Layanan Dinas Sosial", ["Pengolah Data"]),
        ("Sekretaris Dinas Sosial", []),
    ]


def test_a_part_is_hidden_from_who_neither_gave_nor_received_it(session: Session, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: OTR-04
    (part,) = given(session, kota_kecil, "kabid.dinsos")
    able = set()
    for name, who in kota_kecil.orang.items():
        try:
            queries.get(session, who.actor(session), part.id)
        except NotFound:
            continue
        able.add(name)

    assert able == {"kadis.dinsos", "kabid.dinsos"}
