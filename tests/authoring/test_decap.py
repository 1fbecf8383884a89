"""The configuration of a browser editor: of the shape that Decap reads, with the network's choices, and nothing hidden."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from tests.authoring.folders import MEMBERS, THEMES, folder, read
from tests.conftest import REPOSITORY, run

from talanoa.authoring import decap, fields

SCHEMA = json.loads((REPOSITORY / "tests/validators/decap.schema.json").read_text("utf-8"))
WIDGETS = {"string", "text", "markdown", "boolean", "number", "select", "object", "list", "image"}
HIDDEN = """
  - id: hidden-house
    name: Hidden House
    country: MM
    visibility: hidden
    people: [{ id: hidden-one, name: Hidden One }]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return folder(tmp_path, members_yml=MEMBERS + HIDDEN)


def configuration(root: Path) -> Any:
    made = decap.configuration(
        read(root), ("posts", "members", "events"), {"name": "github", "repo": "a/b"}, "https://x/"
    )
    return yaml.safe_load(made)


def all_fields(found: list[Any]) -> list[Any]:
    below = [one for it in found for one in (*it.get("fields", []), *([it["field"]] if "field" in it else []))]
    return [*found, *(all_fields(below) if below else [])]


def test_decap_can_read_it(root: Path) -> None:
    done = run(root, "talanoa", "schema", "--decap")
    assert done.returncode == 0 and "fill in `backend`" in done.stderr
    made = yaml.safe_load(done.stdout)
    decap_schema = jsonschema.Draft7Validator(SCHEMA)
    decap_schema.validate(made)
    for collection in made["collections"]:
        assert collection["identifier_field"] in {field["name"] for field in collection["fields"]}
        for group in (collection, *all_fields(collection["fields"])):
            names = [field["name"] for field in group.get("fields", [])]
            assert len(names) == len({*names}), group["name"]
        assert {field["widget"] for field in all_fields(collection["fields"])} <= WIDGETS
    chosen = next(field for field in made["collections"][0]["fields"] if field["widget"] == "select")
    chosen["options"] = [{"label": "A name alone"}]
    assert [error.json_path.rpartition(".")[2] for error in decap_schema.iter_errors(made)] == ["options[0]"]


def test_it_has_the_fields_of_the_model(root: Path) -> None:
    made = configuration(root)
    for collection in made["collections"]:
        names = [field["name"] for field in collection["fields"]]
        known = fields(decap.FOLDERS[collection["name"]])
        assert names == [it.key for it in known if it.key not in ("occurrences", "interpretation")]


def test_days_and_times_are_texts(root: Path) -> None:
    for collection in configuration(root)["collections"]:
        for field in all_fields(collection["fields"]):
            assert field["widget"] not in ("datetime", "date")
            if "pattern" in field:
                re.compile(field["pattern"][0])
    event = configuration(root)["collections"][2]
    start = next(field for field in event["fields"] if field["name"] == "start")
    assert start["widget"] == "string" and re.fullmatch(start["pattern"][0], "2026-03-17 15:00")
    assert not re.fullmatch(start["pattern"][0], "17/03/2026")


def test_choices_are_the_networks_and_nothing_hidden(root: Path) -> None:
    made = configuration(root)
    post = {field["name"]: field for field in made["collections"][0]["fields"]}
    assert post["themes"]["options"][0] == {"label": "Fiscal openness", "value": "fiscal-openness"}
    assert post["countries"]["options"] == ["PH", "NZ"]
    assert {it["value"] for it in post["authors"]["options"]} == {"alpha-group", "gamma-group", "zeta-group"}
    assert (
        "idden-" not in yaml.safe_dump(made)
        and "Hidden" not in yaml.safe_dump(made)
        and "MM" not in yaml.safe_dump(made)
    )


def test_texts_in_several_languages_are_objects(root: Path, tmp_path: Path) -> None:
    [title] = [it for it in configuration(root)["collections"][2]["fields"] if it["name"] == "title"]
    assert [(it["name"], it["required"]) for it in title["fields"]] == [("en", True), ("fil", False)]
    single = folder(tmp_path / "single")
    (single / "network.yml").write_text(THEMES.replace("[en, fil]", "[en]"), "utf-8")
    [title] = [it for it in configuration(single)["collections"][2]["fields"] if it["name"] == "title"]
    assert title["widget"] == "string"


def test_it_says_what_it_cannot_show(root: Path) -> None:
    (root / "posts").mkdir()
    (root / "posts/a.md").write_text(
        "---\ntitle: A\ndate: 2026-01-01\nauthors: [{name: Ana}]\nkind: blog\n---\n\nText\n", "utf-8"
    )
    (root / "events").mkdir()
    (root / "events/a.yml").write_text("id: a\ntitle: Plain\ntype: call\nstart: 2026-01-01\n", "utf-8")
    said = [*decap.unfit(read(root), ("posts", "members", "events"))]
    assert any("posts/a.md: `authors`" in it for it in said) and any("events/a.yml: `title`" in it for it in said)
    assert any("4 members are in members.yml" in it for it in said)


@pytest.mark.parametrize(
    ("url", "name", "backend"),
    [
        ("https://github.com/a/b", "GitHub", {"name": "github", "repo": "a/b", "branch": "main"}),
        ("https://gitlab.com/g/s/b", "GitLab", {"name": "gitlab", "repo": "g/s/b", "branch": "main"}),
        (
            "https://codeberg.org/a/b",
            "Codeberg",
            {
                "name": "gitea",
                "repo": "a/b",
                "branch": "main",
                "api_root": "https://codeberg.org/api/v1",
                "base_url": "https://codeberg.org",
            },
        ),
    ],
)
def test_the_repository_is_the_one_of_the_settings(root: Path, url: str, name: str, backend: dict[str, str]) -> None:
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"repo_url: {url}\nrepo_name: {name}\n")
    done = run(root, "talanoa", "schema", "events", "--decap")
    made = yaml.safe_load(done.stdout)
    assert made["backend"] == backend and [it["name"] for it in made["collections"]] == ["events"]


def test_without_a_noun_there_is_no_schema(root: Path) -> None:
    assert run(root, "talanoa", "schema").returncode == 2
