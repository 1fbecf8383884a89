"""The forms of the site, of the repository's issues and of letters ask what one description says."""

from __future__ import annotations

import os
import re

import pytest
import yaml
from tests.conftest import REPOSITORY

from talanoa.authoring import Kind, fields
from talanoa.authoring.forms import FORMS, filed, issue_form
from talanoa.model.scalars import RESERVED

FOLDERS = [REPOSITORY / ".github/ISSUE_TEMPLATE", REPOSITORY / "plugins/talanoa/starters/around/.github/ISSUE_TEMPLATE"]
SCRIPT = (REPOSITORY / "plugins/talanoa/theme/scripts/compose/ids.js").read_text("utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=["here", "new networks"])
def test_issue_forms_are_made_of_the_description(folder) -> None:
    """TALANOA_REFRESH=1 writes them."""
    assert {path.stem for path in folder.iterdir()} == {"config", *FORMS}
    for name in FORMS:
        path = folder / f"{name}.yml"
        if os.environ.get("TALANOA_REFRESH"):
            path.write_text(issue_form(name), "utf-8")
        assert path.read_text("utf-8") == issue_form(name), f"{path}: run this test with TALANOA_REFRESH=1"


@pytest.mark.parametrize("name", FORMS)
def test_hosts_can_read_an_issue_form(name: str) -> None:
    """As docs.github.com has it: a name, a description, and a body of elements with labels that differ."""
    form = yaml.safe_load(issue_form(name))
    assert form.keys() == {"name", "description", "title", "body"}
    labels = [element["attributes"]["label"] for element in form["body"][1:]]
    assert len(labels) == len({*labels})
    for element in form["body"][1:]:
        assert element["type"] in ("input", "textarea", "dropdown")
        assert re.fullmatch(r"[a-z_]+", element["id"])
        options = element["attributes"].get("options", [])
        assert bool(options) == (element["type"] == "dropdown") and all(isinstance(it, str) for it in options)


def test_what_a_file_needs_is_asked_for() -> None:
    """The day of a post is that on which it is sent, and an id is made of the title."""
    for name, kind in (("post", "post"), ("event", "event"), ("member", "member")):
        asked = {question.field.key for question in FORMS[name].questions if question.required and question.field}
        needed = {field.key for field in fields(kind) if field.required}  # type: ignore[arg-type]
        assert needed - asked <= {"id", "date"}


def test_choices_are_the_models() -> None:
    for form in FORMS.values():
        for question in form.questions:
            if question.options and question.field:
                assert {*question.options} <= {*question.field.choices}, question.id


def test_the_browsers_script_refuses_the_same_ids() -> None:
    taken = re.search(r"const TAKEN = (\[.*?\]);", SCRIPT)
    assert taken and {*yaml.safe_load(taken[1])} == RESERVED


@pytest.mark.parametrize("name", ["post", "event", "member"])
def test_every_answer_has_a_field_in_the_order_of_files(name: Kind) -> None:
    filed_at = filed(name)
    assert {question.id for question in FORMS[name].questions if question.path} <= {*filed_at.values()}
    known = [field.key for field in fields(name)]
    keys = [path.partition(".")[0] for path in filed_at]
    assert keys == sorted(keys, key=known.index)
