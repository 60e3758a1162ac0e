"""Make the typeface of produk hukum: TeX Gyre Bonum with TrueType outlines and the glyphs of European text.

    python tools/bonum.py FOLDER_WITH_THE_OTF_FILES

The originals come from the GUST e-foundry (Debian: fonts-texgyre). reportlab embeds TrueType outlines only, so the curves
are converted, and glyphs that no Indonesian text needs are left out, which keeps reading and subsetting quick. As the
GUST Font License asks of a changed font, the result has a name of its own.
"""

import sys
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

STYLES: Final = {
    "texgyrebonum-regular.otf": ("Regular", "eOfficeBonum-Regular"),
    "texgyrebonum-bold.otf": ("Bold", "eOfficeBonum-Bold"),
    "texgyrebonum-italic.otf": ("Italic", "eOfficeBonum-Italic"),
    "texgyrebonum-bolditalic.otf": ("Bold Italic", "eOfficeBonum-BoldItalic"),
}
TARGET: Final = Path(__file__).resolve().parent.parent / "eoffice" / "fonts"
#: Latin with its extensions, combining accents, Greek, punctuation, currency, arrows and signs.
RANGES: Final = ((0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x3FF), (0x1E00, 0x1EFF), (0x2000, 0x22FF), (0x25A0, 0x25FF))
EM: Final = 1000
EXACT: Final = 0.6  # units by which a quadratic curve may leave the cubic one


def main(source: Path) -> None:
    """Write the four files."""
    for name, (style, postscript) in STYLES.items():
        font = TTFont(source / name)
        _prune(font)
        _outlines(font)
        _rename(font, style, postscript)
        font.save(TARGET / f"{postscript}.ttf")


def _prune(font: Any) -> None:
    options = subset.Options(layout_features=[], hinting=False, glyph_names=False, notdef_outline=True, name_IDs=["*"])
    pruner = subset.Subsetter(options)
    pruner.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    pruner.subset(font)


def _outlines(font: Any) -> None:
    glyphs, made = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, EXACT, reverse_direction=True))
        made[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = font.getGlyphOrder(), made
    maxp = newTable("maxp")
    maxp.tableVersion, maxp.numGlyphs = 0x00010000, len(made)
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"):
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    for field in ("maxStackElements", "maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth"):
        setattr(maxp, field, 0)
    maxp.maxPoints = maxp.maxContours = maxp.maxCompositePoints = maxp.maxCompositeContours = 0
    font["maxp"] = maxp
    font["post"].formatType = 3.0
    for table in ("CFF ", "VORG", "GPOS", "GSUB", "GDEF", "FFTM"):
        if table in font:
            del font[table]
    font.sfntVersion = "\x00\x01\x00\x00"
    font["glyf"].compile(font)


def _rename(font: Any, style: str, postscript: str) -> None:
    names = {1: "eOffice Bonum", 2: style, 3: f"{postscript};e-Office", 4: f"eOffice Bonum {style}", 6: postscript}
    keep = [n for n in font["name"].names if n.nameID in (0, 13, 14)]
    font["name"].names = keep
    for number, words in names.items():
        font["name"].setName(words, number, 3, 1, 0x409)
        font["name"].setName(words, number, 1, 0, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
