"""The targets of fuzzing on drawn bytes: noise, and seeds that are cut, doubled and altered."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parents[2] / "fuzz"


def load() -> ModuleType:
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(HERE))
        sys.modules.pop("targets", None)
        return import_module("targets")


TARGETS = load().TARGETS
EDITS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 12), st.binary(max_size=6)), max_size=6)


def altered(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for at, gone, new in edits:
        seed = seed[:at] + new + seed[at + gone :]
    return seed


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_but_an_answer_comes_back(name: str) -> None:
    target: Callable[[bytes], None]
    target, seeds = TARGETS[name]
    for seed in seeds:
        target(seed)

    @settings(max_examples=15, deadline=None)
    @given(st.one_of(st.binary(max_size=200), st.builds(altered, st.sampled_from(seeds), EDITS)))
    def check(data: bytes) -> None:
        target(data)

    check()


@pytest.mark.parametrize("name", ["quotations", "tagger"])
def test_nothing_but_an_answer_comes_back_of_marks(name: str) -> None:
    target = TARGETS[name][0]

    @settings(max_examples=40, deadline=None)
    @given(st.text(alphabet="\"'“”‘’«»`([<>])\n .,:;!?aBé\u0301\u200b said", max_size=80))
    def check(text: str) -> None:
        target(text.encode())

    check()
