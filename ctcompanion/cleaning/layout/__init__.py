"""What a sheet's rows are: title, header, group, data, total, note or blank; where its tables stand; which rows and columns are sums."""

from __future__ import annotations

from .confidence import sure
from .describe import describe
from .detect import detect

__all__ = ["describe", "detect", "sure"]
