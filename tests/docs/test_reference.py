"""The reference holds every public name, and every public name says what it is."""

import ast
import inspect
import re
import textwrap
from importlib import import_module, util
from pathlib import Path
from pkgutil import iter_modules

import pytest

import framing
from framing import errors

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generator():
    spec = util.spec_from_file_location("generate_reference", DOCS / "generate_reference.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def public(generator):
    """Public name, as it is imported, and the thing itself."""
    held = {
        f"{module}.{name}": getattr(import_module(module), name)
        for modules in generator.public().values()
        for module, names in modules.items()
        for name in names
    }
    return {name: value for name, value in held.items() if inspect.isclass(value) or inspect.isfunction(value)}


def test_pages_are_not_stale(generator):
    assert generator.stale() == [], "run `make reference`"


def test_every_package_has_a_page(generator):
    there = {f"framing.{module.name}" for module in iter_modules(framing.__path__) if not module.name.startswith("_")}
    assert there - {"framing.cli"} == set(generator.PACKAGES)


def test_every_name_of_a_package_stands_on_its_page(generator):
    for package in generator.PACKAGES:
        page = (DOCS / "reference" / generator.page_of(package)).read_text(encoding="utf-8")
        listed = {line.rpartition(".")[2] for line in re.findall(r"^::: (\S+)$", page, re.MULTILINE)}
        assert set(getattr(import_module(package), "__all__", ())) <= listed, package


def test_what_framing_itself_offers_is_listed():
    page = (DOCS / "reference" / "index.md").read_text(encoding="utf-8")
    assert all(f"[`{name}`]" in page for name in framing._PUBLIC)


def test_every_name_and_method_has_a_docstring(public):
    bare = [name for name, value in public.items() if not value.__doc__]
    for name, value in public.items():
        if inspect.isclass(value) and value.__module__.startswith("framing."):
            bare += [
                f"{name}.{method}"
                for method, own in vars(value).items()
                if not method.startswith("_")
                and isinstance(own, property) | inspect.isfunction(own)
                and not own.__doc__
            ]
    assert bare == []


def test_a_docstring_is_not_the_one_that_dataclasses_make(public):
    assert [name for name, value in public.items() if value.__doc__.startswith(f"{value.__name__}(")] == []


def test_a_function_that_raises_says_so(public):
    silent = []
    for name, value in public.items():
        if inspect.isfunction(value):
            tree = ast.parse(textwrap.dedent(inspect.getsource(value)))
            raised = {node.exc.func.id for node in ast.walk(tree) if raises(node)} & set(vars(errors))
            silent += [f"{name}: {error}" for error in raised if error not in value.__doc__]
    assert silent == []


def raises(node):
    return isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name)
