"""The API does what its description says: thousands of requests made from the description itself,
right ones and wrong ones, by Schemathesis; and the description is complete.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from jsonschema import Draft202012Validator
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished

from tests.served import ADMIN, AS_ADMIN, READ, app_over, client_of, service_in

_MOST = 1_000_000
_CHINESE = re.compile("[\u4e00-\u9fff]")
# What a valid text says may still be no question, no region, no business.
_MAY_REFUSE = {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "422"]}}
# The operations that are asked together, on a library of their own: what is removed from it
# cannot be read.
_WORDS = (
    "POST /v1/ask",
    "POST /v1/chat/completions",
    "POST /v1/compare",
    "POST /v1/match",
    "GET /v1/agencies",
    "GET /v1/agencies/{name}",
    "GET /v1/search",
)
_PLAIN = (
    "GET /v1/notices",
    "GET /v1/notices/{notice_id}",
    "GET /v1/clauses/{clause_id}",
    "GET /v1/models",
    "GET /v1/models/{model_id}",
    "POST /v1/feedback",
    "GET /healthz",
    "GET /readyz",
    "GET /metrics",
)
_WRITING = (
    "POST /v1/notices",
    "DELETE /v1/notices/{notice_id}",
    "GET /v1/notices",
    "GET /v1/notices/{notice_id}",
)
_GROUPS: list[tuple[Sequence[str], dict[str, Any]]]
_GROUPS = [(_WORDS, _MAY_REFUSE), (_PLAIN, {}), (_WRITING, _MAY_REFUSE)]


@dataclass
class Tally:
    """How many requests each operation got, and what was wrong with the answers."""

    asked: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)

    def add(self, scenario: ScenarioFinished) -> None:
        """Counts a scenario."""
        recorder = scenario.recorder
        for case_id in recorder.interactions:
            self.asked[recorder.cases[case_id].value.operation.label] += 1
        for check in (check for found in recorder.checks.values() for check in found):
            if told := check.failure_info:
                self.failed.append(f"{check.name}: {told.failure}\n{told.code_sample}")


def _config(checks: dict[str, Any], examples: int, **phases: bool) -> SchemathesisConfig:
    """Every check that Schemathesis has, and the same requests each time."""
    return SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "workers": 1,
            "headers": AS_ADMIN,
            "checks": checks,
            "generation": {"max-examples": examples, "deterministic": True, "database": "none"},
            "phases": {name: {"enabled": is_on} for name, is_on in phases.items()},
        }
    )


def _run(home: Path, names: Sequence[str], config: SchemathesisConfig) -> Tally:
    """Asks some operations of an app over a new library."""
    app = app_over(service_in(home), home, admin_key=ADMIN, read_key=READ, rate=_MOST)
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=config)
    tally = Tally()
    for event in from_schema(schema.include(name=list(names))).execute():
        assert not isinstance(event, NonFatalError | FatalError), vars(event)
        if isinstance(event, ScenarioFinished):
            tally.add(event)
    assert set(tally.asked) == set(names)
    return tally


@pytest.mark.parametrize(("names", "checks"), _GROUPS, ids=["words", "plain", "writing"])
def test_a_few_requests_keep_the_description(
    tmp_path: Path, names: Sequence[str], checks: dict[str, Any]
) -> None:
    tally = _run(tmp_path, names, _config(checks, 3, coverage=False, stateful=False))
    assert not tally.failed, "\n".join(tally.failed)


@pytest.mark.slow
def test_thousands_of_requests_keep_the_description(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tallies = [
        _run(tmp_path / str(i), names, _config(checks, 45, stateful=names is _WRITING))
        for i, (names, checks) in enumerate(_GROUPS)
    ]
    total = sum(tally.asked.total() for tally in tallies)
    failed = [told for tally in tallies for told in tally.failed]
    with capsys.disabled():
        print(f"\nSchemathesis: {total} requests, {len(failed)} failures")  # noqa: T201
    assert not failed, "\n".join(failed)
    assert total >= 2000


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home = tmp_path_factory.mktemp("document")
    described: dict[str, Any] = (
        client_of(app_over(service_in(home), home)).get("/openapi.json").json()
    )
    return described


def _operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }


def test_the_description_holds_the_contract(document: dict[str, Any]) -> None:
    assert set(_operations(document)) == {
        "POST /v1/ask",
        "POST /v1/match",
        "POST /v1/compare",
        "GET /v1/agencies",
        "GET /v1/agencies/{name}",
        "GET /v1/notices",
        "POST /v1/notices",
        "GET /v1/notices/{notice_id}",
        "DELETE /v1/notices/{notice_id}",
        "GET /v1/clauses/{clause_id}",
        "GET /v1/search",
        "POST /v1/feedback",
        "POST /v1/chat/completions",
        "GET /v1/models",
        "GET /v1/models/{model_id}",
        "GET /healthz",
        "GET /readyz",
        "GET /metrics",
    }


def test_every_operation_is_described_in_chinese_and_names_its_problems(
    document: dict[str, Any],
) -> None:
    for name, operation in _operations(document).items():
        assert operation["tags"], name
        assert all(_CHINESE.search(operation[part]) for part in ("summary", "description")), name
        is_open = name in ("GET /healthz", "GET /readyz")
        assert is_open != bool(operation.get("security")), name
        for status, response in operation["responses"].items():
            if status >= "400":
                (media_type,) = response["content"]
                assert media_type == "application/problem+json", (name, status)


def test_every_example_is_one(document: dict[str, Any]) -> None:
    """An example that no longer fits its shape is worse than none."""
    count = 0
    for name, operation in _operations(document).items():
        bodies = [operation.get("requestBody", {}).get("content", {})]
        bodies += [r.get("content", {}) for r in operation["responses"].values()]
        for media_type, content in ((m, c) for body in bodies for m, c in body.items()):
            assert "example" in content, (name, media_type)
            shape = content["schema"] | {"components": document["components"]}
            Draft202012Validator(shape).validate(content["example"])
            count += 1
    assert count > 100
