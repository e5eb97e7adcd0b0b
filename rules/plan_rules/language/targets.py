"""Goals of speed, scale and reliability, and thresholds, that are told without a figure."""

from plan_rules.language.phrases import Phrases
from plan_rules.language.word_classes import any_of, base_verbs, tokens, verbs, words

_QUANTITY = r"(?:(?:query|search|page|read|write|build|api|network|overall|runtime|rendering|server|client|database|response|start-?up|load(?:ing)?|boot|test|memory|cpu|disk|resource|bundle|peak|tail|idle|energy|battery) )?(?:performance|throughput|latency|speed|scalability|reliability|availability|stability|robustness|response times?|load(?:ing)? times?|build times?|waiting times?|start-?up times?|start-?up|uptime|memory|cpu|footprint|(?:memory |cpu |disk |power |bandwidth |resource )?(?:usage|consumption|use|load)|overhead|downtime|bundle size|size|error rate|failure rate|hit rate|cost|costs|energy|battery life|delay|delays|lag)"
_RAISE = base_verbs(
    "improve, increase, optimize, boost, maximize, enhance, raise, speed up, accelerate, better, tune, strengthen"
)
_LOWER = base_verbs(
    "reduce, decrease, minimize, lower, cut, shrink, shorten, trim, bring down, limit, curb, keep down, push down, drive down"
)
_NOT_TOLD = r"(?<!they )(?<!this )(?<!that )(?<!which )(?<!would )(?<!can )(?<!it )(?<!not )"
"""“This can reduce the cost” tells an effect."""
_HOW = r"(?:very |much |more |really |quite |reasonably |sufficiently |fairly |noticeably |significantly |rather |a lot |far |even )*"
_FAST = r"(?:fast(?:er)?|quick(?:ly|er)?|snappy|snappier|snappily|promptly|instantly|speedy|speedily|swiftly|rapidly|performant|responsive|more responsive|scalable|highly available|efficient(?:ly)?|in (?:near )?real[- ]time|in (?:a )?(?:reasonable|acceptable|good|timely|short)(?: amount of)? (?:time|manner|fashion)|without (?:noticeable|undue|much|significant|perceptible|any noticeable) (?:delay|lag|slowdown|impact|overhead))"
_DOES = verbs(
    "load, open, respond, start, run, render, answer, return, complete, finish, scale, sync, search, build, boot, perform, react, process, display, appear, import, export, deliver, reply, work, be, feel, become, get, stay, remain, seem"
)
_MANY = r"(?:many|lots of|a lot of|large numbers? of|a large number of|huge numbers? of|(?:hundreds|thousands|millions|tons|loads|plenty) of|numerous|high volumes? of|large amounts? of|large volumes? of|lots more|many more|more)"
_LOADS = r"(?:concurrent |simultaneous |parallel |incoming |large |more )?(?:users?|requests?|connections?|clients?|rows?|records?|messages?|events?|customers?|visitors?|traffic|data|files|documents|items|orders|jobs|devices|sessions)"
_MUCH = words(
    "significantly, noticeably, considerably, substantially, drastically, greatly, markedly, vastly, dramatically, appreciably, measurably, much, far"
)
GOAL = Phrases(
    any_of(
        [
            rf"{_NOT_TOLD}\b(?:{_RAISE}|improved|increased) (?:the |its |our |overall |their )?(?:[\w-]+ ){{0,2}}?{_QUANTITY}\b",
            r"\b(?:speed up|accelerate|quicken) (?:the |our |its )?(?!the\b)[\w-]+",
            rf"{_NOT_TOLD}\b(?:{_LOWER}|reduced|decreased) (?:the |its |our |overall |their )?(?:[\w-]+ ){{0,2}}?{_QUANTITY}\b",
            rf"\b(?:must|should|shall|has to|have to|needs? to|ought to|can|will) (?:\w+ )?(?:be|stay|remain|scale|perform|respond|load|handle|run|start|finish|complete|answer|open|return|render|react|arrive|cope with|support|serve) {_HOW}(?:{_FAST}|well under load|(?:to )?{_MANY} {_LOADS})",
            rf"\b(?:handle|support|serve|cope with|process|accept|scale (?:up )?to|withstand|sustain)s? {_MANY} {_LOADS}\b(?! (?:per|a|an) \w+)",
            rf"\b(?:page|pages|search|app|list|lists|screen|map|query|queries|report|reports|import|export|site|service|server|build|dashboard|view|views|results?|answers?|it|they|everything|system|api|endpoint|start-?up)\b {_DOES} {_HOW}{_FAST}(?=\W*$|[,.;)]| (?:on|under|in|for|with|and|even|when|again|at)\b)",
            r"(?:\b(?:is|are|been|idle|open|stale|unused|waiting|running|lasts?|stays?|drops?|falls?|gets?|grows?|becomes?|if|when|once|or|takes?|runs?|rises?|for) |/)too (?:low|high|slow|large|long|many|few|small|big|old|full|often|short|much)\b(?! (?:to|for)\b)",
            r"\b(?:set )?sufficiently(?: (?:fast|large|small|high|low|similar|long|often|old|short)\b|(?=\s*[,.;:]|\s*$))",
            r"\b(?:fast|large|small|high|low|long|big|old|short|quick|often|many|few) enough\b(?! (?:to|for|that|so)\b)",
            rf"\b(?:minimal|low|small|reduced|lower|high|higher|good|better|acceptable|excellent|optimal|maximum|decent|reasonable|reliable|improved|short|fast|stable|negligible) {_QUANTITY}\b|\b(?:reliable|stable|smooth|fast|responsive) (?:operation|behaviou?r|performance|experience|service|scrolling|search)\b",
            r"\b(?:performance|memory|speed|query|cache|latency|throughput|start-?up|bundle|database|rendering|load time) (?:optimi[sz]ations?|improvements?|tuning|enhancements?)\b|\boptimi[sz](?:e|es|ed|ing|ation)(?: (?:of|for))? (?:the |for )?(?:performance|speed|scale|throughput)\b",
            r"\bwithin (?:the |its |our |an? )?(?:agreed |usual |acceptable |reasonable |short |normal )?(?:SLAs?|SLOs?|(?:performance |error |latency |time )?budget|limits?|bounds|reasonable time|acceptable time|short time|acceptable range|time frame|timeframe|amount of time|period)\b",
            rf"\b{_MUCH} (?:faster|lower|fewer|less|smaller|better|quicker|shorter|higher|more (?:stable|reliable|robust|scalable|responsive))\b|\b(?:reduced|improved|increased|faster|lower|better|shorter|smaller|cut) (?:significantly|noticeably|considerably|substantially|drastically|greatly|markedly|vastly|dramatically|appreciably|measurably|a lot)\b",
            r"\bas (?:fast|quick|quickly|little|few|small|low|short|high|many|much|responsive|cheap) (?:\w+ )?as possible\b",
            rf"\b(?:{_LOWER}|{_RAISE}) [^.;,\n]{{3,60}}? (?:significantly|noticeably|considerably|substantially|drastically|greatly|markedly|vastly|dramatically|appreciably|a lot)\b",
            r"\b(?:handle|support|serve|cope with|process|accept|withstand|sustain|welcome)s? (?:hundreds|thousands|millions|lots|tons|loads|plenty) of [a-z]+\b",
            r"\bmake (?:the |our |all |its )?[\w-]+(?: [\w-]+){0,3} (?:much |a lot |more |far )?(?:fast|faster|quick|quicker|snappy|snappier|smaller|leaner|lighter|cheaper|efficient|reliable|scalable|responsive|performant|available|stable)(?=\W*$|[,.;])",
            rf"\bkeep(?:s|ing)? (?:the |its |our )?(?:[\w-]+ ){{0,3}}?{_QUANTITY} (?:low|small|short|down|minimal|high|within bounds|in check|acceptable|reasonable|stable)\b",
        ]
    )
)
MEASURED = Phrases(
    r"(?<![\w.])(?!(?:\d+\.)+\d+\b)\d|\d\s?%|\b(?:than|half|double|twice|one|two|three|four|five|ten|(?<!non-)zero|by caching|no worse|at least|at most|baseline|linear|constant|O\(|percent|per cent|a second|a minute|per second|configured|threshold)\b"
)
"""A figure or a comparison."""
GOAL_WORDS = tokens(
    "performance, throughput, latency, speed, scalability, reliability, availability, stability, robustness, time, times, start, startup, uptime, memory, cpu, footprint, usage, consumption, use, load, overhead, downtime, size, rate, cost, costs, energy, battery,"
    " delay, delays, lag, accelerate, quicken, fast, faster, quick, quickly, quicker, snappy, snappier, snappily, promptly, instantly, speedy, speedily, swiftly, rapidly, performant, responsive, scalable, available, efficient, efficiently, many, lots, lot, numbers,"
    " number, hundreds, thousands, millions, tons, loads, plenty, numerous, volumes, volume, amounts, more, too, sufficiently, enough, operation, behaviour, behavior, experience, service, scrolling, search, optimization, optimizations, optimisation, optimisations,"
    " improvement, improvements, tuning, enhancement, enhancements, optimize, optimise, optimized, optimizing, within, significantly, noticeably, considerably, substantially, drastically, greatly, markedly, vastly, dramatically, appreciably, measurably, much, far,"
    " possible, well, smaller, leaner, lighter, cheaper, reliable, stable, time"
)
"""A text without any of these sets no goal."""
