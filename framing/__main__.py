"""`python -m framing`: the command line, where the shell does not find `framing`."""

from framing.cli import main

main()
