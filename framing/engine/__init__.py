"""How the Annotator runs over a corpus."""

from framing.engine.score import ScoreOptions, score

__all__ = ["ScoreOptions", "score"]
