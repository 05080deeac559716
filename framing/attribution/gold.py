"""Hand-marked attributions: brat standoff files, and JSON Lines of one article a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.errors import FramingError
from framing.types import Span

ROLES = ("source", "cue", "content")
_SPAN = re.compile(r"(T\d+)\t\S+ ([\d ;]+)(?:\t|$)")
_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")


@dataclass(frozen=True, slots=True)
class Event:
    """One attribution as spans of each role; only content is never empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def read_gold(folder: str | Path) -> dict[str, tuple[Event, ...]]:
    """Return id -> attributions of the folder's `attributions/<id>.ann` or `<id>_<annotator>.ann`.

    Of several annotators the first in name order counts.

    Raises:
        FramingError: there is no such folder, or a file holds what is no standoff annotation.
    """
    return {key: annotators[0] for key, annotators in read_annotators(folder).items()}


def read_annotators(folder: str | Path) -> dict[str, tuple[tuple[Event, ...], ...]]:
    """Return id -> the attributions of each annotator, in name order; files and errors as in `read_gold`."""
    files = sorted(Path(folder, "attributions").glob("*.ann"))
    if not files or not Path(folder, "text").is_dir():
        raise FramingError(
            f"{folder} holds no hand-marked attributions; expected a folder with "
            "text/<id>.txt and attributions/<id>.ann"
        )
    found: dict[str, tuple[tuple[Event, ...], ...]] = {}
    for path in files:
        key = _ANNOTATOR.sub("", path.stem)
        found[key] = (*found.get(key, ()), tuple(_read(path)))
    return found


def _read(path: Path) -> Iterator[Event]:
    """Yield the events of a standoff file that have content."""
    spans: dict[str, list[Span]] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FramingError(f"{path} cannot be read ({error}); check the file, save it as UTF-8") from error
    for number, line in enumerate(lines, 1):
        match = _SPAN.match(line)
        if match:
            spans[match[1]] = [_pair(part.split(), f"{path.name}:{number}") for part in match[2].split(";")]
    for number, line in enumerate(lines, 1):
        if line.startswith("E"):
            roles: dict[str, list[Span]] = {role: [] for role in ROLES}
            for argument in line.partition("\t")[2].split():
                role, _, name = argument.partition(":")
                role = role.rstrip("0123456789").lower()
                if role in roles:
                    if name not in spans:
                        raise FramingError(f"{path.name}:{number}: {argument} names no T line of this file; mend it")
                    roles[role] += spans[name]
            if roles["content"]:
                yield Event(*(tuple(sorted(roles[role])) for role in ROLES))


def _pair(numbers: Sequence[str], where: str) -> Span:
    if len(numbers) != 2 or int(numbers[0]) > int(numbers[1]):
        raise FramingError(f"{where}: a span needs a start and an end, not {' '.join(numbers)!r}; mend the file")
    return int(numbers[0]), int(numbers[1])


def read_predictions(path: str | Path) -> dict[str, tuple[Event, ...]]:
    """Return id -> attributions of a JSON Lines file as `framing attributions --jsonl` writes it.

    Raises:
        FramingError: the file is missing, or a line is no such object.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FramingError(f"{path} cannot be read ({error}); check the path") from error
    found: dict[str, tuple[Event, ...]] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
                found[str(row["id"])] = tuple(_event(item) for item in row["attributions"] if item["content"])
            except (ValueError, KeyError, TypeError, OverflowError) as error:
                raise FramingError(
                    f"{path}:{number}: no line of predictions ({error!r}); expected "
                    '{"id": ..., "attributions": [{"source": [[s, e]], "cue": ..., "content": ...}]}'
                ) from error
    return found


def _event(item: dict[str, Iterable[Sequence[int]]]) -> Event:
    return Event(*(tuple((int(start), int(end)) for start, end in item.get(role, ())) for role in ROLES))
