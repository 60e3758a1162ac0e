"""«Buat dari surat ini»: the words come along, the number and the way do not; only what one may read is copied."""

import io

import pytest
from makers import Kota
from sqlalchemy.orm import Session

from eoffice.akses.rights import Sifat
from eoffice.errors import NotAllowed
from eoffice.naskah import actions, policy
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.pdf import isi
from eoffice.storage import BlobStore
from tests.naskah import kantor


def test_a_copy_has_the_words_but_not_the_way(session: Session, kota_kecil: Kota, store: BlobStore) -> None:
    source = kantor.konsep(session, kota_kecil, sifat=Sifat.TERBATAS, luar=True)
    staf = kota_kecil["staf.dinsos"].actor(session)
    body = isi.from_plain("Daftar peserta.")
    blob = store.put(io.BytesIO(actions.tulisan(body, rebah=True)))
    actions.ketik_lampiran(session, staf, source, judul="Daftar", isi=body, rebah=True, blob=blob)
    actions.ajukan(session, staf, source)

    made = actions.tiru(session, staf, source)

    assert (made.status, made.nomor, made.versi, made.sifat) == (Status.KONSEP, None, 0, Sifat.TERBATAS)
    assert (made.hal, made.isi, made.penandatangan_id) == (source.hal, source.isi, source.penandatangan_id)
    assert [p.content() for p in made.penerima] == [p.content() for p in source.penerima]
    assert [(x.judul, x.isi, x.rebah, x.sha256) for x in made.lampiran] == [("Daftar", body, True, blob.sha256)]
    assert [p.given_at for p in made.paraf] == [None] * len(source.paraf)


def test_what_one_may_not_read_is_not_copied(session: Session, kota_kecil: Kota) -> None:
    source = kantor.konsep(session, kota_kecil)
    other = kota_kecil["staf2.diskominfo"].actor(session)

    with pytest.raises(NotAllowed):
        actions.tiru(session, other, source)

    assert session.query(Naskah).count() == 1
    assert not policy.may_follow(other, source)
