"""Corpora of words that come in bursts, with words planted that one outlet prefers."""

import numpy as np
from scipy import sparse

from framing.stats.words import WordCounts

WORDS = 400


def simulated(seed, *, articles=80, planted=0, times=3.0, stories=0, apart=False):
    """Two outlets of `articles` each of about 600 words; the first `planted` words are `times` as frequent in one.

    Every word has a rate of its own in each article (gamma of shape 0.7), so that words come in bursts. stories: each
    article belongs to one of so many stories, and eight words are a story's own; apart: the outlets weigh the stories
    differently. Half of the planted words are Alder's, half Birch's.
    """
    rng = np.random.default_rng(seed)
    base = 1 / np.arange(20, 20 + WORDS)
    rows, outlets, names = [], [], []
    for outlet in ("Alder", "Birch"):
        for _ in range(articles):
            rate = base.copy()
            story = -1
            if stories:
                first = outlet == "Alder"
                lean = np.where(np.arange(stories) % 2 == first, 4.0, 1.0) if apart else np.ones(stories)
                story = int(rng.choice(stories, p=lean / lean.sum()))
                own = WORDS - 1 - 8 * story - np.arange(8)
                rate[own] *= 12
            half = np.arange(planted) % 2 == (outlet == "Birch")
            rate[: 10 * planted : 10][half] *= times
            rate = rate * rng.gamma(0.7, 1 / 0.7, WORDS)
            size = int(rng.integers(300, 900))
            rows.append(rng.multinomial(size, rate / rate.sum()))
            outlets.append(outlet)
            names.append(f"s{story}" if stories else "")
    counts = np.array(rows, dtype=float)
    words = tuple(f"w{place:03d}" for place in range(WORDS))
    return WordCounts(
        counts=sparse.csr_array(counts),
        words=words,
        kinds=("word",) * WORDS,
        sizes=counts.sum(axis=1),
        articles=tuple(f"a{place:04d}" for place in range(len(rows))),
        outlets=np.array(outlets),
        stories=np.array(names),
    )


def planted_words(planted):
    return {f"w{10 * place:03d}" for place in range(planted)}
