"""Ways to look into layers: by name, flattened, and checked for what always holds."""

from collections.abc import Iterator, Sequence

from tui_tcp.dissect.layers import Field, Layer


def names(layers: Sequence[Layer]) -> list[str]:
    return [layer.name for layer in layers]


def fields(within: Layer | Field) -> Iterator[Field]:
    """All fields, children after their parent."""
    inner = within.fields if isinstance(within, Layer) else within.children
    for field in inner:
        yield field
        yield from fields(field)


def everything(layers: Sequence[Layer]) -> Iterator[Field]:
    for layer in layers:
        yield from fields(layer)


def values(layers: Sequence[Layer], name: str) -> list[str]:
    """The values of all fields of that name, from the outside in."""
    return [field.value for field in everything(layers) if field.name == name]


def labelled(layers: Sequence[Layer], label: str) -> list[str]:
    return [field.value for field in everything(layers) if field.label == label]


def check(layers: Sequence[Layer], data: bytes) -> None:
    """Ranges lie inside the frame, fields inside their layer, children inside their parents; all text is printable."""
    for layer in layers:
        assert 0 <= layer.start <= layer.start + layer.size <= len(data), layer
        assert layer.title.isprintable(), layer
        for field in layer.fields:
            _check(field, layer.start, layer.start + layer.size if field.size else len(data))


def _check(field: Field, start: int, end: int) -> None:
    assert start <= field.start, field
    assert field.start + field.size <= end, field
    assert (field.name + field.label + field.value).isprintable(), field
    for child in field.children:
        _check(child, field.start, field.start + field.size)
