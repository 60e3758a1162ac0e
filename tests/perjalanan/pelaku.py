"""A person at a browser without scripts: reads pages and sends the very forms that they show."""

import html
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

from client import token
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

#: Words that only a failure would put on a page.
JEJAK_GALAT: Final = re.compile(
    r"Internal Server Error|Traceback|Not Found|\bundefined\b|\bNone\b|Bad Request|Method Not Allowed|jinja2|sqlalchemy",
)


@dataclass
class Borang:
    """A form of a page: where it goes, and what it would send if nobody touched it."""

    action: str
    banyak_bagian: bool = False
    nilai: list[tuple[str, str]] = field(default_factory=list)
    nama: set[str] = field(default_factory=set)
    tombol: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, formaction


class _Pembaca(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Borang] = []
        self.by_id: dict[str, Borang] = {}
        self.open: Borang | None = None
        self.text: list[str] | None = None
        self.name = ""
        self.choices: list[tuple[str, bool]] | None = None
        self.hidden = 0  # inside <template>, which is no part of the page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag == "template"
        if self.hidden:
            return
        a = {k: v or "" for k, v in attrs}
        if tag == "form":
            self.open = Borang(a.get("action", ""), a.get("enctype") == "multipart/form-data")
            if a.get("method", "get").lower() == "post":
                self.found.append(self.open)
            if "id" in a:
                self.by_id[a["id"]] = self.open
            return
        target = self.by_id.get(a["form"]) if "form" in a else self.open
        if target is None or ("disabled" in a and tag != "option"):
            return
        if "data-nama" in a:  # a type-ahead: its script adds a field for what is chosen
            target.nama.add(a["data-nama"])
        name = a.get("name", "")
        if tag == "button" and a.get("type", "submit") == "submit":
            target.tombol.append((name, a.get("value", ""), a.get("formaction", "")))
        elif tag == "input" and name:
            target.nama.add(name)
            kind = a.get("type", "text")
            if kind in ("checkbox", "radio"):
                if "checked" in a:
                    target.nilai.append((name, a.get("value", "on")))
            elif kind not in ("file", "submit", "button"):
                target.nilai.append((name, a.get("value", "")))
        elif tag == "textarea" and name:
            target.nama.add(name)
            self.name, self.text = name, []
        elif tag == "select" and name:
            target.nama.add(name)
            self.name, self.choices = name, []
        elif tag == "option" and self.choices is not None:
            self.choices.append((a.get("value", ""), "selected" in a))

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag == "template"
        if tag == "textarea" and self.text is not None and self.open is not None:
            self.open.nilai.append((self.name, "".join(self.text).removeprefix("\n")))
            self.text = None
        elif tag == "select" and self.choices is not None and self.open is not None:
            chosen = [v for v, selected in self.choices if selected] or [v for v, _ in self.choices[:1]]
            self.open.nilai += [(self.name, v) for v in chosen]
            self.choices = None
        elif tag == "form":
            self.open = None


def borang(page: str) -> list[Borang]:
    """The forms of a page that change something."""
    reader = _Pembaca()
    reader.feed(page)
    return reader.found


def tanpa_tanda(page: str) -> str:
    """A page without what is new in every answer: tokens, keys, nonces, the id of the request, passing messages."""
    page = " ".join(re.sub(r'<div class="flash.*?</div></div>', "", page, flags=re.DOTALL).split())
    page = re.sub(r'nonce="[^"]+"', 'nonce=""', page)
    page = re.sub(r'(name="(?:csrf_token|kunci)" value|name="csrf-token" content|data-token)="[^"]+"', r'\1=""', page)
    return re.sub(r"\b[0-9a-f]{8,32}\b", "", page)


