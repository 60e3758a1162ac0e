"""BSrE's esign service as tte.md 9.2 to 9.4 give it: real sockets, real signatures of a trial agency, every error and fault.

One thread answers each connection. What shall go wrong next is put into `gangguan`; what was asked stands in `catatan`.
"""

import base64
import json
import secrets
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any

from werkzeug.formparser import FormDataParser

from eoffice.tte import verifying
from tests.tte.bsre import pki

PENGGUNA, SANDI = "e-office-uji", "sandi-aplikasi-uji-9731"
SALAH = {
    "2011": "User tidak terdaftar",
    "2021": "User tidak memiliki sertifikat aktif",
    "2031": "Passphrase anda salah",
}
WIB = "%Y-%m-%d %H:%M:%S.000"


@dataclass
class Orang:
    """Somebody at the trial agency."""

    nama: str
    frasa: str
    status: str = "ISSUE"
    nik_di_sertifikat: bool = False


class Putus(Exception):
    """Cut the connection now."""


@dataclass
class Layanan:
    """The state of one service."""

    orang: dict[str, Orang] = field(default_factory=dict)
    pelanggan: set[str] = field(default_factory=set)
    gangguan: list[str] = field(default_factory=list)
    catatan: list[tuple[str, str, str]] = field(default_factory=list)
    tersimpan: dict[str, bytes] = field(default_factory=dict)
    kode: dict[str, str] = field(default_factory=dict)
    segel: dict[str, str] = field(default_factory=dict)
    pinjam: dict[str, pki.Pasangan] = field(default_factory=dict)
    ditandatangani: int = 0
    lambat: float = 3.0
    alamat: str = ""
    lepas: threading.Event = field(default_factory=threading.Event)

    def sertifikat(self, nik: str) -> pki.Pasangan:
        """The certificate of a person, made when first used."""
        if nik in self.pinjam:
            return self.pinjam[nik]
        who = self.orang[nik]
        made = _kept.get((self.alamat, nik))
        if made is None:
            number = nik if who.nik_di_sertifikat else ""
            made = _kept[self.alamat, nik] = pki.terbitkan(
                who.nama, pki.otoritas().penerbit, o="Pemerintah Kota Arunika", nik=number
            )
        return made

    def ganti_sertifikat(self, nik: str) -> None:
        """Give a person a new certificate from now on."""
        _kept.pop((self.alamat, nik), None)

    def bubuhkan(self, pdf: bytes, nik: str, alasan: str, tempat: str, bagaimana: str = "") -> bytes:
        """Sign, and count it."""
        agensi, own = pki.otoritas(), self.sertifikat(nik)
        if bagaimana == "orang_lain":
            own = pki.terbitkan("Orang Lain Sekali", agensi.penerbit, o="Pemerintah Kota Arunika")
        if bagaimana == "rantai_asing":
            agensi = pki.otoritas(pki.ASING)
            own = pki.terbitkan(self.orang[nik].nama, agensi.penerbit, o="Pemerintah Kota Arunika")
        if bagaimana in ("tulis_ulang", "isi_lain"):
            pdf = _anew(pdf, lain=bagaimana == "isi_lain")
        self.ditandatangani += 1
        made = pki.bubuhkan(pdf, own, agensi, alasan=alasan, tempat=tempat)
        return pki.bubuhkan(made, own, agensi, alasan=alasan, tempat=tempat) if bagaimana == "dua_kali" else made


_kept: dict[tuple[str, str], pki.Pasangan] = {}


