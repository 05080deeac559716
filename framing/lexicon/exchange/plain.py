"""Plain lists: a word or phrase a line, comments behind # or ;."""

from __future__ import annotations

from framing.lexicon.exchange.terms import Draft, Term, TermList
from framing.lexicon.nodes import Log

_COMMENTS = ("#", ";")


def read_list(text: str, log: Log, category: str = "words") -> TermList:
    """The terms of a list, all in one category."""
    draft = Draft(log)
    name = draft.category(category, 1)
    for line, content in enumerate(text.split("\n"), 1):
        word = content.strip()
        if word and not word.startswith(_COMMENTS):
            draft.literal_star(word, line)
            draft.term(Term(word, name, line=line))
    return draft.finish()


def write_list(terms: TermList) -> str:
    """The terms of all categories as a list."""
    return "\n".join(dict.fromkeys(term.word for term in terms.terms)) + "\n"


def unheld_by_list(term: Term) -> str:
    """What of the term a list cannot hold; "" where it holds all."""
    if term.before_of is not None:
        return "a condition on the word after"
    return "" if term.weight is None else "a weight"
