"""The one stand-in for GitHub: stateful, strict, with real git objects and patches, and faults on demand.

It is written from GitHub's documentation and the facts that its users reported. It is not GitHub: nothing here shows that
planreview was tried on github.com. The demo, the end-to-end tests and the cassettes all use it.
"""

from tests.standin.faults import Fault
from tests.standin.server import StandIn
from tests.standin.state import State

__all__ = ["Fault", "StandIn", "State"]
