"""The external id tells what a check run stands for, and what was changed tells where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from github_app.review.lines import touched_lines
from github_app.review.model import PullRequest
from github_app.review.origin import base_of_group, external_id, number_of, stands_for
from github_app.review.patches import patch_between


def place(number: int, base_ref: str = "main", base_sha: str = "b" * 40) -> PullRequest:
    return PullRequest(77, 5, "lake", "boats", number, "a" * 40, base_ref, base_sha)


@pytest.mark.parametrize("base_ref", ["main", "release/2.0", "weird ] name/ä"])
def test_a_merge_group_s_base_comes_back(base_ref: str) -> None:
    made = external_id("a job", place(0, base_ref))
    assert base_of_group(made) == ("b" * 40, base_ref)
    assert stands_for(made, 0) and not stands_for(made, 5)


def test_too_long_a_branch_is_left_out() -> None:
    made = external_id("a job", place(0, "x" * 300))
    assert (len(made) <= 200, base_of_group(made)) == (True, ("b" * 40, "b" * 40))


@pytest.mark.parametrize("given", [None, "", "5/0123456789abcdef", "0/0123456789abcdef", "0/x/" + "b" * 40])
def test_other_ids_name_no_base(given: str | None) -> None:
    assert base_of_group(given) is None


def test_a_pull_request_s_id_is_short_and_names_it() -> None:
    made = external_id("a job", place(12))
    assert (number_of(made), stands_for(made, 12), stands_for(made, 1), len(made)) == (12, True, False, 19)


LINES = st.lists(st.sampled_from(["", "one", "two", "three", "@@ -1 +1 @@", "\\ odd"]), max_size=30)


@given(LINES, LINES)
def test_lines_that_a_patch_leaves_untouched_were_there_before(before: list[str], after: list[str]) -> None:
    made = patch_between("\n".join(before) + "\n", "\n".join(after) + "\n")
    touched = touched_lines(made)
    untouched = [line for number, line in enumerate(after, 1) if number not in touched]
    rest = iter(before or [""])
    assert all(line in rest for line in untouched)
    assert bool(made) == (before != after and "\n".join(before) != "\n".join(after))


def test_a_line_added_is_the_one_touched() -> None:
    assert patch_between("a\nb\n", "a\nb\nc\n") == "@@ -1,2 +1,3 @@\n a\n b\n+c"
    assert touched_lines(patch_between("", "a\n")) == {1}
