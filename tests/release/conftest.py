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


@pytest.fixture
def released(dataset, outputs):
    """The folder of a first release."""
    return publish(dataset, outputs, {"code": "abc"}).folder
