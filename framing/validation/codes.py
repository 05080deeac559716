"""The codes that come back: from sheets, Label Studio and doccano, checked cell by cell, and settled into gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

from framing.errors import FramingError
from framing.validation.cells import cells
from framing.validation.gold import GoldSample
from framing.validation.spans import SPANS, check_inside, counts_of, read_spans
from framing.validation.targets import Question, Target
from framing.validation.unitizing import Marked

ADJUDICATOR = "adjudicator"  # the coder whose word settles where others differ


@dataclass(frozen=True, slots=True)
class Coded:
    """Codes by question: question -> unit -> coder -> answer. `files` are what they were read from.

    spans: unit -> coder -> what was marked in the passage, where coders mark spans; its counts are answers too.
    """

    answers: Mapping[str, Mapping[str, Mapping[str, int]]]
    coders: tuple[str, ...]
    files: tuple[str, ...]
    spans: Mapping[str, Mapping[str, tuple[Marked, ...]]] = field(default_factory=dict)

    def table(self, question: str) -> list[list[int | None]]:
        """Units × coders (the adjudicator aside), in the order of the units' names; None where there is no code."""
        names = [coder for coder in self.coders if coder != ADJUDICATOR]
        return [[codes.get(name) for name in names] for _, codes in sorted(self.answers[question].items())]


def read_codes(gold: GoldSample, paths: Sequence[Path] = ()) -> Coded:
    """The codes of a sample, by default of every sheet in its folder.

    Sheets are CSV or XLSX files, a coder each, named sheet-CODER; where both of a coder have codes, they must
    agree. Exports are Label Studio's JSON (coders are its annotators) and doccano's JSON Lines (a coder a file).

    Raises
    ------
    FramingError
        a file cannot be read; a code is no whole number or too large; a unit is not of the sample, or a unit has two
        different codes of one coder, or the same twice in a file, or one of two answers; the message names file, row
        and column. Also where one file is a copy of another, which would count as a coder who always agrees
    """
    chosen = list(paths) or sorted(p for p in gold.folder.glob("sheet-*") if p.suffix.lower() in (".csv", ".xlsx"))
    _check_copies(chosen)
    questions = {question.name: question for question in gold.target.questions}
    known = set(gold.units["unit"])
    answers: dict[str, dict[str, dict[str, int]]] = {name: {} for name in questions}
    coders: set[str] = set()
    places: dict[tuple[str, str], str] = {}
    spans: dict[str, dict[str, tuple[Marked, ...]]] = {}
    for path in chosen:
        first: dict[tuple[str, str, str], str] = {}
        for place, unit, coder, name, value in cells(path, questions):
            if unit not in known:
                raise FramingError(f"{place}: unit {unit!r} is not of this sample; use its own sheets")
            if name == SPANS:
                if (cell := str(value or "").strip()) and coder:
                    marked = read_spans(cell, gold.target, place)
                    if spans.setdefault(unit, {}).setdefault(coder, marked) != marked:
                        raise FramingError(f"{place}: {coder} marked other spans of {unit} elsewhere; keep one")
                    _check_once(first, (unit, coder, name), place)
                    places[unit, coder] = place
                continue
            if (code := code_of(value, questions[name], place)) is None:
                continue
            before = answers[name].setdefault(unit, {}).setdefault(coder, code)
            if before != code:
                raise FramingError(f"{place}: {coder} coded {name} of {unit} as {before} and as {code}; keep one")
            _check_once(first, (unit, coder, name), place)
            coders.add(coder)
            places[unit, coder] = place
    check_inside(spans, dict(zip(gold.units["unit"], gold.units["end"] - gold.units["start"], strict=True)), places)
    coders |= _count(spans, answers, gold.target, places)
    if not coders:
        raise FramingError(f"{gold.folder} holds no codes yet; fill the sheets, or give the files that hold them")
    if gold.target.has_base:
        _check_parts(answers, places, *questions)
    return Coded(answers, tuple(sorted(coders)), tuple(str(path) for path in chosen), _with_nothing(spans, answers))


def _count(
    spans: Mapping[str, Mapping[str, tuple[Marked, ...]]],
    answers: Mapping[str, dict[str, dict[str, int]]],
    target: Target,
    places: Mapping[tuple[str, str], str],
) -> set[str]:
    """Enter what spans count among the answers; FramingError where a coder's count says otherwise."""
    for unit, by_coder in spans.items():
        for coder, marked in by_coder.items():
            for name, number in counts_of(marked, target).items():
                said = answers[name].setdefault(unit, {}).setdefault(coder, number)
                if said != number:
                    raise FramingError(
                        f"{places[unit, coder]}: {coder} coded {name} of {unit} as {said} and marked {number}; "
                        "leave the count empty, or mend one of the two"
                    )
    return {coder for by_coder in spans.values() for coder in by_coder}


