"""What a fresh machine gets: locks, metadata, the wheel, the import contracts."""

import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

import framing

ROOT = Path(__file__).parent.parent
LOCKS = ("run", "build", "dev")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", lock_text(name), re.MULTILINE))


def plain(requirement: str) -> str:
    """The normalised name that a requirement starts with."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_lock_has_a_hash_for_every_pin(name):
    requirements = re.split(r"(?m)^(?=[a-z0-9])", lock_text(name))[1:]
    assert len(requirements) == len(pins(name)) > 0
    assert [r.splitlines()[0] for r in requirements if "--hash=sha256:" not in r] == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_pins_and_hashes_alone(name):
    """No address, no option, no local path: the lock works with whichever index pip is set to."""
    pin = r"[a-z0-9][a-z0-9.-]*==\S+( ; [^\\]+)? \\"
    allowed = re.compile(rf"\s*#.*|{pin}|    --hash=sha256:[0-9a-f]{{64}}( \\)?")
    lines = lock_text(name).splitlines()
    assert [line for line in lines if not allowed.fullmatch(line)] == []
    assert [line for line in lines if re.search(r"://|index|find-links|trusted|[\w]/[\w]+/", line)] == []


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("run", PROJECT["dependencies"]),
        ("build", ["hatchling", "editables"]),
        ("dev", [r for extra in PROJECT["optional-dependencies"].values() for r in extra]),
    ],
)
def test_lock_covers_what_the_project_asks_for(name, wanted):
    assert {plain(requirement) for requirement in wanted} <= set(pins(name))


def test_locks_agree():
    assert pins("run").items() | pins("build").items() <= pins("dev").items()


def test_running_needs_no_development_tool():
    assert {"pytest", "mypy", "ruff", "hatchling", "mkdocs"} & set(pins("run")) == set()


@pytest.mark.parametrize("page", ["pyproject.toml", "Makefile", "README.md", "CONTRIBUTING.md", ".ci/run", "docs"])
def test_no_package_index_is_named(page):
    path = ROOT / page
    files = path.rglob("*.md") if path.is_dir() else [path]
    options = re.compile(r"--(extra-)?index-url[ =]|--find-links[ =]|--trusted-host[ =]|/simple\b")
    assert [file.name for file in files if options.search(file.read_text(encoding="utf-8"))] == []


def test_metadata_of_the_installed_distribution():
    metadata = importlib.metadata.metadata("news-framing")
    assert metadata["Version"] == framing.__version__ == PROJECT["version"]
    assert metadata["Requires-Python"] == ">=3.11"
    commands = importlib.metadata.distribution("news-framing").entry_points.select(group="console_scripts")
    assert [(c.name, c.value) for c in commands] == [("framing", "framing.cli:main")]


def test_citation_names_this_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= citation.keys()
    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"].split(" AND ")


def test_licences_are_there_in_full():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    table = (ROOT / "LICENSES.md").read_text(encoding="utf-8").lower()
    assert "cc-by-4.0" in table
    assert [name for name in map(plain, PROJECT["dependencies"]) if f"| {name} |" not in table] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    pytest.importorskip("hatchling", reason="hatchling is not installed: run `make setup`")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    with ZipFile(next(folder.glob("*.whl"))) as archive:
        yield archive


def test_wheel_holds_the_package_with_lexicons_and_sample(wheel):
    lexicons = {f"framing/_lexicons/{path.name}" for path in (ROOT / "lexicons").glob("*.yaml")}
    sample = {f"framing/_sample/{name}" for name in ("articles.csv", "lexicon.yaml")}
    assert lexicons
    assert lexicons | sample | {"framing/py.typed"} <= set(wheel.namelist())


def test_wheel_holds_nothing_else(wheel):
    assert [n for n in wheel.namelist() if not n.startswith(("framing/", "news_framing-"))] == []
    assert [n for n in wheel.namelist() if "test" in Path(n).parts or n.endswith((".pyc", ".ipynb"))] == []


def test_wheel_metadata(wheel):
    info = f"news_framing-{PROJECT['version']}.dist-info"
    text = wheel.read(f"{info}/METADATA").decode()
    assert "\nName: news-framing\n" in text
    assert "\nLicense-Expression: Apache-2.0 AND CC-BY-4.0\n" in text
    needed = re.findall(r"^Requires-Dist: (?!.*extra ==)(.*)$", text, re.MULTILINE)
    assert set(map(plain, needed)) == set(map(plain, PROJECT["dependencies"]))
    assert {f"{info}/licenses/LICENSE", f"{info}/licenses/LICENSES.md"} <= set(wheel.namelist())


def test_import_contracts_hold():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
