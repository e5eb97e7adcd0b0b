"""What the doctor says of one thing."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Verdict:
    """`cure` says what to do; empty where nothing is to be done."""

    state: Literal["well", "doubtful", "ill"]
    name: str
    said: str
    cure: str = ""


def well(name: str, said: str) -> Verdict:
    return Verdict("well", name, said)


def doubtful(name: str, said: str, cure: str) -> Verdict:
    return Verdict("doubtful", name, said, cure)


def ill(name: str, said: str, cure: str) -> Verdict:
    return Verdict("ill", name, said, cure)
