"""`framing explore`: a page on this computer over a scored corpus."""

from __future__ import annotations

from pathlib import Path

import click

from framing.cli._common import say


@click.command("explore")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to answer at. With any but this computer's own, every link holds a secret token.",
)
@click.option("--port", default=0, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def command(folder: Path, host: str, port: int) -> None:
    """Open a page over the scored corpus DIR: passages, filters, articles with voices coloured; Ctrl-C ends it.

    Nothing is written. Each view has a link of its own.
    """
    from framing.explore import open_server

    served = open_server(folder, host=host, port=port)
    click.echo(f"Open {served.address}")
    reach = "only this computer can reach it" if served.local else "whoever has the link can read it"
    say(f"{reach}; Ctrl-C ends it")
    served.run()
