"""Text that no newsroom writes neither breaks the rules nor makes their work grow faster than the text."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from framing.attribution.rules import find_by_rules
from framing.text.parsing import parse_text
from framing.types import Article

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
hostile_texts = runpy.run_path(str(BENCHMARKS / "hostile.py"))["hostile_texts"]
SMALL, LARGE = hostile_texts(2_500), hostile_texts(5_000)


def read(text):
    return find_by_rules(parse_text(Article("a", body=text)))


def lines_run(text):
    """How many lines of Python the reading of a text runs: loops and calls count, what runs in C does not."""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", SMALL)
def test_twice_the_text_is_twice_the_work(name):
    read("He said that it rose.")  # tables are read once
    assert lines_run(LARGE[name]) < 2.3 * lines_run(SMALL[name]) + 500


@pytest.mark.parametrize("name", SMALL)
def test_spans_lie_inside_the_text(name):
    for draft in read(SMALL[name]):
        for start, end in (*draft.content, *draft.source, *draft.cue):
            assert 0 <= start < end <= len(SMALL[name])
