"""Which engine an Attributor uses, and that it needs no weights."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from framing.attribution import Attributor, engine
from framing.errors import FramingError
from framing.text.quotations import find_quotations
from framing.text.sentences import split_sentences
from framing.text.zones import lay_out
from framing.types import Article

TEXT = "“We will wait,” said Ada Lind. She warned that the bridge was not safe."


def attribute(attributor, text):
    layout = lay_out(Article(id="a", body=text))
    return attributor.find(text, layout, split_sentences(text, layout), find_quotations(text, layout)[0])


def test_without_weights_the_rules_work(monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "SHIPPED", tmp_path / "none.npz")
    found = attribute(Attributor(), TEXT)
    assert found
    assert found == attribute(Attributor("rules"), TEXT)


def test_shipped_weights_are_used_where_they_are():
    assert engine.SHIPPED.is_file()
    assert attribute(Attributor(), TEXT) == attribute(Attributor("tagger"), TEXT)


def test_the_tagger_finds_both():
    found = attribute(Attributor("tagger"), TEXT)
    assert [[TEXT[s:e] for s, e in a.content] for a in found] == [
        ["“We will wait,”"],
        ["that the bridge was not safe"],
    ]
    assert [[TEXT[s:e] for s, e in a.source] for a in found] == [["Ada Lind"], ["She"]]
    assert [a.source_name for a in found] == ["Ada Lind", "Ada Lind"]


def test_missing_weights_are_an_error_only_when_asked_for(tmp_path):
    with pytest.raises(FramingError, match="framing train attribution"):
        attribute(Attributor(weights=tmp_path / "none.npz"), TEXT)


def test_unknown_engine():
    with pytest.raises(FramingError, match="auto, tagger, rules"):
        Attributor("magic")


def test_pickled_it_finds_the_same():
    attributor = Attributor()
    assert attribute(pickle.loads(pickle.dumps(attributor)), TEXT) == attribute(attributor, TEXT)


def test_import_needs_no_numpy():
    code = "import sys, framing.attribution; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
