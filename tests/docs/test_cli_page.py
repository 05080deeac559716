import subprocess
import sys
from pathlib import Path

from framing.cli import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"


def test_page_is_not_stale() -> None:
    """In a process of its own: click keeps the help option of the first context that asked for it."""
    check = [sys.executable, DOCS / "generate_cli.py", "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_command_has_a_section() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"\n### framing {name}\n" in page
