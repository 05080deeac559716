"""Rates with intervals of outlet × week × category from tens of millions of hits: time and memory.

    python benchmarks/aggregate.py FOLDER --hits 50000000 --json aggregate.json

Writes made-up tables to FOLDER once (about 10 bytes a hit), then aggregates them in a process of its own and prints a
Markdown table. The counts alone, by DuckDB over the same files, stand beside it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import numpy as np

from framing.tables import EXPOSURE_COLUMNS

OUTLETS, YEARS, PART = 1_000, 10, 20_000
CATEGORIES = ("label", "evaluative", "euphemism", "judging", "martial", "praise", "hedge", "booster")
LEXICON = "made-up"


def generate(folder: Path, hits: int, seed: int = 0) -> None:
    """Write parts of articles and hits, 8 hits an article on average, in the layout of a scored corpus."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(seed)
    parts = -(-hits // 8 // PART)
    for table in ("articles", "hits"):
        (folder / table).mkdir(parents=True)
    names = np.array([f"outlet {i:04d}" for i in range(OUTLETS)])
    for number in range(parts):
        ids = np.array([f"a{number * PART + i:09d}" for i in range(PART)])
        outlet = rng.zipf(1.3, PART) % OUTLETS
        articles: dict[str, Any] = {
            "article_id": ids,
            "outlet": pa.DictionaryArray.from_arrays(outlet.astype(np.int32), names),
            "published": np.datetime64("2015-01-01") + rng.integers(YEARS * 365, size=PART),
        }
        words = rng.lognormal(6, 0.6, PART).astype(np.int32)
        for name in EXPOSURE_COLUMNS.values():
            articles[name] = words if name == "words_body_outlet" else np.zeros(PART, np.int32)
        counts = rng.negative_binomial(1, 1 / 9, PART)
        total = int(counts.sum())
        found = {
            "article_id": np.repeat(ids, counts),
            "lexicon": pa.DictionaryArray.from_arrays(np.zeros(total, np.int32), [LEXICON]),
            "category": pa.DictionaryArray.from_arrays(
                rng.integers(len(CATEGORIES), size=total).astype(np.int32), list(CATEGORIES)
            ),
            "loading": np.full(total, -1, np.int8),
            "voice": pa.DictionaryArray.from_arrays(np.zeros(total, np.int32), ["outlet"]),
            "negated": np.zeros(total, bool),
        }
        for table, columns in (("articles", articles), ("hits", found)):
            path = folder / table / f"part-{number:05d}.parquet"
            pq.write_table(pa.table(columns), path, compression="zstd", use_dictionary=True, write_page_checksum=True)


def ours(folder: Path) -> dict[str, Any]:
    """Aggregate, and say how long it took and what came out."""
    from framing.stats.aggregate import AggregateOptions, aggregate_rates

    entries = [SimpleNamespace(category=category, loading=-1) for category in CATEGORIES]
    corpus: Any = SimpleNamespace(folder=folder, lexicons=[SimpleNamespace(name=LEXICON, entries=entries)])
    table = aggregate_rates(corpus, AggregateOptions(period="week"))
    return {"cells": len(table), "hits": int(table["hits"].sum())}


def duckdb(folder: Path) -> dict[str, Any]:
    """The counts alone: hits joined with their articles, by outlet, week and category."""
    import duckdb as engine

    with engine.connect(config={"threads": 2, "memory_limit": "8GB"}) as session:
        hits, articles = (session.read_parquet(f"{folder}/{table}/*.parquet") for table in ("hits", "articles"))
        rows = session.execute(
            "select count(*), sum(n) from (select outlet, date_trunc('week', published) as week, category, "
            "count(*) as n from hits join articles using (article_id) group by all)"
        ).fetchone()
        del hits, articles  # named in the query
    return {"cells": rows[0], "hits": int(rows[1])} if rows else {}


WAYS = {"framing, rates with intervals": ours, "DuckDB, counts alone": duckdb}


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--hits", default=50_000_000, show_default=True)
@click.option("--repeats", default=3, show_default=True)
@click.option("--json", "to", type=click.Path(path_type=Path))
@click.option("--way", hidden=True)
def main(folder: Path, *, hits: int, repeats: int, to: Path | None, way: str | None) -> None:
    """Print the table; with --way, run one way in this process."""
    if way:
        start, cpu = time.perf_counter(), time.process_time()
        found = WAYS[way](folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        took = {"wall s": time.perf_counter() - start, "CPU s": time.process_time() - cpu, "peak MB": peak}
        click.echo(json.dumps(took | found))
        return
    if not folder.exists():
        generate(folder, hits)
    rows = []
    for name in WAYS:
        runs = []
        for _ in range(repeats):
            command = [sys.executable, __file__, str(folder), "--way", name]
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this file
            runs.append(json.loads(done.stdout))
        middle = {key: sorted(run[key] for run in runs)[len(runs) // 2] for key in runs[0]}
        rows.append({"way": name} | {k: round(v, 1) if isinstance(v, float) else v for k, v in middle.items()})
    heads = list(rows[0])
    for line in (heads, ["---"] * len(heads), *([str(row[head]) for head in heads] for row in rows)):
        click.echo("| " + " | ".join(line) + " |")
    if to:
        to.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
