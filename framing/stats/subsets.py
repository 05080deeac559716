"""The same comparison without agency copy, and with one article a story, where that leaves articles out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from framing.errors import FramingError
from framing.stats.options import HOUSE, ONE_PER_STORY, ComparisonOptions, Scored
from framing.stats.reading import opened
from framing.stats.samples import draw_sample


def other_subsets(scored: Scored, options: ComparisonOptions) -> Iterator[ComparisonOptions]:
    """The options for each of the subsets "house" and "one-per-story" that has fewer articles than that of `options`.

    A subset without articles, or without the outlet to compare with, is left out.
    """
    scored = opened(scored)
    articles = len(draw_sample(scored, options).articles)
    for subset in (HOUSE, ONE_PER_STORY):
        some = replace(options, subset=subset)
        try:
            left = len(draw_sample(scored, some).articles)
        except FramingError:
            continue
        if subset != options.subset and left < articles:
            yield some
