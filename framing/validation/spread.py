"""Spread of sums over drawn units, weighted by their draw, with strata of known size, clustered by article."""

from __future__ import annotations

import numpy as np

from framing.errors import FramingError
from framing.validation.units import Floats, Labelled

_NOTHING = 1e-20  # a part of the spread that is an error of rounding
MIN_POSITIVES = 30  # gold events of a cell below which nothing is corrected


def check_enough(units: Labelled, min_positives: float) -> int:
    """The number of clusters with gold; FramingError where gold is too little for a figure and its spread."""
    if units.positives < min_positives:
        raise FramingError(
            f"the gold sample holds {units.positives:g} positives and a correction needs {min_positives:g}; "
            "code more units"
        )
    n_clusters = len(np.unique(units.cluster[units.drawn]))
    if n_clusters < 2:
        raise FramingError("the gold sample lies in one article; a spread needs at least two")
    bare = np.setdiff1d(units.stratum, units.stratum[units.drawn])
    if len(bare):
        lost = int(np.isin(units.stratum, bare).sum())
        raise FramingError(
            f"{lost:,} units lie in strata without any gold, of which nothing is known; code some of each"
        )
    return n_clusters


def inverse_of(units: Labelled) -> Floats:
    """The inverse of the probability of each unit's draw; 0 for those that were not drawn."""
    return np.divide(1.0, units.probability, out=np.zeros(len(units.gold)), where=units.drawn)


def settled(value: Floats, inverse: Floats, units: Labelled) -> Floats:
    """Weighted values with each stratum's mean put at every unit of it: its size is known, not a matter of chance.

    Strata with one drawn unit are left as they are: they have no spread to go by.
    """
    strata = int(units.stratum.max()) + 1
    drawn = np.bincount(units.stratum[units.drawn], minlength=strata)
    weight = np.bincount(units.stratum, inverse, minlength=strata)
    total = np.bincount(units.stratum, inverse * value, minlength=strata)
    mean = np.divide(total, weight, out=np.zeros(strata), where=weight > 0)
    known = drawn > 1
    mean = np.where(known, mean, 0.0)
    spread = np.where(known, np.sqrt(drawn / np.maximum(drawn - 1, 1)), 1.0)
    centred = np.where(units.drawn, value - mean[units.stratum], 0.0)
    return np.asarray(inverse * centred * spread[units.stratum] + mean[units.stratum])


def best_weight(left: Floats, pulled: Floats) -> float:
    """The weight of the tool's labels that leaves the least variance, between 0 and 1."""
    spread = pulled - pulled.mean()
    squares, whole = float((spread**2).sum()), float((left**2).sum())
    if squares <= _NOTHING * whole:  # strata that already carry the tool's labels leave nothing to weigh
        return 0.0
    return float(np.clip((spread * (left - left.mean())).sum() / squares, 0, 1))


def variance(influence: Floats, drawn: int) -> float:
    """Variance of a sum of values of clusters; the factor is that of the clusters with gold."""
    return float(np.square(influence - influence.mean()).sum() * drawn / (drawn - 1))


def one_more(inverse: Floats, lever: Floats | float) -> float:
    """What one more event at the greatest weight adds to a variance; lever: by how much an event moves the figure.

    What the tool misses is rare and weighs much: a sample that happens to show none of it would pass for certain.
    """
    return float(np.max((inverse**2 - inverse) * np.square(lever)))


def by_cluster(values: Floats, units: Labelled) -> Floats:
    """Sums of values by cluster."""
    return np.asarray(np.bincount(units.cluster, values, minlength=int(units.cluster.max()) + 1), dtype=float)


def student(level: float, freedom: float) -> float:
    """Half-width of Student's interval of a level, in standard errors."""
    from scipy.stats import t

    return float(t.ppf((1 + level) / 2, max(freedom, 1)))
