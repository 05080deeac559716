"""`--backend`: the default model of loaded language, or the sentence encoder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

EMBEDDINGS = "embeddings"

backend_option = click.option(
    "--backend",
    default="default",
    show_default=True,
    type=click.Choice(["default", EMBEDDINGS]),
    help="The default model, or a fine-tuned sentence encoder, which is installed apart (see the guide).",
)


def refuse_background(given: Mapping[str, Any]) -> None:
    """Refuse the options of what is known of words beforehand, which the encoder does not use."""
    if any(given.get(name) for name in ("news", "lists", "marked", "vectors")):
        told = "--news, --lists, --marked and --vectors"
        raise click.UsageError(f"{told} inform the default model; leave them out with embeddings")
