#include "client-cli/watch_line.h"

#include <stdio.h>
#include <stdlib.h>

#include "client-cli/board_view.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/watch_ballot.h"

/* What lines are written from. */
struct teller {
	const struct client *client;
	const struct replica *replica;
	bool named;
};

/* ---- parts of lines ---- */

static void print_text(struct text text)
{
	char *line = render_line(text);
	fputs(line, stdout);
	free(line);
}

static void print_named(const struct teller *teller, enum row_kind kind, const char *label,
			uint32_t number)
{
	print_text(find_label(teller->replica, kind, label, number));
}

static void print_board_title(const struct teller *teller, uint32_t board)
{
	struct text title = find_label(teller->replica, row_kind_board, "title", board);
	if (title.size)
		print_text(title);
	else
		printf("board #%u", board);
}

/* "Anna", or "person 17"; behind it the town, if there is one. */
static void print_person(const struct teller *teller, uint32_t person, struct town_id town)
{
	char name[400];
	find_person_called(teller->replica, (struct person_id){person}, name, sizeof name);
	print_text(cli_text(name));
	fputs(town.n ? " (" : "", stdout);
	print_named(teller, row_kind_town, "name", town.n);
	fputs(town.n ? ")" : "", stdout);
}

/* "idea #3", for readers with its title. */
static void print_idea_number(const struct teller *teller, uint32_t number)
{
	const uint32_t key[ROW_KEY_PARTS] = {number};
	struct row_idea idea;
	printf("idea #%u", number);
	if (!teller->named || !replica_get(teller->replica, row_kind_idea, key, &idea))
		return;
	fputs(" '", stdout);
	print_text(ideas_view_title(&idea));
	putchar('\'');
}

/* ", waiting" and the like; the author and moderators alone get such rows. */
static void print_hold(enum hold hold, struct text reason)
{
	const char *word = words_name(&words_hold, hold);
	if (!word)
		return;
	printf(" [%s%s", word, reason.size ? ": " : "");
	print_text(reason);
	putchar(']');
}

static void print_removed(const struct row *row)
{
	const struct shape *shape = row_shape(row->kind);
	printf("%s", shape->name);
	for (uint32_t i = 0; i < shape->key_count; i++)
		printf("%s%u", i ? "/" : " #", row->key[i]);
	puts(": removed");
}

/* ---- what people write ---- */

static void print_idea(const struct teller *teller, const struct row *row)
{
	struct row_idea idea;
	if (!row_fields(row, &idea))
		return;
	printf("idea #%u (", idea.id.n);
	print_named(teller, row_kind_author, "name", idea.author.n);
	fputs(idea.town.n ? ", " : "", stdout);
	print_named(teller, row_kind_town, "name", idea.town.n);
	fputs("): ", stdout);
	print_text(ideas_view_title(&idea));
	print_hold(idea.hold, idea.reason);
	if (idea.merged_into.n)
		printf(" [merged into #%u]", idea.merged_into.n);
	if (idea.sent_up_to.n)
		printf(" [sent up as #%u]", idea.sent_up_to.n);
	const char *stage = words_name(&words_stage, idea.stage);
	if (stage && idea.stage != stage_idea)
		printf(" [%s]", stage);
	puts(idea.locked ? " [locked]" : "");
}

static void print_comment(const struct teller *teller, const struct row *row)
{
	struct row_comment comment;
	if (!row_fields(row, &comment))
		return;
	printf("comment #%u on ", comment.id.n);
	print_idea_number(teller, comment.idea.n);
	fputs(" (", stdout);
	print_named(teller, row_kind_author, "name", comment.author.n);
	fputs("): ", stdout);
	print_text(comment.text);
	print_hold(comment.hold, comment.reason);
	putchar('\n');
}

static void print_link(const struct teller *teller, const struct row *row)
{
	const char *relation = words_name(&words_relation, row->key[2]);
	print_idea_number(teller, row->key[0]);
	printf(" %s ", relation ? relation : "");
	print_idea_number(teller, row->key[1]);
	putchar('\n');
}

/* ---- the frame ---- */

static void print_session(const struct teller *teller, const struct row *row)
{
	struct row_session session;
	(void)teller;
	if (!row_fields(row, &session))
		return;
	printf("session #%u: ", session.id.n);
	print_text(session.title);
	puts(session.locked ? ", locked" : "");
}

static void print_board(const struct teller *teller, const struct row *row)
{
	struct row_board board;
	char when[32], rules[300];
	if (!row_fields(row, &board))
		return;
	fputs("board ", stdout);
	print_text(board.title);
	fputs(": phase ", stdout);
	print_named(teller, row_kind_phase, "title", board.phase.n);
	render_time(board.timer_end_ms, when, sizeof when);
	printf("%s%s", when[0] ? ", timer until " : "", when);
	board_view_rules(&board, rules, sizeof rules);
	printf("%s%s", rules[0] ? "; " : "", rules);
	if (board.leader.n) {
		fputs("; led by ", stdout);
		print_person(teller, board.leader.n, (struct town_id){0});
	}
	if (board.speaker.n) {
		fputs("; the floor has ", stdout);
		print_person(teller, board.speaker.n, (struct town_id){0});
	}
	putchar('\n');
}