class Pelaku:
    """Somebody of the city, signed in."""

    def __init__(self, nama: str, client: FlaskClient) -> None:
        self.nama, self.client = nama, client

    def ambil(self, path: str, *, status: int = 200) -> TestResponse:
        """GET; fails loudly when the answer is another one."""
        answer = self.client.get(path)
        assert answer.status_code == status, f"{self.nama} membuka {path}: {answer.status_code}\n{answer.text[:2000]}"
        return answer

    def buka(self, path: str, *, status: int = 200) -> str:
        """Read a page; it is a page of ours, without a trace of any failure."""
        page = self.ambil(path, status=status).get_data(as_text=True)
        shown = re.sub(r"<script.*?</script>|<[^>]+>", " ", page, flags=re.DOTALL)
        assert not (bad := JEJAK_GALAT.search(shown)), f"{self.nama} membaca {path}: {bad}"
        return page

    def borang(self, path: str, action: str) -> Borang:
        """The form on a page that goes to `action`, also by one of its buttons."""
        page = self.buka(path)
        for found in borang(page):
            if found.action == action or any(goes == action for _, _, goes in found.tombol):
                return found
        raise AssertionError(f"{self.nama}: halaman {path} tidak memuat borang ke {action}")

    def isi(
        self,
        path: str,
        action: str,
        data: Mapping[str, Any] | None = None,
        *,
        berkas: tuple[str, bytes, str] | None = None,
        status: int = 303,
    ) -> TestResponse:
        """Open a page, fill the form that goes to `action`, and send it.

        Args:
            data: what is typed over what the form holds; a list for a field that repeats.
            berkas: field, content and name of a file.
        """
        form = self.borang(path, action)
        typed = dict(data or {})
        known = form.nama | {name for name, _, _ in form.tombol}
        assert set(typed) <= known, f"{path}: borang ke {action} tidak mempunyai {set(typed) - known}"
        values: MultiDict[str, Any] = MultiDict([(n, v) for n, v in form.nilai if n not in typed])
        for name, value in typed.items():
            values.setlist(name, value if isinstance(value, list) else [value])
        if berkas is not None:
            assert form.banyak_bagian
            values.add(berkas[0], (io.BytesIO(berkas[1]), berkas[2]))
        answer = self.client.post(action, data=values)
        assert answer.status_code == status, f"{self.nama} mengirim {action}: {answer.status_code}\n{answer.text}"
        return answer

    def simpan_otomatis(
        self, path: str, kolom: Mapping[str, Any], isi: dict[str, Any] | None = None, *, status: int = 200
    ) -> dict[str, Any]:
        """What the editor's script does while one types: every field of the form, and the body as JSON."""
        alamat = re.search(r'data-autosave="([^"]+)"', self.buka(path))
        assert alamat is not None
        form = self.borang(path, path)
        fields: dict[str, Any] = {}
        for name, value in form.nilai:
            if name not in ("csrf_token", "kunci", "versi", "isi"):
                fields[name] = [*fields[name], value] if isinstance(fields.get(name), list) else (
                    [fields[name], value] if name in fields else value
                )  # fmt: skip
        posted: dict[str, Any] = {"versi": int(dict(form.nilai)["versi"]), "kolom": {**fields, **kolom}}
        if isi is not None:
            posted["isi"] = isi
        answer = self.client.put(
            alamat[1],
            json=posted,
            headers={"X-CSRFToken": token(self.client), "Idempotency-Key": "otomatis-" + str(id(posted)), "Accept": "application/json"},
        )  # fmt: skip
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.get_json()
        return found

    def pilih(self, path: str, kata: str) -> str:
        """Type into a type-ahead and take the first of what it offers."""
        answer = self.client.get(path + ("&" if "?" in path else "?") + "q=" + kata.replace(" ", "+"))
        offered = re.findall(r'data-nilai="([^"]+)" data-teks="([^"]+)"', answer.text)
        assert offered, f"{path}: tidak ada yang cocok dengan {kata}"
        return html.unescape(offered[0][0])


def json_of(answer: TestResponse) -> Any:
    """The JSON of a download."""
    return json.loads(answer.data)
