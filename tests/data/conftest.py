"""What the tests of the sample corpus share: its files, read once."""

import csv
import json
import re
import runpy
from collections import Counter
from pathlib import Path

import pytest
import yaml

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
WORD = re.compile(r"\w+(?:['’-]\w+)*")


@pytest.fixture(scope="session")
def folder():
    return SAMPLE


@pytest.fixture(scope="session")
def builder():
    return runpy.run_path(str(SAMPLE / "build.py"))


@pytest.fixture(scope="session")
def articles():
    with (SAMPLE / "articles.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="session")
def texts(articles):
    return {key: f"{row['title']}\n\n{row['text']}" for key, row in articles.items()}


@pytest.fixture(scope="session")
def gold():
    lines = (SAMPLE / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def lexicon():
    return yaml.safe_load((SAMPLE / "lexicon.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def words(texts, articles):
    counts = Counter()
    for key, text in texts.items():
        counts[articles[key]["outlet"]] += len(WORD.findall(text))
    return counts
