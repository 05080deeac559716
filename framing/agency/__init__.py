"""Who does what to whom: event mentions with agent, victim and the construction that tells of them, by rules."""

from framing.agency.events import find_events

__all__ = ["find_events"]
