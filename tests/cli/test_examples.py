"""The examples below the help of a command can be typed as they stand."""

import shlex

import click
import pytest

from framing.cli import COMMANDS, group
from framing.cli._examples import EXAMPLES


def parse(command, arguments, parent=None):
    """Read the arguments as the command line would, running nothing."""
    context = click.Context(command, parent, command.name, **command.context_settings)
    if isinstance(command, click.Group):
        _, subcommand, rest = command.resolve_command(context, arguments)
        parse(subcommand, rest, context)
        return
    _, rest, _ = command.make_parser(context).parse_args(list(arguments))
    assert rest == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_of_their_command_and_right(name):
    for line in EXAMPLES[name]:
        program, *arguments = shlex.split(line.partition(" > ")[0])
        assert [program, *arguments][: len(name.split()) + 1] == ["framing", *name.split()]
        parse(group, arguments)


def paths():
    """Every command, and every command of a group."""
    for name in COMMANDS:
        yield name, (command := group.get_command(click.Context(group), name))
        if isinstance(command, click.Group):
            yield from ((f"{name} {below}", each) for below, each in command.commands.items())


def test_every_command_has_examples_below_its_help():
    named = dict(paths())
    assert set(named) == set(EXAMPLES)
    for name, command in named.items():
        text = command.get_help(click.Context(command, info_name=f"framing {name}"))
        assert EXAMPLES[name][0] in text.splitlines()[-len(EXAMPLES[name])]
