"""Reading what a model may know beside labelled sentences: word lists and articles with marked passages."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from framing.classify.background import Marked
from framing.errors import FramingError
from framing.types import Span

LOADED = ("Loaded_Language", "Name_Calling,Labeling")  # techniques whose spans hold loaded words
_LONGEST = 60  # code points; a longer span says little of each of its words


@cache
def own_lists() -> Mapping[str, frozenset[str]]:
    """Return the single words of the lexicon loaded-language by category, as they stood when the model was made."""
    found: dict[str, set[str]] = defaultdict(set)
    with files("framing.classify").joinpath("loaded_words.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["category"]].add(row["word"])
    return {f"own {category}": frozenset(words) for category, words in sorted(found.items())}


def read_lists(paths: Iterable[str | Path]) -> dict[str, frozenset[str]]:
    """Return word lists by name: of a folder all its .txt files, a word a line, comments behind # or ;.

    Raises:
        FramingError: a path holds no list.
    """
    found = {}
    for path in map(Path, paths):
        several = sorted(path.glob("*.txt")) if path.is_dir() else [path]
        if not several or not all(file.is_file() for file in several):
            raise FramingError(f"{path} holds no word lists; give a text file with a word a line, or a folder of them")
        for file in several:
            lines = file.read_text(encoding="latin-1").splitlines()
            found[file.stem] = frozenset(line.strip().lower() for line in lines if line.strip() and line[0] not in "#;")
    return found


def read_marked(folder: str | Path) -> list[Marked]:
    """Return articles of a folder as SemEval-2020 task 11 lays it out, with the spans of loaded passages.

    `train-articles/article<id>.txt`, and `train-task-flc-tc.labels` with id, technique, start and end a line.

    Raises:
        FramingError: the folder lacks one of these, or a line of the labels is none.
    """
    folder = Path(folder)
    labels = folder / "train-task-flc-tc.labels"
    texts = sorted((folder / "train-articles").glob("article*.txt"))
    if not labels.is_file() or not texts:
        raise FramingError(f"{folder} lacks train-articles/ or {labels.name}; pass the folder that holds both")
    spans: dict[str, list[Span]] = defaultdict(list)
    for number, line in enumerate(labels.read_text(encoding="utf-8").splitlines(), 1):
        try:
            article, technique, start, end = line.split("\t")
            if technique in LOADED and int(end) - int(start) < _LONGEST:
                spans[article].append((int(start), int(end)))
        except ValueError:
            raise FramingError(f"{labels}, line {number}: {line!r} is not id, technique, start, end") from None
    return [
        Marked(path.read_bytes().decode("utf-8"), tuple(sorted(spans[path.stem.removeprefix("article")])))
        for path in texts
    ]
