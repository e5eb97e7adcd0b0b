"""The playground: what comes in is reviewed, shown escaped and forgotten; too much and too often is refused."""

import asyncio
import html
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from github_app.web import playground
from github_app.web.rate import Rate
from github_app.web.rule_views import rule_views
from plan_rules.lint.registry import rule_ids, rules
from plan_rules.lint.settings import LintSettings
from plan_rules.review import Review, review
from plan_rules.source import MAX_BYTES
from tests.github_app.web.asking import ask

VAGUE = rules()["vague-generalization"].rule.bad[0].text


@dataclass
class Checker:
    """Reviews here, and remembers what it was asked."""

    asked: list[tuple[bytes, LintSettings]] = field(default_factory=list)
    answer: Review | None = None

    async def review(self, path: str, data: bytes, settings: LintSettings) -> Review:
        self.asked.append((data, settings))
        return self.answer or review(data, settings)


def post(checker: Checker, rate: Rate | None = None, **fields: Any) -> httpx.Response:
    return ask(playground.routes(checker, rate), "POST", "/playground", data={"plan": VAGUE, **fields})


def cards(answer: httpx.Response) -> set[str]:
    return set(re.findall(r'class="card-rule" href="/rules/([a-z-]+)"', answer.text))


def test_a_plan_is_shown_with_its_findings_on_their_lines() -> None:
    answer = post(Checker())
    assert answer.status_code == 200
    assert "vague-generalization" in cards(answer)
    line = re.search(r'<li id="L14".*?</li>', answer.text, re.DOTALL)
    assert line
    assert "Handle errors gracefully</mark>" in line[0]
    assert "/rules/vague-generalization" in line[0]
    assert answer.headers["cache-control"] == "no-store"


def test_line_ends_of_forms_change_nothing() -> None:
    checker = Checker()
    post(checker, plan=VAGUE.replace("\n", "\r\n"))
    assert checker.asked[0][0] == VAGUE.encode()


def test_rules_are_switched_off_by_empty_boxes_and_under_a_finding() -> None:
    everything = post(Checker(), chosen="yes", rule=sorted(rule_ids()))
    assert "vague-generalization" in cards(everything)
    but_one = [rule for rule in rule_ids() if rule != "vague-generalization"]
    assert "vague-generalization" not in cards(post(Checker(), chosen="yes", rule=but_one))
    assert "vague-generalization" not in cards(
        post(Checker(), chosen="yes", rule=sorted(rule_ids()), off="vague-generalization")
    )
    checker = Checker()
    post(checker, chosen="yes")
    assert checker.asked[0][1].ignore == frozenset(rule_ids())


def test_without_choice_all_rules_run() -> None:
    checker = Checker()
    post(checker)
    assert checker.asked[0][1].ignore == frozenset()


def test_text_is_shown_as_text() -> None:
    answer = post(
        Checker(), plan="# Plan: </textarea><script>alert(1)</script>\n\n1. **Step**: <img src=x onerror=alert(1)>\n"
    )
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert html.escape("<script>alert(1)</script>", quote=False) in answer.text


