"""The links of the revision API: relative paths, some with places that the client fills in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ctcompanion.practice.call import Answer, said
from ctcompanion.practice.revisions.keep import API


def answer(document: Mapping[str, Any], links: Mapping[str, Any], status: int = 200) -> Answer:
    """A resource with its links."""
    return said(envelope(document, links), status)


def envelope(document: Mapping[str, Any], links: Mapping[str, Any]) -> dict[str, Any]:
    """The shape of every answer of this API."""
    hidden = {"waiting"}
    return {"resource": {key: value for key, value in document.items() if key not in hidden}, "links": dict(links)}


def revision_links(revision: Mapping[str, Any]) -> dict[str, str]:
    """Where a revision leads."""
    own = f"{API}/revision/{revision['fourfour']}/{revision['revision_seq']}"
    return {
        "show": own,
        "update": own,
        "discard": own,
        "metadata": own,
        "apply": f"{own}/apply",
        "plan": f"{own}/plan",
        "create_source": f"{own}/source",
        "list_sources": f"{own}/source",
        "restore": f"{own}/restore",
    }


def source_links(source: Mapping[str, Any]) -> dict[str, Any]:
    """Where a source leads; `input_schema_links` are templates."""
    own = f"{API}/source/{source['id']}"
    return {
        "show": own,
        "bytes": own,
        "initiate": f"{own}/initiate",
        "chunk": f"{own}/chunk/{{seq_num}}/{{byte_offset}}",
        "commit": f"{own}/chunk/{{seq_num}}/{{byte_offset}}/commit",
        "update": f"{own}/options",
        "add_to_revision": own,
        "show_input_schema": f"{own}/schema/{{input_schema_id}}",
        "input_schema_links": input_schema_links(source["id"], "{input_schema_id}"),
    }


def input_schema_links(source_id: int, schema_id: int | str) -> dict[str, Any]:
    """Where an input schema leads; `output_schema_links` are templates."""
    own = f"{API}/source/{source_id}/schema/{schema_id}"
    return {
        "show": own,
        "transform": own,
        "latest_output": f"{own}/output/latest",
        "output_schema_links": output_schema_links(source_id, schema_id, "{output_schema_id}"),
    }


def output_schema_links(source_id: int, input_id: int | str, output_id: int | str) -> dict[str, str]:
    """Where an output schema leads."""
    own = f"{API}/source/{source_id}/schema/{input_id}/output/{output_id}"
    return {
        "show": own,
        "rows": f"{own}/rows",
        "schema_errors": f"{own}/errors",
        "validate_row_id": f"{own}/validate_row_id/{{transform_id}}",
        "build_config": f"{API}/config/build_from/{output_id}",
    }


def job_links(revision: Mapping[str, Any], job_id: int) -> dict[str, str]:
    """Where a job leads."""
    return {"show": f"{revision_links(revision)['apply']}/{job_id}"}
