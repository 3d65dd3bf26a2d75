"""Examples of the commands and rows of deciding: ballots, papers, results, slips."""
from examples import ID_MAX, MS, NUMBER_MAX, command, removed, row

OPTIONS_MAX = 500
MONEY_MAX = NUMBER_MAX // OPTIONS_MAX
SCORE_ONE = 10**9
CHECK = "0123456789abcdef"
TOWNS = 24


def each(kind, pairs):
    """[{"idea": 12, "number": 3}] of {12: 3}: a list of pairs as vectors write it."""
    return [{kind: of, "number": number} for of, number in pairs.items()]


def ideas(pairs):
    return each("idea", pairs)


COUNTS = {"agree": 0, "disagree": 0, "pass": 0, "answers": 0, "sum": 0}
HELD = {"board": 1, "audience": "everyone"}
RESULT = HELD | COUNTS | {
    "author": 3, "score_people": 0, "score_towns": 0, "score_every_town": 0, "rank_people": 1,
    "rank_towns": 1, "rank_every_town": 1, "decision_people": "none", "decision_towns": "none",
    "decision_every_town": "none", "carried": 0, "least": 0, "beats": [],
    "withheld": False}

# A ballot with everything set, as the command prepares it and as its row keeps it.
WHOLE = {
    "title": "Welche Vorhaben bezahlen wir?", "method": "budget", "secrecy": "confidential",
    "hidden": True, "board": 1, "phase": 3, "topic": 2, "stages": ["profile", "selected"],
    "sort": 2, "options": ideas({12: 2500000, 13: MONEY_MAX, ID_MAX: 0}),
    "roles": ["citizen", "member"], "voters": [2, 3, ID_MAX], "points": 1000, "heap": 1000,
    "picks": OPTIONS_MAX, "places": OPTIONS_MAX, "threshold": 666667, "threshold_of": 1000000,
    "quorum": ID_MAX, "budget": MONEY_MAX, "budget_rule": "add1_votes", "utility": "count",
    "weights": each("town", {1: 0, 2: 1, 3: 10**9}), "rule": "every_town"}

COMMANDS = {
    "vote for a slip": [command("vote", 2, idea=1, ballot=1, choice="agree", person=0, slip=4711)],
    "ballot_add of a question": [command(
        "ballot_add", 70, title="Wollen wir weitermachen?", method="yesno")],
    "ballot_add of dots on ideas still to come": [command(
        "ballot_add", 71, title="Punktabfrage", method="dots", secrecy="plain", hidden=True,
        board=1, topic=2, stages=["idea"], sort=1, points=5, heap=2, places=3, rule="towns")],
    "ballot_add with everything": [command("ballot_add", 72, **WHOLE)],
    "ballot_add with as many options, voters and weights as can be": [command(
        "ballot_add", 73, title="?", method="approval",
        options=ideas({at: at for at in range(1, OPTIONS_MAX + 1)}),
        voters=list(range(1, TOWNS + 1)),
        weights=each("town", {at: 10**9 for at in range(1, TOWNS + 1)}))],
    "ballot_edit": [command(
        "ballot_edit", 74, ballot=2, title="Rangfolge", method="ranking", secrecy="named",
        options=ideas({4: 0, 7: 0}))],
    "ballot_remove": [command("ballot_remove", 75, ballot=2)],
    "ballot_repeat": [command("ballot_repeat", 76, ballot=2)],
    "cast": [command("cast", 77, ballot=2, choices=ideas({4: 1, 7: 2}))],
    "cast with a check number": [command(
        "cast", 78, ballot=2, choices=ideas({0: 10, 4: 0}), check=CHECK)],
    "cast of a paper that says nothing": [command("cast", 79, ballot=2, choices=[])],
    "cast to take a paper back": [command("cast", 80, ballot=2, choices=[], withdraw=True)],
    "cast for an assisted person": [command(
        "cast", 81, ballot=2, choices=ideas({4: NUMBER_MAX}), person=12)],
    "cast for a slip": [command("cast", 82, ballot=2, choices=ideas({4: 1}), slip=ID_MAX)],
    "cast on as many options as can be": [command(
        "cast", 83, ballot=2, choices=ideas({at: 3 for at in range(OPTIONS_MAX + 1)}))],
    "slips_add": [command("slips_add", 84, town=2, count=5000)],
    "ballot_void": [command("ballot_void", 85, ballot=2)],
}

