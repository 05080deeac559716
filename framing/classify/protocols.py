"""Ways to hold sentences out, fixed so that figures can be compared: by chance, by topic, by outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from framing.classify.gold import LabelledSentence
from framing.classify.words import Ints
from framing.errors import FramingError

PROTOCOLS = ("cv", "topic", "outlet")
_FOLDS, _SEED = 5, 42
_SMALL = 100  # sentences; outlets with fewer form one group
_ONE_TOPIC = {"gun-control": "gun control", "vaccines": "vaccine", "blm": "black lives matter"}


def fold_names(sentences: Sequence[LabelledSentence], protocol: str) -> list[str]:
    """Return the fold of each sentence: `cv` five at random with equal shares of labels, `topic` and `outlet` one each.

    Raises:
        FramingError: there is no such protocol, or the sentences do not name their topics or outlets.
    """
    if protocol == "cv":
        from sklearn.model_selection import StratifiedKFold

        names = [""] * len(sentences)
        splitter = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
        for number, (_, held) in enumerate(splitter.split(names, [s.loaded for s in sentences])):
            for row in held:
                names[row] = str(number)
        return names
    if protocol not in PROTOCOLS:
        raise FramingError(f"unknown protocol {protocol!r}; choose one of {', '.join(PROTOCOLS)}")
    groups = [getattr(sentence, protocol) for sentence in sentences]
    if protocol == "topic":
        groups = [_ONE_TOPIC.get(group, group) for group in groups]
    else:
        sizes = Counter(groups)
        groups = [group if sizes[group] >= _SMALL else "small" for group in groups]
    if len(set(groups)) < 2:
        raise FramingError(f"all sentences are of one {protocol}; add a column {protocol!r} or choose another protocol")
    return groups


def held_out(folds: Sequence[str]) -> Iterator[tuple[str, Ints, Ints]]:
    """Yield each fold with the rows to learn from and the rows held out."""
    names = np.array(folds)
    for name in sorted(set(folds)):
        yield name, np.flatnonzero(names != name), np.flatnonzero(names == name)
