import pytest
from sqlalchemy.orm import Session

from gi_registry.areas import service
from tests.factories import NOW


@pytest.fixture
def shanxi(session: Session) -> Session:
    """Give a session in which the divisions of Shanxi are loaded."""
    service.load_divisions(session, now=NOW)
    return session
