"""A short run of the fuzz targets, the same on every machine; fuzz/README.md tells of the long ones."""

import pytest

from fuzz import corpus, decode, framing, mutate

COUNT = 4000


@pytest.mark.parametrize("seed", [1, 2])
def test_framing_survives(seed: int) -> None:
    assert sum(framing.run_one(data) > 0 for data in mutate.inputs(corpus.files(), seed, COUNT)) > COUNT // 4


@pytest.mark.parametrize("seed", [1, 2])
def test_decode_survives(seed: int) -> None:
    target = decode.Target()
    assert sum(target.run_one(data) > 0 for data in mutate.inputs(corpus.frames(), seed, COUNT)) > COUNT // 4
