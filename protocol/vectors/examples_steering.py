"""Examples of the commands and rows of steering: invitations, boards, order, speaking."""
from examples import ID_MAX, IDEA, MS, NUMBER_MAX, TOKEN, command, removed, row

COMMANDS = {
    "topic_add for one phase": [command("topic_add", 8, title="Risiken", phase=3)],
    "phase_go with the boards below": [command(
        "phase_go", 11, board=1, below=True, timed=True, **{"from": 2, "to": 1})],
    "phase_edit": [command(
        "phase_edit", 68, phase=1, title="Sammeln", prompt="Was fehlt uns am Fluss?",
        help="Eine Idee nach der anderen.\nDanach stimmen wir ab.", minutes=525600)],
    "phase_edit without help and end": [command(
        "phase_edit", 69, phase=1, title="S", prompt="", help="", minutes=0)],
    "timer_start for as long as foreseen": [command(
        "timer_start", 12, board=1, duration_ms=0, below=True)],
    "join over an invitation without a town": [command(
        "join", 1, token=TOKEN, name="Ole", town=0, institution="")],
    "invitation_add": [command(
        "invitation_add", 30, role="member", town=2, board=5, until_ms=MS, uses_max=12,
        token=TOKEN)],
    "invitation_add for anybody": [command(
        "invitation_add", 31, role="observer", town=0, board=0, until_ms=0, uses_max=0,
        token="00" * 16)],
    "invitation_revoke": [command("invitation_revoke", 32, invitation=1)],
    "person_role": [command("person_role", 33, person=3, role="steering")],
    "person_relink": [command("person_relink", 34, person=3, token="ee" * 16)],
    "person_mute": [command("person_mute", 35, person=3, muted=True)],
    "person_remove": [command("person_remove", 36, person=ID_MAX)],
    "person_admit": [command("person_admit", 37, person=3)],
    "board_add": [command("board_add", 38, title="Mobilität", sort="team", audience="members",
                          parent=1, places=15)],
    "board_remove": [command("board_remove", 39, board=5)],
    "board_lead": [command("board_lead", 40, board=5, person=3)],
    "board_lead by nobody": [command("board_lead", 41, board=5, person=0)],
    "board_rules": [command("board_rules", 42, board=1, places=0, ideas_max=3, slow_s=86400,
                            approval=True)],
    "board_lock": [command("board_lock", 43, board=1, locked=True)],
    "session_lock": [command("session_lock", 44, locked=False)],
    "seat_take": [command("seat_take", 45, board=5, person=0)],
    "seat_leave": [command("seat_leave", 46, board=5, person=3)],
    "tables_set": [command("tables_set", 47, board=1, arrangement="mixed", size=5,
                           audience="everyone", here=True)],
    "idea_hide": [command("idea_hide", 48, idea=1, reason="Nennt eine Person beim Namen.")],
    "idea_show": [command("idea_show", 49, idea=1)],
    "idea_redact": [command("idea_redact", 50, idea=1, title="", text="[entfernt]")],
    "idea_lock": [command("idea_lock", 51, idea=1, locked=True)],
    "idea_move": [command("idea_move", 52, idea=1, board=2, topic=0)],
    "idea_merge": [command("idea_merge", 53, idea=2, into=1)],
    "idea_unmerge": [command("idea_unmerge", 54, idea=2)],
    "idea_send_up": [command("idea_send_up", 55, idea=2, to=0)],
    "idea_stage": [command("idea_stage", 56, idea=2, stage="selected")],
    "comment_hide": [command("comment_hide", 57, comment=4, reason="Unsachlich.")],
    "comment_show": [command("comment_show", 58, comment=4)],
    "comment_redact": [command("comment_redact", 59, comment=4, text="…")],
    "hand_raise": [command("hand_raise", 60, board=1)],
    "hand_lower": [command("hand_lower", 61, board=1, person=0)],
    "hand_call": [command("hand_call", 62, board=1, person=0)],
    "ready_mark": [command("ready_mark", 63, board=5, ready=True)],
    "focus_set": [command("focus_set", 64, board=1, idea=7, topic=0, ballot=0)],
    "focus_set on nothing": [command("focus_set", 65, board=1, idea=0, topic=0, ballot=0)],
    "undo": [command("undo", 66)],
    "timer_end": [command("timer_end", 67, board=1, end_ms=NUMBER_MAX)],
}