def _with_nothing(
    spans: Mapping[str, Mapping[str, tuple[Marked, ...]]], answers: Mapping[str, Mapping[str, Mapping[str, int]]]
) -> dict[str, dict[str, tuple[Marked, ...]]]:
    """The spans, with none where a coder who marks them answered 0 to all questions."""
    made = {unit: dict(by_coder) for unit, by_coder in spans.items()}
    markers = {coder for by_coder in spans.values() for coder in by_coder}
    first, *others = answers.values()
    for unit, by_coder in first.items():
        for coder in markers & set(by_coder):
            if all(each.get(unit, {}).get(coder) == 0 for each in (first, *others)):
                made.setdefault(unit, {}).setdefault(coder, ())
    return made


def _check_once(first: dict[tuple[str, str, str], str], answer: tuple[str, str, str], place: str) -> None:
    """FramingError where a file holds an answer twice: a row that was pasted over another looks the same."""
    if (before := first.setdefault(answer, place)) != place:
        unit, coder, name = answer
        raise FramingError(f"{place}: {coder} answered {name} of {unit} before, in {before}; take one away")


def _check_copies(paths: Sequence[Path]) -> None:
    seen: dict[bytes, Path] = {}
    for path in dict.fromkeys(paths):
        try:
            first = seen.setdefault(path.read_bytes(), path)
        except OSError as error:
            raise FramingError(f"cannot read {path}: {error.strerror or error}") from error
        if first is not path:
            raise FramingError(f"{path} is a copy of {first} and would count as another coder; take one away")


def _check_parts(
    answers: Mapping[str, Mapping[str, Mapping[str, int]]],
    places: Mapping[tuple[str, str], str],
    part: str,
    whole: str,
) -> None:
    for (unit, coder), place in places.items():
        counted, among = (answers[name].get(unit, {}).get(coder) for name in (part, whole))
        if counted is None or among is None:
            empty = part if counted is None else whole
            raise FramingError(f"{place}: unit {unit} of {coder} has no answer for {empty}; answer both or neither")
        if counted > among:
            raise FramingError(
                f"{place}: unit {unit} of {coder}: {part} is {counted}, more than {whole} ({among}); "
                f"{part} can be {whole} at most"
            )


def code_of(value: Any, question: Question, place: str) -> int | None:
    """The whole number in a cell; None where it is empty."""
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    try:
        number = float(text) if "_" not in text else -1.0
    except ValueError:
        number = -1.0
    if not isfinite(number) or number < 0 or number % 1 or number > question.largest:
        raise FramingError(f"{place}: {text!r} is no answer; write a whole number from 0 up to {question.largest}")
    return int(number)


@dataclass(frozen=True, slots=True)
class Settled:
    """Gold: question -> unit -> answer; and the units without one, by why."""

    gold: Mapping[str, Mapping[str, int]]
    disputed: tuple[str, ...]
    uncoded: tuple[str, ...]


def settle(gold: GoldSample, coded: Coded) -> Settled:
    """One answer a unit and question: the adjudicator's, else the one that most coders gave.

    A unit whose coders are split evenly, or whose majorities count more than they count it among, is disputed, and
    has no gold until it is adjudicated (a sheet-adjudicator.csv, with the columns of the others); a unit that nobody
    coded is uncoded. Both are left out of gold.
    """
    settled: dict[str, dict[str, int]] = {question.name: {} for question in gold.target.questions}
    disputed, uncoded = set(), set()
    for unit in gold.units["unit"]:
        for name, answers in settled.items():
            codes = coded.answers[name].get(unit, {})
            if ADJUDICATOR in codes:
                answers[unit] = codes[ADJUDICATOR]
                continue
            ranked = Counter(codes.values()).most_common(2)
            if not ranked:
                uncoded.add(unit)
            elif len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
                disputed.add(unit)
            else:
                answers[unit] = ranked[0][0]
    if gold.target.has_base:
        part, whole = settled.values()
        disputed |= {unit for unit, number in part.items() if number > whole.get(unit, number)}
    left_out = disputed | uncoded
    kept = {name: {u: v for u, v in given.items() if u not in left_out} for name, given in settled.items()}
    return Settled(kept, tuple(sorted(disputed)), tuple(sorted(uncoded)))
