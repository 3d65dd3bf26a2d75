"""One example of every frame, command and row, and what is special about some."""

NUMBER_MAX = 2**53 - 1
ID_MAX = 2**32 - 1
DURATION_MS_MAX = 366 * 24 * 3600 * 1000
TOKEN = "000102030405060708090a0b0c0d0e0f"
CURSOR = "00112233445566770000000000002a1700000001"
MS = 1763769600123
FAMILY = "👨‍👩‍👧‍👦"
LONG = "Ein überdachter Radweg von Übach über Geilenkirchen bis Heinsberg. "


def hello(**changes):
    frame = {"frame": "hello", "version": 1, "code": "KBWF3N7Q", "session": 0, "token": "",
             "cursor": "", "language": "de", "device": 4123456789, "watch": True,
             "client": "bogen 0.1.0", "scope": 0}
    return frame | changes


def welcome(**changes):
    frame = {"frame": "welcome", "version": 1, "session": 3, "person": 0, "role": "viewer",
             "resumed": False, "server_ms": MS, "scope": 2166136261}
    return frame | changes


# What an example does not name stands at "nothing".
BALLOT = {"secrecy": "none", "hidden": False, "board": 0, "phase": 0, "topic": 0, "stages": [],
          "sort": 0, "options": [], "roles": [], "voters": [], "points": 0, "heap": 0, "picks": 0,
          "places": 0, "threshold": 0, "threshold_of": 0, "quorum": 0, "budget": 0,
          "budget_rule": "none", "utility": "none", "weights": [], "rule": "none"}
ARGUMENTS = {
    "topic_add": {"phase": 0},
    "phase_go": {"below": False, "timed": False},
    "timer_start": {"below": False},
    "timer_stop": {"below": False},
    "vote": {"slip": 0},
    "ballot_add": BALLOT,
    "ballot_edit": BALLOT,
    "cast": {"check": "", "withdraw": False, "person": 0, "slip": 0},
}
FIELDS = {
    "session": {"locked": False},
    "board": {"parent": 0, "leader": 0, "speaker": 0, "ending": "none", "step": 1, "rounds": 0,
              "places": 0, "hold": "none", "ideas_max": 0, "slow_s": 0, "locked": False, "approval": False},
    "phase": {"help": "", "boards": [], "ending": "none", "hold": "none", "reveal": False,
              "ideas_max": 0, "slow_s": 0, "sort": 0, "tables": "none", "table_size": 0},
    "topic": {"phase": 0},
    "person": {"muted": False, "kept_out": False, "links": 0, "invitation": 0,
               "settled": False},
    "idea": {"phase": 0, "sort": 0, "hold": "none", "reason": "", "locked": False,
             "redacted": False, "merged_into": 0, "sent_up_to": 0},
    "comment": {"hold": "none", "reason": "", "redacted": False},
    "token": {"link": 0, "invitation": 0},
    "ballot": BALLOT | {"audience": "none", "previous": 0, "round": 0, "papers": 0, "eligible": 0,
                        "towns": 0, "gathered": False},
    "tally": {"answers": 0, "sum": 0},
    "paper": {"sealed": "", "withdrawn": False},
    "voted": {"withdrawn": False},
}


def command(kind, number=1, /, **arguments):
    return {"frame": "command", "number": number, "kind": kind,
            "arguments": ARGUMENTS.get(kind, {}) | arguments}


def row(kind, revision, key, /, **fields):
    return {"frame": "row", "kind": kind, "revision": revision, "key": key,
            "fields": FIELDS.get(kind, {}) | fields}


def removed(kind, revision, key):
    return {"frame": "row", "kind": kind, "revision": revision, "key": key, "fields": None}


def update(seq, cursor=CURSOR):
    return {"frame": "update", "cursor": cursor, "seq": seq}


