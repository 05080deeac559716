"""Time and memory that scoring takes at some sizes and with some workers, and what is left of runs that are killed.

    python benchmarks/scale.py --articles 10000 --articles 30000 --workers 1 --workers 2 --json scale.json
    python benchmarks/scale.py --articles 2000 --workers 1 --workers 2 --engine dask --repeat 3
    python benchmarks/scale.py --articles 20000 --broken 0.001
    python benchmarks/scale.py --articles 400 --kills 50

Wall time is from the start of the command to its end, CPU time that of all its processes, memory the highest sum of
their resident pages (pages that they share count in each). The passages found are compared with those planted, and the
tables of a run with those of the first run of the same corpus, byte by byte. With --engine dask a cluster of so many
worker processes is started on this computer within the time; one run of one process comes first, to compare with.
`told` is how many of the broken articles are in the table of issues.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parent))
from corpus_generator import is_broken, truth, write

from framing.corpus.sample import sample_lexicon
from framing.engine.unfinished import Unfinished
from framing.lexicon import load_shipped
from framing.tables import ScoredCorpus

_PAGE = os.sysconf("SC_PAGE_SIZE")
_EVERY = 0.2  # seconds between two looks at memory
# partitions small enough for a small corpus to have many of them
_SCORE = "import sys; from framing.cli import main; import framing.engine; {patch}; main()"
_SMALL = "sys.modules['framing.engine.score'].PARTITION = 20"


def command(corpus: Path, out: Path, workers: int, *more: str, small: bool = False) -> list[str]:
    """The command that scores a corpus with the lexicon of the sample, and unless `small` with those shipped."""
    code = _SCORE.format(patch=_SMALL if small else "pass")
    shipped = [] if small else [lexicon.name for lexicon in load_shipped()]
    named = [part for name in (*shipped, str(sample_lexicon())) for part in ("-l", name)]
    return [sys.executable, "-c", code, "score", str(corpus), "-o", str(out), *named, "--workers", str(workers), *more]


def resident(root: int) -> int:
    """Bytes in memory of a process and all that it has started, shared pages counted in each."""
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        try:
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
            waiting += [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except OSError:  # it has ended
            continue
    return total


def measured(arguments: list[str]) -> dict[str, float]:
    """Wall and CPU seconds and peak memory (MB) of a command."""
    before, start, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), 0
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(_EVERY)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise click.ClickException(f"exit code {process.returncode}: {' '.join(arguments)}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": round(wall, 1), "cpu": round(cpu, 1), "peak_mb": round(peak / 1e6)}


def digest(folder: Path) -> str:
    """One checksum of all files of a folder."""
    sha = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            sha.update(f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return sha.hexdigest()


def recovered(folder: Path, articles: int) -> float:
    """The share of planted passages that are found, by outlet, term and voice."""
    scored = ScoredCorpus(folder)
    hits = scored.hits[scored.hits["lexicon"] == "sample-velmar"].merge(scored.articles[["article_id", "outlet"]])
    terms = hits["entry"].str.rpartition(".")[2]
    found = Counter(zip(hits["outlet"], terms, hits["voice"], strict=True))
    planted = truth(articles)
    return round(sum(min(count, found[cell]) for cell, count in planted.items()) / max(1, planted.total()), 4)


def told(folder: Path, articles: int, broken: float) -> str:
    """How many of the broken articles are in the table of issues."""
    wrong = {f"g{number}" for number in range(articles) if is_broken(number, broken)}
    return f"{len(wrong & set(ScoredCorpus(folder).issues['article_id']))} of {len(wrong)}"


def sized(articles: int, runs: Sequence[tuple[str, int]], broken: float, folder: Path) -> Iterator[dict[str, Any]]:
    """What scoring a corpus of a size takes with each engine and number of workers."""
    corpus, first = folder / f"{articles}.csv", ""
    write(corpus, articles, broken=broken)
    for engine, number in runs:
        out = folder / "scored"
        row: dict[str, Any] = {"articles": articles, "engine": engine, "workers": number, "broken": broken}
        row |= measured(command(corpus, out, number, "--overwrite", "--engine", engine))
        first = first or digest(out)
        row |= {"per_second": round(articles / row["wall"], 1), "per_cpu_second": round(articles / row["cpu"], 1)}
        row |= {"recovered": recovered(out, articles), "same_bytes": digest(out) == first}
        row |= {"issues": ScoredCorpus(out).manifest["counts"]["rows"]["issues"], "told": told(out, articles, broken)}
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        row |= {"corpus_mb": round(corpus.stat().st_size / 1e6, 1), "tables_mb": round(size / 1e6, 1)}
        row["load"] = os.getloadavg()[0]
        click.echo(json.dumps(row))
        yield row


def medians(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The median wall and CPU time of the runs of a kind, and how much faster they are than the first kind."""
    kinds: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    first: dict[int, float] = {}  # by number of articles
    for row in rows:
        kinds.setdefault((row["articles"], row["engine"], row["workers"]), []).append(row)
    for (articles, engine, workers), same in kinds.items():
        wall, cpu = (median(row[name] for row in same) for name in ("wall", "cpu"))
        first.setdefault(articles, wall)
        yield {
            "articles": articles,
            "engine": engine,
            "workers": workers,
            "runs": len(same),
            "wall": wall,
            "cpu": cpu,
            "faster": round(first[articles] / wall, 2),
        }


