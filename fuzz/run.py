"""Fuzz what reads other people's bytes, guided by coverage (atheris), each target for a while.

    python fuzz/run.py                          all targets, 70 seconds together
    python fuzz/run.py --seconds 3600 --target tagger

An input that fails, or takes longer than 20 seconds, is kept in build/fuzz, and tests/fuzz is where it should be added.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

HERE = Path(__file__).parent
KEPT = HERE.parent / "build" / "fuzz"
_ONE = "import sys; sys.path.insert(0, {here!r}); import run; run.one({name!r}, sys.argv)"


def one(name: str, arguments: list[str]) -> None:
    """Fuzz one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["framing"]):
        from targets import TARGETS

    atheris.Setup(arguments, TARGETS[name][0])
    atheris.Fuzz()


def fuzzed(name: str, seeds: tuple[bytes, ...], seconds: int) -> int:
    """Fuzz one target in a process of its own; its exit code."""
    inputs = KEPT / name
    inputs.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (inputs / f"seed-{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=3000", "-max_len=2000", "-verbosity=0"]
    command = [sys.executable, "-c", _ONE.format(here=str(HERE), name=name), *limits]
    done = subprocess.run(  # noqa: S603
        [*command, f"-artifact_prefix={KEPT}/{name}-", "-print_final_stats=1", str(inputs)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    runs = [line.split()[-1] for line in done.stderr.splitlines() if line.startswith("stat::number_of_executed_units")]
    click.echo(f"{name}: {runs[-1] if runs else 'no'} inputs, " + ("no fault" if not done.returncode else "FAULT"))
    if done.returncode:
        click.echo(done.stdout[-4000:] + done.stderr[-4000:], err=True)
    return done.returncode


@click.command()
@click.option("--seconds", default=70, show_default=True, help="For all targets together.")
@click.option("--target", "chosen", multiple=True, help="Names of targets; without any, all.")
def main(seconds: int, chosen: tuple[str, ...]) -> None:
    """Fuzz each target for its share of the time; exit with 1 where one fails."""
    sys.path.insert(0, str(HERE))
    from targets import TARGETS

    names = chosen or tuple(TARGETS)
    each = max(1, seconds // len(names))
    failed = [name for name in names if fuzzed(name, tuple(TARGETS[name][1]), each)]
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
