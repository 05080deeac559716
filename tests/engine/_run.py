"""Scores a corpus in partitions of four articles: the process that the tests of faults kill.

Usage: python _run.py CORPUS OUT WORKERS [resume] [full] [hold] [dask ADDRESS]

With `hold` it goes no further once nine partitions are finished: it cannot end before it is killed.
"""

import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from framing.corpus.sample import sample_lexicon
from framing.engine import ScoreOptions, score
from framing.engine.unfinished import Unfinished
from framing.lexicon import load_lexicon

HELD = 9  # of the eleven partitions


def hold(done: int) -> None:
    """Called after every batch."""
    while Unfinished.beside(Path(out)).parts >= HELD:
        time.sleep(0.01)


if __name__ == "__main__":
    corpus, out, workers, *flags = sys.argv[1:]
    sys.modules["framing.engine.score"].PARTITION = 4
    if "full" in flags:  # a disk on which no file may be larger
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, resource.RLIM_INFINITY))
    lexicon = load_lexicon(sample_lexicon())
    options = ScoreOptions(lexicons=lexicon, workers=int(workers), batch_size=3, resume="resume" in flags)
    if "dask" in flags:
        options = replace(options, engine="dask", scheduler=flags[-1])
    if "hold" in flags:
        options = replace(options, progress=hold)
    score(corpus, out, options)
