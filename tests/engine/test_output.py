import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from framing.corpus.sample import sample_lexicon
from framing.engine import ScoreOptions, score
from framing.engine.output import check_output, replacing
from framing.errors import FramingError
from framing.lexicon import load_lexicon

CORPUS = "id,outlet,text\na,Gazette,It rained.\n"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    (folder / "c.csv").write_text(CORPUS, encoding="utf-8")
    return score(folder / "c.csv", folder / "scored", ScoreOptions(lexicons=load_lexicon(sample_lexicon()))).folder


@pytest.fixture
def scored(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "scored")
    return tmp_path / "scored"


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_nothing_and_an_empty_folder_may_be_written(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("none", "empty"):
        check_output(tmp_path / name)
        with replacing(tmp_path / name) as unfinished:
            (unfinished.new / "a.txt").write_text("a")
        assert [p.name for p in (tmp_path / name).iterdir()] == ["a.txt"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty", "none"]


def test_a_scored_corpus_is_replaced_only_on_demand(scored: Path) -> None:
    with pytest.raises(FramingError, match="--overwrite"):
        check_output(scored)
    with replacing(scored, overwrite=True) as unfinished:
        (unfinished.new / "a.txt").write_text("a")
        assert (scored / "manifest.json").is_file(), "the old one stays until the new one is there"
    assert [p.name for p in scored.iterdir()] == ["a.txt"]
    assert [p.name for p in scored.parent.iterdir()] == ["scored"]


FOREIGN = [
    "notes.txt",
    "articles/notes.txt",
    "articles/part-00000.parquet.bak",
    "lexicons/mine.yaml",
    "more/a/b.txt",
    "manifest.json/x",
    ".hidden",
]


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_not_ours_is_never_replaced(scored: Path, name: str) -> None:
    path = scored / name.replace("manifest.json/", "texts/x/")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("keep me", encoding="utf-8")
    before = files(scored)
    for overwrite in (False, True):
        with (
            pytest.raises(FramingError, match="holds more than a scored corpus: .*move that elsewhere"),
            replacing(scored, overwrite=overwrite),
        ):
            pytest.fail("the work began")
    assert files(scored) == before
    assert [p.name for p in scored.parent.iterdir()] == ["scored"]


def test_what_is_foreign_is_named_and_counted(scored: Path) -> None:
    for name in "abcde":
        (scored / name).write_text("")
    with pytest.raises(FramingError, match="scored corpus: a, b, c and 2 more;"):
        check_output(scored, overwrite=True)


@pytest.mark.parametrize("manifest", ['{"name": "site", "icons": []}', "[]", "{", '{"format": 1}', '{"format": "a"}'])
def test_another_project_with_a_manifest_is_never_replaced(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(FramingError, match="exists and is no scored corpus; choose another folder"):
        check_output(tmp_path / "site", overwrite=True)
    assert (tmp_path / "site" / "manifest.json").read_text(encoding="utf-8") == manifest


def test_a_damaged_scored_corpus_can_be_scored_again(scored: Path) -> None:
    shutil.rmtree(scored / "hits")
    check_output(scored, overwrite=True)


def test_symbolic_links_are_refused(scored: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(scored, target_is_directory=True)
    with pytest.raises(FramingError, match="is a symbolic link"):
        check_output(tmp_path / "link", overwrite=True)
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FramingError, match="is a symbolic link"):
        check_output(tmp_path / "broken")
    (scored / "texts" / "part-00001.parquet").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FramingError, match=r"holds more than a scored corpus: texts/part-00001\.parquet"):
        check_output(scored, overwrite=True)


def test_an_input_in_the_output_is_refused(scored: Path, tmp_path: Path) -> None:
    inside = str(scored / "articles" / "part-00000.parquet")
    with pytest.raises(FramingError, match=r"the input .* lies in .*scored; choose another folder"):
        check_output(scored, overwrite=True, inputs=[str(tmp_path / "c.csv"), inside])
    check_output(scored, overwrite=True, inputs=[str(tmp_path / "scored.csv")])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none/scored", "none does not exist; make that folder first"),
        ("c.csv/scored", "c.csv is no folder"),
        ("c.csv", "c.csv exists and is no scored corpus"),
        ("..", "give a folder by name"),
        ("x" * 300, "cannot write .*File name too long"),
        ("y" * 250, "cannot write .*File name too long"),
    ],
)
def test_what_cannot_be_written_is_told(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "c.csv").write_text(CORPUS, encoding="utf-8")
    with pytest.raises(FramingError, match=message), replacing(tmp_path / name):
        pytest.fail("the work began")
    assert [p.name for p in tmp_path.iterdir()] == ["c.csv"]


def test_the_current_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FramingError, match=r"cannot write to \. itself; give a folder by name, e\.g\. scored"):
        check_output(Path())


def test_a_parent_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FramingError, match="nothing may be written in"):
        check_output(tmp_path / "scored")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no /proc")
def test_a_place_where_no_folder_can_be_is_told() -> None:
    with pytest.raises(FramingError, match="cannot write /proc/x"), replacing(Path("/proc/x")):
        pytest.fail("the work began")


