"""Steps and sentences that do not do what they speak of: documents, tests, things that are left alone."""

from plan_rules.language.forms import told
from plan_rules.language.phrases import Phrases

_DOCUMENT = r"(?:adrs?|rfcs?|docs?|documentation|runbooks?|readme(?:\.md)?|guides?|handbook|manual|changelog|release notes|wiki(?: page)?|design (?:docs?|notes?|document)|spec(?:ification)?s?|concept|proposal|report|diagrams?|decision records?|how-?to|tutorial|glossary|memo|minutes|faq|slides)"
ONLY_WRITES = Phrases(
    rf"\btest(?:s|ing| suites?| cases?| plan)?\W*$"
    rf"|^\W*(?:\[[^\]]*\]\W*)*(?:{told('write', 'author', 'draft', 'document', 'describe', 'explain', 'compose', 'publish', 'outline', 'record', 'update', 'add')}) (?:[^\s.;:]+ ){{0,4}}?`?{_DOCUMENT}\b(?! (?:table|rows?|column|collection|store|service|endpoint|upload)s?)"
    rf"|^\W*{told('document', 'describe', 'explain', 'discuss')}\b"
    rf"|^\W*(?:\[[^\]]*\]\W*)*{told('write', 'add', 'create', 'extend', 'update', 'run', 'perform', 'do')} (?:[^\s.;:]+ ){{0,4}}?(?:(?:unit|integration|e2e|end-to-end|regression|contract|smoke|manual|load|acceptance|functional|failing|component|api|playwright|cypress|concurrency|race|performance|security) )*(?:tests?|testing|specs|test (?:cases?|suites?|coverage))\b"
    r"|^\W*(?:\[[^\]]*\]\W*)*\w+(?: or \w+)? `?\S*(?:_test\.\w+|[._-](?:test|spec)\.\w+|/test_\w+\.\w+)"
)
"""Titles of steps whose outcome is a document, or only tests."""
BUILDS = Phrases(
    rf"\W*(?:\w?\d{{1,4}}\W+)?{told('create', 'add', 'implement', 'write', 'build', 'introduce', 'extract', 'scaffold', 'develop', 'extend')} (?:[^\s.;:]+ ){{0,5}}(?:commands?|tools?|functions?|helpers?|scripts?|endpoints?|pages?|buttons?|methods?|class(?:es)?|cli|handlers?|workflows?|services?|modules?|components?|targets?|sub-?commands?|actions?|pipelines?|api|dialogs?|forms?)\b"
)
"""Titles of steps that make a tool, which does its work later."""
NOT_DONE = Phrases(
    r"^\W*(?:\d{1,3}\W+)?(?:no|none|not|never|nothing|neither|without|do(?:es)? not|don['’]t|doesn['’]t|won['’]t|out of scope|unchanged|non-goals?)\b"
)
"""A sentence about what is not done."""
