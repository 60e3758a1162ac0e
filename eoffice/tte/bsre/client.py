"""The calls of the esign service, version 1 (multipart) and version 2 (JSON), as tte.md 9.2 and 9.3 give them.

Each asks once. Nothing here repeats a call, and a signature is never asked for a second time by a machine (OUT-03).
"""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from eoffice.tte.bsre import baca, kirim, transport
from eoffice.tte.bsre.galat import Ditolak, Hilang
from eoffice.tte.bsre.transport import Jawaban, Rahasia, Transport
from eoffice.tte.states import CaraBsre, StatusBsre

#: The one file name that leaves this house: what a letter is called is nobody's business there.
NAMA_BERKAS: Final = "naskah.pdf"


@dataclass(frozen=True)
class Keadaan:
    """What the service says of a person: a status we know or LAIN, and its four digits."""

    status: StatusBsre
    kode: str


@dataclass(frozen=True)
class Hasil:
    """A file that came back, unchecked, and the service's id for it (version 1)."""

    pdf: bytes
    id_dokumen: str = ""

    def __repr__(self) -> str:
        return f"Hasil({len(self.pdf)} bita)"


@dataclass(frozen=True)
class Pemeriksaan:
    """What the service's own verification says: VALID, INVALID or NO_SIGNATURE, how many, and the signers' names."""

    kesimpulan: str
    banyak: int
    nama: tuple[str, ...]


