"""How the dataset will look to a resident: two or three charts chosen from the table, and the landing page's values. Pure."""

from ctcompanion.preview.charts import charts
from ctcompanion.preview.filters import filters
from ctcompanion.preview.landing import LandingPage, landing_page

__all__ = ["LandingPage", "charts", "filters", "landing_page"]
