"""What a lexicon defines and does not use, and sets of labels that cannot be compared with each other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from framing.errors import LexiconError
from framing.lexicon.loading import load_shipped, read_file, shipped_names
from framing.lexicon.model import Entry, Lexicon, Referent
from framing.lexicon.nodes import Log
from framing.lexicon.patterns import is_short_name
from framing.lexicon.values import choices

_MOST_UNLIKE = 3  # labels of one set for each of its mirror


def check_balance(lexicon: Lexicon, path: Path, log: Log) -> None:
    """Note what is not used, sets without reference labels, and mirrored sets that are not alike."""
    _check_unused(lexicon, log)
    for referent in lexicon.referents.values():
        _check_labels(referent, lexicon, log)
        if referent.mirror:
            _check_mirror(referent, lexicon, path, log)


def _check_unused(lexicon: Lexicon, log: Log) -> None:
    shown = [entry for entry in lexicon.entries if not entry.block]
    cited = {name for entry in lexicon.entries if entry.evidence for name in entry.evidence.references}
    for name in lexicon.references.keys() - cited:
        log.warning(lexicon.lines[f"references/{name}"], "unused", f"no entry cites reference {name!r}: delete it")
    for name in lexicon.categories.keys() - {entry.category for entry in shown}:
        log.warning(lexicon.lines[f"categories/{name}"], "unused", f"no entry is in category {name!r}: delete it")


def _check_labels(referent: Referent, lexicon: Lexicon, log: Log) -> None:
    labels = _labels(referent.id, lexicon)
    if not labels:
        log.warning(referent.line, "unused", f"referent {referent.id!r} has no label: give it entries or delete it")
    elif all(entry.loading for entry in labels):
        log.warning(
            referent.line,
            "no-reference-label",
            f"referent {referent.id!r} has loaded labels alone: without its plain names a share has no denominator",
        )
    named = (*referent.anchors, *referent.places)
    anchors = Counter(each if is_short_name(each) else each.casefold() for each in named)
    twice = [anchor for anchor, times in anchors.items() if times > 1]
    if twice:
        log.warning(referent.line, "duplicate-anchor", f"referent {referent.id!r} lists the anchor {twice[0]!r} twice")


def _check_mirror(referent: Referent, lexicon: Lexicon, path: Path, log: Log) -> None:
    name, _, other_id = referent.mirror.rpartition("/")
    other = lexicon if name in ("", lexicon.name) else _elsewhere(name, path)
    if other is None or other_id not in other.referents:
        known = "no such lexicon beside it or shipped" if other is None else f"referents: {choices(other.referents)}"
        log.error(referent.line, "unknown-mirror", f"mirror of {referent.id!r} is {referent.mirror!r}; {known}")
        return
    back = other.referents[other_id].mirror
    if back.rpartition("/")[2] != referent.id:
        named = f"the mirror {back!r}" if back else "no mirror"
        log.warning(
            referent.line,
            "unbalanced-mirror",
            f"mirror of {referent.id!r} is {referent.mirror!r}, which has {named}: let each name the other",
        )
    for loading, direction in ((-1, "against"), (1, "in favour of")):
        ours, theirs = (
            [entry.id for entry in _labels(one, of) if entry.loading == loading]
            for one, of in ((referent.id, lexicon), (other_id, other))
        )
        if len(ours) > _MOST_UNLIKE * len(theirs):
            log.warning(
                referent.line,
                "unbalanced-mirror",
                f"labels {direction} {referent.id!r} are {len(ours)} ({', '.join(ours[:3])}{' …' * (len(ours) > 3)}), "
                f"those {direction} its mirror {referent.mirror!r} {len(theirs)}: look for counterparts, or a "
                "difference may be the lexicon's",
            )


def _labels(referent: str, lexicon: Lexicon) -> list[Entry]:
    return [entry for entry in lexicon.entries if entry.referent == referent and not entry.block]


def _elsewhere(name: str, path: Path) -> Lexicon | None:
    """The lexicon of that name in the folder of the file, else the shipped one; None where there is neither."""
    beside = path.with_name(f"{name}.yaml")
    if beside.exists():
        return read_file(beside)[0]
    try:
        return load_shipped(name) if name in shipped_names() else None
    except LexiconError:
        return None