FRAMES = {
    "hello with a code": [hello()],
    "hello with a token and a cursor": [hello(
        code="", session=3, token=TOKEN, cursor=CURSOR, language="en", watch=False, scope=ID_MAX)],
    "hello of a host": [hello(code="", session=0, token=TOKEN, device=ID_MAX)],
    "hello without a device": [hello(code="KBWF-3N7Q", device=0, client="")],
    "ping": [{"frame": "ping", "client_ms": MS}],
    "ping at the largest time": [{"frame": "ping", "client_ms": NUMBER_MAX}],
    "read of the first page": [{"frame": "read", "number": 1, "position": 0}],
    "read of a later page": [{"frame": "read", "number": 2, "position": 1 << 40}],
    "welcome of a visitor": [welcome()],
    "welcome of a citizen who resumes": [welcome(person=17, role="citizen", resumed=True)],
    "welcome of a moderator": [welcome(person=1, role="moderator", scope=ID_MAX)],
    "welcome of a host": [welcome(session=0, person=1, role="host")],
    "done": [{"frame": "done", "number": 1, "seq": 128, "result": 0}],
    "done with the number of what was created":
        [{"frame": "done", "number": NUMBER_MAX, "seq": NUMBER_MAX, "result": ID_MAX}],
    "refused": [{"frame": "refused", "number": 33, "code": 126,
                 "message": "Die laufende Phase „Ergebnis“ lässt das nicht zu.", "retry_ms": 0}],
    "refused, to be tried again": [{"frame": "refused", "number": 33, "code": 127,
                                    "message": "Busy.\nTry again.", "retry_ms": DURATION_MS_MAX}],
    "update": [update(42)],
    "update before anything was written": [update(0, "00" * 20)],
    "pong": [{"frame": "pong", "client_ms": 65535, "server_ms": 65536}],
    "page": [{"frame": "page", "number": 1, "next": 4294967296}],
    "the last page": [{"frame": "page", "number": 255, "next": 0}],
    "closing": [{"frame": "closing", "code": 7, "message": "", "retry_ms": 2000}],
    "closing for good": [{"frame": "closing", "code": 65535, "message": "x" * 32, "retry_ms": 0}],
    "three frames in one message": [
        {"frame": "done", "number": 5, "seq": 9, "result": 2},
        {"frame": "refused", "number": 6, "code": 142, "message": "This ballot is not open.",
         "retry_ms": 0},
        update(9)],
    "an update with its rows": [
        row("town", 8, [1], name="Übach-Palenberg"),
        row("comment_count", 9, [2], board=1, author=3, audience="everyone", comments=2),
        removed("comment", 9, [7]),
        update(9)],
    "a welcome with the passing rows behind it": [
        welcome(), row("presence", 0, [1], here=3), row("presence", 0, [2], here=0)],
    "hello and the first commands in one message": [
        hello(code="", session=3, token=TOKEN),
        command("vote", 1, idea=1, ballot=1, choice="agree", person=0),
        command("vote", 2, idea=2, ballot=1, choice="pass", person=0)],
}

COMMANDS = {
    "session_create": [command(
        "session_create", title="Zukunft dreier Städte", language="de", method="open",
        towns=["Übach-Palenberg", "Geilenkirchen", "Heinsberg"], name="Mia Muster", token=TOKEN)],
    "session_create with 24 towns": [command(
        "session_create", title="t", language="en", method="open",
        towns=[f"Town {i}" for i in range(24)], name="M", token=TOKEN)],
    "session_create without towns": [command(
        "session_create", title="t", language="en", method="open", towns=[], name="M",
        token="")],
    "session_edit": [command("session_edit", 2, title="Unsere Städte")],
    "join": [command("join", 1, token=TOKEN, name="Zoë Ångström", town=2, institution="")],
    "join for an institution": [command(
        "join", 1, token="ff" * 16, name=FAMILY, town=ID_MAX, institution="Heimatverein e. V.")],
    "leave": [command("leave", 127, erase=False)],
    "leave and erase": [command("leave", 128, erase=True)],
    "person_edit": [command("person_edit", 3, name="Kai", institution="Stadtjugendring")],
    "person_add": [command("person_add", 4, name="Frau K.", town=1, institution="")],
    "town_add": [command("town_add", 5, name="Wassenberg")],
    "town_edit": [command("town_edit", 6, town=4, name="Waßenberg")],
    "board_edit": [command("board_edit", 7, board=1, title="Plenum")],
    "topic_add": [command("topic_add", 8, title="Verkehr")],
    "topic_edit": [command("topic_edit", 9, topic=1, title="Verkehr und Wege")],
    "topic_remove": [command("topic_remove", 10, topic=1)],
    "phase_go": [command("phase_go", 11, board=1, **{"from": 1, "to": 2})],
    "timer_start": [command("timer_start", 12, board=1, duration_ms=600000)],
    "timer_start at its longest": [command("timer_start", 12, board=1, duration_ms=DURATION_MS_MAX)],
    "timer_stop": [command("timer_stop", 13, board=1)],
    "idea_add": [command("idea_add", 14, board=1, topic=0, title="", text="Ein Radweg", person=0)],
    "idea_add with lines and a topic": [command(
        "idea_add", 255, board=2, topic=1, title="Radweg", text=LONG + "\n\n" + LONG, person=9)],
    "idea_add of 2000 graphemes": [command(
        "idea_add", 256, board=2, topic=0, title="ü" * 120, text="ä" * 2000, person=0)],
    "idea_edit": [command(
        "idea_edit", 15, idea=1, revision=12, topic=2, title="Radweg", text="Ein Radweg")],
    "idea_edit of any revision": [command(
        "idea_edit", 65535, idea=1, revision=0, topic=0, title="", text="…")],
    "idea_remove": [command("idea_remove", 65536, idea=1)],
    "comment_add": [command("comment_add", 16, idea=1, text="Gern, " + FAMILY, person=0)],
    "comment_remove": [command("comment_remove", 17, comment=70000)],
    "idea_link": [command("idea_link", 18, **{"from": 1, "to": 2}, relation="part_of")],
    "idea_unlink": [command("idea_unlink", 19, **{"from": 1, "to": 2}, relation="continued_from")],
    "vote": [command("vote", ID_MAX, idea=1, ballot=1, choice="disagree", person=0)],
    "vote for an assisted person": [command(
        "vote", ID_MAX + 1, idea=1, ballot=1, choice="agree", person=12)],
    "ballot_open": [command("ballot_open", 20, ballot=1)],
    "ballot_close": [command("ballot_close", NUMBER_MAX, ballot=1)],
}