def _anew(pdf: bytes, *, lain: bool) -> bytes:
    """The file written anew, as a library would; `lain`: with a page less."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as opened:
        if lain:
            opened.add_blank_page()
        out = BytesIO()
        opened.save(out)
        return out.getvalue()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        self.close_connection = True
        layanan = self.server.layanan
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        layanan.catatan.append((self.command, self.path, self.headers.get("X-Request-Id") or ""))
        try:
            if self.path.startswith("/crl/"):
                return self.kirim(200, "application/pkix-crl", pki.daftar_cabut(self.path.rsplit("/", 1)[1]))
            expected = "Basic " + base64.b64encode(f"{PENGGUNA}:{SANDI}".encode()).decode()
            if self.headers.get("Authorization") != expected:
                return self.spring(401, "Unauthorized")
            Jawab(self, layanan, body).jawab()
        except Putus:
            self.connection.close()
        except (BrokenPipeError, ConnectionResetError):
            pass

    def kirim(self, http: int, kind: str, body: bytes, heads: dict[str, str] | None = None, potong: int = 0) -> None:
        """Send an answer; `potong` > 0 sends only so many bytes of it and cuts."""
        self.send_response(http)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (heads or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:potong] if potong else body)
        self.wfile.flush()
        if potong:
            raise Putus

    def json(self, values: Any, http: int = 200) -> None:
        """Send JSON."""
        self.kirim(http, "application/json", json.dumps(values).encode())

    def spring(self, http: int, error: str) -> None:
        """The error body of Spring."""
        self.json(
            {"timestamp": "2026-11-22T07:00:00.000+00:00", "status": http, "error": error, "path": self.path}, http
        )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    layanan: Layanan


class Jawab:
    """One request and its answer."""

    def __init__(self, handler: _Handler, layanan: Layanan, body: bytes) -> None:
        self.h, self.l, self.body = handler, layanan, body

    def jawab(self) -> None:
        """Find the call."""
        path = self.h.path
        fixed: dict[str, Callable[[], None]] = {
            "/api/sign/pdf": self.v1_tanda_tangan,
            "/api/sign/verify": self.v1_periksa,
            "/api/v2/sign/pdf": self.v2_tanda_tangan,
            "/api/v2/verify/pdf": self.v2_periksa,
            "/api/v2/user/check/status": lambda: self.status(self.isian().get("nik", "")),
            "/api/v2/sign/get/totp": self.totp,
            "/api/v2/seal/get/activation": self.segel_aktif,
            "/api/v2/seal/revoke/activation": self.segel_mati,
            "/api/v2/seal/get/totp": self.segel_kode,
            "/api/v2/seal/pdf": self.segel,
        }
        if path in fixed:
            return fixed[path]()
        if path.startswith("/api/user/status/"):
            return self.status(path.rsplit("/", 1)[1])
        if path.startswith("/api/sign/download/"):
            return self.unduh(path.rsplit("/", 1)[1])
        if path.startswith("/api/v2/user/certificate/chain/"):
            return self.rantai(path.rsplit("/", 1)[1])
        return self.h.spring(404, "Not Found")

    def isian(self) -> dict[str, Any]:
        """The JSON that came."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    def ganggu(self) -> str:
        """What goes wrong this time."""
        return self.l.gangguan.pop(0) if self.l.gangguan else ""

    # -- people

    def status(self, nik: str) -> None:
        """How it stands with somebody."""
        fault = self.ganggu() if self.l.gangguan[:1] and self.l.gangguan[0].startswith("status_") else ""
        if fault == "status_500":
            return self.h.spring(500, "Internal Server Error")
        if fault == "status_putus":
            raise Putus
        if fault == "status_html":
            return self.h.kirim(200, "text/html", b"<html>Bad gateway</html>")
        who = self.l.orang.get(nik)
        if who is None or who.status == "NOT_REGISTERED":
            return self.h.json({"status_code": "2011", "message": "User tidak terdaftar", "status": "NOT_REGISTERED"})
        if who.status == "NO_CERTIFICATE":
            return self.h.json({"status_code": "2021", "message": SALAH["2021"], "status": "NO_CERTIFICATE"})
        return self.h.json({"status_code": "1111", "message": "Keadaan sertifikat", "status": who.status})

    def totp(self) -> None:
        """A code, which arrives on the telephone."""
        nik = self.isian()["nik"]
        if nik not in self.l.orang:
            return self.tolak("2011")
        self.l.kode[nik] = f"{secrets.randbelow(10**6):06d}"
        return self.h.json({"success": True, "message": "TOTP tersedia di aplikasi BeSign"})

    def rantai(self, nik: str) -> None:
        """Three certificates, or a body that is no JSON."""
        if nik not in self.l.orang:
            return self.h.kirim(400, "text/plain", b"Bad Request")
        chain = (self.l.sertifikat(nik), pki.otoritas().penerbit, pki.otoritas().akar)
        return self.h.json({"success": True, "data": [base64.b64encode(one.der).decode() for one in chain]})

    # -- signing

    def tolak(self, code: str, *, v1: bool = False) -> None:
        """An error in the form of its version."""
        text = SALAH[code]
        if v1:
            return self.h.json({"error": f"Proses signing gagal : {text} {code}", "status_code": 400}, 400)
        return self.h.json({"error": text, "status_code": int(code)}, 400)

    def gerbang(self, given: dict[str, Any], *, v1: bool = False) -> str:
        """The NIK of who may sign, or an answer and ""."""
        nik = str(given.get("nik", ""))
        who = self.l.orang.get(nik)
        code = ""
        if who is None or who.status == "NOT_REGISTERED":
            code = "2011"
        elif who.status != "ISSUE":
            code = "2021"
        elif given.get("totp") is not None:
            code = "" if self.l.kode.pop(nik, None) == given["totp"] else "2031"
        elif given.get("passphrase") != who.frasa:
            code = "2031"
        if code:
            self.tolak(code, v1=v1)
            return ""
        return nik

    def sebelum(self, fault: str) -> bool:
        """Faults that come before anything is signed; True when the answer is out."""
        if fault == "putus_sebelum":
            raise Putus
        if fault == "500":
            self.h.spring(500, "Internal Server Error")
            return True
        if fault == "kode_2041":
            self.h.json({"error": "Proses signing gagal : alasan lain 2041", "status_code": 400}, 400)
            return True
        if fault == "sibuk":
            self.h.json({"error": "Terlalu banyak permintaan", "status_code": 429}, 429)
            return True
        return False

    def sesudah(self, fault: str, signed: bytes) -> bool:
        """Faults that come when it is signed; True when the answer is out."""
        if fault == "lambat":
            self.l.lepas.wait(self.l.lambat)
            raise Putus
        if fault == "putus_sesudah":
            raise Putus
        if fault == "500_sesudah":
            self.h.spring(500, "Internal Server Error")
            return True
        if fault == "html":
            self.h.kirim(200, "text/html", b"<html><body>Layanan sedang dirawat</body></html>")
            return True
        return False

    def v1_tanda_tangan(self) -> None:
        """Version 1: multipart in, PDF out, an id in the head."""
        form, files = self.multipart()
        if "file" not in files or form.get("tampilan") not in ("visible", "invisible"):
            return self.h.json({"error": "Required request part 'file' is not present", "status_code": 400}, 400)
        fault = self.ganggu()
        if self.sebelum(fault) or not (nik := self.gerbang(form, v1=True)):
            return None
        signed = self.buat(files["file"], nik, form, fault)
        ident = uuid.uuid4().hex
        self.l.tersimpan[ident] = signed
        if self.sesudah(fault, signed):
            return None
        if fault == "hanya_id":
            return self.h.json({"id_dokumen": ident, "message": "sukses"})
        body = b"" if fault == "kosong" else signed
        cut = len(body) // 2 if fault == "putus_tengah" else 0
        return self.h.kirim(200, "application/pdf", body, {"id_dokumen": ident}, cut)

    def buat(self, pdf: bytes, nik: str, given: dict[str, Any], fault: str) -> bytes:
        """The signed file, or what comes instead of it."""
        if not pdf.startswith(b"%PDF-"):
            self.h.spring(500, "Internal Server Error")
            raise Putus
        if fault == "tanpa_tanda_tangan":
            return pdf + b"\n"
        signed = self.l.bubuhkan(pdf, nik, str(given.get("reason") or ""), str(given.get("location") or ""), fault)
        if fault == "bita_salah":
            middle = len(pdf) // 2
            return signed[:middle] + bytes([signed[middle] ^ 1]) + signed[middle + 1 :]
        return signed

    def unduh(self, ident: str) -> None:
        """Once, and never again."""
        found = self.l.tersimpan.pop(ident, None)
        if found is None:
            text = "File tidak tersedia, pastikan bahwa dokumen belum di download"
            return self.h.json({"status_code": 4044, "error": text}, 400)
        return self.h.kirim(200, "application/pdf", found)

    def v2_tanda_tangan(self) -> None:
        """Version 2: JSON in, JSON out."""
        given = self.isian()
        fault = self.ganggu()
        if self.sebelum(fault) or not (nik := self.gerbang(given)):
            return
        self.v2_berkas(given, fault, lambda pdf, how: self.buat(pdf, nik, how, fault))

    def v2_berkas(self, given: dict[str, Any], fault: str, make: Callable[[bytes, dict[str, Any]], bytes]) -> None:
        """Sign each file of a version 2 call."""
        began, out = time.monotonic(), []
        props = given.get("signatureProperties") or []
        if not props or not isinstance(given.get("file"), list):
            return self.h.spring(500, "Internal Server Error")
        for n, text in enumerate(given["file"]):
            signed = make(base64.b64decode(text, validate=True), props[min(n, len(props) - 1)])
            if self.sesudah(fault, signed):
                return None
            out.append(base64.b64encode(signed).decode())
        if fault == "kosong":
            out = [""]
        if fault == "kata_null":
            out = ["null"]
        if fault == "base64_terpotong":
            out = [out[0][: len(out[0]) // 2 - 1]]
        body = json.dumps({"time": int((time.monotonic() - began) * 1000), "file": out}).encode()
        return self.h.kirim(200, "application/json", body, potong=len(body) // 2 if fault == "putus_tengah" else 0)

    # -- verification

    def v1_periksa(self) -> None:
        """The verdict of version 1."""
        _, files = self.multipart()
        found = self.laporan(files["signed_file"])
        details = [
            {
                "signature_field": one["field"],
                "info_tsa": {"name": one["timestamp_by"], "tsa_cert_validity": None},
                "info_signer": {
                    "issuer_dn": one["issuer"],
                    "signer_name": one["cn"],
                    "cert_user_certified": one["trusted"],
                },
                "signature_document": {
                    "document_integrity": one["intact"],
                    "reason": "",
                    "signed_in": time.strftime(WIB),
                },
            }
            for one in found["signatures"]
        ]
        body: dict[str, Any] = {"nama_dokumen": "naskah.pdf", "jumlah_signature": len(details), "details": details}
        self.h.json(body | ({"summary": found["verdict"], "notes": "Dokumen"} if details else {}))

    def v2_periksa(self) -> None:
        """The verdict of version 2, with the vendor's spelling."""
        try:
            pdf = base64.b64decode(self.isian()["file"], validate=True)
            if not pdf.startswith(b"%PDF-"):
                raise ValueError
        except (ValueError, KeyError, TypeError):
            return self.h.spring(500, "Internal Server Error")
        found = self.laporan(pdf)
        info = [
            {
                "id": f"S-{secrets.token_hex(8)}",
                "signatureFormat": "PAdES-BASELINE-T",
                "signerName": one["cn"],
                "signatureAlgorithm": None,
                "timestampInfomation": {"signerName": one["timestamp_by"]},
                "integrityValid": one["intact"],
                "certificateTrusted": one["trusted"],
                "lastSignature": False,
            }
            for one in found["signatures"]
        ]
        word = found["verdict"] if info else "NO_SIGNATURE"
        self.h.json({"conclusion": word, "signatureCount": len(info), "signatureInformations": info})

    def laporan(self, pdf: bytes) -> dict[str, Any]:
        """What the service thinks."""
        return verifying.report(pdf, [pki.otoritas().akar.pem])

    # -- the seal

    def segel_aktif(self) -> None:
        """Activation, or its prolongation."""
        given = self.isian()
        who = given.get("idSubscriber")
        if who not in self.l.pelanggan or (given.get("totp") and self.l.segel.get(who) != given["totp"]):
            return self.h.json({"error": "Subscriber tidak terdaftar", "status_code": 2011}, 400)
        self.l.segel[who] = f"{secrets.randbelow(10**6):06d}"
        return self.h.json({"success": True, "data": {"totp": self.l.segel[who], "expires": "2026-11-23T00:00:00"}})

    def segel_mati(self) -> None:
        """The end of an activation."""
        given = self.isian()
        if self.l.segel.get(given.get("idSubscriber", "")) != given.get("totp"):
            return self.tolak("2031")
        self.l.segel.pop(given["idSubscriber"])
        return self.h.json({"success": True, "message": "revoked"})

    def segel_kode(self) -> None:
        """A code for so many files."""
        given = self.isian()
        if self.l.segel.get(given.get("idSubscriber", "")) != given.get("totp"):
            return self.tolak("2031")
        self.l.kode["segel:" + given["idSubscriber"]] = code = f"{secrets.randbelow(10**6):06d}"
        return self.h.json({"result": True, "data": {"totp": code}})

    def segel(self) -> None:
        """The seal over files."""
        given = self.isian()
        who = str(given.get("idSubscriber", ""))
        if self.l.kode.pop("segel:" + who, None) != given.get("totp"):
            return self.tolak("2031")
        agensi = pki.otoritas()
        own = pki.terbitkan(f"Segel {who} UJI", agensi.penerbit)
        self.v2_berkas(given, "", lambda pdf, how: pki.bubuhkan(pdf, own, agensi, alasan="", tempat=""))
        return None

    def multipart(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """Fields and files."""
        kind = self.h.headers["Content-Type"]
        options = dict([p.strip().split("=", 1) for p in kind.split(";")[1:]])
        parsed = FormDataParser().parse(BytesIO(self.body), "multipart/form-data", len(self.body), options)
        files = {}
        for name, file in parsed[2].items():
            files[name] = file.read()
            file.close()
        return dict(parsed[1].items()), files


@contextmanager
def berjalan() -> Iterator[Layanan]:
    """A service on a free port of this computer; it ends with the block."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.layanan = Layanan(alamat=f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.layanan
    finally:
        server.layanan.lepas.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
