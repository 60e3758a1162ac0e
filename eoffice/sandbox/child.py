"""The child: read what to do, take rights away from itself, do it, answer, end. Started only by `runner`."""

import importlib
import os
import sys
import types
from pathlib import Path
from typing import BinaryIO, Final

#: Where each task lives; only that module is imported, so that a preview does not pay for a verification.
TASKS: Final = {
    "periksa_unggahan": "upload",
    "halaman_kosong": "pages",
    "normalkan_pdf": "rebuild",
    "gambar_ke_pdf": "images",
    "citra_lambang": "images",
    "halaman_png": "pages",
    "salinan_bertanda": "salinan",
    "teks_pdf": "pages",
    "verifikasi_pdf": "signatures",
    "baca_p12": "p12",
    "baca_lembar": "sheets",
    "baca_docx": "docx",
    "baca_pos_el": "mail",
    "lama_suara": "sound",
    "baca_halaman": "reading",
    "ocr_siap": "reading",
    "foto_ke_pdf": "photo",
    "pecah_pdf": "parts",
    "gabung_pdf": "parts",
    "putar_pdf": "parts",
    "sidik_zip": "zips",
    "ambil_zip": "zips",
    "sidik_mets": "zips",
}
#: Seconds of CPU of tasks that honestly need more than the others (UPL-12).
CPU: Final = {"baca_halaman": 60, "sidik_zip": 60, "ambil_zip": 60}


def main() -> int:
    """Serve one task. The exit status is 0 for an answer, a refusal included."""
    here = Path(__file__).resolve().parent
    sys.path.insert(0, str(here.parents[1]))  # python -I leaves the tree out
    # Without the package's own file, which is the parent's side: it would double the time of a start.
    package = sys.modules["eoffice.sandbox"] = types.ModuleType("eoffice.sandbox")
    package.__path__ = [str(here)]
    from eoffice.sandbox import confine, wire
    from eoffice.sandbox.refusal import Refused

    with os.fdopen(os.dup(0), "rb") as asked, os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)  # nothing that a library prints may look like an answer
        head = wire.unpack_head(asked)
        # Our own code is loaded while we may still read it; the stranger's bytes come after.
        module = importlib.import_module(f"eoffice.sandbox.tasks.{TASKS[head['task']]}")
        confine.confine(CPU.get(head["task"], confine.CPU))
        try:
            info, content = getattr(module, head["task"])(asked.read(), **head["args"])
            _answer(answer, wire.pack({"info": info}), content)
        except Refused as refused:
            _answer(answer, wire.pack({"refused": str(refused)}), b"")
        except MemoryError:
            said = "Berkas membutuhkan terlalu banyak memori untuk diperiksa. Perkecil atau bagi berkas itu."
            _answer(answer, wire.pack({"refused": said}), b"")
    os._exit(0)  # no destructor of a confused library gets a turn


def _answer(answer: BinaryIO, head: bytes, content: bytes) -> None:
    answer.write(head)
    answer.write(content)
    answer.flush()


if __name__ == "__main__":
    sys.exit(main())
