import shutil

import pytest
from tests.authority import Authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """A timestamp authority on this machine."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl command here to make an authority with")
    return Authority(tmp_path_factory.mktemp("authority"))
