"""What the outline is made of."""

import dataclasses

import pytest

from tui_tcp.dissect.layers import Field, Layer


def test_layers_and_fields_cannot_be_changed() -> None:
    field = Field("ip.ttl", "Time to live", "64", 22, 1)
    layer = Layer("ip", "Internet Protocol", 14, 20, (field,))
    assert layer.fields[0].children == ()
    with pytest.raises(dataclasses.FrozenInstanceError):
        field.value = "65"  # type: ignore[misc]
