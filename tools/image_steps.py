"""Carry out the Dockerfile's steps without Docker: on layers over this machine's own file system instead of the base image.

What it shows: the steps work from the build context alone, and the result starts as the user without rights, with no
capability, on a file system that can't be written but for /data and /tmp, becomes healthy, and ends well on SIGTERM.
The bill of materials in it is compared with what is installed in it, and copied to dist/image.cdx.json.
What it doesn't: the base image itself and Docker's own work (pulling, layers, `docker build`). Needs root, and overlayfs.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PATH = "/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin"
_LIBRARY = {"LD_LIBRARY_PATH": "/usr/local/lib"}
"""Where the Python that stands in for the base image's finds its own library."""
_BILL = "app/share/planreview.cdx.json"
_COPY_OF_BILL = ROOT / "dist" / "image.cdx.json"
_STEP_SECONDS = 900
_HEALTHY_SECONDS = 60
_END_SECONDS = 30


@dataclass
class Stage:
    """One `FROM`: what it wrote, and what it says of the container."""

    upper: Path
    folder: str = "/"
    user: str = "0:0"
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": _PATH})
    command: list[str] = field(default_factory=list)
    entrypoint: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)


def context(to: Path) -> None:
    """The build context, as `.dockerignore` cuts it: everything is left out but the lines with `!`."""
    lines = (ROOT / ".dockerignore").read_text().split()
    assert lines[0] == "**"
    for line in lines:
        if line.startswith("!"):
            source, target = ROOT / line[1:], to / line[1:]
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)


def instructions(text: str) -> list[tuple[str, str]]:
    """The Dockerfile's lines as instruction and argument; each of ours stands on one line."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def build(given: Path, work: Path) -> Stage:
    """All stages in order; the last one is the image."""
    stages: dict[str, Stage] = {}
    stage: Stage | None = None
    for name, argument in instructions((ROOT / "Dockerfile").read_text()):
        print(f"  {name} {argument[:100]}", flush=True)
        if name == "FROM":
            stage = Stage(work / f"stage{len(stages)}")
            stage.upper.mkdir()
            stages[argument.partition(" AS ")[2] or "last"] = stage
            continue
        if name == "ARG":
            continue
        assert stage is not None
        _carry_out(name, argument, stage, stages, given)
    assert stage is not None
    return stage


def _carry_out(name: str, argument: str, stage: Stage, stages: dict[str, Stage], given: Path) -> None:
    if name == "WORKDIR":
        stage.folder = argument
        (stage.upper / argument.lstrip("/")).mkdir(parents=True, exist_ok=True)
    elif name == "RUN":
        _run(stage, ["sh", "-c", argument])
    elif name == "ENV":
        for word in shlex.split(argument):
            key, _, value = word.partition("=")
            stage.environment[key] = value.replace(f"${key}", stage.environment.get(key, ""))
    elif name == "USER":
        stage.user = argument
    elif name == "COPY":
        _copy(argument, stage, stages, given)
    elif name == "HEALTHCHECK":
        stage.health = json.loads(argument[argument.index("CMD ") + 4 :])
    elif name == "ENTRYPOINT":
        stage.entrypoint = json.loads(argument)
    elif name == "CMD":
        stage.command = json.loads(argument)
    else:
        assert name in {"LABEL", "VOLUME", "EXPOSE", "STOPSIGNAL"}, name


def _copy(argument: str, stage: Stage, stages: dict[str, Stage], given: Path) -> None:
    words = argument.split()
    origin = given
    if words[0].startswith("--from="):
        origin = stages[words.pop(0).removeprefix("--from=")].upper
    *sources, target = words
    to = stage.upper / (Path(stage.folder) / target).as_posix().lstrip("/")
    for source in sources:
        found = origin / source.lstrip("/")
        if found.is_dir():
            shutil.copytree(found, to, symlinks=True, dirs_exist_ok=True)
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy(found, to)


def _mounted(stage: Stage, then: str) -> list[str]:
    """A shell in a mount namespace of its own, where $ROOT is this machine's system under the stage's layer.

    As in the base image, Python lies in /usr/local: the one that runs this script.
    """
    work, root = stage.upper.with_suffix(".work"), stage.upper.with_suffix(".root")
    work.mkdir(exist_ok=True)
    root.mkdir(exist_ok=True)
    script = (
        f"set -e; ROOT={root}; mount -t overlay overlay -o lowerdir=/,upperdir={stage.upper},workdir={work} $ROOT; "
        f"mount --bind /dev $ROOT/dev; mount -t proc proc $ROOT/proc; mount --bind -o ro {sys.base_prefix} $ROOT/usr/local; "
        f"{then}"
    )
    return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script]


def _run(stage: Stage, command: list[str]) -> None:
    then = f"exec chroot $ROOT sh -c {shlex.quote(f'cd {stage.folder} && exec {shlex.join(command)}')}"
    # pip's own cache of this machine is seen through the layers: the build stage is thrown away anyway.
    registry = {key: value for key, value in os.environ.items() if key.startswith("PIP_")}
    environment = registry | {"HOME": "/root"} | stage.environment
    subprocess.run(_mounted(stage, then), env=environment | _LIBRARY, check=True, timeout=_STEP_SECONDS)


def start(stage: Stage, data: Path, log: Path) -> subprocess.Popen[bytes]:
    """The image's command as its user: read-only root, no capability, /data and /tmp to write."""
    user, _, group = stage.user.partition(":")
    os.chown(data, int(user), int(group))
    command = shlex.join([*stage.entrypoint, *stage.command])
    then = (
        f"mount --bind {data} $ROOT/data; mount -t tmpfs tmpfs $ROOT/tmp; mount -o remount,ro $ROOT; "
        f"exec chroot $ROOT sh -c {shlex.quote(f'cd {stage.folder} && exec {_without_rights(user, group)} {command}')}"
    )
    with log.open("wb") as target:
        return subprocess.Popen(_mounted(stage, then), env=stage.environment | _LIBRARY, stdout=target, stderr=target)


