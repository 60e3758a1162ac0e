"""The words under a counter explain its number."""

from makers import Kota

from eoffice import db
from eoffice.dasbor import queries, tampil
from eoffice.web.services import Services


def test_what_was_returned_is_named_under_the_number_it_is_part_of(services: Services, kota_kecil: Kota) -> None:
    with db.transaction(services.engine) as session:
        actor = kota_kecil["staf.dinsos"].actor(session)

    card = tampil.kartu(actor, queries.Tunggu(tindakan=5, bagian=3, dikembalikan=2))[0]

    assert (card.judul, card.jumlah, card.sub) == ("Perlu tindakan", 5, "3 disposisi, 2 dikembalikan")
