import shutil

import pytest

from pipeline.dataset import assemble
from pipeline.release import publish
from tests.factories import brief, paper


@pytest.fixture
def dataset():
    return assemble([brief().tables(), paper().tables()])


@pytest.fixture
def outputs(tmp_path):
    return tmp_path / "outputs"


@pytest.fixture(scope="session")
def first_release(tmp_path_factory):
    """The folder of a first release, to look at and not to touch."""
    dataset = assemble([brief().tables(), paper().tables()])
    return publish(dataset, tmp_path_factory.mktemp("first") / "outputs", {"code": "abc"}).folder


@pytest.fixture
def released(first_release, outputs):
    """The folder of a first release in ``outputs``."""
    shutil.copytree(first_release.parent, outputs)
    return outputs / first_release.name
