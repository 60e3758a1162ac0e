"""Gaps that somebody looked for on purpose: guesses that are forgotten, numbers spent on nothing, answers that never end."""

import socket
import threading
import time

import makers
import pytest
from sqlalchemy import func, select

from eoffice import clock
from eoffice.db import reading, transaction
from eoffice.errors import Conflict
from eoffice.naskah import actions
from eoffice.naskah.models import Naskah, PenandaLain
from eoffice.naskah.states import Status
from eoffice.nomor.models import Nomor
from eoffice.tte import actions as tte
from eoffice.tte import queries
from eoffice.tte.bsre.galat import Hilang
from eoffice.tte.bsre.transport import Rahasia, Transport
from eoffice.tte.states import CaraBsre
from eoffice.web.services import Services
from tests.tte.bsre import kantor_bsre
from tests.tte.bsre.kantor_bsre import FRASA, NIK, naskah_siap, sidik
from tests.tte.bsre.layanan import Layanan


def test_registering_at_bsre_again_forgets_no_wrong_passphrase(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan
) -> None:
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    for _ in range(5):
        tte.catat_gagal(services.engine, actor.pegawai_id)

    tte.daftar_bsre(services, actor, nik=NIK, cara=CaraBsre.FRASA, sandi_masuk=makers.SANDI)

    with reading(services.engine) as session:
        assert "dikunci" in queries.kesiapan(session, actor.pegawai_id, clock.now()).alasan


def test_several_signers_with_bsre_are_refused_before_a_number_is_taken(
    services: Services, kota_kecil: makers.Kota, bsre: Layanan
) -> None:
    actor = kantor_bsre.siapkan(services, kota_kecil, bsre)
    (naskah_id,) = naskah_siap(services, kota_kecil)
    with transaction(services.engine) as session:
        beside = PenandaLain(urutan=1, jabatan_id=kota_kecil["kadis.diskominfo"].jabatan.id, sebutan="Pihak kedua")
        row = session.get_one(Naskah, naskah_id)
        row.penanda_lain.append(beside)

    with pytest.raises(Conflict, match="beberapa penandatangan"):
        actions.tandatangani(services, actor, naskah_id, frasa=FRASA, dilihat_sha256=sidik(services, actor, naskah_id))

    found = kantor_bsre.naskah(services, naskah_id)
    assert (found.status, found.nomor) == (Status.SIAP_TTD, None)
    with reading(services.engine) as session:
        assert session.scalar(select(func.count()).select_from(Nomor)) == 0


#: Bytes that drip one after the other for twenty seconds.
MANY = 1_000


def test_an_answer_whose_heads_drip_without_end_is_cut_in_time() -> None:
    dripped = 0

    def drip(server: socket.socket) -> None:
        nonlocal dripped
        connection, _ = server.accept()
        with connection:
            connection.recv(1000)
            try:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Lama: ")
                while dripped < MANY:
                    connection.sendall(b"a")
                    dripped += 1
                    time.sleep(0.02)
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip, args=(server,), daemon=True).start()
        way = Transport(f"http://127.0.0.1:{server.getsockname()[1]}", "a", Rahasia("b"))
        with pytest.raises(Hilang):
            way.panggil("GET", "/", ref="r", batas=0.2, terbesar=1000)
        assert dripped < MANY
