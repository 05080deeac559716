"""Scores a corpus in partitions of four articles: the process that the tests of faults kill.

Usage: python _run.py CORPUS OUT WORKERS [resume] [full] [dask ADDRESS]
"""

import resource
import sys
from dataclasses import replace

from framing.corpus.sample import sample_lexicon
from framing.engine import ScoreOptions, score
from framing.lexicon import load_lexicon

if __name__ == "__main__":
    corpus, out, workers, *flags = sys.argv[1:]
    sys.modules["framing.engine.score"].PARTITION = 4
    if "full" in flags:  # a disk on which no file may be larger
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, resource.RLIM_INFINITY))
    lexicon = load_lexicon(sample_lexicon())
    options = ScoreOptions(lexicons=lexicon, workers=int(workers), batch_size=3, resume="resume" in flags)
    if "dask" in flags:
        options = replace(options, engine="dask", scheduler=flags[-1])
    score(corpus, out, options)
