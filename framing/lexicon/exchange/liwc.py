"""LIWC dictionaries, `.dic`: numbered categories between two lines with %, then words with their numbers."""

from __future__ import annotations

import re
from itertools import zip_longest

from framing.lexicon.exchange.terms import Draft, Term, TermList
from framing.lexicon.nodes import Log

_CATEGORY = re.compile(r"(\d+)\s+(\S[^\t]*?)\s*(?:\t\s*(\S.*))?")
_CODE = r"(?:<of>\s*(?:\d+(?:/\d+)?|/\d+)|\([^)]*\)\s*\d+(?:/\d+)?|\d+)"
# the word ends at a tab; where there is none, before the codes at the end of the line
_TABBED = re.compile(r"([^\t]+?)\s*\t\s*(.*)")
_SPACED = re.compile(rf"(.+?)\s+({_CODE}(?:\s+{_CODE})*)")
_CODES = re.compile(rf"({_CODE})(?:\s+|$)")
_NUMBERED = re.compile(r"\s\d+$")
_OF = re.compile(r"<of>\s*(\d*)(?:/(\d+))?")


def read_dic(text: str, log: Log) -> TermList:
    """The terms of a `.dic` file; `<of>A/B`, as in LIWC 2007, is category A before "of" and B elsewhere."""
    draft = Draft(log)
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines or not lines[0][1].startswith("%"):
        first = lines[0][0] if lines else 1
        log.error(first, "no-categories", "a .dic starts with a line %, then 'number<tab>category' lines, then %")
        return draft.finish()
    names: dict[int, str] = {}
    body = _read_categories(lines[1:], names, draft)
    for number, line in body:
        _read_word(number, line, names, draft)
    return draft.finish()


def _read_categories(lines: list[tuple[int, str]], names: dict[int, str], draft: Draft) -> list[tuple[int, str]]:
    """Fill `names`; what is left is the lines of the words."""
    defined: dict[int, int] = {}
    for at, (line, content) in enumerate(lines):
        if content == "%":
            return lines[at + 1 :]
        match = _CATEGORY.fullmatch(content)
        if not match:
            draft.log.warning(
                line, "no-categories", "the second line % is missing: read as if it stood before this line"
            )
            return lines[at:]
        code, name = int(match[1]), " ".join(match[2].split())
        if code in names and names[code] != name:
            draft.log.error(
                line,
                "duplicate-id",
                f"category {code} is {names[code]!r} on line {defined[code]}, {name!r} here: renumber one",
            )
        elif code in names:
            draft.log.warning(
                line, "duplicate-id", f"category {code} stands on line {defined[code]} already: read once"
            )
        elif name in names.values():
            draft.log.error(line, "duplicate-id", f"two categories are named {name!r}: rename one")
        else:
            names[code], defined[code] = draft.category(name, line, match[3] or ""), line
    return []


def _read_word(line: int, content: str, names: dict[int, str], draft: Draft) -> None:
    match = _TABBED.fullmatch(content) or _SPACED.fullmatch(content)
    if not match:
        draft.log.error(
            line, "no-category", f"{content!r} has no category: put a tab and a category number after the word"
        )
        return
    word, codes = match.groups()
    if not _fits(word, line, draft.log):
        return
    end = 0
    for code in _CODES.finditer(codes):
        if code.start() != end:
            break
        end = code.end()
        for number, before_of in _read_code(code[1], line, word, draft.log):
            if number not in names:
                known = ", ".join(map(str, names)) or "none"
                draft.log.error(line, "unknown-category", f"{word!r} is in category {number}; defined are {known}")
            else:
                draft.term(Term(word, names[number], None, before_of, line))
    if end != len(codes):
        draft.log.error(
            line, "bad-value", f"{codes[end:]!r} after {word!r} is no category number: mend it or delete it"
        )


def _fits(word: str, line: int, log: Log) -> bool:
    if "?" in word:
        log.error(
            line, "wildcard", f"{word!r}: in LIWC ? stands for itself, which no pattern can hold: delete the line"
        )
        return False
    if _NUMBERED.search(word):
        log.warning(line, "no-tab", f"{word!r} is read as the word: if its number is a category, put a tab before it")
    if "*" in word.rstrip("*"):
        log.warning(line, "wildcard", f"{word!r}: LIWC knows * at the end only; read as any letters")
    return True


def _read_code(code: str, line: int, word: str, log: Log) -> list[tuple[int, bool | None]]:
    """The categories that a code gives, each with its condition."""
    if code.isdigit():
        return [(int(code), None)]
    of = _OF.fullmatch(code)
    if of:
        return [(int(side), before_of) for side, before_of in ((of[1], True), (of[2], False)) if side]
    log.error(
        line,
        "condition",
        f"{word!r} has the condition {code!r} on the categories of the words before, which no pattern can hold: "
        "give the plain category number",
    )
    return []


def write_dic(terms: TermList) -> str:
    """The terms as a `.dic` file, a line a word."""
    codes = {name: number for number, name in enumerate(terms.categories, 1)}
    head = [
        "\t".join([str(codes[name]), name, *([description] if description else [])])
        for name, description in terms.categories.items()
    ]
    words: dict[str, list[Term]] = {}
    for term in terms.terms:
        words.setdefault(term.word, []).append(term)
    body = [f"{word}\t" + "\t".join(_codes(listed, codes)) for word, listed in words.items()]
    return "\n".join(["%", *head, "%", *body]) + "\n"


def _codes(terms: list[Term], codes: dict[str, int]) -> list[str]:
    """Plain numbers first; then those under a condition, the two sides of it in pairs."""
    by_condition: dict[bool | None, list[int]] = {None: [], True: [], False: []}
    for term in terms:
        by_condition[term.before_of].append(codes[term.category])
    pairs = zip_longest(by_condition[True], by_condition[False])
    conditions = (f"<of>{one or ''}/{other}" if other else f"<of>{one}" for one, other in pairs)
    return [*map(str, by_condition[None]), *conditions]


def unheld_by_dic(term: Term) -> str:
    """What of the term a `.dic` cannot hold; "" where it holds all."""
    if "?" in term.word or "*" in term.word.rstrip("*"):
        return "a wildcard other than * at the end"
    return "" if term.weight is None else "a weight"
