"""Words of praise, which are all that some items of a plan say."""

from plan_rules.language.phrases import Phrases
from plan_rules.language.word_classes import tokens, words

_PRAISED_WORDS = (
    "better, improved, nicer, cleaner, enhanced, good, careful, thorough, proper, smart, sensible, robust, adequate, comprehensive, appropriate, clear, solid, extensive, close, regular, meaningful, helpful,"
    " suitable, reasonable, more robust, more helpful, more meaningful, friendlier, graceful, sane, early, strict, fallback"
)
_PRAISED = words(_PRAISED_WORDS)
_NOUN = r"(?:error[- ]messages?|errors|error[- ]handling|messages|logging|docs|documentation|testing|tests|test coverage|planning|migration|monitoring|review|reviews|validation|communication|coordination|design|defaults|fallbacks?|feedback|ux|user experience|checks|strateg(?:y|ies)|degradation|fallback strateg(?:y|ies)|fallback mechanisms?|fallback plans?|code quality|naming|structure)"
# A whole item, or each item of a bare list, that is nothing but praise.
BARE = Phrases(
    rf"(?:{_PRAISED} {_NOUN}(?: (?:everywhere|throughout|all over|where needed|as needed|in all places))?(?:, | and |, and | / |; )?)+"
    r"|(?:improve|enhance|polish|refine|tidy(?: up)?|clean[- ]?up|streamline|moderni[sz]e|beautify|refactor|optimi[sz]e) (?:the |our |all )?(?:code|ui|ux|user experience|user interface|look and feel|error messages?|messages|error[- ]handling|documentation|docs|code quality|quality|logging|test coverage|styling|layout)"
    r"|(?:make|keep) (?:it|everything|things|the [\w-]+(?: [\w-]+)?) (?:more |look |very |as |quite )?(?:robust|nice|nicer|pretty|production-ready|bullet-?proof|fool-?proof|solid|user-friendly|friendly|maintainable|flexible|future-proof|clean|cleaner|good|better|secure|safe|safer|resilient|tidy|simple|simpler|usable|intuitive|extensible|readable|fault-tolerant|smooth|modern|elegant|tolerant|forgiving|attractive|professional|presentable|self-explanatory|easy to (?:use|read|understand|maintain|extend)|easier to (?:use|read|understand|maintain|extend))"
    r"|sanity[- ]check(?:s|ed|ing)? (?:the |all |any )?[\w-]+(?: [\w-]+){0,2}"
    r"|test (?:everything|it|the \w+|all of (?:it|this)|all functionality)(?: (?:thoroughly|extensively|carefully|well))?"
    r"|(?:deal with|do|add|fix|finish|handle) (?:the rest|the remaining (?:things|stuff|details|bits)|everything else|other (?:things|stuff|details)|the details)"
)
# An item of a list of nouns that is nothing but praise.
PRAISED_ITEM = Phrases(
    rf"(?:^|[,:;] )(?:and )?(?:sensible|smart|appropriate|suitable|reasonable|adequate|decent|sane|careful|proper|better|nicer|graceful) {_NOUN}(?=$|[,;.])"
)
BARE_WORDS = tokens(
    "sanity, "
    + _PRAISED_WORDS
    + ", improve, enhance, polish, refine, tidy, clean, streamline, modernize, modernise, beautify, refactor, optimize, optimise, make, keep, test, deal, do, add, fix, finish, handle"
)
