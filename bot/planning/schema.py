"""The JSON Schema of mapping files, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from bot.planning.grammar import Books, Mapping, SiteMapping

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def mapping_schema() -> dict[str, Any]:
    """Give one schema for screen files, site.yaml and books.yaml; `mappings/schema.json` holds it."""
    roots = (Mapping, SiteMapping, Books)
    _, made = models_json_schema([(model, "validation") for model in roots])
    definitions = {name: _loosened(part) for name, part in made["$defs"].items()}
    definitions["Caption"] = _or_text(definitions["Caption"])
    definitions["ShownPlace"] = _or_text(definitions["ShownPlace"])
    fields = definitions["Detail"]["properties"]["fields"]
    names = {"type": "array", "items": {"type": "string"}}
    definitions["Detail"]["properties"]["fields"] = {"anyOf": [fields, names]}
    return {
        "$schema": _DRAFT,
        "title": "elaas-bot mapping",
        "oneOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in roots],
        "$defs": definitions,
    }


def _or_text(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "string"}, schema]}


def _loosened(schema: Any) -> Any:
    """Let an editor pass `053221` where text is meant: the loader takes every scalar as typed."""
    if isinstance(schema, list):
        return [_loosened(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    loose = {key: _loosened(part) for key, part in schema.items()}
    if loose.get("type") == "string" and not {"enum", "const"} & loose.keys():
        loose["type"] = ["string", "number", "boolean"]
    if loose.get("const") == "1":
        del loose["const"]
        loose |= {"enum": ["1", 1], "type": ["string", "integer"]}
    return loose
