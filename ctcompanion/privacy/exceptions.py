"""Asking the Open Data Portal Administrators at OPM for an exception."""

from __future__ import annotations

from ctcompanion.model import Finding
from ctcompanion.recipe import FindingDecision

ADDRESS = "dapa@ct.gov"
"""Open Data Publication Guidelines, Privacy Considerations."""


def exception_message(finding: Finding, decision: FindingDecision, title: str) -> str:
    """A message ready to send: what is asked for, why, on which law. Holds names of columns and never a value."""
    dataset = f"“{title}”" if title else "our dataset"
    lines = [
        f"To: {ADDRESS}",
        f"Subject: Exception for open data: {title or 'a dataset'}",
        "",
        "Dear Open Data Portal Administrators,",
        "",
        f"We would like to publish {dataset} on data.ct.gov. Our privacy review found:",
        "",
        f"  {finding.message}",
        f"  Column: {finding.column or 'several'}. Rule: {finding.rule}.",
        "",
        "We ask for an exception, because the dataset would not be useful without it and serves a clear public good:",
        "",
        f"  Reason: {decision.reason or '(please fill in)'}",
        f"  Legal basis: {decision.legal_basis or '(please fill in)'}",
        "",
        "Until you answer, the dataset stays private. Please tell us whether the exception is granted, until when, and a reference for our records.",
        "",
        "Thank you,",
        decision.by or "(your name)",
        decision.when[:10],
    ]
    return "\n".join(lines).rstrip() + "\n"
