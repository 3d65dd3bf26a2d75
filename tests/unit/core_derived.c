/* Meetings of six people who do anything that the command table has, at random: what is derived is
 * the same after a restart, and whoever looked on sees what they would see if they came now. */
#include <stdlib.h>
#include <string.h>

#include "core_hall.h"
#include "server/decide/view.h" /* ROW_KEY */
#include "tests/support/ballot_maker.h"

#define PLAYERS      6u
#define SEEDS        80u
#define STEPS        160u
#define STEPS_BEFORE 40u /* a look at everything */

/* Somebody with a device, who comes back whatever happens. */
struct player {
	uint8_t token[TOKEN_BYTES];
	bool joined; /* the token is somebody's */
	uint32_t town;
	uint32_t device;
	uint64_t number;
	struct guest *guest;  /* NULL: not connected */
	struct replica *kept; /* of the last connection */
	/* The last command, and whom it was about if it made them a link or sent them away. */
	enum command_kind made_by;
	uint32_t made_for;
	uint8_t made[TOKEN_BYTES];
};

struct meeting {
	struct desk *desk;
	uint32_t session;
	char code[CODE_CHARACTERS + 1];
	uint64_t chance;
	uint32_t seed, step;
	struct player players[PLAYERS];
	uint8_t invitation[TOKEN_BYTES]; /* the last one made */
	bool invited;
	uint32_t sent_away; /* the last person who was */
	uint32_t done[command_kinds_end];
};

/* Over all meetings: a command that never was done was not tried. */
static uint32_t done_ever[command_kinds_end];

static uint32_t below(void *context, uint32_t end)
{
	struct meeting *meeting = context;
	uint64_t z = meeting->chance += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return (uint32_t)((z ^ z >> 31) % end);
}

static void make_token(struct meeting *meeting, uint8_t token[TOKEN_BYTES])
{
	for (uint32_t i = 0; i < TOKEN_BYTES; i++)
		token[i] = (uint8_t)below(meeting, 256);
}

/* ---- coming and going ---- */

static void part(struct player *player)
{
	struct replica *empty = replica_new();
	if (!player->guest)
		return;
	replica_free(player->kept);
	player->kept = player->guest->replica;
	player->guest->replica = empty;
	guest_send_off(player->guest);
	player->guest = NULL;
}

/* What a closing says about the token that was come with. */
static void learn(struct meeting *meeting, struct player *player)
{
	enum err err = player->guest->closed_with;
	if (err == err_token_unknown || (err == err_removed && below(meeting, 4) == 0)) {
		make_token(meeting, player->token);
		player->joined = false;
	}
	if (err == err_invitation_over)
		meeting->invited = false;
}

static void come(struct meeting *meeting, struct player *player)
{
	struct frame_hello hello = {.version = PROTOCOL_VERSION,
				    .language = language_en,
				    .device = {player->device},
				    .watch = true,
				    .client = TEXT_OF("")};
	player->guest = guest_connect(meeting->desk, below(meeting, DESK_EDGES));
	if (player->kept) {
		replica_free(player->guest->replica);
		player->guest->replica = player->kept;
		player->kept = NULL;
		hello.cursor = replica_cursor(player->guest->replica);
		hello.scope = replica_scope(player->guest->replica);
	}
	hello.session.n = meeting->session;
	if (player->joined)
		hello.token = (struct bytes){player->token, TOKEN_BYTES};
	else if (meeting->invited && below(meeting, 2))
		hello.token = (struct bytes){meeting->invitation, TOKEN_BYTES};
	else
		hello.code = (struct text){meeting->code, CODE_CHARACTERS};
	guest_say_hello(player->guest, &hello);
	desk_run(meeting->desk);
}

static void join(struct meeting *meeting, struct player *player)
{
	struct command_join join = {.token = {player->token, TOKEN_BYTES},
				    .name = TEXT_OF("Ada"),
				    .town = {player->town},
				    .institution = TEXT_OF("")};
	guest_command(player->guest, ++player->number, command_kind_join, &join);
	desk_run(meeting->desk);
	const struct answer *answer = guest_answer(player->guest, player->number);
	if (!answer || answer->done)
		player->joined = player->joined || answer;
	else if (answer->err == err_kept_out || answer->err == err_token_void)
		make_token(meeting, player->token);
}