def killed(articles: int, kills: int, workers: tuple[int, ...], folder: Path) -> dict[str, Any]:
    """Kill a run again and again at random moments, going on with it each time; start anew when it gets to its end."""
    corpus, whole, out = folder / "killed.csv", folder / "whole", folder / "again"
    write(corpus, articles)
    took = measured(command(corpus, whole, 1, small=True))["wall"]
    wanted, rng, same, done, kept = digest(whole), random.Random(0), [], 0, []  # noqa: S311 - no secret
    while done < kills:
        arguments = command(corpus, out, rng.choice(workers), "--resume", small=True)
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            process.wait(rng.uniform(0.2, 0.8) * took)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            done += 1
            kept.append(Unfinished.beside(out).parts)
        if out.exists() and process.returncode == 0:
            same.append(digest(out) == wanted)
            out.rename(folder / f"ended-{len(same)}")
    measured(command(corpus, out, 1, "--resume", small=True))
    same.append(digest(out) == wanted)
    return {"articles": articles, "kills": done, "parts_kept": kept, "runs_ended": len(same), "same_bytes": all(same)}


@click.command()
@click.option("--articles", multiple=True, type=int, default=[10_000], show_default=True)
@click.option("--workers", multiple=True, type=int, default=[1, 2], show_default=True)
@click.option("--engine", default="processes", show_default=True, type=click.Choice(["processes", "dask"]))
@click.option("--repeat", default=1, show_default=True, help="Runs of each kind, one kind after the other.")
@click.option("--broken", default=0.0, show_default=True, help="Share of articles that are broken, in twenty ways.")
@click.option("--kills", default=0, show_default=True, help="Instead, kill a run at so many random moments.")
@click.option("--json", "target", type=click.Path(path_type=Path), help="File for the figures.")
def main(articles: tuple[int, ...], workers: tuple[int, ...], target: Path | None, **given: Any) -> None:
    """Measure scoring at some sizes, or what is left when it is killed."""
    engine, repeat, broken, kills = (given[name] for name in ("engine", "repeat", "broken", "kills"))
    serial = [("processes", 1)] if engine == "dask" else []
    runs = [*serial, *((engine, number) for number in workers)] * repeat
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if kills:
            found: Any = [killed(each, kills, workers, folder) for each in articles]
            click.echo(json.dumps(found))
        else:
            found = [row for each in articles for row in sized(each, runs, broken, folder)]
            for row in medians(found) if repeat > 1 else ():
                click.echo(json.dumps(row))
    if target:
        target.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
