"""How long a recording is, whatever its head or the browser says."""

import pytest

from eoffice import sandbox
from eoffice.sandbox.refusal import Refused
from eoffice.sandbox.tasks.sound import lama_suara
from tests.disposisi import rekaman

MADE = {
    "webm": (rekaman.webm(125.5), "webm"),
    "webm stated": (rekaman.webm(125.5, stated=125.5), "webm"),
    "webm that lies": (rekaman.webm(125.5, stated=3), "webm"),
    "opus": (rekaman.ogg(125.5), "ogg"),
    "vorbis": (rekaman.ogg(125.5, vorbis=True), "ogg"),
    "m4a": (rekaman.m4a(125.5), "m4a"),
    "wav": (rekaman.wav(125.5), "wav"),
    "wav that lies": (rekaman.wav(125.5, stated=800_000), "wav"),
}


@pytest.mark.parametrize("name", MADE)
def test_the_length_is_read_from_the_pieces(name: str) -> None:
    content, kind = MADE[name]
    assert lama_suara(content, kind)[0]["detik"] == pytest.approx(125.5, abs=0.01)


def test_the_pieces_of_a_browser_add_up() -> None:
    assert lama_suara(rekaman.m4a(90, fragmented=True), "m4a")[0]["detik"] == 90


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x1aE\xdf\xa3" + bytes(300), "webm"),
        (rekaman.webm(3)[:70], "webm"),
        (rekaman.ogg(0), "ogg"),
        (rekaman.ogg(5).replace(b"OpusHead", b"OpusHaed"), "ogg"),
        (b"\x00\x00\x00\x04ftypM4A " + bytes(300), "m4a"),
        (rekaman.m4a(0), "m4a"),
        (rekaman.wav(5).replace(b"data", b"dato"), "wav"),
        (b"RIFF\x00\x00\x00\x00WAVE", "wav"),
    ],
)
def test_what_says_no_length_is_refused_and_hurts_nobody(content: bytes, kind: str) -> None:  # KEAMANAN: UPL-12
    with pytest.raises(Refused, match="Lama rekaman"):
        lama_suara(content, kind)


@pytest.mark.sekali
def test_it_runs_in_a_child_of_its_own() -> None:  # KEAMANAN: UPL-03
    assert sandbox.lama_suara(rekaman.ogg(42.2), "ogg") == pytest.approx(42.2, abs=0.01)
