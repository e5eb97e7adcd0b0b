"""What the printers print: the checked files and their findings."""

from collections import Counter
from dataclasses import dataclass

from plan_rules.review import Review, Status


@dataclass(frozen=True, slots=True)
class CheckedFile:
    path: str
    """As given on the command line."""
    review: Review
    lines: tuple[str, ...] = ()
    """The file's lines, for excerpts; empty where it could not be read."""

    @property
    def status(self) -> Status:
        return self.review.status


@dataclass(frozen=True, slots=True)
class Report:
    files: tuple[CheckedFile, ...]
    rule_pages: str
    """Address under which the rules' pages stand, without a final slash; empty where no server shows them."""
    version: str = ""
    """Of planreview; empty where it runs without being installed."""

    def count(self) -> Counter[str]:
        return Counter(finding.severity for file in self.files for finding in file.review.findings)

    def help_url(self, rule: str) -> str:
        """Address of a rule's page; empty where no server shows it."""
        return f"{self.rule_pages}/{rule}" if self.rule_pages else ""