def _without_rights(user: str, group: str) -> str:
    return f"setpriv --reuid {user} --regid {group} --clear-groups --no-new-privs --bounding-set -all --inh-caps -all --ambient-caps -all"


def look(stage: Stage, work: Path) -> None:
    """Start it, wait until it is healthy, look at its rights, and stop it."""
    data, log = work / "data", work / "log"
    data.mkdir()
    running = start(stage, data, log)
    try:
        _wait_until_healthy(stage, running, log)
        assert re.search(r"/setup\?code=", log.read_text()), log.read_text()
        assert (data / "planreview.sqlite3").exists()
        status = Path(f"/proc/{_child(running.pid)}/status").read_text()
        assert re.search(rf"^Uid:\s+{stage.user.partition(':')[0]}\b", status, re.MULTILINE), status
        assert re.search(r"^CapEff:\s+0+$", status, re.MULTILINE), status
        os.kill(_child(running.pid), signal.SIGTERM)
        assert running.wait(_END_SECONDS) == 0, log.read_text()
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()


def compare_bill(image: Path, copy: Path) -> int:
    """Hold the bill of materials in `image` against the packages installed there, and write a copy. Returns how many there are."""
    text = (image / _BILL).read_text()
    bill = json.loads(text)
    own = bill["metadata"]["component"]
    listed = {(_normal(part["name"]), part["version"]) for part in [own, *bill["components"]]}
    installed = set()
    for metadata in image.glob("app/lib/python*/site-packages/*.dist-info/METADATA"):
        head = metadata.read_text().partition("\n\n")[0]
        name, version = (re.search(rf"^{key}: (\S+)$", head, re.MULTILINE) for key in ("Name", "Version"))
        assert name and version, metadata
        installed.add((_normal(name[1]), version[1]))
    assert own["name"] == "planreview", own
    assert listed == installed, f"only in the bill or only in the image: {listed ^ installed}"
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(text)
    return len(listed)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _wait_until_healthy(stage: Stage, running: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _HEALTHY_SECONDS
    while time.monotonic() < deadline:
        assert running.poll() is None, log.read_text()
        if subprocess.run(stage.health, capture_output=True).returncode == 0:
            return
        time.sleep(0.5)
    raise AssertionError(f"not healthy within a minute: {log.read_text()}")


def _child(parent: int) -> int:
    """The process that runs as the container's first: the child of `unshare`."""
    return int(Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[0])


def unable() -> str:
    """Why this machine can't carry the steps out; empty where it can."""
    if os.geteuid() != 0:
        return "it needs root"
    tried = subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], capture_output=True)
    return "" if tried.returncode == 0 else "mount namespaces are not allowed here"


def main() -> int:
    if reason := unable():
        print(f"NOT RUN: the image's steps were not tried on this machine: {reason}")
        return 0
    wanted = re.search(r"python:(\d+)\.(\d+)", (ROOT / "Dockerfile").read_text())
    assert wanted
    assert sys.version_info[:2] == (int(wanted[1]), int(wanted[2])), "run this with the base image's Python"
    with tempfile.TemporaryDirectory(prefix="planreview-image-") as folder:
        work = Path(folder)
        given = work / "context"
        given.mkdir()
        context(given)
        stage = build(given, work)
        parts = compare_bill(stage.upper, _COPY_OF_BILL)
        look(stage, work)
        size = sum(file.lstat().st_size for file in stage.upper.rglob("*") if file.is_file())
        print(
            f"the image's own layers: {size / 2**20:.0f} MiB; started without rights on a read-only root, healthy, ended well; "
            f"its bill of materials lists all {parts} packages in it: {_COPY_OF_BILL.relative_to(ROOT)}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