static void print_presence(const struct teller *teller, const struct row *row)
{
	struct row_presence presence;
	if (!row_fields(row, &presence))
		return;
	fputs("here from ", stdout);
	print_named(teller, row_kind_town, "name", presence.id.n);
	printf(": %llu\n", (unsigned long long)presence.here);
}

static void print_member(const struct teller *teller, const struct row *row)
{
	struct row_person person;
	(void)teller;
	if (!row_fields(row, &person))
		return;
	const char *role = words_name(&words_role, person.role);
	printf("person #%u: ", person.id.n);
	print_text(person.name);
	printf("%s%s", role && person.role != role_citizen ? ", " : "",
	       role && person.role != role_citizen ? role : "");
	fputs(person.muted ? ", muted" : "", stdout);
	puts(person.kept_out ? ", removed" : person.left ? ", left" : "");
}

static void print_invitation(const struct teller *teller, const struct row *row)
{
	struct row_invitation invitation;
	if (!row_fields(row, &invitation))
		return;
	const char *role = words_name(&words_role, invitation.role);
	printf("invitation #%u (%s", invitation.id.n, role ? role : "");
	fputs(invitation.board.n ? ", " : "", stdout);
	print_named(teller, row_kind_board, "title", invitation.board.n);
	printf("): used %llu", (unsigned long long)invitation.uses);
	if (invitation.uses_max)
		printf(" of %llu", (unsigned long long)invitation.uses_max);
	puts(invitation.revoked ? " times, revoked" : " times");
}

/* ---- who sits, speaks, is done; where all look ---- */

static void print_seat(const struct teller *teller, const struct row *row)
{
	struct row_seat seat;
	if (!row_fields(row, &seat))
		return;
	fputs("seat of ", stdout);
	print_person(teller, seat.person.n, (struct town_id){0});
	fputs(": ", stdout);
	if (seat.team.n)
		print_board_title(teller, seat.team.n);
	fputs(seat.team.n && seat.table.n ? ", " : "", stdout);
	if (seat.table.n)
		print_board_title(teller, seat.table.n);
	puts(seat.team.n || seat.table.n ? "" : "none");
}

static void print_hand(const struct teller *teller, const struct row *row)
{
	struct row_hand hand = {0};
	fputs("hand in ", stdout);
	print_board_title(teller, row->key[0]);
	printf(" %s: ", row->removed ? "down" : "raised");
	row_fields(row, &hand);
	print_person(teller, row->key[1], hand.town);
	putchar('\n');
}

static void print_ready(const struct teller *teller, const struct row *row)
{
	const uint32_t key[ROW_KEY_PARTS] = {row->key[0]};
	struct row_ready ready;
	struct row_board board = {0};
	bool done = !row->removed && row_fields(row, &ready) &&
		    replica_get(teller->replica, row_kind_board, key, &board) &&
		    ready.step == board.step;
	print_person(teller, row->key[1], (struct town_id){0});
	fputs(done ? " is done in " : " is not done in ", stdout);
	print_board_title(teller, row->key[0]);
	putchar('\n');
}

static void print_focus(const struct teller *teller, const struct row *row)
{
	struct row_focus focus;
	char what[600] = "free";
	if (!row->removed && row_fields(row, &focus))
		board_view_focus(teller->client, &focus, what, sizeof what);
	fputs("all eyes in ", stdout);
	print_board_title(teller, row->key[0]);
	printf(": %s\n", what);
}

/* ---- which line for which kind ---- */

static const struct {
	enum row_kind kind;
	bool removed_too; /* it has words for its end */
	void (*print)(const struct teller *teller, const struct row *row);
} lines[] = {
	{row_kind_session, false, print_session},
	{row_kind_idea, false, print_idea},
	{row_kind_comment, false, print_comment},
	{row_kind_board, false, print_board},
	{row_kind_presence, false, print_presence},
	{row_kind_person, false, print_member},
	{row_kind_invitation, false, print_invitation},
	{row_kind_seat, false, print_seat},
	{row_kind_hand, true, print_hand},
	{row_kind_ready, true, print_ready},
	{row_kind_focus, true, print_focus},
};

/* The kinds whose line is a name alone. */
static const struct {
	enum row_kind kind;
	const char *label;
} names[] = {
	{row_kind_town, "name"},
	{row_kind_phase, "title"},
	{row_kind_topic, "title"},
	{row_kind_idea_sort, "title"},
};

void watch_line_print(const struct client *client, bool named, const struct row *row)
{
	const struct teller teller = {client, client->replica, named};
	if (watch_ballot_print(client, named, row))
		return;
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		if ((enum row_kind)row->kind == lines[i].kind) {
			if (row->removed && !lines[i].removed_too)
				print_removed(row);
			else
				lines[i].print(&teller, row);
			return;
		}
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if ((enum row_kind)row->kind == names[i].kind && row->removed) {
			print_removed(row);
		} else if ((enum row_kind)row->kind == names[i].kind) {
			printf("%s #%u: ", row_shape(row->kind)->name, row->key[0]);
			print_named(&teller, names[i].kind, names[i].label, row->key[0]);
			putchar('\n');
		}
	if ((enum row_kind)row->kind == row_kind_link && !row->removed)
		print_link(&teller, row);
}