class Client:
    """One esign service and the account of this application there."""

    def __init__(self, jalan: Transport, versi: int) -> None:
        self._jalan, self.versi = jalan, versi

    def __repr__(self) -> str:
        return f"Client({self._jalan!r}, v{self.versi})"

    # -- people -------------------------------------------------------------------------------------------------------

    def status(self, nik: str, *, ref: str = "") -> Keadaan:
        """Whether a person can sign; asked before the passphrase is.

        Version 1 has the NIK in the address of the service's own call; it stands in no address of ours.

        Raises:
            TidakTerkirim, Ditolak, Hilang: nobody knows.
        """
        if self.versi == 1:
            answer = self._tanya("GET", f"/api/user/status/{nik}", ref)
        else:
            answer = self._tanya("POST", "/api/v2/user/check/status", ref, {"nik": nik})
        said = baca.objek(answer)
        code = baca.kode(answer)
        word = baca.teks(said or {}, "status").strip().upper()
        if not word or word.isdigit():  # a status of Spring, not of the person
            word = {baca.TIDAK_TERDAFTAR: "NOT_REGISTERED", baca.TANPA_SERTIFIKAT: "NO_CERTIFICATE"}.get(code, "")
        if not word:
            baca.tolak(answer)
            raise Hilang("tanpa_status", answer.http)
        known = word in StatusBsre.__members__
        return Keadaan(StatusBsre[word] if known else StatusBsre.LAIN, code)

    def minta_totp(self, nik: str, *, banyak: int = 1, ref: str = "") -> None:
        """Have a one-time code sent to the signer's BeSign application.

        Raises:
            Ditolak: the person is unknown, or this version has no codes. TidakTerkirim, Hilang.
        """
        if self.versi == 1:
            raise Ditolak("tanpa_totp")
        answer = self._tanya("POST", "/api/v2/sign/get/totp", ref, {"nik": nik, "data": banyak})
        self._baik(answer)

    def rantai(self, ident: str, *, ref: str = "") -> tuple[str, ...]:
        """The certificates of a person or subscriber as the service gives them, base64 or PEM (version 2)."""
        said = self._baik(self._tanya("GET", f"/api/v2/user/certificate/chain/{transport.bersih_id(ident)}", ref))
        data = said.get("data")
        return tuple(one for one in data if isinstance(one, str))[:10] if isinstance(data, list) else ()

    # -- signing ------------------------------------------------------------------------------------------------------

    def tanda_tangani(
        self, pdf: bytes, nik: str, rahasia: Rahasia, cara: CaraBsre, *, alasan: str, tempat: str, ref: str
    ) -> Hasil:
        """One signature over one file, invisible: the block stands on the page already.

        Raises:
            TidakTerkirim: it was not asked. Ditolak: it was refused. Hilang: nobody knows.
        """
        if self.versi == 1:
            if cara is CaraBsre.TOTP:
                raise Ditolak("tanpa_totp")
            fields = [("nik", nik), ("passphrase", rahasia.buka()), ("tampilan", "invisible")]
            fields += [(name, value) for name, value in (("reason", alasan), ("location", tempat)) if value]
            body, kind = kirim.formulir(fields, [("file", NAMA_BERKAS, pdf)])
            answer = self._kirim("/api/sign/pdf", ref, body, kind)
            baca.tolak(answer)
            return Hasil(baca.berkas(answer), answer.id_dokumen)
        secret = {"totp" if cara is CaraBsre.TOTP else "passphrase": rahasia.buka()}
        return self._berkas2("/api/v2/sign/pdf", ref, pdf, {"nik": nik, **secret}, alasan, tempat)

    def unduh(self, id_dokumen: str, *, ref: str = "") -> bytes:
        """What an earlier signing left at the service, which hands it out once (version 1). Keep it at once.

        Raises:
            Ditolak: 4044, it was fetched before or is gone. TidakTerkirim, Hilang.
        """
        named = transport.bersih_id(id_dokumen)
        if self.versi != 1 or not named:
            raise Ditolak(baca.SUDAH_DIUNDUH)
        path = f"/api/sign/download/{named}"
        answer = self._jalan.panggil("GET", path, ref=ref or _ref(), batas=transport.STATUS, terbesar=transport.BESAR)
        baca.tolak(answer)
        return baca.berkas(answer)

    def periksa(self, pdf: bytes, *, ref: str = "") -> Pemeriksaan:
        """What the service itself thinks of a file; ours is the verdict that counts. Slow: 1 to 40 seconds.

        Raises:
            Ditolak, Hilang, TidakTerkirim: no opinion.
        """
        if self.versi == 1:
            body, kind = kirim.formulir([], [("signed_file", NAMA_BERKAS, pdf)])
            path = "/api/sign/verify"
        else:
            body, kind = kirim.json_isi({"file": base64.b64encode(pdf).decode()})
            path = "/api/v2/verify/pdf"
        answer = self._jalan.panggil(
            "POST", path, ref=ref or _ref(), batas=transport.PERIKSA, terbesar=transport.KECIL, isi=body, jenis=kind
        )
        baca.tolak(answer)
        said = baca.objek(answer)
        if said is None:
            raise Hilang("bukan_json", answer.http)
        return _verdict(said)

    # -- the seal of an organisation (version 2) ----------------------------------------------------------------------

    def segel_aktifkan(self, pelanggan: str, totp: Rahasia | None = None, *, ref: str = "") -> Rahasia:
        """The activation code of a seal, good for a day; give the one before to have it prolonged."""
        values = {"idSubscriber": pelanggan, "totp": totp.buka() if totp else None}
        said = self._baik(self._tanya("POST", "/api/v2/seal/get/activation", ref, values))
        return _code(said)

    def segel_matikan(self, pelanggan: str, totp: Rahasia, *, ref: str = "") -> None:
        """End an activation."""
        values = {"idSubscriber": pelanggan, "totp": totp.buka()}
        self._baik(self._tanya("POST", "/api/v2/seal/revoke/activation", ref, values))

    def segel_kode(self, pelanggan: str, totp: Rahasia, *, banyak: int = 1, ref: str = "") -> Rahasia:
        """The code for so many sealed files."""
        values = {"idSubscriber": pelanggan, "totp": totp.buka(), "data": banyak}
        return _code(self._baik(self._tanya("POST", "/api/v2/seal/get/totp", ref, values)))

    def segel(self, pdf: bytes, pelanggan: str, totp: Rahasia, *, alasan: str, tempat: str, ref: str) -> Hasil:
        """The seal of an organisation over one file; errors as in `tanda_tangani`."""
        values = {"idSubscriber": pelanggan, "totp": totp.buka()}
        return self._berkas2("/api/v2/seal/pdf", ref, pdf, values, alasan, tempat)

    # -- how ----------------------------------------------------------------------------------------------------------

    def _tanya(self, method: str, path: str, ref: str, values: Mapping[str, Any] | None = None) -> Jawaban:
        body, kind = kirim.json_isi(values) if values is not None else (b"", "")
        return self._jalan.panggil(
            method, path, ref=ref or _ref(), batas=transport.STATUS, terbesar=transport.KECIL, isi=body, jenis=kind
        )

    def _kirim(self, path: str, ref: str, body: bytes, kind: str) -> Jawaban:
        return self._jalan.panggil(
            "POST", path, ref=ref, batas=transport.TANDA, terbesar=transport.BESAR, isi=body, jenis=kind
        )

    def _berkas2(self, path: str, ref: str, pdf: bytes, values: Mapping[str, Any], alasan: str, tempat: str) -> Hasil:
        how = {"tampilan": "INVISIBLE", "reason": alasan, "location": tempat}
        file = [base64.b64encode(pdf).decode()]  # one file for each call: how several are paired differs (9.3)
        answer = self._kirim(path, ref, *kirim.json_isi({**values, "signatureProperties": [how], "file": file}))
        baca.tolak(answer)
        return Hasil(baca.berkas_json(answer), answer.id_dokumen)

    def _baik(self, answer: Jawaban) -> dict[str, Any]:
        baca.tolak(answer)
        said = baca.objek(answer)
        if said is None:
            raise Hilang("bukan_json", answer.http)
        baca.tersirat(said, answer.http)
        if said.get("success") is False or said.get("result") is False:
            raise Ditolak(baca.kode(answer) or "ditolak", answer.http)
        return said


def _ref() -> str:
    return secrets.token_hex(16)


def _code(said: Mapping[str, Any]) -> Rahasia:
    data = said.get("data")
    found = data.get("totp") if isinstance(data, dict) else said.get("totp")
    return Rahasia(str(found or ""))


def _verdict(said: Mapping[str, Any]) -> Pemeriksaan:
    listed = said.get("signatureInformations") or said.get("details")
    found = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    signers = [one["info_signer"] if isinstance(one.get("info_signer"), dict) else one for one in found]
    names = tuple(n for n in (baca.teks(one, "signerName") or baca.teks(one, "signer_name") for one in signers) if n)
    count = said.get("signatureCount", said.get("jumlah_signature"))
    many = count if isinstance(count, int) and not isinstance(count, bool) else len(found)
    word = (baca.teks(said, "conclusion") or baca.teks(said, "summary")).upper()
    return Pemeriksaan(word if many and word else "NO_SIGNATURE" if not many else "INVALID", many, names)
