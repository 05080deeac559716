"""Texts that no newsroom writes take no more work than their length makes them: each stage is linear."""

import runpy
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from framing.annotate import Annotator
from framing.corpus.sample import sample_lexicon
from framing.lexicon import load_lexicon
from framing.types import Article

LINEAR = SimpleNamespace(
    **runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "linear.py"), run_name="linear")
)
NAMES = list(LINEAR.named_texts(100))
IN_C = ("checks", "zones", "quotations", "sentences", "tokens", "matching")  # work of expressions, which no line tells


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    made = Annotator([load_lexicon(sample_lexicon())])
    made(Article("1", body="He said that it rained."))  # what is read once is read
    return made


def lines_run(work: Callable[[], Any]) -> int:
    """How many lines of Python some work runs: loops and calls count, what runs in C does not."""
    count = 0

    def trace(frame: Any, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", NAMES)
def test_twice_the_text_is_twice_the_lines_run(annotator: Annotator, name: str) -> None:
    small, large = (LINEAR.stages(annotator, LINEAR.named_texts(size)[name]) for size in (1_000, 2_000))
    for stage, work in large.items():
        small[stage]()
        assert lines_run(work) < 2.3 * lines_run(small[stage]) + 500, stage


@pytest.mark.parametrize("name", NAMES)
def test_eight_times_the_text_is_no_more_than_a_few_times_eight_in_time(annotator: Annotator, name: str) -> None:
    sizes = (20_000, 160_000)
    small, large = (LINEAR.stages(annotator, LINEAR.named_texts(size)[name]) for size in sizes)
    for stage in IN_C:
        assert seconds(large[stage]) < 24 * seconds(small[stage]) + 0.2, stage  # 64 times, if it grew with the square


def test_one_word_of_five_million_characters_is_no_trouble(annotator: Annotator) -> None:
    word = LINEAR.stages(annotator, "x" * 5_000_000)
    assert sum(seconds(word[stage]) for stage in IN_C) < 10


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