ROWS = {
    "session that is locked": [row("session", 9, [3], title="Drei Städte", language="en",
                                   code="KBWF3N7Q", method="world-cafe", created_ms=MS,
                                   locked=True)],
    "a table": [row("board", 300, [7], title="Tisch 3", sort="table", town=0, audience="everyone",
                    phase=2, timer_end_ms=MS, parent=1, leader=4, speaker=5, ending="next",
                    step=300, rounds=3, places=ID_MAX, hold="waiting", ideas_max=3, slow_s=86400,
                    locked=True, approval=True)],
    "a steering group's board": [row("board", 301, [8], title="Initiativkreis", sort="steering",
                                     town=0, audience="members", phase=2, timer_end_ms=0,
                                     parent=1, ending="lock", hold="alone")],
    "phase with all rules": [row(
        "phase", 1, [4], title="Allein", prompt="Was fällt Ihnen ein?", allows=["ideas"],
        minutes=1, help="Schreiben Sie.\nNiemand liest mit.", boards=["team", "table"],
        ending="next", hold="alone", reveal=True, ideas_max=3, slow_s=60, sort=2,
        tables="mixed", table_size=5)],
    "topic of one phase": [row("topic", 7, [2], title="Risiken", phase=3)],
    "person who was removed": [row(
        "person", 8, [3], name="Zoë", institution="", town=2, role="member", joined_ms=MS,
        contributed=True, assisted=False, left=False, muted=True, kept_out=True, links=2,
        invitation=1)],
    "idea that is hidden": [row("idea", 6, [3], **IDEA | {
        "audience": "withheld", "hold": "hidden", "reason": "Nennt eine Person beim Namen.",
        "locked": True, "redacted": True})],
    "idea that was merged and sent up": [row("idea", 6, [4], **IDEA | {
        "phase": 2, "sort": 1, "merged_into": 1, "sent_up_to": ID_MAX})],
    "comment that waits": [row(
        "comment", 11, [5], idea=1, board=1, author=3, town=2, audience="withheld", text="?",
        created_ms=MS, hold="waiting", reason="", redacted=False)],
    "token of an invitation": [row("token", 4, [1, 2, 3], hash="cd" * 32, person=0, invitation=1)],
    "token of a second link": [row("token", 4, [1, 2, 4], hash="cd" * 32, person=3, link=1)],
    "invitation": [row("invitation", 30, [1], role="member", town=2, board=5, until_ms=MS,
                       uses_max=12, uses=11, revoked=False, person=1, created_ms=MS)],
    "invitation that was revoked": [row(
        "invitation", 32, [2], role="moderator", town=0, board=0, until_ms=0, uses_max=0, uses=0,
        revoked=True, person=1, created_ms=MS)],
    "seat": [row("seat", 45, [3], team=5, table=7)],
    "sitting": [row("sitting", 47, [3, 1, 2], table=7)],
    "quota": [row("quota", 14, [3, 1, 4], ideas=3, last_ms=MS)],
    "change": [row("change", 14, [3], revision=14, command=16, before="95" * 40,
                   after="0c" * 32, undone_ms=0)],
    "hand": [row("hand", 60, [1, 3], town=2, raised_ms=MS)],
    "hand that went down": [removed("hand", 61, [1, 3])],
    "turns": [row("turns", 62, [1, 2], called=4)],
    "ready": [row("ready", 63, [5, 3], step=2)],
    "focus on an idea": [row("focus", 64, [1], idea=7, topic=0, ballot=0, person=1, since_ms=MS)],
    "focus on nothing": [removed("focus", 65, [1])],
    "idea_sort": [row("idea_sort", 1, [1], title="Maßnahme")],
    "seating": [row("seating", 47, [7, 2], persons=2)],
    "progress": [row("progress", 63, [5], ideas=12, ready=3, alone=2)],
    "every hold of an idea": [row("idea", 14, [at + 1], **IDEA | {
        "audience": "withheld", "hold": hold}) for at, hold in enumerate(
            ("waiting", "alone", "hidden"))],
}
