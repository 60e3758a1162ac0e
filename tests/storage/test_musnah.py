"""Destruction against a real object lock: the refusal is written down in the store's words, and nothing is lost by it."""

from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import makers
import pytest
import servers
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, storage
from eoffice.penyusutan.models import ObjekMusnah
from eoffice.penyusutan.states import HasilObjek
from eoffice.storage import Blob
from eoffice.storage.s3 import Bucket
from tests.penyusutan import bahan

pytestmark = pytest.mark.s3


def test_what_the_store_keeps_locked_is_refused_in_its_words_and_goes_once_it_is_let_go(
    session: Session, kota_kecil: makers.Kota, s3_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # KEAMANAN: OBJ-02
    url = urlsplit(servers.admin(s3_url))
    store = storage.connect(urlunsplit(url._replace(path=f"{url.path}-musnah")))
    assert isinstance(store, Bucket)
    store.siapkan()
    berkas = bahan.berkas(session, kota_kecil, store)
    letter, _ = bahan.milik(session, berkas)
    blob = Blob(letter.pdf_key or "", letter.pdf_size or 0, letter.pdf_sha256 or "")
    assert store.gembok(blob, tahan=True)
    made = bahan.musnah(session, kota_kecil, store, berkas)
    later = clock.today() + timedelta(days=31)
    monkeypatch.setattr(clock, "today", lambda: later)

    assert bahan.hapus_objek(session, store, made.id)[1] == 1

    row = session.scalars(select(ObjekMusnah).where(ObjekMusnah.hasil == HasilObjek.DITOLAK)).one()
    assert (row.key, row.sha256) == (blob.key, blob.sha256)
    assert row.keterangan == "Penyimpanan menolak: Objek ini dikunci di penyimpanan, jadi tidak dapat dihapus sekarang."
    store.open(blob).close()

    store.gembok(blob, tahan=False)
    much_later = later + timedelta(days=31)
    monkeypatch.setattr(clock, "today", lambda: much_later)
    assert bahan.hapus_objek(session, store, made.id) == (1, 0)
    assert not store.exists(blob) and row.hasil is HasilObjek.DIHAPUS