static bool is_in(const struct player *player)
{
	return player->guest && !player->guest->closed_with && player->guest->welcome.person.n;
}

/* Whoever is out tries to get in. */
static void attend(struct meeting *meeting, struct player *player)
{
	if (player->guest && player->guest->closed_with) {
		learn(meeting, player);
		part(player);
	}
	if (!player->guest)
		come(meeting, player);
	if (!player->guest->closed_with && !player->guest->welcome.person.n)
		join(meeting, player);
}

/* ---- doing ---- */

/* Mia stays moderator and comes back by the same link, so that there is somebody who sees all. */
static bool touches_mia(const struct shape *shape, const union any_command *command)
{
	const struct field *field = shape_field(shape, "person");
	return shape->command.who == command_who_moderator && field &&
	       *(const uint32_t *)((const char *)command + field->offset) == 1;
}

static bool may_be_given(struct meeting *meeting, const struct player *player,
			 enum command_kind kind)
{
	const struct shape *shape = command_shape(kind);
	if (!shape || shape->command.who == command_who_visitor ||
	    shape->command.who == command_who_host || shape->command.who == command_who_server)
		return false;
	if (kind == command_kind_leave)
		return player != &meeting->players[0] && below(meeting, 6) == 0;
	if (kind == command_kind_person_remove || kind == command_kind_session_lock ||
	    kind == command_kind_town_add)
		return below(meeting, 4) == 0;
	return true;
}

/* Who may not lead seldom tries to. */
static enum command_kind pick_kind(struct meeting *meeting, const struct player *player)
{
	bool moderates = player->guest->welcome.role == role_moderator;
	enum command_kind kind = command_kind_none;
	for (uint32_t tries = 0; tries < 4; tries++) {
		kind = (enum command_kind)below(meeting, command_kinds_end);
		const struct shape *shape = command_shape(kind);
		if (moderates || !shape || shape->command.who == command_who_participant)
			break;
	}
	if (below(meeting, 6) == 0)
		kind = command_kind_idea_add;
	else if (below(meeting, 8) == 0)
		kind = command_kind_vote;
	else if (below(meeting, 6) == 0)
		kind = command_kind_cast;
	else if (moderates && below(meeting, 5) == 0)
		kind = ballot_kind_make(below, meeting);
	else if (moderates && below(meeting, 20) == 0) /* the one needs the other */
		kind = below(meeting, 2) ? command_kind_idea_merge : command_kind_idea_unmerge;
	else if (below(meeting, 8) == 0)
		kind = command_kind_undo;
	else if (meeting->sent_away && below(meeting, 20) == 0)
		kind = command_kind_person_admit;
	return kind;
}

static void say(struct meeting *meeting, struct player *player)
{
	struct command_maker maker = {
		.below = below, .context = meeting, .known = player->guest->replica};
	enum command_kind kind = pick_kind(meeting, player);
	union any_command command;
	if (!may_be_given(meeting, player, kind))
		return;
	command_make(&maker, kind, &command);
	if (kind == command_kind_person_admit && meeting->sent_away)
		command.person_admit.person.n = meeting->sent_away;
	if (touches_mia(command_shape(kind), &command))
		return;
	if (kind == command_kind_tables_set)
		command.tables_set.size = 1 + below(meeting, 3);
	player->made_by = kind;
	player->made_for = kind == command_kind_person_relink   ? command.person_relink.person.n
			   : kind == command_kind_person_remove ? command.person_remove.person.n
								: 0;
	memcpy(player->made, maker.token, TOKEN_BYTES);
	guest_command(player->guest, ++player->number, kind, &command);
}

/* A new link goes to whom it is for. */
static void hand_out(struct meeting *meeting, const struct player *by)
{
	for (uint32_t i = 0; i < PLAYERS; i++) {
		struct player *player = &meeting->players[i];
		if (by->made_by == command_kind_person_relink && player->guest &&
		    player->guest->welcome.person.n == by->made_for) {
			memcpy(player->token, by->made, TOKEN_BYTES);
			player->joined = true;
		}
	}
	if (by->made_by == command_kind_person_remove)
		meeting->sent_away = by->made_for;
	if (by->made_by == command_kind_invitation_add) {
		memcpy(meeting->invitation, by->made, TOKEN_BYTES);
		meeting->invited = true;
	}
}

