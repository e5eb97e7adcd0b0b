"""Outcomes that say nothing: words that any step could end with, and praise that nobody can see."""

from plan_rules.language.phrases import Phrases
from plan_rules.language.word_classes import any_of, words

_BARE_WORDS = (
    "success, success criteria, shown by, proven by, seen by, visible by, success criterion, success looks like, done, expect, expected, expected output, expected result, expected outcome, expected behaviour, expected behavior, verify, verified, verification,"
    " acceptance, acceptance criteria, acceptance criterion, acceptance test, accepted, check, outcome, result, proof, demo, definition of done, dod, exit criteria, exit criterion, evidence, signal,"
    " validation, validate, confirmed, confirmation, sign-off, works, ok, pass, passes, you see, we see, seen"
)
_OPENING_WORDS = (
    "done, seen, visible, finished, complete, completed, ok, okay, good, fine, passes, passed, pass, accepted, acceptable, success, successful, works, it works, we know it works, you know it works, ready, met, achieved, satisfied, goal met, goal reached,"
    " validated, verified, proven, signed off, closed, through, settled, over, this is done, it is done, step is done, counts as done, to be accepted"
)
_BARE, _OPENING = words(_BARE_WORDS), words(_OPENING_WORDS)
_LABEL = rf"[ \t>]*(?:(?:[-*+]|\d{{1,2}}[.)])[ \t]+)?(?:\[[ xX]\][ \t]*)?[*_✅☑✓✔\ufe0f ]{{0,5}}(?:{_BARE}[*_]{{0,3}}[ \t]?[:–—][*_]{{0,3}}|{_OPENING} (?:when|if|once|as soon as|by)[*_]{{0,3}}[:–—]?[*_]{{0,3}})[ \t]+"
LABEL = Phrases(_LABEL)
"""How a success line opens."""
OPENERS = frozenset(phrase.split()[0] for phrase in (_BARE_WORDS + "," + _OPENING_WORDS).split(","))
"""Its first word."""
_FILLING = (
    "a an the is are was were be been being am it its this that these those there here all any every each and or of to in "
    "on for with by as from into at new now has have had having will can should must shall may via then so both onto over "
    "upon per about successfully success successful correctly correct right rightly properly proper well fine ok okay good "
    "nice nicely expected intended planned required designed wanted desired specified described needed supposed hoped "
    "cleanly smoothly fully complete completed completely entirely totally finally work works worked working function "
    "functions functional functioning operate operates operational behave behaves behaving perform performs run runs "
    "running ran implement implemented implementation implementing add added adding addition create created creating "
    "creation update updated updating do does done doing finish finished make makes made build built set up setup install "
    "installed exist exists existing existence available ready reachable present place live everything change changed "
    "changes feature step task code tested migrated dropped removed linked written write defined configured integrated "
    "integration deployed deployment enabled applied introduced established appropriately appropriate gracefully accepts "
    "accept accepted takes take taken receives receive received handles handle handled processes process processed serves "
    "serve supports support supported carries carried out happened happens job item thing things content contents file "
    "files formatted structured organised organized modernized modernised reworked reworking landed merged registered wired "
    "hooked found visible shown seen provided provides delivered produced got gets get become becomes remain remains stay "
    "stays look looks feel feels our we you they possible able part system codebase project repo application product use uses used dealt care handled sorted addressed treated send sends sent perform performs went through succeed succeeds succeeded gone "
    "away occur occurs did such adapted adjusted extended improved prepared converted cleaned refactored simplified reworked appear appears appeared appearing "
)
FILLER = frozenset(_FILLING.split())
ARTEFACTS = frozenset(
    word + ending
    for word in [
        "endpoint",
        "schema",
        "table",
        "route",
        "handler",
        "job",
        "page",
        "form",
        "service",
        "module",
        "component",
        "class",
        "function",
        "method",
        "script",
        "command",
        "migration",
        "model",
        "field",
        "column",
        "button",
        "view",
        "screen",
        "helper",
        "wrapper",
        "worker",
        "hook",
        "listener",
        "job",
        "structure",
        "skeleton",
        "scaffold",
        "scaffolding",
        "layer",
        "logic",
        "support",
        "integration",
        "resource",
        "controller",
        "router",
        "store",
        "config",
        "configuration",
        "setting",
    ]
    for ending in ("", "s")
)
"""What steps make: a short line that only says that such a thing is there says nothing of the step."""
STATE = Phrases(
    r"\b(?:is|are|was|were|has been|have been|gets?|got|been|works?|working|functions?|functional|functioning|behaves?|operates?|operational|exists?|takes?|accepts?|receives?|handles?|processes|serves|supports?|runs?|successful(?:ly)?|done|ready|available|in place|complete[d]?|there|happens?|occurs?|possible|gone|uses?|has|have|contains?|includes?|went through|succeeded|worked|over|appears?|shows up)\b|\b(?:jobs?|services?|workers?|scripts?|handlers?|tasks?|process|daemon|commands?|tool|importer|exporter) (?:sends?|does|performs?|carries out|fulfils?|imports?|exports?|handles?)\b"
    r"|\b(?:\w{2,}(?:ed|en|wn)|built|made|set|sent|dealt|put|kept|cut|gone|bound|found|held|hid|split|read)(?=\W*$| (?:to|from|in|on|at|with|by|into|as|for|and|up|off|out|over|successfully|correctly|properly|via|everywhere)\b)"
)
"""Tells that something is so, and no more."""
OBSERVED = Phrases(
    r"\b(?:no|not|never|none|without|only|than|equals?|exactly|each time|once|twice|within|while|when|if|unless|until|still|even|again|first|last|before|after|instead|despite|cannot|can't|nobody|nothing|neither|same|identical|unchanged|zero|empty|as many|both \w+ and|refused?|refuses|rejected|rejects|denied|denies|blocked|blocks|gr[ae]yed|hidden|hides|disabled|survives?|persists?|required in|morning|evening|noon|night|tomorrow|next day|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen)\b|n't\b"
)
"""A condition, a denial or a comparison: this can be tried."""
_RIGHT = any_of(
    [
        r"(?:correctly|properly|right|rightly|fine|well|ok(?:ay)?|flawlessly|perfectly|smoothly|nicely|great|normally|reliably|seamlessly|cleanly|satisfactorily|adequately|appropriately|acceptably|gracefully|efficiently|without (?:problems?|issues?|trouble|hiccups?))",
        r"(?:as|like|the way) (?:it |they |we |you )?(?:should|expected|intended|wanted|planned|designed|specified|required|desired|described|supposed to|hoped|advertised|before|always|usual|ever|want(?:ed)?|wish(?:ed)?|expect)(?: (?:be|to|it|them))?",
        r"(?:in|to) (?:a |the )?(?:satisfactory|proper|correct|acceptable|expected|desired|intended|good|right) (?:manner|way|fashion|degree)",
        r"to (?:everyone|our|the users?|the customer)(?:'s|s')? satisfaction",
    ]
)
_PRAISING = words(
    "responsive, careful, more careful, fast, quick, stable, robust, usable, clean, cleaner, nice, nicer, good, better, fine, ok, okay, smooth, smoother, healthy, reliable, secure, correct, right, consistent, functional, operational, modern, maintainable, readable, intuitive, simple, simpler,"
    " elegant, composable, minimal, modular, scalable, solid, reusable, extensible, idiomatic, seamless, performant, efficient, reasonable, acceptable, satisfactory, sensible, appropriate, adequate, suitable, proper, sound, flexible, user-friendly, friendly, pleasant, easy to use,"
    " well-structured, well-organized, well-organised, well-documented, well-designed, well-tested, well-factored, high-quality, production-ready, future-proof, lean, tidy, neat, polished, professional, comfortable, helpful, useful, satisfying, complete, working, happy, satisfied,"
    " up and running, in use, live, in operation, in effect, online, alive, in production, in good shape, in order, up to scratch, up to standard, easier to (?:read|use|maintain|understand|follow|test|extend), (?:more|very|quite|highly|sufficiently|fully|much|noticeably|reasonably|nice and) (?:responsive|robust|stable|maintainable|readable|reliable|usable|consistent|intuitive|efficient|secure|modular|flexible|"
    "scalable|clean|fast|clear|simple|helpful|useful|smooth|easy|functional|operational|complete|good|correct|better|cleaner|faster|simpler|easier)"
)
_ALL_PRAISE = rf"{_PRAISING}(?:(?:,| and|, and|, yet| but) (?:{_PRAISING}|available))*"
_SUBJECT = r"(?:[\w§'’/()-]+,? ){1,8}?"
_SHORT_SUBJECT = r"(?:(?!and\b|with\b|by\b|that\b)[\w§'’/()-]+ ){1,5}?"
_TAIL = r"(?: (?:with|via|for|under|across|throughout|during|everywhere|overall|again|now|end[- ]to[- ]end|through|in (?:all|every|general|practice|production|both|each|use|daily))(?: [\w§'’/-]+){0,5})?"
RIGHT = Phrases(rf"\b{_RIGHT}(?=\W|$)")
FLAT = Phrases(
    rf"(?:that )?(?:{_SUBJECT})?(?:still |all |now |both )?(?:(?:can |will |should |must |to )?(?<!\ball )(?<!\bnew )(?<!\bthe )(?<!\bof )(?<!\bany )(?:works?|functions?|behaves?|performs?|operates?|runs?|working|functioning|does (?:its|the) job)(?: {_RIGHT})?|(?:is|are|be|stays?|remains?|keeps?|continues to be|looks?|feels?|seems?|becomes?|gets?) (?:available and )?(?:all |still )?{_ALL_PRAISE}){_TAIL}\W*"
    rf"|{_SHORT_SUBJECT}(?:can |will |should |must |are |is |be |get |gets )?(?:(?:is |are )?(?:\w{{3,}}(?:s|ed|en)|render|display|load|appear|update|save|open|show|start|respond|sync|scale|go|come|arrive|happen|flow|move|fit|match|read)(?: (?:out|up|in|through|off|down|on))?)(?: (?:the|all|its|their|every|each) [\w-]+(?: [\w-]+)?)? {_RIGHT}\W*"
)
"""Said of anything, these predicates leave open what is seen."""
ACCOMPLISHED = Phrases(
    r"(?:that )?(?!.*\b(?:tasks?|to-?dos|phases?|items|milestones|reviews?|tests?|boxes|follow-ups?|approvals?|sign-?offs?)\b)(?:[\w§'’/-]+ ){1,5}?(?:(?:is|are|has been|have been|was|were|gets?) )?(?:fully |successfully |completely |properly |correctly |all |now )*"
    r"(?:implemented|in place|handled|integrated|coded|taken care of|dealt with|sorted(?: out)?|done|finished|went through|gone through|does (?:its|the|his|their) (?:job|work|thing)|do (?:their|the) (?:job|work|thing))(?: (?:fully|successfully|completely|properly|correctly))?\W*"
)
"""That the work was done, which says nothing of what came of it."""
PRAISE = Phrases(
    rf"(?:the |a |an )?{_ALL_PRAISE} (?:[\w-]+ )?(?:implementation|code(?:base)?|design|architecture|solution|apis?|structure|integration|(?:user )?experience|ux|ui|interface|layout|performance|quality|results?|output|look|feel|behaviou?r)(?: (?:with|and) {_PRAISING} (?:duplication|complexity|structure|code|overhead)| following (?:\w+ )?(?:patterns|conventions|practices|standards)|,? (?:with|and) (?:\w+ )?(?:patterns|conventions|separation of concerns))?\W*"
    r"|(?:full[- ]featured|fully[- ]fledged|fully functional|feature-complete|comprehensive|complete) (?:[\w-]+ ){0,4}(?:system|solution|service|application|app|platform|feature|module|tool|interface|ui|page|screen|workflow|support|integration)\W*"
    rf"|{_SUBJECT}(?:helps?|enables?|allows?|ensures?|provides?|gives?|makes?|improves?|brings?|leads? to|increases?)(?: [\w-]+){{0,5}} (?:better|fast|faster|quickly|easily|easier|smoother|improved|enhanced|more easily|good|great|nicer) ?(?:[\w-]+)?\W*"
    rf"|(?:the )?(?:code(?:base)?|code quality|quality|readability|maintainability|structure|experience|ux|usability|performance|reliability|stability|security) (?:is |has |has been |noticeably |significantly |much |greatly )*(?:improved|better|enhanced|increased|higher|good)\W*"
)
EXPECTED = Phrases(
    r"(?:[\w§'’/-]+ ){0,6}(?:returns?|shows?|displays?|gives?|prints?|produces?|yields?|confirms?|delivers?|outputs?|contains?|has|have|get|gets|sees?|see|is|are|generates?|sends?|with|verify|verifies)? ?(?:the )?(?:correct|expected|right|proper|appropriate|desired|intended|reasonable|sensible|valid)(?: [\w/-]+)? (?:outputs?|results?|behaviou?r|responses?|values?|data|information|content|outcomes?|formats?|messages?|answers?)(?: (?:is|are) (?:returned|shown|displayed|seen|produced|given|printed|observed))?\W*"
)
"""“Shows the right data”: which data, is the question."""
UNTROUBLED = Phrases(
    r"(?:there (?:are|is) )?(?:no|without(?: any)?) (?:problems?|issues?|trouble|troubles|complaints?|hiccups?|surprises?|difficulties)(?: (?:occurs?|arises?|reported|seen|with (?:it|this|the \w+)))?\W*"
)
"""“No problems”: of which kind, and who would notice?"""
