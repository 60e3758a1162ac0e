"""A process of its own that does one thing and may be killed in the middle: `python anak.py titik perbuatan id`."""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import makers
from keandalan import deret, kirim, rantai

from eoffice import outbox, titik
from eoffice.app import handlers
from eoffice.config import Settings
from eoffice.db import reading, transaction
from eoffice.naskah import actions
from eoffice.organisasi import queries as organisasi
from eoffice.web.services import Services
from tests.naskah import rombongan


def main() -> None:
    """Do what the arguments say, dying at the named point if it is reached."""
    given = json.loads(os.environ["UJI_PERBUATAN"])
    settings = Settings.from_env(given["env"])
    services = Services.start(settings, hasher=makers.CHEAP)
    titik.kill_at(given["titik"])
    if given["perbuatan"] == "tandatangani":
        with reading(services.engine) as session:
            actor = organisasi.actor_for(session, given["pegawai_id"])
        actions.tandatangani(services, actor, given["naskah_id"], frasa=given["frasa"], dilihat_sha256=given["dilihat"])
    if given["perbuatan"] == "beruntun":
        deret.mati_di_tengah(services, given)
    if given["perbuatan"] == "massal":
        rombongan.mati_di_tengah(services, given)
    if given["perbuatan"] in rantai.LANGKAH:
        with transaction(services.engine) as session:
            rantai.LANGKAH[given["perbuatan"]](session, given["pegawai_id"], given["id"], given["ke"])
    if given["perbuatan"] == "kirim":
        kirim.send_apart(services, given)
    if given["perbuatan"] == "kerja":
        outbox.work_all(outbox.Worker(services.engine, handlers(), services))
    services.close()


if __name__ == "__main__":
    main()