static void step(struct meeting *meeting)
{
	for (uint32_t i = 0; i < PLAYERS; i++)
		attend(meeting, &meeting->players[i]);
	for (uint32_t i = 0; i < PLAYERS; i++) {
		struct player *player = &meeting->players[i];
		player->made_by = command_kind_none;
		bool speaks = i == 0 ? below(meeting, 8) > 0 : below(meeting, 2);
		if (speaks && is_in(player))
			say(meeting, player);
	}
	desk_wait(meeting->desk, below(meeting, 8) ? below(meeting, 3000) : below(meeting, 90000));
	for (uint32_t i = 0; i < PLAYERS; i++) {
		struct player *player = &meeting->players[i];
		const struct answer *answer = guest_answer(player->guest, player->number);
		if (player->made_by && answer && answer->done) {
			meeting->done[player->made_by]++;
			hand_out(meeting, player);
		}
		player->guest->answer_count = 0;
		guest_forget_heard(player->guest);
	}
	if (below(meeting, 8) == 0)
		part(&meeting->players[below(meeting, PLAYERS)]);
}

/* ---- comparing ---- */

static bool same_fields(const struct row *a, const struct row *b)
{
	struct row_view view_a, view_b;
	return a && b && !a->removed == !b->removed && codec_row_view(a->bytes, a->size, &view_a) &&
	       codec_row_view(b->bytes, b->size, &view_b) &&
	       view_a.fields.size == view_b.fields.size &&
	       memcmp(view_a.fields.at, view_b.fields.at, view_a.fields.size) == 0;
}

static void compare_kind(const struct meeting *meeting, enum row_kind kind, const struct replica *a,
			 const struct replica *b, const char *what)
{
	const struct row **rows;
	uint32_t count = replica_rows(a, kind, &rows);
	for (uint32_t i = 0; i < count; i++) {
		const struct row *other = replica_row(b, kind, rows[i]->key);
		if (!other || other->removed || !same_fields(rows[i], other))
			fail_msg("seed %u, step %u: %s: %s %u %u %u %s", meeting->seed,
				 meeting->step, what, row_shapes[kind].name, rows[i]->key[0],
				 rows[i]->key[1], rows[i]->key[2],
				 other && !other->removed ? "differs" : "is missing");
	}
	free(rows);
}

static void compare(const struct meeting *meeting, const struct replica *a, const struct replica *b,
		    const char *what)
{
	for (uint32_t kind = 1; kind < row_kinds_end; kind++) {
		if (!row_shapes[kind].name || row_shapes[kind].row.sort == row_sort_passing)
			continue;
		compare_kind(meeting, (enum row_kind)kind, a, b, what);
		compare_kind(meeting, (enum row_kind)kind, b, a, what);
	}
	if (replica_digest(a, false) != replica_digest(b, false))
		fail_msg("seed %u, step %u: %s: revisions differ", meeting->seed, meeting->step,
			 what);
}

static void compare_with_fresh(struct meeting *meeting, const char *what)
{
	for (uint32_t i = 0; i < PLAYERS; i++) {
		struct player *player = &meeting->players[i];
		if (!is_in(player))
			continue;
		struct guest *fresh = guest_return(meeting->desk, meeting->session,
						   (struct bytes){player->token, TOKEN_BYTES});
		assert_int_equal(fresh->welcome.role, player->guest->welcome.role);
		assert_int_equal(fresh->welcome.scope, player->guest->welcome.scope);
		compare(meeting, player->guest->replica, fresh->replica, what);
		guest_send_off(fresh);
	}
}

/* ---- what must always hold ---- */

static void must(const struct meeting *meeting, bool holds, const struct row *row, const char *what)
{
	if (!holds)
		fail_msg("seed %u, step %u: %s %u: %s", meeting->seed, meeting->step,
			 row_shapes[row->kind].name, row->key[0], what);
}

static bool is_there(const struct replica *replica, enum row_kind kind, uint32_t id)
{
	const struct row *row = replica_row(replica, kind, ROW_KEY(id));
	return id == 0 || (row && !row->removed);
}

