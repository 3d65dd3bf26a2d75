#include "steer.h"

#include <stdlib.h>
#include <string.h>

#include "server/decide/view.h" /* ROW_KEY */
#include "tests/sim/urns.h"
#include "tests/support/ballot_maker.h"

static uint32_t below(void *context, uint32_t end)
{
	struct client *client = context;
	return chance_below(&client->world->chance, end);
}

/* ---- saying ---- */

/* What clients say by other means, whatever ends a meeting, and whatever is about people. */
static bool is_steering(enum command_kind kind)
{
	switch (kind) {
	case command_kind_none:
	case command_kind_session_create:
	case command_kind_join:
	case command_kind_leave:
	case command_kind_town_add:
	case command_kind_idea_add:
	case command_kind_idea_edit:
	case command_kind_idea_remove:
	case command_kind_vote:
	case command_kind_person_role:
	case command_kind_person_relink:
	case command_kind_person_remove:
	case command_kind_person_admit:
	case command_kind_timer_end:
		return false;
	default:
		return true;
	}
}

static enum command_kind pick_kind(struct client *client)
{
	enum command_kind kind = command_kind_none;
	for (uint32_t tries = 0; tries < 6 || !is_steering(kind); tries++) {
		kind = (enum command_kind)below(client, command_kinds_end);
		const struct shape *shape = command_shape(kind);
		bool may = shape && (client->role == role_moderator ||
				     shape->command.who == command_who_participant);
		if (may && is_steering(kind))
			break;
	}
	return kind;
}

/* Another person who is a client; 0: none is known. */
static uint32_t pick_person(struct client *client)
{
	const struct steering *steering = client->steering;
	return steering->clients[1 + below(client, steering->count - 1)].self;
}

static bool is_kept_out(const struct client *client, uint32_t person)
{
	struct row_person row;
	return replica_get(client->replica, row_kind_person, ROW_KEY(person), &row) && row.kept_out;
}

static void say_about_person(struct client *client, struct pending_command *pending)
{
	static const enum role roles[] = {role_citizen, role_moderator, role_observer, role_member,
					  role_steering};
	struct person_id person = {pick_person(client)};
	if (person.n == 0)
		return;
	if (is_kept_out(client, person.n)) {
		struct command_person_admit admit = {person};
		pending->kind = command_kind_person_admit;
		client_send(client, pending, &admit);
	} else if (below(client, 3) == 0) {
		struct command_person_remove away = {person};
		pending->kind = command_kind_person_remove;
		client_send(client, pending, &away);
	} else if (below(client, 2)) {
		struct command_person_role role = {person, roles[below(client, 5)]};
		pending->kind = command_kind_person_role;
		client_send(client, pending, &role);
	} else {
		for (uint32_t i = 0; i < TOKEN_BYTES; i++)
			pending->token[i] = (uint8_t)below(client, 256);
		struct command_person_relink relink = {person, {pending->token, TOKEN_BYTES}};
		pending->kind = command_kind_person_relink;
		pending->person = person.n;
		client_send(client, pending, &relink);
	}
}

void steer_say(struct client *client, struct pending_command *pending)
{
	struct command_maker maker = {.below = below, .context = client, .known = client->replica};
	union any_command command;
	if (client->index == 0 && below(client, 6) == 0) {
		say_about_person(client, pending);
		return;
	}
	struct urns_step step;
	if (below(client, 6) == 0 && urns_next_step(client, &step)) {
		pending->kind = step.kind;
		client_send(client, pending, &step.command);
		return;
	}
	pending->kind = below(client, 6) ? pick_kind(client) : command_kind_undo;
	if (below(client, 4) == 0)
		pending->kind = command_kind_cast;
	else if (client->role == role_moderator && below(client, 4) == 0)
		pending->kind = ballot_kind_make(below, client);
	command_make(&maker, pending->kind, &command);
	if (pending->kind == command_kind_invitation_add)
		memcpy(pending->token, maker.token, TOKEN_BYTES);
	client_send(client, pending, &command);
}

/* ---- what comes of it ---- */

static void note_idea(struct client *client, enum command_kind kind, uint32_t idea, int by)
{
	if (idea >= SIM_IDEAS_MAX) {
		client->wrong = "too many ideas for this simulation";
		return;
	}
	client->there[idea] += by;
	client->last = kind;
	client->last_idea = idea;
}

/* What was undone must be what the client did last. */
static void note_undone(struct client *client, enum command_kind kind)
{
	bool moved = kind == command_kind_idea_add || kind == command_kind_idea_remove ||
		     kind == command_kind_idea_send_up;
	if (!moved)
		return;
	if (client->last != kind) {
		client->wrong = "what was undone is not what was done last";
		return;
	}
	note_idea(client, command_kind_none, client->last_idea,
		  kind == command_kind_idea_remove ? 1 : -1);
}

static void hand_over(const struct steering *steering, const struct pending_command *pending)
{
	for (uint32_t i = 0; i < steering->count; i++) {
		struct client *client = &steering->clients[i];
		if (client->self != pending->person)
			continue;
		memcpy(client->token, pending->token, TOKEN_BYTES);
		client->joined = true;
	}
}

void steer_done(struct client *client, const struct pending_command *pending, uint32_t result)
{
	struct steering *steering = client->steering;
	switch (pending->kind) {
	case command_kind_idea_add:
	case command_kind_idea_send_up:
		note_idea(client, pending->kind, result, 1);
		break;
	case command_kind_idea_remove:
		note_idea(client, pending->kind, pending->idea, -1);
		break;
	case command_kind_undo:
		note_undone(client, (enum command_kind)result);
		break;
	case command_kind_person_relink:
		hand_over(steering, pending);
		break;
	case command_kind_invitation_add:
		memcpy(steering->invitation, pending->token, TOKEN_BYTES);
		steering->invited = true;
		break;
	default:
		break;
	}
}

void steer_closed(struct client *client, uint64_t code)
{
	if (code == err_invitation_over)
		client->steering->invited = false;
}

bool steer_invitation(const struct client *client, struct bytes *token)
{
	const struct steering *steering = client->steering;
	if (!steering || !steering->invited || chance_percent(&client->world->chance, 50))
		return false;
	*token = (struct bytes){steering->invitation, TOKEN_BYTES};
	return true;
}

/* ---- the end ---- */

static bool admit_somebody(struct client *first, struct pending_command *pending)
{
	for (uint32_t i = 1; i < first->steering->count; i++) {
		struct command_person_admit admit = {{first->steering->clients[i].self}};
		if (!admit.person.n || !is_kept_out(first, admit.person.n))
			continue;
		pending->kind = command_kind_person_admit;
		client_send(first, pending, &admit);
		return true;
	}
	return false;
}

static bool stop_a_timer(struct client *first, struct pending_command *pending)
{
	const struct row **boards;
	uint32_t count = replica_rows(first->replica, row_kind_board, &boards);
	bool did = false;
	for (uint32_t i = 0; i < count && !did; i++) {
		struct row_board board;
		did = row_fields(boards[i], &board) && board.timer_end_ms > 0;
		if (!did)
			continue;
		struct command_timer_stop stop = {.board = board.id};
		pending->kind = command_kind_timer_stop;
		client_send(first, pending, &stop);
	}
	free(boards);
	return did;
}

bool steer_tidy(struct client *first)
{
	if (first->pending_count > 0 || !first->welcomed || replica_seq(first->replica) == 0)
		return true;
	struct pending_command *pending = &first->pending[0];
	return admit_somebody(first, pending) || stop_a_timer(first, pending);
}
