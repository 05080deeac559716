"""Time, memory and size of the report on a large corpus, and how soon its page answers in a browser.

    python benchmarks/report.py --articles 100000 --scored 2000 --json report.json

Made-up articles are scored with the lexicons shipped and that of the sample; their tables are then written again and
again under new ids, on other days, until the corpus has its size. So passages repeat, numbers and shapes of tables do
not shrink. Wall time is that of the command `framing report`, memory its highest resident set. In the browser: until
the page is loaded, until its script has drawn the charts, and until a choice in the filter, a figure's passages, a
sorted table and a zoomed chart are on the screen.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).parent))
from corpus_generator import write
from scale import command, measured

from framing.tables import ScoredCorpus
from framing.tables.parts import write_part
from framing.tables.schema import MANIFEST, TABLES, part_name

_IDS = ("article_id", "duplicate_of", "near_duplicate_of", "story_id")
# what a reader does, as script that ends once the next frame is painted
_FRAME = "await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));"
_ACTS = {
    "filter_ms": "document.querySelector('[name=outlet]').click();",
    "passages_ms": "document.querySelector('main table a.to-evidence').click();",
    "sort_ms": "document.querySelector('#panel button').click(); document.querySelector('.figures th button').click();",
    "zoom_ms": "document.querySelector('figure.chart [data-zoom=in]')?.click();",
}


def multiplied(base: Path, out: Path, articles: int) -> None:
    """The scored corpus of `base` as often as gives so many articles, each time under new ids and a day later."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    manifest = json.loads((base / MANIFEST).read_text(encoding="utf-8"))
    parts, times = len(list((base / TABLES[0]).iterdir())), -(-articles // manifest["counts"]["rows"]["articles"])
    shutil.copytree(base / "lexicons", out / "lexicons")
    for table in TABLES:
        (out / table).mkdir()
        for number in range(parts):
            part = pq.read_table(base / table / part_name(number))
            for copy in range(times):
                other = part
                for place, name in enumerate(part.column_names):
                    column = part[name]
                    if name in _IDS:
                        column = pc.if_else(
                            pc.equal(column, ""), column, pc.binary_join_element_wise(column, f"c{copy}", "-")
                        )
                    elif name == "published":
                        column = pa.chunked_array(
                            [pa.array([day and day + timedelta(copy) for day in column.to_pylist()], pa.date32())]
                        )
                    other = other.set_column(place, part.schema.field(name), column)
                at = copy * parts + number
                write_part(out / table / part_name(at), table, at, other)
    manifest["counts"]["rows"] = {name: rows * times for name, rows in manifest["counts"]["rows"].items()}
    (out / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def in_browser(page_file: Path) -> dict[str, float]:
    """Milliseconds until the page is loaded and ready, and that each thing a reader does takes, in Chromium."""
    from playwright.sync_api import sync_playwright

    found: dict[str, float] = {}
    with sync_playwright() as running:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        chromium = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.goto(page_file.as_uri())
        page.wait_for_selector(".scripted")
        timing = "performance.getEntriesByType('navigation')[0]"
        found["interactive_ms"] = page.evaluate(f"{timing}.domInteractive")
        found["loaded_ms"] = page.evaluate(f"{timing}.loadEventEnd")
        for name, act in _ACTS.items():
            timed = (
                f"async () => {{ const start = performance.now(); {act} {_FRAME} return performance.now() - start; }}"
            )
            found[name] = page.evaluate(timed)
        found["elements"] = page.evaluate("document.querySelectorAll('*').length")
        chromium.close()
    return {name: round(value) for name, value in found.items()}


def opened(folder: Path) -> float:
    """Seconds that opening the scored corpus takes, its files already in memory."""
    ScoredCorpus(folder)
    start = time.perf_counter()
    ScoredCorpus(folder)
    return round(time.perf_counter() - start, 2)


@click.command()
@click.option("--articles", default=100_000, show_default=True)
@click.option("--scored", default=2_000, show_default=True, help="Articles that are made up and scored.")
@click.option("--keep", type=click.Path(path_type=Path), help="Folder for what is made; used again if it is there.")
@click.option("--json", "target", type=click.Path(path_type=Path), help="File for the figures.")
def main(articles: int, scored: int, keep: Path | None, target: Path | None) -> None:
    """Measure the report on a large corpus."""
    with tempfile.TemporaryDirectory() as name:
        folder = keep or Path(name)
        folder.mkdir(exist_ok=True)
        corpus, base, large, page = (folder / part for part in ("c.csv", "base", f"scored-{articles}", "report.html"))
        if not base.exists():
            write(corpus, scored)
            subprocess.run(command(corpus, base, 1), check=True)  # noqa: S603
        if not large.exists():
            large.mkdir()
            multiplied(base, large, articles)
        found: dict[str, Any] = {"articles": articles, "open_s": opened(large), "cores": os.cpu_count()}
        found |= measured([sys.executable, "-m", "framing", "report", str(large), "-o", str(page)])
        found |= {"mb": round(page.stat().st_size / 1e6, 2), "rows": ScoredCorpus(large).manifest["counts"]["rows"]}
        found |= in_browser(page)
    click.echo(json.dumps(found, indent=1))
    if target:
        target.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