static void check_idea(const struct meeting *meeting, const struct replica *all,
		       const struct row *row)
{
	struct row_idea idea;
	struct row_board board = {.audience = audience_none};
	row_fields(row, &idea);
	bool on_board = replica_get(all, row_kind_board, ROW_KEY(idea.board.n), &board);
	must(meeting, on_board, row, "its board is gone");
	must(meeting, is_there(all, row_kind_topic, idea.topic.n), row, "its topic is gone");
	must(meeting, is_there(all, row_kind_idea, idea.merged_into.n), row,
	     "the one that it is merged into is gone");
	must(meeting, idea.audience == (idea.hold ? audience_withheld : board.audience), row,
	     "others see it than should");
}

static void check_comment(const struct meeting *meeting, const struct replica *all,
			  const struct row *row)
{
	struct row_comment comment;
	struct row_idea idea = {.audience = audience_none};
	row_fields(row, &comment);
	bool has_idea = replica_get(all, row_kind_idea, ROW_KEY(comment.idea.n), &idea);
	must(meeting, has_idea, row, "its idea is gone");
	must(meeting, comment.board.n == idea.board.n, row, "its idea is on another board");
	must(meeting, comment.audience == (comment.hold ? audience_withheld : idea.audience), row,
	     "others see it than should");
}

static void check_board(const struct meeting *meeting, const struct replica *all,
			const struct row *row)
{
	struct row_board board;
	row_fields(row, &board);
	must(meeting, is_there(all, row_kind_board, board.parent.n), row, "its parent is gone");
	must(meeting, is_there(all, row_kind_phase, board.phase.n), row, "its phase is gone");
}

static void check_seat(const struct meeting *meeting, const struct replica *all,
		       const struct row *row)
{
	struct row_seat seat;
	row_fields(row, &seat);
	must(meeting, is_there(all, row_kind_board, seat.team.n), row, "the team is gone");
	must(meeting, is_there(all, row_kind_board, seat.table.n), row, "the table is gone");
}

/* What everybody says is what the towns say, and those who belong to none. */
static void check_total(const struct meeting *meeting, const struct replica *all,
			const struct row *row)
{
	struct row_total total;
	struct row_ballot ballot = {.hidden = true};
	row_fields(row, &total);
	for (uint32_t town = 0; town <= LINES_MAX; town++) {
		struct row_tally tally;
		if (!replica_get(all, row_kind_tally, ROW_KEY(total.ballot.n, total.idea.n, town),
				 &tally))
			continue;
		total.agree -= tally.agree;
		total.disagree -= tally.disagree;
		total.pass -= tally.pass;
		total.answers -= tally.answers;
		total.sum -= tally.sum;
	}
	uint64_t left = total.agree | total.disagree | total.pass | total.answers | total.sum;
	must(meeting, left == 0, row, "the towns' counts do not add up to it");
	replica_get(all, row_kind_ballot, ROW_KEY(total.ballot.n), &ballot);
	must(meeting, !ballot.hidden || ballot.state != ballot_state_open, row,
	     "it tells what is hidden");
}

static void check_tally(const struct meeting *meeting, const struct replica *all,
			const struct row *row)
{
	struct row_tally tally;
	row_fields(row, &tally);
	bool few = tally.answers > 0 && tally.answers < 5;
	must(meeting, !few || tally.audience == audience_moderators, row,
	     "it tells what few people say");
	must(meeting,
	     replica_get(all, row_kind_total, ROW_KEY(tally.ballot.n, tally.idea.n),
			 &(struct row_total){.answers = 0}),
	     row, "there is no total of it");
}

static void check_turnout(const struct meeting *meeting, const struct replica *all,
			  const struct row *row)
{
	struct row_turnout turnout;
	const struct row **rows;
	uint32_t count = replica_rows(all, row_kind_voted, &rows), papers = 0;
	row_fields(row, &turnout);
	for (uint32_t i = 0; i < count; i++) {
		struct row_voted voted;
		row_fields(rows[i], &voted);
		papers += voted.ballot.n == turnout.ballot.n && voted.town.n == turnout.town.n &&
			  !voted.withdrawn;
	}
	free(rows);
	must(meeting, papers == turnout.papers, row, "others have voted");
}

