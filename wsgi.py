"""What a WSGI server loads: reads the environment once."""

import os

from gi_registry.app import create_app
from gi_registry.core.settings import settings_from

app = create_app(settings_from(os.environ))
