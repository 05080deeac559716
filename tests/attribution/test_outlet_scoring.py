"""What an article counts by hand and as found: worked out by hand, and against the reference figures by outlet."""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.attribution.gold import Event, read_annotators
from framing.attribution.outlet_scoring import Tally, count_direct, quoted_in_lines, tally
from framing.corpus import ReadOptions, read_corpus
from framing.stats.estimates import EstimateOptions, estimate_ratio
from framing.text.quotations import find_quotations
from framing.text.zones import lay_out
from framing.types import Article

BODY = "“We won,” Ada Lind said. She denied that taxes had doubled."
ARTICLE = Article(id="a", title="Vote", body=BODY)


def event(passage):
    start = ARTICLE.text.index(passage)
    return Event((), (), ((start, start + len(passage)),))


DIRECT, INDIRECT = event("“We won,”"), event("that taxes had doubled")


def inside(text):
    return [text[start:end] for start, end in quoted_in_lines(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a “b c” d", ["“b c”"]),
        ('a "b" c "d', ['"b"', '"d']),
        ("a ''b'' c", ["''b''"]),
        ("a ``b'' c", ["``b''"]),
        ("a 'b' c’s", []),
        ("“a “b” c”", ["“a “b”"]),
        ("“a\nb” c\n“d”", ["“a", "“d”"]),
        ("a” b", []),
    ],
)
def test_what_stands_in_quotation_marks(text, quoted):
    assert inside(text) == quoted


@given(st.text("ab \n“”\"'`", max_size=40))
def test_quoted_spans_are_in_order_and_within_a_line(text):
    spans = quoted_in_lines(text)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(start < end and "\n" not in text[start:end] for start, end in spans)


def test_a_tally_is_the_mean_over_annotators():
    annotators = ((DIRECT, INDIRECT), (INDIRECT,))
    assert tally(ARTICLE, annotators, (DIRECT,)) == Tally(words=12, gold=1.5, gold_direct=0.5, found=1, found_direct=1)
    assert tally(ARTICLE, ((),), ()) == Tally(words=12, gold=0, gold_direct=0, found=0, found_direct=0)


@pytest.fixture(scope="module")
def train(shared):
    """Every hand-marked article of PolNeAR's train part with its annotators, by outlet."""
    folder = shared / "data" / "polnear"
    marked = read_annotators(folder / "train")
    options = ReadOptions(metadata=folder / "metadata.tsv", outlet_column="publisher")
    articles = defaultdict(list)
    for article in read_corpus(folder / "train" / "text", options):
        articles[article.outlet].append((article, marked[article.id]))
    return articles


def test_the_reference_figures_by_outlet(train, shared):
    with (shared / "reference" / "polnear_train_gold.csv").open(encoding="utf-8", newline="") as file:
        reference = {(row["outlet"], row["metric"]): row for row in csv.DictReader(file)}
    for outlet, rows in train.items():
        tallies = [tally(article, annotators, ()) for article, annotators in rows]
        words, gold, direct = (sum(getattr(t, name) for t in tallies) for name in ("words", "gold", "gold_direct"))
        rate, share = (reference[outlet, name] for name in ("attributions_per_1k_words", "share_direct_quotes"))
        assert (f"{1000 * gold / words:.6f}", words) == (f"{float(rate['estimate']):.6f}", float(rate["denominator"]))
        assert f"{direct / gold:.6f}" == f"{float(share['estimate']):.6f}"
        columns = [np.array([getattr(t, name) for t in tallies], float) for name in ("words", "gold", "gold_direct")]
        percentile = EstimateOptions(interval="percentile")
        for wanted, found in (
            (rate, estimate_ratio(columns[1], columns[0], options=percentile)),
            (share, estimate_ratio(columns[2], columns[1], share=True, options=percentile)),
        ):
            # the reference resampled articles too: bounds agree but for the chance of 2,000 draws
            width = float(wanted["ci_hi"]) - float(wanted["ci_lo"])
            assert found.low == pytest.approx(float(wanted["ci_lo"]), abs=0.06 * width)
            assert found.high == pytest.approx(float(wanted["ci_hi"]), abs=0.06 * width)


def test_quotations_give_nearly_the_same_direct_share_of_marked_attributions(train):
    """The error of an outlet's direct share that is due to pairing marks in another way alone."""
    for rows in train.values():
        total = by_line = by_quotation = 0
        for article, (events, *_) in rows:
            quotations, _ = find_quotations(article.text, lay_out(article))
            total += len(events)
            by_line += count_direct(article.text, events, quoted_in_lines(article.text))
            by_quotation += count_direct(article.text, events, [(q.start, q.end) for q in quotations if q.depth == 0])
        assert abs(by_quotation - by_line) / total < 0.01
