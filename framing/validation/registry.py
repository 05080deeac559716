"""The manifest of a scored corpus names the gold samples drawn from it, with the hashes of their files.

Under the key "validation": a row a sample, with target, folder (relative to the corpus where it can be), sample_sha256,
and, once figures were corrected, codes (file, sha256) and record_sha256, the hash of the folder's validation.json.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.tables import ScoredCorpus

KEY = "validation"
_MANIFEST = "manifest.json"


def manifest_hash(scored: ScoredCorpus) -> str:
    """SHA-256 of the manifest of a scored corpus without what samples were drawn from it.

    The manifest holds the hashes of all that the corpus was made from.
    """
    plain = {name: value for name, value in scored.manifest.items() if name != KEY}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def file_hash(path: Path) -> str:
    """SHA-256 of a file; FramingError where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise FramingError(f"cannot read {path}: {error.strerror or error}") from error


def register(scored: ScoredCorpus, folder: Path, entry: Mapping[str, Any]) -> str:
    """Put a sample's entry into the manifest, in place of an earlier one of that folder.

    Returns what a reader must know where the manifest cannot be written, else "".
    """
    place = _relative(folder, scored.folder)
    path = scored.folder / _MANIFEST
    aside = path.with_name(f".{_MANIFEST}.{os.getpid()}")
    try:
        # read anew: another sample may have been entered since the corpus was opened
        manifest = json.loads(path.read_text(encoding="utf-8"))
        others = [each for each in manifest.get(KEY, []) if each["folder"] != place]
        manifest[KEY] = [*others, {"folder": place, **entry}]
        aside.write_text(json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        return f"{path} does not name the sample {folder}, for it cannot be written ({error.strerror or error})"
    scored.manifest[KEY] = manifest[KEY]
    return ""


def registered(scored: ScoredCorpus) -> list[tuple[Path, Mapping[str, Any]]]:
    """(folder, entry) of every sample that the manifest names."""
    entries = scored.manifest.get(KEY, [])
    return [(Path(os.path.normpath(scored.folder / str(entry["folder"]))), entry) for entry in entries]


def _relative(folder: Path, start: Path) -> str:
    try:
        return Path(os.path.relpath(folder.resolve(), start.resolve())).as_posix()
    except ValueError:  # another drive
        return folder.resolve().as_posix()
