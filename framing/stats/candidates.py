"""Words and phrases of two words that a lexicon might take up, with where they stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.stats.running import KNOWN, Flags, Numbers, Running

# words that say little by themselves: none starts or ends a candidate
STOP_WORDS = frozenset(
    """a about above across after again against all almost alone along already also although always am among amid an
    and another any anyone anything are around as at away back be became because been before behind being below
    between both but by can cannot could did do does doing done down due during each either else even ever every few
    for from further get got had has have having he her here hers herself him himself his how however i if in instead
    into is it its itself just last later least less like likely ll made make makes making many may me meanwhile might
    more most much must my myself near nearly neither never no nobody none nor not nothing now of off often on once
    one only onto or other others our ours out over own per perhaps quite rather re really s said same say says second
    she should since so some someone something soon still such t than that the their theirs them themselves then there
    these they this those though three through throughout thus to today together too toward towards two under unless
    until up upon us ve very via was we well were what when where whether which while who whom whose why will with
    within without would yes yet you your first four five six seven eight nine ten told added according including
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december""".split()
)
_FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Candidates:
    """Terms numbered from 0: the words of the run first, then phrases; `terms` are their texts.

    `phrase_at[i]` is the token that the i-th occurrence of a phrase starts at, `phrase_ids[i]` its number.
    """

    terms: tuple[str, ...]
    phrase_at: Numbers
    phrase_ids: Numbers
    fit: Flags

    def occurrences(self, run: Running) -> tuple[Numbers, Numbers]:
        """The number of every occurrence of a term, and the token it starts at."""
        ids = np.concatenate([run.ids, self.phrase_ids])
        return ids, np.concatenate([np.arange(len(run.ids)), self.phrase_at])


def find_candidates(run: Running, *, fewest: int, names: bool) -> Candidates:
    """The words of the run, and the phrases that stand there at least `fewest` times.

    `fit` says which are candidates: frequent enough, in at least two articles, made of letters, without stop words at
    the edges, and unless `names`, not mostly written with a capital.
    """
    size = len(run.words)
    plain = np.array([w.isalpha() and len(w) >= _FEWEST_LETTERS and w not in STOP_WORDS for w in run.words])
    plain[: KNOWN + 1] = False
    good = plain[run.ids]
    pairs = good[:-1] & good[1:] & (run.sentences[:-1] == run.sentences[1:]) & run.joined[1:]
    at = np.flatnonzero(pairs)
    keys, inverse, times = np.unique(run.ids[at] * size + run.ids[at + 1], return_inverse=True, return_counts=True)
    kept = times >= fewest
    number = np.where(kept, size + np.cumsum(kept) - 1, -1)[inverse]
    at, number = at[number >= 0], number[number >= 0]
    phrases = [f"{run.words[key // size]} {run.words[key % size]}" for key in keys[kept]]
    found = Candidates((*run.words, *phrases), at, number, np.concatenate([plain, np.ones(len(phrases), bool)]))
    ids, tokens = found.occurrences(run)
    total = np.bincount(ids, minlength=len(found.terms))
    capital = run.capital[tokens]
    capital[len(run.ids) :] |= run.capital[at + 1]
    capitals = np.bincount(ids, weights=capital, minlength=len(found.terms))
    seen = np.unique(ids * len(run.names) + run.articles[tokens]) // max(1, len(run.names))
    fit = found.fit & (total >= fewest) & (np.bincount(seen, minlength=len(found.terms)) >= 2)
    return Candidates(found.terms, at, number, fit if names else fit & (2 * capitals < total))