ROWS = {
    "ballot with everything": [row(
        "ballot", 300, [2], **WHOLE, state="closed", opened_ms=MS, closed_ms=MS + 1,
        audience="members", previous=1, round=2, papers=412, eligible=ID_MAX, towns=TOWNS,
        gathered=True)],
    "ballot that is prepared": [row(
        "ballot", 300, [3], title="Systemisches Konsensieren", method="resistance",
        state="prepared", opened_ms=0, closed_ms=0, **HELD, options=ideas({4: 0, 7: 0}), round=1)],
    "every method of a ballot": [row(
        "ballot", 300, [at], title="?", method=method, state="open", opened_ms=MS, closed_ms=0)
        for at, method in enumerate(("opinion", "approval", "yesno", "dots", "resistance",
                                     "ranking", "choose", "budget"), 1)],
    "every state of a ballot": [row(
        "ballot", 300, [at], title="?", method="approval", state=state, opened_ms=0, closed_ms=0)
        for at, state in enumerate(("prepared", "open", "closed", "void"), 1)],
    "every secrecy of a ballot": [row(
        "ballot", 300, [at], title="?", method="approval", state="open", opened_ms=0, closed_ms=0,
        secrecy=secrecy)
        for at, secrecy in enumerate(("none", "named", "plain", "confidential"), 1)],
    "tally for moderators": [row(
        "tally", 20, [1, 2, 3], board=1, author=3, audience="moderators", agree=1, disagree=2,
        **{"pass": 1}, answers=4, sum=27)],
    "paper": [row("paper", 21, [2, 3], **HELD | {"audience": "owner"}, town=2,
                  choices=ideas({4: 1, 7: 2}))],
    "paper that everybody sees": [row(
        "paper", 21, [2, 4], **HELD, town=0, choices=ideas({4: 3}))],
    "paper that is sealed": [row(
        "paper", 21, [2, 5], **HELD | {"audience": "owner"}, town=2, choices=[],
        sealed="c5" * (12 + 8 + 2 * 3 + 16))],
    "paper that is sealed, as large as can be": [row(
        "paper", 21, [2, 6], **HELD | {"audience": "owner"}, town=2, choices=[],
        sealed="c5" * (12 + 8 + 2 * (OPTIONS_MAX + 1) + 16))],
    "paper taken back": [row("paper", 22, [2, 3], **HELD | {"audience": "owner"}, town=2,
                             choices=[], withdrawn=True)],
    "paper that is gone": [removed("paper", 22, [2, 3])],
    "total": [row("total", 21, [2, 4], **HELD, author=3, **COUNTS | {"agree": 12, "answers": 40})],
    "total of deciding nothing": [row(
        "total", 21, [2, 0], **HELD, author=0, **COUNTS | {"answers": 40, "sum": 400})],
    "total taken back": [removed("total", 22, [2, 0])],
    "turnout": [row("turnout", 21, [2, 1], **HELD, papers=40)],
    "voted": [row("voted", 21, [2, 3], town=2)],
    "voted no more": [row("voted", 22, [2, 3], town=2, withdrawn=True)],
    "result": [row("result", 23, [2, 4], **RESULT | {
        "agree": 33, "answers": 40, "score_people": 825000000, "score_towns": SCORE_ONE,
        "score_every_town": 1, "rank_people": 1, "rank_towns": 2, "rank_every_town": 3,
        "decision_people": "carried", "decision_towns": "tied", "decision_every_town": "lost",
        "carried": 2, "least": 333333333})],
    "result of a ranking": [row("result", 23, [2, 7], **RESULT | {
        "answers": 45, "sum": NUMBER_MAX, "beats": ideas({4: 24, 9: 29, ID_MAX: ID_MAX})})],
    "result that withholds what few people said": [row("result", 23, [2, 9], **RESULT | {
        "withheld": True})],
    "score": [row("score", 23, [2, 9], **HELD | {"audience": "moderators"}, score_towns=333333333,
                  score_every_town=SCORE_ONE, carried=2, least=0)],
    "result of deciding nothing": [row("result", 23, [2, 0], **RESULT | {"author": 0, "board": 0})],
    "outcome": [row("outcome", 23, [2, 1, 3], **HELD, winners=[12, 13, 70000], cost=984579,
                    per_voter=302000000)],
    "outcome that buys nothing": [row("outcome", 23, [2, 2, 1], **HELD, winners=[], cost=0,
                                      per_voter=0)],
    "outcome that buys all that can be": [row(
        "outcome", 23, [2, 3, 5], **HELD, winners=list(range(1, OPTIONS_MAX + 1)),
        cost=NUMBER_MAX, per_voter=NUMBER_MAX)],
    "every outcome's rule": [row("outcome", 23, [2, rule, how], **HELD, winners=[4], cost=1,
                                 per_voter=1) for rule in (1, 2, 3) for how in range(1, 6)],
    "published": [row("published", 23, [2, 1], **HELD, check=CHECK, town=2,
                      choices=ideas({0: 10, 4: 0}))],
    "published without its town": [row("published", 23, [2, ID_MAX], **HELD, check="00" * 8,
                                       town=0, choices=[])],
    "slip": [row("slip", 24, [4711], town=2, person=0)],
    "slip that is used": [row("slip", 25, [4711], town=2, person=12)],
}
