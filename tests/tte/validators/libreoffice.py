"""What LibreOffice says of the signatures in PDFs, in one process.

    /usr/bin/python3 libreoffice.py folder berkas.pdf…

It needs the system's Python: the module `uno` comes with LibreOffice. The folder holds the NSS database `nss` with the root and
the issuing CA. A line for each signature: `berkas.pdf|kind|valid|status`, where status 0 is a certificate with a chain to
the root and kind is `stamp` when LibreOffice found no signer, which is how it sees archive stamps.
"""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

#: How long LibreOffice may take to start, seconds.
START = 90


def started(folder: Path, pipe: str) -> "subprocess.Popen[bytes]":
    """LibreOffice without a window, with a profile and certificates of its own."""
    surroundings = {**os.environ, "HOME": str(folder), "MOZILLA_CERTIFICATE_FOLDER": f"sql:{folder / 'nss'}"}
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    quiet = ("--headless", "--norestore", "--nologo", "--nodefault")
    return subprocess.Popen(["soffice", *quiet, profile, f"--accept=pipe,name={pipe};urp;"], env=surroundings)


def connected(pipe: str) -> Any:
    """Its context, as soon as it listens; NoConnectException when it never does."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + START
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def main(folder: Path, names: list[str]) -> None:
    """Ask about every file, then let LibreOffice go."""
    pipe = f"pemeriksa{os.getpid()}"
    office = started(folder, pipe)
    try:
        context = connected(pipe)

        def service(name: str) -> Any:
            return context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", context)

        signatures, files = service("security.DocumentDigitalSignatures"), service("ucb.SimpleFileAccess")
        for name in names:
            stream = files.openFileRead((folder / name).as_uri())
            for one in signatures.verifyDocumentContentSignatures(None, stream):
                kind = "signature" if one.Signer else "stamp"
                print(name, kind, f"valid={one.SignatureIsValid}", f"status={one.CertificateStatus:#x}", sep="|")
            stream.closeInput()
        with contextlib.suppress(DisposedException):
            service("frame.Desktop").terminate()
        office.wait(30)
    finally:
        office.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2:])
