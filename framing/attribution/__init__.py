"""Who says what with which cue: `Attributor`."""

from framing.attribution.engine import Attributor

__all__ = ["Attributor"]
