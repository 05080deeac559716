"""How the Annotator runs over a corpus."""

from framing.engine.concordance import concordance
from framing.engine.score import ScoreOptions, score

__all__ = ["ScoreOptions", "concordance", "score"]