def test_a_plan_over_the_limit_is_refused_unread() -> None:
    checker = Checker()
    assert post(checker, plan="x" * (MAX_BYTES + 1)).status_code == 413
    assert post(checker, plan="x" * (4 * MAX_BYTES)).status_code == 413
    assert checker.asked == []
    assert post(checker, plan="é" * (MAX_BYTES // 2)).status_code == 200


def test_nothing_is_no_plan() -> None:
    answer = post(Checker(), plan=" \n")
    assert answer.status_code == 422
    assert "no text to review" in answer.text


def test_too_often_is_refused_with_the_time_to_wait() -> None:
    rate, checker = Rate(2, 100), Checker()
    assert [post(checker, rate).status_code for _ in range(3)] == [200, 200, 429]
    assert 1 <= int(post(checker, rate).headers["retry-after"]) <= 31


def test_only_so_many_wait_at_once() -> None:
    gate = asyncio.Event()

    class Slow:
        async def review(self, path: str, data: bytes, settings: LintSettings) -> Review:
            await gate.wait()
            return review(data, settings)

    from starlette.applications import Starlette

    async def crowd() -> list[int]:
        transport = httpx.ASGITransport(Starlette(routes=playground.routes(Slow())))
        async with httpx.AsyncClient(transport=transport, base_url="http://app.test") as client:
            asked = [
                asyncio.create_task(client.post("/playground", data={"plan": VAGUE}))
                for _ in range(playground.MOST_WAITING + 1)
            ]
            done, _ = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
            gate.set()
            refused = [task.result().status_code for task in done]
            return refused + [(await task).status_code for task in asked if task not in done]

    assert asyncio.run(crowd()) == [503] + [200] * playground.MOST_WAITING


def test_what_could_not_be_analysed_is_said_and_never_passes() -> None:
    answer = post(Checker(answer=Review("not-analysed", "It took longer than 10 seconds.")))
    assert "not analysed" in answer.text
    assert "It took longer than 10 seconds." in answer.text
    assert "passes" not in answer.text


def test_another_type_is_refused() -> None:
    routes = playground.routes(Checker())
    assert (
        ask(routes, "POST", "/playground", content=b"{}", headers={"content-type": "application/json"}).status_code
        == 415
    )
    broken = {"content-type": "application/x-www-form-urlencoded"}
    assert ask(routes, "POST", "/playground", content=b"plan=%ff", headers=broken).status_code == 400


@pytest.mark.parametrize("rule", sorted(rule_ids()))
def test_each_rule_can_be_tried(rule: str) -> None:
    page = ask(playground.routes(Checker()), "GET", f"/playground?rule={rule}").text
    shown = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert shown
    text = html.unescape(shown[1])
    assert text == rule_views()[rule].bad[0].text
    assert rule in {found.rule for found in review(text.encode()).findings}


def test_the_example_shows_several_rules() -> None:
    page = ask(playground.routes(Checker()), "GET", "/playground?example").text
    shown = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert shown
    assert len({found.rule for found in review(html.unescape(shown[1]).encode()).findings}) >= 5


def steps(count: int) -> str:
    """A plan with an error and a warning in each step, each in two lines."""
    made = "".join(f"{n}. **Use box {n}**: TODO\n   - Use crate {n} instead of box {n}\n" for n in range(1, count + 1))
    return f"# Plan: boxes\n\n## Steps\n\n{made}"


def test_a_page_shows_no_more_lines_than_a_browser_bears() -> None:
    answer = post(Checker(answer=Review("checked", None)), plan=steps(2100))
    assert answer.text.count('class="line ') == playground.MOST_LINES
    assert "The first 4,000 of 4,205 lines are shown" in answer.text


def test_the_gravest_findings_are_shown_where_there_are_too_many() -> None:
    text = steps(200)
    count = Counter(finding.severity for finding in review(text.encode()).findings)
    assert count["error"] < playground.MOST_FINDINGS < count.total()
    page = post(Checker(), plan=text).text
    assert page.count('<article class="card error') == count["error"]
    assert page.count('<article class="card') == playground.MOST_FINDINGS
    assert f"{count.total() - playground.MOST_FINDINGS} more findings are not shown" in page


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_where_it_is_turned_off_it_says_so(method: str) -> None:
    answer = ask(playground.closed(), method, "/playground")
    assert answer.status_code == 404
    assert "planreview check" in answer.text


def test_findings_of_one_rule_are_told_apart_by_what_is_left_unsaid() -> None:
    answer = post(Checker(), plan=rules()["unaddressed-hazard"].rule.bad[0].text)
    jumps = re.findall(r"</span>Missing Critical Discoveries(: [^<]*)<", answer.text)
    assert len(jumps) > 1
    assert ": webhook, signature verification" in jumps
    assert len(set(jumps)) == len(jumps)
