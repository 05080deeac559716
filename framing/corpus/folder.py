"""The text files of a folder."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from framing.corpus.streams import plain_suffix, shown
from framing.errors import CorpusError
from framing.types import Issue


def list_texts(folder: Path, aside: Path | None = None) -> tuple[list[Path], list[Issue]]:
    """The `.txt` files below a folder in the order of their paths, and issues on what else is there.

    Hidden files and folders are passed over, and so is the file `aside`. A sub-folder that may not be listed
    becomes an issue.

    Raises:
        CorpusError: the folder holds no text file, or may not be listed.
    """
    texts: list[Path] = []
    others: Counter[str] = Counter()
    closed: list[OSError] = []
    for root, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(root, name) for name in files if not name.startswith(".")):
            if plain_suffix(path) == ".txt":
                texts.append(path)
            elif not (aside and path.resolve() == aside.resolve()):
                others[path.suffix or path.name] += 1
    issues = [_closed(folder, error) for error in closed]
    kinds = ", ".join(f"{count:,} {suffix}" for suffix, count in others.most_common(3))
    if not texts:
        raise _no_texts(folder, kinds, issues)
    if others:
        message = (
            f"{shown(folder.name)}: {others.total():,} files that are not .txt left aside ({kinds}); "
            "pass a table by itself, or as --metadata"
        )
        issues.append(Issue("ignored-files", message, file=shown(folder.name)))
    return sorted(texts, key=lambda path: path.relative_to(folder).parts), issues


def _closed(folder: Path, error: OSError) -> Issue:
    path = Path(os.fsdecode(error.filename or folder))
    name = shown(folder.name if path == folder else path.relative_to(folder).as_posix())
    why = error.strerror or error
    message = f"{name}: the folder may not be listed ({why}), its files are left out; check its permissions"
    return Issue("unreadable-folder", message, file=name)


def _no_texts(folder: Path, kinds: str, issues: list[Issue]) -> CorpusError:
    if issues:
        return CorpusError(f"{shown(folder)} holds no .txt file that can be found: {issues[0].message}")
    return CorpusError(
        f"{shown(folder)} holds no .txt file ({kinds or 'it is empty'}); pass a folder of .txt files, or "
        "one CSV, TSV, JSON Lines or Parquet file"
    )
