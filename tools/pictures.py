"""Take the README's picture of a review from the demo's page, with Chromium."""

import subprocess
import sys
import tempfile
from pathlib import Path

_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
]


def take(address: str, picture: Path, width: int, height: int) -> None:
    """A PNG of what a window of that size shows of the address."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "chromium",
            *_FLAGS,
            f"--user-data-dir={profile}",
            f"--window-size={width},{height}",
            f"--screenshot={picture}",
            address,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def only(page: Path, section: str, to: Path) -> Path:
    """A copy of the page that shows one file's diff: a headless window does not scroll."""
    style = f"<style>h1,.check,h2,.diff{{display:none}}#{section},#{section}+.diff{{display:block}}</style></head>"
    to.write_text(page.read_text(encoding="utf-8").replace("</head>", style), encoding="utf-8")
    return to


if __name__ == "__main__":
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    shown = only(source, "push-0-file-1", source.with_name("one.html"))
    take(shown.resolve().as_uri(), folder / "review.png", 900, 1120)
