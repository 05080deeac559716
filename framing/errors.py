"""Errors that a user can act on: each message names the value, the valid choices and the remedy."""


class FramingError(Exception):
    """Something the user can mend; the command line prints its message and exits with 1."""


class CorpusError(FramingError):
    """A corpus that cannot be read: names file, row, column and remedy."""


class LexiconError(FramingError):
    """A lexicon that cannot be used: one line a problem, each with file and line."""


class ScoredCorpusError(FramingError):
    """A folder that holds no readable scored corpus."""