/* Mia sees every row that these checks look at. */
static void check_rows(const struct meeting *meeting)
{
	static const struct {
		enum row_kind kind;
		void (*check)(const struct meeting *meeting, const struct replica *all,
			      const struct row *row);
	} checks[] = {{row_kind_idea, check_idea},      {row_kind_comment, check_comment},
		      {row_kind_board, check_board},    {row_kind_seat, check_seat},
		      {row_kind_total, check_total},    {row_kind_tally, check_tally},
		      {row_kind_turnout, check_turnout}};
	const struct replica *all = meeting->players[0].guest->replica;
	for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
		const struct row **rows;
		uint32_t count = replica_rows(all, checks[i].kind, &rows);
		for (uint32_t k = 0; k < count; k++)
			checks[i].check(meeting, all, rows[k]);
		free(rows);
	}
}

static void look(struct meeting *meeting)
{
	check_rows(meeting);
	compare_with_fresh(meeting, "who looked on and who comes now");
	desk_restart(meeting->desk);
	for (uint32_t i = 0; i < PLAYERS; i++) {
		struct player *player = &meeting->players[i];
		player->guest->closed_with = err_none; /* the server's end was nobody's fault */
		part(player);
	}
	for (uint32_t i = 0; i < PLAYERS; i++)
		come(meeting, &meeting->players[i]);
	compare_with_fresh(meeting, "who resumed after a restart and who comes now");
}

/* A timer that is due when the session is loaded moves it, so time stands still over a restart. */
static void restart_leaves_derived(struct meeting *meeting)
{
	for (uint32_t i = 0; i < PLAYERS; i++)
		attend(meeting, &meeting->players[i]);
	struct guest *before = guest_return(meeting->desk, meeting->session, TOKEN_OF("m"));
	struct replica *kept = before->replica;
	before->replica = replica_new();
	guest_send_off(before);
	look(meeting);
	struct guest *after = guest_return(meeting->desk, meeting->session, TOKEN_OF("m"));
	compare(meeting, kept, after->replica, "before and after a restart");
	guest_send_off(after);
	replica_free(kept);
}

/* ---- a meeting ---- */

static void meeting_begin(struct meeting *meeting, uint32_t seed)
{
	*meeting = (struct meeting){.desk = desk_open(), .seed = seed, .chance = seed};
	meeting->session = desk_make_session_by(meeting->desk, TEXT_OF("steered"), meeting->code);
	for (uint32_t i = 0; i < PLAYERS; i++) {
		struct player *player = &meeting->players[i];
		make_token(meeting, player->token);
		player->town = 1 + i % 2;
		player->device = 1 + i;
	}
	memcpy(meeting->players[0].token, TOKEN_OF("m").at, TOKEN_BYTES);
	meeting->players[0].joined = true;
}

static void any_meeting_is_the_same_after_a_restart(void **state)
{
	const char *more = getenv("CORE_SEEDS"); /* for a long search */
	uint32_t seeds = more ? (uint32_t)strtoul(more, NULL, 10) : SEEDS;
	(void)state;
	for (uint32_t seed = 1; seed <= seeds; seed++) {
		struct meeting meeting;
		meeting_begin(&meeting, seed);
		while (meeting.step < STEPS) {
			step(&meeting);
			if (++meeting.step % STEPS_BEFORE == 0)
				restart_leaves_derived(&meeting);
		}
		for (uint32_t kind = 0; kind < command_kinds_end; kind++)
			done_ever[kind] += meeting.done[kind];
		for (uint32_t i = 0; i < PLAYERS; i++)
			replica_free(meeting.players[i].kept);
		desk_close(meeting.desk);
	}
}

static void every_command_was_done_in_some_meeting(void **state)
{
	(void)state;
	for (uint32_t kind = 1; kind < command_kinds_end; kind++) {
		const struct shape *shape = command_shape(kind);
		if (!shape || shape->command.who == command_who_visitor ||
		    shape->command.who == command_who_host ||
		    shape->command.who == command_who_server)
			continue;
		if (done_ever[kind] == 0)
			fail_msg("%s was never done", shape->name);
	}
}

int core_derived(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[ROW-6] whatever was commanded: derived rows outlive a restart, and who "
		      "looked on or resumed sees what they would see if they came now",
		      any_meeting_is_the_same_after_a_restart),
		CLAIM("every command of the table was done in those meetings",
		      every_command_was_done_in_some_meeting),
	};
	return cmocka_run_group_tests_name("derived", tests, NULL, NULL);
}
