"""A photo of a paper as the page it shows: the sheet found on the table, and its perspective taken out."""

import math
from typing import Any, Final

from PIL import Image, ImageChops, ImageFilter

from eoffice.sandbox.tasks import images, tesseract

#: Pixels of the longer side of the small copy on which the sheet is looked for.
SMALL: Final = 240
#: The sheet is believed when it takes this much of the photo, and fills this much of the corners found.
LEAST: Final = 0.2
FILLED: Final = 0.88
#: A sheet that takes nearly all of the picture is a scan, which needs no correction.
WHOLE: Final = 0.97
#: Pixels of the longer side of the page made: A4 at 300 dpi.
LONGEST: Final = 3508

Point = tuple[float, float]


def foto_ke_pdf(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """One page with the sheet that the photo shows; the whole photo on an A4 page when no sheet can be told.

    `tegak` in the answer says whether a sheet was found and straightened.
    """
    found = "png" if payload.startswith(b"\x89PNG") else "jpeg"
    image = images._flat(images._decoded(payload, found))
    corners = sheet(image)
    if corners is None:
        # No sheet on a table: a scan, or a photo that the paper fills. Its light is evened, its lines laid level.
        info, pdf = images.page_of(_level(whitened(image)), found)
        return info | {"tegak": False}, pdf
    page = _level(whitened(_straightened(image, corners)))
    info, pdf = images.page_of(page, "jpeg", margin=0.0)
    return info | {"tegak": True}, pdf


#: Pixels of the longer side of the copy on which the light of the paper is measured; and its tone that is white enough.
LIGHT: Final = 96
WHITE: Final = 244
#: Degrees of tilt that are turned back; beyond it the lines are no lines.
TILT: Final = 0.3, 8.0


def whitened(image: Image.Image) -> Image.Image:
    """Paper white everywhere, ink as dark as it was: what is lit unevenly is divided by its own light.

    A picture whose paper is white already, or that shows no paper, stays as it is.
    """
    scale = LIGHT / max(image.size)
    size = (max(2, round(image.width * scale)), max(2, round(image.height * scale)))
    light = image.resize(size, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(9))
    light = light.filter(ImageFilter.GaussianBlur(4))
    tones = sorted(light.convert("L").tobytes())
    dark, middle = tones[len(tones) // 20], tones[len(tones) // 2]
    if dark >= WHITE or middle < 90:
        return image
    ground = light.resize(image.size, Image.Resampling.BICUBIC)
    made = [_divided(a, b) for a, b in zip(image.split(), ground.split(), strict=True)]
    return made[0] if len(made) == 1 else Image.merge(image.mode, made)


def _divided(band: Image.Image, ground: Image.Image) -> Image.Image:
    """Tone by light of the paper, with its last grey taken for paper; without numpy, in one pass over the bytes."""
    missing = ImageChops.subtract(ground, band)  # how much darker than the paper around
    lift = ground.point([round(255 * 255 / max(60, v)) // 2 for v in range(256)])  # at most 255: half the factor
    scaled = ImageChops.multiply(missing, lift)
    doubled = ImageChops.add(scaled, scaled)
    curve = [max(0, min(255, round((v - 14) * 1.12))) for v in range(256)]
    return ImageChops.invert(doubled.point(curve))


def _level(image: Image.Image) -> Image.Image:
    """Turned by the tilt of its lines, where Leptonica is there to tell it."""
    if tesseract.version() is None:
        return image
    small = image.convert("L")
    small.thumbnail((1600, 1600), Image.Resampling.BILINEAR)
    picture = tesseract.Page(small)
    try:
        tilt = picture.straighten()
    finally:
        picture.close()
    if not TILT[0] <= abs(tilt) <= TILT[1]:
        return image
    white = 255 if image.mode == "L" else (255, 255, 255)
    return image.rotate(-tilt, Image.Resampling.BICUBIC, fillcolor=white)


def sheet(image: Image.Image) -> tuple[Point, Point, Point, Point] | None:
    """The corners of the light sheet on a darker ground: top left, top right, bottom right, bottom left; None without."""
    scale = SMALL / max(image.size)
    small = image.convert("L").resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    small = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MinFilter(5))  # closes the lines of text
    light = _largest(small, _otsu(small.histogram()))
    if len(light) < LEAST * small.width * small.height:
        return None
    corners = (
        min(light, key=lambda p: p[0] + p[1]),
        max(light, key=lambda p: p[0] - p[1]),
        max(light, key=lambda p: p[0] + p[1]),
        min(light, key=lambda p: p[0] - p[1]),
    )
    inside = _area(corners)
    if inside <= 0 or len(light) / inside < FILLED or inside > WHOLE * small.width * small.height:
        return None
    # Half a pixel of the small copy is several of the photo: the corners are drawn in by one.
    middle = (sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4)
    return tuple(  # type: ignore[return-value]
        ((x + (x < middle[0]) - (x > middle[0]) + 0.5) / scale, (y + (y < middle[1]) - (y > middle[1]) + 0.5) / scale)
        for x, y in corners
    )


def _otsu(tones: list[int]) -> int:
    """The grey that parts the light from the dark best."""
    total, weighted = sum(tones), sum(n * count for n, count in enumerate(tones))
    best, at, dark, dark_sum = -1.0, 127, 0, 0
    for n, count in enumerate(tones):
        dark += count
        dark_sum += n * count
        if 0 < dark < total:
            apart = dark_sum / dark - (weighted - dark_sum) / (total - dark)
            between = dark * (total - dark) * apart * apart
            if between > best:
                best, at = between, n
    return at


def _largest(small: Image.Image, threshold: int) -> list[tuple[int, int]]:
    """The pixels of the largest connected light part."""
    width, height = small.size
    left = bytearray(small.point([0] * (threshold + 1) + [1] * (255 - threshold)).tobytes())
    best: list[int] = []
    for start in range(0, len(left), 3):
        if not left[start]:
            continue
        left[start] = 0
        part, stack = [], [start]
        while stack:
            at = stack.pop()
            part.append(at)
            x = at % width
            for other, fits in ((at - 1, x > 0), (at + 1, x < width - 1), (at - width, True), (at + width, True)):
                if fits and 0 <= other < width * height and left[other]:
                    left[other] = 0
                    stack.append(other)
        if len(part) > len(best):
            best = part
    return [(at % width, at // width) for at in best]


def _area(corners: tuple[Point, ...]) -> float:
    around = zip(corners, (*corners[1:], corners[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in around)) / 2


def _straightened(image: Image.Image, corners: tuple[Point, Point, Point, Point]) -> Image.Image:
    top_left, top_right, bottom_right, bottom_left = corners
    wide = max(math.dist(top_left, top_right), math.dist(bottom_left, bottom_right))
    high = max(math.dist(top_left, bottom_left), math.dist(top_right, bottom_right))
    scale = min(1.5, LONGEST / max(wide, high))
    width, height = round(wide * scale), round(high * scale)
    target = ((0, 0), (width, 0), (width, height), (0, height))
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(target, corners, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return image.transform(
        (width, height), Image.Transform.PERSPECTIVE, _solved(rows), Image.Resampling.BICUBIC, fillcolor="white"
    )


def _solved(rows: list[list[float]]) -> list[float]:
    """Eight unknowns by Gauss and Jordan, with pivots."""
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(rows[r][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for other in range(size):
            if other != column and rows[other][column]:
                factor = rows[other][column]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[column], strict=True)]
    return [row[size] for row in rows]
