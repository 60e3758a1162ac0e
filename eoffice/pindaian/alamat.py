"""To whom a letter is addressed, who may read it and how fast it is, as its text and its stamps say; a person confirms each."""

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Final

from eoffice.pindaian.usulan import HEAD, Usulan

_LABEL: Final = re.compile(
    r"^\W{0,3}(sifat|derajat|urgensi|tingkat keamanan|klasifikasi keamanan)\s{0,20}[:;.=]\s{0,20}(.{3,40})$",
    re.IGNORECASE,
)
_YTH: Final = re.compile(
    r"^\W{0,3}(?:kepada\s{0,5}[:.]?\s{0,5})?(?:yth|yih|kepada)\b[.:,;\s]{0,6}(.{0,160})$", re.IGNORECASE
)
_NUMBERED: Final = re.compile(r"^\W{0,3}\d{1,2}[.)]\s{0,3}")
_THROUGH: Final = re.compile(r"\b(?:c\.?\s?q|u\.?\s?p|up|cq)\b\.?", re.IGNORECASE)
_END: Final = re.compile(r"^\W{0,3}(?:di\b|dengan hormat|tembusan|dari\b|hal\b|perihal\b|tanggal\b)", re.IGNORECASE)
#: Words of a label or a stamp, the longer first, and what they mean.
_SIFAT: Final = (("sangat rahasia", "sangat_rahasia"), ("rahasia", "rahasia"), ("terbatas", "terbatas"))
_URGENSI: Final = (
    ("amat segera", "amat_segera"), ("sangat segera", "amat_segera"), ("kilat", "amat_segera"), ("segera", "segera"),
)  # fmt: skip
#: How like a word a misread one must be; and how sure a stamp is beside a label.
ALIKE: Final = 0.8
STAMP: Final = 90


def usulkan(
    pages: Sequence[str], keyakinan: Sequence[int | None], tujuan: Sequence[tuple[int, str]]
) -> dict[str, Usulan]:
    """Proposals for tujuan_jabatan_id, sifat and urgensi; what the text does not say is left out.

    Args:
        keyakinan: of the reading of each page in percent; None for a text layer, which is sure.
        tujuan: the jabatan to whom a surat may be registered, with their names.
    """
    sure = [100 if one is None else one for one in keyakinan] or [100]
    lines = [
        (" ".join(raw.split()), number)
        for number, page in enumerate(pages, 1)
        for raw in page.splitlines()
        if raw.strip()
    ]
    found = {
        "sifat": _marked(lines, _SIFAT, sure),
        "urgensi": _marked(lines, _URGENSI, sure),
        "tujuan_jabatan_id": _tujuan(lines, tujuan, sure),
    }
    return {name: made for name, made in found.items() if made is not None}


def _made(value: str, line: tuple[str, int], share: int, sure: Sequence[int]) -> Usulan:
    page = line[1]
    return Usulan(value, page, line[0][:160], share * sure[min(page, len(sure)) - 1] // 100)


# -- sifat and urgensi ------------------------------------------------------------------------------------------------


def _marked(lines: Sequence[tuple[str, int]], known: Sequence[tuple[str, str]], sure: Sequence[int]) -> Usulan | None:
    for line in lines[: 2 * HEAD]:
        labelled = _LABEL.match(line[0])
        if labelled and (value := _word(labelled[2], known)):
            return _made(value, line, 100, sure)
    for line in (*lines[:HEAD], *lines[HEAD:][-HEAD:]):
        shown = " ".join(re.findall(r"[A-Za-z]+", line[0]))
        if shown.isupper() and len(shown.split()) <= 3 and (value := _word(shown, known, whole=True)):
            return _made(value, line, STAMP, sure)
    return None


def _word(text: str, known: Sequence[tuple[str, str]], *, whole: bool = False) -> str:
    """What a marking means; `whole` when nothing else may stand beside it, as on a stamp."""
    words = re.findall(r"[a-z]+", text.lower())
    for said, value in known:
        count = len(said.split())
        for at in range(len(words) - count + 1):
            if whole and len(words) != count:
                break
            part = " ".join(words[at : at + count])
            if difflib.SequenceMatcher(None, part, said).ratio() >= (0.87 if whole else ALIKE):
                return value
    return ""


# -- addressee --------------------------------------------------------------------------------------------------------


def _tujuan(lines: Sequence[tuple[str, int]], tujuan: Sequence[tuple[int, str]], sure: Sequence[int]) -> Usulan | None:
    names = [(i, _tokens(name)) for i, name in tujuan]
    for n, line in enumerate(lines[: 2 * HEAD]):
        addressed = _YTH.match(line[0])
        if not addressed:
            continue
        for text, where in _addressed(addressed[1], lines, n):
            main, *through = _THROUGH.split(text)
            for part in (main, *through):
                if best := _best(_tokens(part), names):
                    return _made(str(best[0]), where, best[1], sure)
    return None


def _addressed(first: str, lines: Sequence[tuple[str, int]], n: int) -> Iterator[tuple[str, tuple[str, int]]]:
    """The lines of the addressee: beside the label, and those below it, alone and run on."""
    before = first
    yield before, lines[n]
    for line in lines[n + 1 : n + 7]:
        if _END.match(line[0]):
            return
        text = _NUMBERED.sub("", line[0])
        if before and not _NUMBERED.match(line[0]):
            yield f"{before} {text}", line
        yield text, line
        before = text


def _tokens(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _best(words: Sequence[str], names: Sequence[tuple[int, list[str]]]) -> tuple[int, int] | None:
    """The jabatan whose whole name is there, and how like; the longer name wins, of two alike none."""
    found: list[tuple[int, int, int]] = []
    for key, name in names:
        shares = [
            max((difflib.SequenceMatcher(None, each, word).ratio() for word in words), default=0.0) for each in name
        ]
        if len(name) > 1 and min(shares, default=0.0) >= ALIKE:
            found.append((len(name), round(100 * sum(shares) / len(shares)), key))
    found.sort(reverse=True)
    if not found or (len(found) > 1 and found[0][:2] == found[1][:2]):
        return None
    return found[0][2], found[0][1]
