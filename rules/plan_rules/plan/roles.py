"""What headings and lead-ins mean: synonyms as data, most telling first."""

import re
from functools import lru_cache

from plan_rules.plan.model import Role

_HEADINGS: tuple[tuple[Role, str], ...] = (
    (
        "non-goals",
        r"(?:explicitly )?out of scope|not in scope|non[- ]?goals?|what we'?re not doing|what (?:is|are) not (?:being )?\w+"
        r"|files? not chang\w+|won'?t do|exclusions?|anti[- ]goals?|deferred(?: to .*)?|future work|later work|not included"
        r"|future (?:considerations?|enhancements?|improvements?)",
    ),
    ("open-questions", r"open (?:questions?|issues?|decisions?)\b.*|unresolved(?: questions?)?|questions|unknowns"),
    (
        "success",
        r"success (?:criteria|metrics?|looks like)|success .{0,20}checklist|acceptance(?: criteria| examples?| tests?)?|definition of done|done when"
        r"|completion criteria|exit (?:criteria|gate)|expected (?:outcomes?|results?|behaviou?r)|quality gates?|success"
        r"|validation (?:and|&) acceptance|verification(?: (?:checklist|steps|contract|criteria))?|validation(?: checklist)?"
        r"|how (?:to|we|do we|will we) (?:verify|know)\b.*|when (?:is )?(?:it|this|all|everything|the work)(?: is)? (?:done|finished|complete|ready)|outcomes?|deliverables|success measures?|checks",
    ),
    (
        "testing",
        r"(?:automated |manual |unit |integration |e2e |local |final )?(?:testing|tests?|verification|validation)"
        r"(?: (?:strategy|approach|plan|scenarios?|checklist|cases?|matrix|requirements|coverage|steps|commands?))?"
        r"|(?:per[- ]\w+ )?test(?:ing)? .{0,30}|qa(?: plan)?|update tests|how to test|post-\w+ checks?(?:list)?|trying (?:it|this|things)(?: out)?|try-?outs?|how (?:it|this) is (?:tried|tested|checked)|proof|dress rehearsal",
    ),
    (
        "failure",
        r"rollback.*|roll[- ]back.*|recovery.*|idempotence (?:and|&) recovery|revert.*|fallback.*|back[- ]?out.*"
        r"|contingency.*|(?:failure|error) (?:handling|recovery|modes?)|disaster recovery|if (?:it|something|this) (?:fails|goes wrong)"
        r"|undo.*|backup.*|on failure|(?:when|if) (?:it|something|this|things|anything) (?:breaks?|fails?|goes? wrong)|(?:the )?way back|(?:getting|going) back"
        r"|abort.*|plan b|safety net|escape hatch|how to (?:undo|go back|back out|revert).*",
    ),
    (
        "progress",
        r"progress.*|overall progress|implementation (?:progress|status)|outcomes? (?:&|and) retrospective|completion summary"
        r"|status|current status|work log|changelog|completed(?: work)?|retrospective|resolved\b.*|what was delivered|history"
        r"|what'?s next|remaining|(?:key |main )?(?:features?|components?|changes|work|files) (?:implemented|delivered|shipped|completed|created|added)",
    ),
    (
        "pitfalls",
        r"(?:known |common |potential |implementation )?(?:pitfalls?|gotchas?|risks?|caveats?|tripwires?|limitations?|traps?"
        r"|hazards?|warnings?|failure points?)(?: (?:&|and|/) .*| assessment| mitigations?| register| matrix| candidates| analysis)?"
        r"|things? to (?:watch|avoid)\b.*|(?:dependencies (?:&|and) risks|edge cases.*|watch out.*|do not.*|don'?ts?|dangers?)"
        r"|prevention insights|what (?:can|could) go wrong|known (?:issues|limitations)|mind(?: the .*)?|careful(?: with)?.*|what not to do"
        r"|beware\b.*|attention|points? to watch|(?:what|things that) (?:bites?|hurts?|goes? wrong)\b.*|sharp edges|landmines|no-?gos?",
    ),
    (
        "alternatives",
        r"alternatives?(?: .*)?|rejected(?: .*)?|options? (?:analysis|considered)|(?:approaches )?considered(?: (?:and|but) .*)?"
        r"|discarded .*|failed attempts.*|why not .*|other (?:options|approaches)|complexity tracking|ruled out|trade[- ]?offs?",
    ),
    (
        "decisions",
        r"(?:key |design |technical |architectur\w+ |main |important )*(?:design )?decisions?(?: log| record|s made| locked.*)?"
        r"|complex reasoning|choices?|decision log|(?:design|architecture) choices|(?:chosen|selected|recommended) (?:approach|design|solution|option)(?:\W.*)?"
        r"|recommendations?(?:\W.*)?",
    ),
    (
        "objective",
        r"(?:primary |main |overall )?(?:objectives?|goals?)(?: (?:&|and) .*| description)?|purpose(?: / .*)?|aim|intent"
        r"|mission|problem(?: statement)?(?: (?:and|&) intent)?|summary|executive summary|tl;?dr|desired end state|target(?: state)?"
        r"|(?:project |plan |feature |task )?overview|introduction|abstract|problem frame|requirements?(?: trace)?|user story|motivation",
    ),
    (
        "context",
        r"(?:[\w#/-]+ ){0,3}context(?: (?:&|and) .*)?|rationale|reasoning|why this(?: approach)?|architecture(?: overview)?|tech(?:nology)? stack"
        r"|background|current (?:state|situation|behaviou?r|architecture|implementation)(?: analysis)?"
        r"|(?:what|how) (?:is failing|it works today|it fails)|why(?: .*)?"
        r"|(?:root )?causes?(?: analysis)?|problem analysis|diagnosis|analysis"
        r"|(?:session |raw )?(?:(?:discoveries|findings|insights|learnings)(?: .*)?|discovery(?: (?:and|notes|results).*)?|learning)|surprises (?:&|and) discoveries"
        r"|surprises|investigation.*|research(?: findings)?|api/tool quirks|.* quirks|architectur\w+ insights|quirks"
        r"|domain (?:logic|knowledge|rules).*|business rules.*|constraints?|key (?:considerations|principles|insights|facts|concepts)"
        r"|assumptions?|technical (?:details|background|context|implementation details|notes)|special notes|considerations"
        r"|notes?|critical notes?|implementation notes|what we (?:know|learned|found)(?: .*)?|lessons.*|evidence|verified .{0,30}"
        r"|things? (?:we )?(?:learned|found|to know)|observations?|facts|prior work|existing .*|(?:good|worth) to know"
        r"|performance considerations|scope rules|invariants|principles|notes? (?:from|on|about|of) .*|known(?: facts?| so far)?|why now|where we are"
        r"|how it (?:is|works|behaves)(?: today| now)?|status quo|as[- ]is"
        r"|state of (?:play|things|affairs)|from the (?:incident|post-?mortem|spike|investigation).*|measurements?|figures|spike(?: results?)?|experiments?"
        r"|what (?:we|i|you|they|one) (?:(?:already|should|must|have|need to) )?(?:know|learn(?:ed|t)|found|saw|seen|measured|noticed|discovered)\b.*|what (?:else )?(?:came (?:up|out|to light)|turned (?:up|out)|was (?:found|observed|measured|learn(?:ed|t)|seen|discovered|noticed))\b.*"
        r"|what (?:the |our |a |an |my |last |its )?(?:[\w'-]+ ){1,3}(?:show(?:s|ed)|reveal(?:s|ed)|t(?:ells?|old) (?:us|me)|taught (?:us|me)|says?|said|brought(?: up| to light)?|turned up|found(?: out)?)|what .{1,40} (?:does|do|is|are|looks? like) (?:now|today|at present)"
        r"|things? (?:that |which )?(?:(?:have )?(?:come|came|turned) (?:up|out)|we (?:noticed|saw))|(?:found|discovered|noticed|learn(?:ed|t)|seen|observed|known) (?:so far|(?:on|along) the way|while .*|during .*|in .*|by .*)"
        r"|results? (?:of|from) (?:the|our|a) .{0,30}(?:survey|spike|trial|analysis|inspection|measurements?|investigation|audit|experiments?|profiling|interviews?)|from (?:the|our) (?:first|last|previous|earlier) (?:attempt|try|trial|migration|time)"
        r"|(?:before you (?:start|begin)|(?:facts|things|points) to (?:bear|keep) in mind|to (?:bear|keep) in mind|(?:bear|keep) in mind|worth (?:remembering|noting|knowing))|(?:[\w-]+ ){0,2}facts(?: .*)?|(?:[\w-]+ ){1,2}findings"
        r"|circumstances|conditions|starting (?:point|position|situation)|where we start(?: from)?|initial (?:situation|state)|as it stands|(?:the )?(?:present|existing) (?:state|situation|system|behaviou?r|set-?up)|how .{1,40} works? (?:today|now|at present|currently)|what is there(?: today| now| already)?"
        r"|(?:ground|house) rules|the interface|(?:peculiarities|oddities|quirks)(?: .*)?|behaviou?r of .*|experiences?(?: so far| with .*)?|remarks|observed (?:behaviou?r|facts)|(?:reading|field|site|meeting|interview|trial|lab|bench) notes|site visit|survey|interviews|recon(?:naissance)?"
        r"|(?:prior|earlier|previous) (?:attempts?|incidents?)|what we see|where (?:we|things) stand|reasons?|limits?|boundaries|symptoms?|reports?",
    ),
    (
        "references",
        r"references?|related(?: .*)?|sources?(?: (?:&|and) .*)?|links|see also|further reading|prior art|resources|artifacts (?:and|&) notes"
        r"|appendix.*|glossary|terminology|definitions|contributing(?: .*)?|attribution|source plans|planning artifacts|documentation \(.*\)",
    ),
    (
        "scope",
        r"scope(?: boundaries)?|in scope|what (?:changes|is changing)|non-functional.*|pre-?\w+ check(?:s|list)|dependencies.*|interfaces.*",
    ),
    (
        "steps",
        r"(?:detailed |concrete |implementation |migration |execution |action |next |work |key |remaining |rollout |proposed |selected |ordered |planned |delivery |suggested |upgrade |cut-?over )*"
        r"(?:steps?|tasks?|plan of work|work ?plan|action (?:items|plan|list)|roadmap|milestones|phases|work items|changes|units|todos?|procedure"
        r"|plan|checklist|work breakdown|sequence|backlog of work)(?: (?:list|required|to make|overview|and order|breakdown))?"
        r"|implementation(?: (?:details|strategy|order|outline|sequence|approach))?|rollout|approach|solution|proposed (?:solution|changes|plan)"
        r"|how|execution(?: order)?|file[- ]by[- ]file.*|what to do|to ?do|procedure|delivery plan|migration|deployment(?: plan| steps)?"
        r"|plan|the plan|(?:the )?fix(?: strategy| plan| approach)?|change|work|order of work|development plan|phased (?:delivery|rollout|approach|plan)|delivery phases"
        r"|what (?:i|we)(?: would| will|'ll|'d)? (?:do|change|build)\b.*|what happens\b.*|(?:work )?packages?|the work|doing it|to be done|how we (?:do it|get there).*",
    ),
    (
        "files",
        r"(?:key |critical |affected |related |modified )?files?(?: (?:to|that|structure|map|modified|changed|list|inventory|affected|summary)\b.*)?"
        r"|project structure|source code.*|structure|summary table|components?(?: affected| mapping)?",
    ),
)
_LABELS: tuple[tuple[Role, str], ...] = (
    (
        "success",
        r"success(?: criteri(?:a|on))?|expected(?: (?:output|result|outcome|behaviou?r))?|verify|verification|verified by|acceptance"
        r"(?: criteria| tests?)?|done(?: when| if)?|checkpoint|independent test|exit (?:criteria|gate)|outcome|result|pass(?:es)? (?:when|if)"
        r"|validation|validate|check|expect|definition of done|final validation|proof|demo|observable(?: result)?|success looks like|works when|it works when"
        r"|we know it works when|complete when|finished when|evidence(?: of success)?|signal|seen(?: (?:to work|working|when|if|by|on|in)(?: .*)?)?|prov(?:ed|en)(?: (?:by|when))?|shown by|worked (?:if|when)|tried (?:by|with|on)|measured by|(?:accepted|ok|okay|good|fine|ready|works|passed|seen|done) (?:if|when)"
        r"|after (?:it|this|that)|afterwards|how (?:to|we) (?:tell|check|see|know)(?: .*)?|to (?:verify|check|see)|you(?:'ll| will) (?:know|see)(?: .*)?",
    ),
    (
        "testing",
        r"(?:unit |integration |manual |e2e )?tests?(?: (?:plan|cases?|scenarios?|strategy))?|testing|test with",
    ),
    (
        "failure",
        r"(?:on|upon|in case of) (?:failure|error)|if (?:it|this|that|the \w+|anything|something)(?: step)? (?:fails|breaks|goes wrong).*"
        r"|rollback.*|roll[- ]?back|recovery|fallback|revert|undo|back[- ]?out|recover|when it fails|failure",
    ),
    (
        "context",
        r"related context|context|reasons? and limits|limits|why(?: .{0,60})?|rationale|notes?|background|see(?: also)?|reason(?:ing|s)?|because|important context"
        r"|known(?: facts?| so far)?|what we know|explanation|motivation|details|design note|key (?:insight|point|facts?)s?|caveats?|gotchas?|watch out|keep in mind|constraint",
    ),
    ("objective", r"goal|objective|purpose|problem|aim|summary|outcome|user story|intent|motivation"),
    ("files", r"files?(?: to \w+(?:/\w+)?)?|create|modify|test|location|path|file|delete|read"),
)
_JOINED: frozenset[Role] = frozenset({"context", "decisions", "pitfalls", "objective"})
"""Roles that a title of two parts takes from its first: “Background and findings”."""
_KEPT = 4096
"""Titles and labels whose roles are kept: plans repeat theirs."""
_LONGEST = 120
"""Characters; longer titles have no known name."""
_COMPILED_HEADINGS = tuple((role, re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)) for role, pattern in _HEADINGS)
_COMPILED_LABELS = tuple((role, re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)) for role, pattern in _LABELS)
_NUMBERING = re.compile(r"^(?:[\W_]*(?:(?:\d+(?:\.\d+)*|[A-Z])[.)]\s+|\d+(?:\.\d+)+\s+|\d+\s+(?=[A-Z]))|[^\w\[(`]+)")
_TRAILER = re.compile(r"[\s:.\W]*(?:\((?:[^()]*)\))?[\s:.!?]*$")


def heading_role(title: str) -> Role:
    """The role that a heading's text gives its section."""
    return _heading_role(title.strip()[:_LONGEST])


def label_role(label: str) -> Role:
    """The role of a lead-in such as `Success:` inside a step or section."""
    return _label_role(label.strip()[:_LONGEST])


@lru_cache(maxsize=_KEPT)
def _heading_role(title: str) -> Role:
    name = normalise(title)
    if name:
        for role, pattern in _COMPILED_HEADINGS:
            if pattern.match(name):
                return role
        first, joined, _ = name.partition(" and ")
        if joined and (role := _heading_role(first)) in _JOINED:
            return role
    return "other"


@lru_cache(maxsize=_KEPT)
def _label_role(label: str) -> Role:
    name = normalise(label)
    if name:
        for role, pattern in _COMPILED_LABELS:
            if pattern.match(name):
                return role
    return "other"


def normalise(title: str) -> str:
    """Lower case, without numbering, emoji, trailing punctuation and a bracketed remark."""
    name = _NUMBERING.sub("", title.strip()[:_LONGEST])
    return " ".join(_TRAILER.sub("", name).lower().replace("’", "'").split())