IDEA = {"board": 1, "topic": 2, "author": 3, "town": 1, "audience": "everyone", "stage": "idea",
        "title": "Radweg", "text": "Ein Radweg\nvon hier nach dort", "created_ms": MS,
        "edited_ms": 0}

ROWS = {
    "session": [row("session", 1, [3], title="Zukunft dreier Städte", language="de",
                    code="KBWF3N7Q", method="open", created_ms=MS)],
    "town": [row("town", 1, [1], name="Übach-Palenberg")],
    "the plenary": [row("board", 1, [1], title="Plenum", sort="plenary", town=0,
                        audience="everyone", phase=1, timer_end_ms=0)],
    "a town's board": [row("board", 300, [2], title="Heinsberg", sort="town", town=3,
                           audience="members", phase=2, timer_end_ms=MS)],
    "phase": [row("phase", 1, [1], title="Sammeln", prompt="Was fehlt?\nWas stört?",
                  allows=["ideas", "comments", "votes"], minutes=90)],
    "phase that allows nothing": [row("phase", 1, [3], title="Ergebnis", prompt="", allows=[],
                                      minutes=0)],
    "phase that allows one thing": [row("phase", 1, [2], title="Abstimmen", prompt="",
                                        allows=["votes"], minutes=525600)],
    "topic": [row("topic", 7, [1], title="Verkehr")],
    "person": [row("person", 8, [3], name="Zoë", institution="Heimatverein", town=2,
                   role="citizen", joined_ms=MS, contributed=True, assisted=False, left=False)],
    "person who was erased": [row("person", 8, [3], name="", institution="", town=2,
                                  role="citizen", joined_ms=MS, contributed=True, assisted=True,
                                  left=True)],
    "author": [row("author", 9, [3], name="Zoë", town=2)],
    "attendance": [row("attendance", 10, [2], persons=ID_MAX)],
    "presence": [row("presence", 0, [2], here=12)],
    "idea": [row("idea", 5, [1], **IDEA)],
    "idea that members see": [row("idea", NUMBER_MAX, [ID_MAX], **IDEA | {
        "audience": "members", "stage": "stopped", "text": "ä" * 2000, "edited_ms": MS})],
    "idea that is withheld": [row("idea", 6, [2], **IDEA | {
        "audience": "withheld", "stage": "selected", "title": "", "topic": 0})],
    "idea taken back": [removed("idea", 1000, [1])],
    "comment": [row("comment", 11, [4], idea=1, board=1, author=3, town=2, audience="everyone",
                    text="Gern.", created_ms=MS)],
    "comment taken back": [removed("comment", 12, [4])],
    "comment_count": [row("comment_count", 11, [1], board=1, author=3, audience="everyone",
                          comments=1)],
    "comment_count taken back": [removed("comment_count", 13, [1])],
    "link": [row("link", 14, [1, 2, 2], person=1, created_ms=MS)],
    "link taken away": [removed("link", 15, [1, 2, 2])],
    "ballot": [row("ballot", 1, [1], title="Was halten Sie davon?", method="opinion",
                   state="open", opened_ms=MS, closed_ms=0)],
    "ballot that is closed": [row("ballot", 70000, [1], title="?", method="opinion",
                                  state="closed", opened_ms=MS, closed_ms=MS + 1)],
    "vote": [row("vote", 20, [1, 2, 3], choice="pass", town=0)],
    "tally": [row("tally", 20, [1, 2, 3], board=1, author=3, audience="everyone", agree=128,
                  disagree=255, **{"pass": 65536})],
    "tally taken back": [removed("tally", 21, [1, 2, 3])],
    "listing": [row("listing", 4, [3], host=1, title="Zukunft", code="KBWF3N7Q", created_ms=MS)],
    "code": [row("code", 4, [1048575, 65535], session=3)],
    "token": [row("token", 4, [ID_MAX, 0, 1], hash="ab" * 32, person=3)],
    "token that was erased": [removed("token", 5, [ID_MAX, 0, 1])],
    "answer": [row("answer", 20, [3, 4123456789, 31], number=63, body_mac=TOKEN, result=0)],
    "epoch": [row("epoch", 1, [1], seq=1, mark=2**53 - 111)],
    "secret": [row("secret", 1, [1], key="5a" * 32)],
    "every relation of a link": [row("link", 14, [1, 2, at], person=1, created_ms=MS)
                                 for at in range(1, 6)],
    "every stage of an idea": [row("idea", 14, [at + 1], **IDEA | {"stage": stage})
                               for at, stage in enumerate(
                                   ("idea", "profile", "selected", "running", "done", "stopped"))],
    "sixteen rows": [row("presence", 0, [at], here=at) for at in range(1, 17)],
}