def test_a_failure_leaves_what_was_there(scored: Path) -> None:
    before = files(scored)
    with pytest.raises(KeyboardInterrupt), replacing(scored, overwrite=True) as unfinished:
        (unfinished.new / "a.txt").write_text("a")
        raise KeyboardInterrupt
    assert files(scored) == before
    assert [p.name for p in scored.parent.iterdir()] == ["scored"]


def test_a_failure_between_the_two_steps_puts_back_what_was_there(
    scored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, rename = files(scored), Path.rename

    def fail_on_new(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise SystemExit(143)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_on_new)
    with pytest.raises(SystemExit), replacing(scored, overwrite=True):
        pass
    assert files(scored) == before
    assert [p.name for p in scored.parent.iterdir()] == ["scored"]


def test_what_comes_while_the_work_goes_on_is_not_replaced(scored: Path, tmp_path: Path) -> None:
    with pytest.raises(FramingError, match=r"notes\.txt"), replacing(scored, overwrite=True):
        (scored / "notes.txt").write_text("keep me")
    assert (scored / "notes.txt").read_text() == "keep me"
    with pytest.raises(FramingError, match="is no scored corpus"), replacing(tmp_path / "other"):
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "a.txt").write_text("keep me")
    assert (tmp_path / "other" / "a.txt").read_text() == "keep me"


def finished(scored: Path, *names: str) -> Path:
    """The folder of a run to `scored` that was killed when it had finished a partition."""
    place = scored.with_name("scored.partial")
    for name in ("new/articles", "unrelated/finished", *names):
        (place / name).mkdir(parents=True)
    (place / "unrelated" / "finished" / "0.json").write_text("{}")
    (place / "run.json").write_text('{"inputs": "a"}')
    return place


def test_what_a_killed_run_has_finished_is_not_lost_unasked(tmp_path: Path) -> None:
    place = finished(tmp_path / "scored")
    with (
        pytest.raises(FramingError, match=r"scored\.partial; pass --resume .* or --overwrite"),
        replacing(tmp_path / "scored"),
    ):
        pytest.fail("the work began")
    with (
        pytest.raises(FramingError, match="had other inputs; resume it as it was begun"),
        replacing(tmp_path / "scored", run={"inputs": "b"}, resume=True),
    ):
        pytest.fail("the work began")
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "scored", run={"inputs": "a"}, resume=True) as again:
        assert again.parts == 1
        raise KeyboardInterrupt
    assert place.is_dir()
    with replacing(tmp_path / "scored", overwrite=True) as anew:
        assert anew.parts == 0
    assert [p.name for p in tmp_path.iterdir()] == ["scored"]


def test_what_a_killed_run_has_only_begun_is_cleared(tmp_path: Path) -> None:
    place = finished(tmp_path / "scored")
    (place / "unrelated" / "finished" / "0.json").unlink()
    with replacing(tmp_path / "scored"):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["scored"]


def test_a_folder_in_the_way_is_left_alone(tmp_path: Path) -> None:
    place = finished(tmp_path / "scored", "thesis")
    for choice in ({"resume": True}, {"overwrite": True}, {}):
        with (
            pytest.raises(FramingError, match=r"scored\.partial is in the way"),
            replacing(tmp_path / "scored", **choice),
        ):
            pytest.fail("the work began")
    assert (place / "thesis").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be held there")
def test_a_run_still_at_work_is_left_alone(tmp_path: Path) -> None:
    with replacing(tmp_path / "scored") as first:
        with pytest.raises(FramingError, match="another run is writing .*scored"), replacing(tmp_path / "scored"):
            pytest.fail("the work began")
        assert first.new.is_dir()
    assert [p.name for p in tmp_path.iterdir()] == ["scored"]


def test_a_corpus_left_aside_by_a_killed_run_comes_back(scored: Path) -> None:
    before = files(scored)
    place = finished(scored)
    shutil.rmtree(place / "unrelated")
    scored.rename(place / "old")
    with pytest.raises(FramingError, match="holds a scored corpus already"), replacing(scored):
        pytest.fail("the work began")
    assert files(scored) == before
    assert not place.exists()


def test_leavings_of_a_run_killed_when_all_was_in_place_are_cleared(scored: Path) -> None:
    place = finished(scored)
    shutil.rmtree(place / "new")
    with replacing(scored, overwrite=True, resume=True) as anew:
        assert anew.parts == 0
    assert not place.exists()


@pytest.mark.parametrize("number", [1, 2, 99])
def test_a_scored_corpus_of_another_version_can_be_replaced(scored: Path, number: int) -> None:
    manifest = json.loads((scored / "manifest.json").read_text(encoding="utf-8"))
    (scored / "manifest.json").write_text(json.dumps(manifest | {"format": number}), encoding="utf-8")
    shutil.rmtree(scored / "events")
    with pytest.raises(FramingError, match="pass --overwrite"):
        check_output(scored)
    check_output(scored, overwrite=True)
    (scored / "notes.txt").write_text("keep me")
    with pytest.raises(FramingError, match="holds more than a scored corpus: notes.txt"):
        check_output(scored, overwrite=True)
