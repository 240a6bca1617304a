"""The values that flow through the stages. Frozen; new values come out, what went in stays as it was.

    Workbook -> (cleaning) CleanTable -> (privacy) PrivacyReport -> (publishing) Receipt

Rows and columns of a sheet are counted as Excel does, from 1. No value here does I/O.
"""

from ctcompanion.model.chart import Chart
from ctcompanion.model.finding import Finding, Level, Remedy
from ctcompanion.model.layout import Block, Layout, LineClass, LineSum
from ctcompanion.model.privacy import ColumnClass, ColumnVerdict, PrivacyRecord, PrivacyReport, Risk
from ctcompanion.model.receipt import Check, ExceptionOnFile, Receipt
from ctcompanion.model.sheet import KIND_CODES, Kind, OddRows, Range, Sheet, Styles, Workbook, cell_name, column_letter
from ctcompanion.model.table import Change, CleanTable, Column, Conservation, DataType, Note, Origin, Provenance, Removal, Sum

__all__ = [
    "KIND_CODES",
    "Block",
    "Change",
    "Chart",
    "Check",
    "CleanTable",
    "Column",
    "ColumnClass",
    "ColumnVerdict",
    "Conservation",
    "DataType",
    "ExceptionOnFile",
    "Finding",
    "Kind",
    "Layout",
    "Level",
    "LineClass",
    "LineSum",
    "Note",
    "OddRows",
    "Origin",
    "PrivacyRecord",
    "PrivacyReport",
    "Provenance",
    "Range",
    "Receipt",
    "Remedy",
    "Removal",
    "Risk",
    "Sheet",
    "Styles",
    "Sum",
    "Workbook",
    "cell_name",
    "column_letter",
]
