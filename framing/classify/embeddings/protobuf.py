"""Writing ONNX models: the few messages of its protocol buffers that a graph of ours needs.

The ONNX specification, onnx.proto; so that the package that ONNX is published with is not needed at run time.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np

_TYPES = {"float32": 1, "int8": 3, "int64": 7}  # TensorProto.DataType
_FLOAT, _INT, _INTS = 1, 2, 7  # AttributeProto.AttributeType
_IR, _OPSETS = 9, (("", 20), ("com.microsoft", 1))


def node(kind: str, inputs: Sequence[str], outputs: Sequence[str], domain: str = "", **attributes: Any) -> bytes:
    """Return a NodeProto; attributes are whole numbers, lists of them, or floats."""
    parts = [*(_text(1, name) for name in inputs), *(_text(2, name) for name in outputs), _text(4, kind)]
    parts += [_block(5, _attribute(name, value)) for name, value in attributes.items()]
    return b"".join([*parts, *([_text(7, domain)] if domain else [])])


def tensor(name: str, values: Any) -> bytes:
    """Return a TensorProto of an array of float32, int8 or int64."""
    array = np.ascontiguousarray(values)
    little = array.astype(array.dtype.newbyteorder("<"), copy=False)
    dims = [_number(1, size) for size in np.shape(values)]
    return b"".join([*dims, _number(2, _TYPES[array.dtype.name]), _text(8, name), _block(9, little.tobytes())])


def model(nodes: Sequence[bytes], tensors: Sequence[bytes], given: tuple[str, int], wanted: tuple[str, int]) -> bytes:
    """Return a ModelProto whose input and output, each a name and a width, are matrices of any height."""
    graph = b"".join(
        [
            *(_block(1, each) for each in nodes),
            _text(2, "encoder"),
            *(_block(5, each) for each in tensors),
            _block(11, _matrix(*given)),
            _block(12, _matrix(*wanted)),
        ]
    )
    opsets = [_block(8, _text(1, domain) + _number(2, version)) for domain, version in _OPSETS]
    return b"".join([_number(1, _IR), *opsets, _block(7, graph)])


def _attribute(name: str, value: Any) -> bytes:
    if isinstance(value, float):
        return _text(1, name) + _key(2, 5) + struct.pack("<f", value) + _number(20, _FLOAT)
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, _INT)
    return _text(1, name) + b"".join(_number(8, each) for each in value) + _number(20, _INTS)


def _matrix(name: str, width: int) -> bytes:
    shape = _block(1, _text(2, "pieces")) + _block(1, _number(1, width))
    return _text(1, name) + _block(2, _block(1, _number(1, _TYPES["float32"]) + _block(2, shape)))


def _key(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _number(field: int, value: int) -> bytes:
    return _key(field, 0) + _varint(value & (1 << 64) - 1)


def _text(field: int, value: str) -> bytes:
    return _block(field, value.encode("utf-8"))


def _block(field: int, value: bytes) -> bytes:
    return _key(field, 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
