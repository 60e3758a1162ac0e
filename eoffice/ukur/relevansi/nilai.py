"""The two figures of a ranked answer: how well it is ordered, and how much of what there is stands on its first page."""

import math
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

#: Places that people look at before they ask again.
TEMPAT: Final = 10
#: From this grade on a surat is what was looked for.
DICARI: Final = 2


def ndcg(found: Sequence[T], nilai: Mapping[T, int]) -> float:
    """Normalised discounted cumulative gain of the first ten places, 0 to 1; gain 2^grade - 1 (Järvelin, Kekäläinen 2002)."""
    best = _gain(sorted(nilai.values(), reverse=True)[:TEMPAT])
    return _gain([nilai.get(one, 0) for one in found[:TEMPAT]]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def recall(found: Sequence[T], nilai: Mapping[T, int]) -> float:
    """Of what was looked for (grade 2 and 3), how much stands among the first ten, 0 to 1; of more than ten, ten are all."""
    sought = {one for one, grade in nilai.items() if grade >= DICARI}
    return len(sought & set(found[:TEMPAT])) / min(TEMPAT, len(sought)) if sought else 0.0
