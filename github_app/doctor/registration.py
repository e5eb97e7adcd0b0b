"""The App as GitHub has it beside `app.yml` and the settings: pure comparisons."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from github_app.doctor.verdict import Verdict, doubtful, ill, well
from github_app.manifest import WEBHOOK_PATH, AppManifest

_LEVELS = {"": 0, "read": 1, "write": 2, "admin": 3}
CLOCK_SECONDS = 30.0
"""Our tokens are dated 60 seconds back and live 9 minutes: half of the former is a safe distance."""


def clock(seconds_ahead: float) -> Verdict:
    """How far this machine's clock is ahead of GitHub's."""
    told = f"{abs(seconds_ahead):.0f} seconds {'ahead of' if seconds_ahead > 0 else 'behind'} GitHub's"
    if abs(seconds_ahead) <= CLOCK_SECONDS:
        return well("clock", "agrees with GitHub's")
    return ill("clock", told, "Set it by NTP: GitHub refuses the App's tokens when the clocks differ.")


def permissions(held: Mapping[str, str], manifest: AppManifest) -> Iterator[Verdict]:
    lacking = [
        f"{name}: {level}"
        for name, level in manifest.permissions.items()
        if _LEVELS.get(held.get(name, ""), 0) < _LEVELS[level]
    ]
    beyond = [
        f"{name}: {level}"
        for name, level in held.items()
        if _LEVELS.get(level, 0) > _LEVELS[manifest.permissions.get(name, "")]
    ]
    if lacking:
        cure = "Grant it on the App's settings page under Permissions; then each installation must accept it."
        yield ill("permissions", f"{', '.join(sorted(lacking))} is missing", cure)
    if beyond:
        cure = "Take it away on the App's settings page: reviews don't use it."
        yield doubtful("permissions", f"{', '.join(sorted(beyond))} is more than app.yml asks for", cure)
    if not lacking and not beyond:
        yield well("permissions", "as in app.yml")


def events(subscribed: Iterable[str], manifest: AppManifest) -> Verdict:
    missing = sorted(manifest.events - set(subscribed))
    if missing:
        cure = "Tick it on the App's settings page under Permissions & events."
        return ill("events", f"{', '.join(missing)} is not subscribed", cure)
    return well("events", "as in app.yml")


def webhook(config: Mapping[str, Any], public_url: str) -> Iterator[Verdict]:
    address = str(config.get("url") or "")
    wanted = f"{public_url}{WEBHOOK_PATH}"
    if not address:
        yield ill("webhook", "the App has no webhook address", f"Set it to {wanted} on the App's settings page.")
    elif not public_url:
        cure = f"Set PLANREVIEW_PUBLIC_URL, so that it can be compared and help links work. GitHub sends to {address}."
        yield doubtful("webhook", "PLANREVIEW_PUBLIC_URL is not set", cure)
    elif address.rstrip("/") not in {wanted, public_url}:
        cure = f"Set it to {wanted} on the App's settings page, or correct PLANREVIEW_PUBLIC_URL."
        yield ill("webhook", f"GitHub sends to {address}", cure)
    else:
        yield well("webhook", f"GitHub sends to {address}")
    if str(config.get("insecure_ssl", "0")) == "1":
        yield doubtful(
            "webhook", "GitHub doesn't check our certificate", "Turn SSL verification on in the App's settings."
        )
    if not config.get("secret"):
        cure = "Set the value of PLANREVIEW_WEBHOOK_SECRET as the webhook secret on the App's settings page."
        yield ill("webhook", "the App has no webhook secret", cure)


def deliveries(recent: Sequence[Mapping[str, Any]]) -> Verdict:
    """How GitHub fared with its last deliveries; the newest first, as GitHub lists them."""
    if not recent:
        return doubtful(
            "deliveries", "GitHub has sent none yet", "Install the App, and open a pull request with a plan."
        )
    failed = Counter(int(one.get("status_code") or 0) for one in recent if one.get("status") != "OK")
    if not failed:
        return well("deliveries", f"the last {len(recent)} arrived")
    newest_arrived = recent[0].get("status") == "OK"
    told = ", ".join(f"{count} with {status or 'no answer'}" for status, count in sorted(failed.items()))
    said = f"{failed.total()} of the last {len(recent)} failed: {told}"
    if newest_arrived:
        return doubtful("deliveries", f"{said}; the newest arrived", "Nothing: the sweep asks for them again.")
    return ill("deliveries", said, _cure_of(failed.most_common(1)[0][0]))


def installations(found: Sequence[Mapping[str, Any]], manifest: AppManifest, install_url: str) -> Iterator[Verdict]:
    if not found:
        yield doubtful("installations", "the App is installed nowhere", f"Install it: {install_url}")
        return
    suspended = [_account(one) for one in found if one.get("suspended_at")]
    waiting = [
        _account(one)
        for one in found
        if any(
            _LEVELS.get((one.get("permissions") or {}).get(name, ""), 0) < _LEVELS[level]
            for name, level in manifest.permissions.items()
        )
    ]
    if suspended:
        cure = "Its owner can resume it under Settings, Applications."
        yield doubtful("installations", f"suspended for {', '.join(suspended)}", cure)
    if waiting:
        cure = "Its owner must accept the App's new permissions under Settings, Applications."
        yield ill("installations", f"{', '.join(waiting)} has not granted every permission", cure)
    if not suspended and not waiting:
        yield well(
            "installations", f"{len(found)}: {', '.join(_account(one) for one in found[:5])}{' …' if found[5:] else ''}"
        )


def _account(installation: Mapping[str, Any]) -> str:
    return str((installation.get("account") or {}).get("login", "an unknown account"))


def _cure_of(status: int) -> str:
    if status == 401:
        return "PLANREVIEW_WEBHOOK_SECRET differs from the secret on the App's settings page. List both while you change it."
    if status == 0:
        return "GitHub can't reach the webhook address: look at DNS, firewall and certificate."
    if status in {404, 405}:
        return f"Something else answers at the webhook address: it must lead to {WEBHOOK_PATH} of this server."
    return "The server's log says why, under the delivery's id."
