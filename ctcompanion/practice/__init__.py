"""A practice portal: speaks the open data portal's API over SQLite, so that trainings and tests need no account and no network.

`app(data_folder)` is an ASGI app to mount; `serve(...)` runs it alone; `running(...)` runs it beside a program or test.
"""

from ctcompanion.practice.application import app
from ctcompanion.practice.server import Serving, running, serve

__all__ = ["Serving", "app", "running", "serve"]
