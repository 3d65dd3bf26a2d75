#include "client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/decide/view.h" /* ROW_KEY */
#include "tests/sim/steer.h"

client_put_fn *client_put;

static uint64_t *chance(struct client *client)
{
	return &client->world->chance;
}

void client_begin(struct client *client, struct world *world, uint32_t index)
{
	*client = (struct client){.world = world, .index = index, .device = index + 1};
	for (uint32_t i = 0; i < TOKEN_BYTES; i++)
		client->token[i] = (uint8_t)chance_next(&world->chance);
	client->replica = replica_new();
}

void client_end(struct client *client)
{
	socket_disconnect(&client->socket);
	replica_free(client->replica);
	for (uint32_t i = 0; i < CLIENT_PENDING_MAX; i++)
		buffer_free(&client->pending[i].frame);
}

void client_text(const struct client *client, uint32_t text_number, char out[64])
{
	snprintf(out, 64, "Idee %u von %u", text_number, client->index);
}

/* ---- sending ---- */

static void hang_up(struct client *client)
{
	socket_disconnect(&client->socket);
	client->welcomed = false;
}

static void connect_and_greet(struct client *client)
{
	struct buffer message = {0};
	struct frame_hello hello = {.version = PROTOCOL_VERSION,
				    .language = language_de,
				    .device = {client->device},
				    .watch = true,
				    .cursor = replica_cursor(client->replica),
				    .scope = replica_scope(client->replica)};
	if (client->joined) {
		hello.session = client->session;
		hello.token = (struct bytes){client->token, TOKEN_BYTES};
	} else if (steer_invitation(client, &hello.token)) {
		hello.session.n = 1;
	} else {
		hello.code = (struct text){client->code, (uint32_t)strlen(client->code)};
	}
	size_t room = chance_percent(chance(client), 30) ? 200 : 100000;
	socket_connect(client->world, &client->socket, room);
	client->seq_on_connection = 0;
	codec_write_frame(&message, frame_kind_hello, &hello);
	socket_send(&client->socket, &message);
	buffer_free(&message);
}

/* After a welcome: what has had no answer is said again, with the same numbers. */
static void repeat_pending(struct client *client)
{
	for (uint32_t i = 0; i < client->pending_count; i++)
		socket_send(&client->socket, &client->pending[i].frame);
}

void client_send(struct client *client, struct pending_command *pending, const void *arguments)
{
	pending->number = ++client->number;
	buffer_clear(&pending->frame);
	codec_write_command(&pending->frame, pending->number, pending->kind, arguments);
	client->pending_count++;
	socket_send(&client->socket, &pending->frame);
}

static void say_join(struct client *client, struct pending_command *pending)
{
	struct command_join join = {
		.token = {client->token, TOKEN_BYTES}, .name = {"Ada", 3}, .town = {client->town}};
	pending->kind = command_kind_join;
	client_send(client, pending, &join);
}

/* The number of a row that the client sees; 0: there is none. */
static uint32_t any_row_of(struct client *client, enum row_kind kind)
{
	const struct row **rows;
	uint32_t count = replica_rows(client->replica, kind, &rows);
	uint32_t id = count > 0 ? rows[chance_below(chance(client), count)]->key[0] : 0;
	free(rows);
	return id;
}

static void say_add(struct client *client, struct pending_command *pending)
{
	char text[64];
	pending->kind = command_kind_idea_add;
	pending->text_number = ++client->texts;
	client_text(client, pending->text_number, text);
	struct command_idea_add add = {
		.board = {chance_percent(chance(client), 50) ? 1 : client->town + 1},
		.text = {text, (uint32_t)strlen(text)}};
	if (client->steering)
		add.board.n = any_row_of(client, row_kind_board);
	client_send(client, pending, &add);
}

static void say_edit(struct client *client, struct pending_command *pending,
		     const struct own_idea *idea)
{
	char text[64];
	pending->kind = command_kind_idea_edit;
	pending->idea = idea->id;
	pending->text_number = ++client->texts;
	client_text(client, pending->text_number, text);
	struct command_idea_edit edit = {.idea = {idea->id},
					 .text = {text, (uint32_t)strlen(text)}};
	client_send(client, pending, &edit);
}

static void say_remove(struct client *client, struct pending_command *pending,
		       const struct own_idea *idea)
{
	struct command_idea_remove remove = {.idea = {idea->id}};
	pending->kind = command_kind_idea_remove;
	pending->idea = idea->id;
	client_send(client, pending, &remove);
}

static void say_vote(struct client *client, struct pending_command *pending)
{
	uint32_t idea = any_row_of(client, row_kind_idea);
	if (idea == 0 || idea >= SIM_IDEAS_MAX)
		return;
	enum choice choice = 1 + chance_below(chance(client), 3);
	struct command_vote vote = {.idea = {idea}, .ballot = {1}, .choice = choice};
	pending->kind = command_kind_vote;
	pending->idea = idea;
	pending->choice = choice;
	client_send(client, pending, &vote);
}

static void say_comment(struct client *client, struct pending_command *pending)
{
	struct command_comment_add add = {.idea = {any_row_of(client, row_kind_idea)},
					  .text = {"Gute Idee", 9}};
	if (add.idea.n == 0)
		return;
	pending->kind = command_kind_comment_add;
	client_send(client, pending, &add);
}

/* Leads the plenary to and fro, so that some commands meet a phase that forbids them. */
static void say_phase(struct client *client, struct pending_command *pending)
{
	struct row_board board;
	if (!replica_get(client->replica, row_kind_board, ROW_KEY(1), &board))
		return;
	struct command_phase_go go = {
		.board = {1}, .from = board.phase, .to = {board.phase.n == 1 ? 2 : 1}};
	pending->kind = command_kind_phase_go;
	client_send(client, pending, &go);
}

/* An own idea of which no command is under way, or NULL. */
static const struct own_idea *pick_own(struct client *client)
{
	if (client->idea_count == 0)
		return NULL;
	const struct own_idea *idea =
		&client->ideas[chance_below(chance(client), client->idea_count)];
	for (uint32_t i = 0; i < client->pending_count; i++)
		if (client->pending[i].idea == idea->id)
			return NULL;
	return idea->removed ? NULL : idea;
}

static void say_something(struct client *client)
{
	if (client->pending_count == CLIENT_PENDING_MAX || !client->welcomed)
		return;
	struct pending_command *pending = &client->pending[client->pending_count];
	const struct own_idea *own = pick_own(client);
	uint32_t what = chance_below(chance(client), 100);
	pending->idea = 0;
	if (client->person.n == 0) {
		if (client->pending_count == 0)
			say_join(client, pending);
	} else if (client->steering && chance_percent(chance(client), 30)) {
		steer_say(client, pending);
	} else if (what < 25 && client->texts < CLIENT_IDEAS_MAX) {
		say_add(client, pending);
	} else if (what < 35 && own) {
		say_edit(client, pending, own);
	} else if (what < 40 && own) {
		say_remove(client, pending, own);
	} else if (what < 50) {
		say_comment(client, pending);
	} else if (what < 55 && client->is_moderator && !client->steering) {
		say_phase(client, pending);
	} else {
		say_vote(client, pending);
	}
}

/* ---- reading ---- */

static struct own_idea *own_idea(struct client *client, uint32_t id)
{
	for (uint32_t i = 0; i < client->idea_count; i++)
		if (client->ideas[i].id == id)
			return &client->ideas[i];
	struct own_idea *idea = &client->ideas[client->idea_count++];
	*idea = (struct own_idea){.id = id};
	return idea;
}

static void note_done(struct client *client, const struct pending_command *pending, uint32_t result)
{
	client->done++;
	if (client->steering)
		steer_done(client, pending, result);
	switch (pending->kind) {
	case command_kind_join:
		client->joined = true;
		break;
	case command_kind_idea_add:
		own_idea(client, result)->text_number = pending->text_number;
		break;
	case command_kind_idea_edit:
		own_idea(client, pending->idea)->text_number = pending->text_number;
		break;
	case command_kind_idea_remove:
		own_idea(client, pending->idea)->removed = true;
		break;
	case command_kind_vote:
		client->votes[pending->idea] = pending->choice;
		break;
	default:
		break;
	}
}

static void take_answer(struct client *client, uint64_t number, bool done, uint32_t result)
{
	for (uint32_t i = 0; i < client->pending_count; i++) {
		if (client->pending[i].number != number)
			continue;
		struct pending_command answered = client->pending[i];
		if (done)
			note_done(client, &answered, result);
		else
			client->refused++;
		client->pending_count--;
		memmove(&client->pending[i], &client->pending[i + 1],
			(client->pending_count - i) * sizeof answered);
		client->pending[client->pending_count] = answered; /* keeps its buffer */
		return;
	}
	client->wrong = "[CMD-2] an answer to no question";
}

static void take_welcome(struct client *client, const struct frame_welcome *welcome)
{
	bool first = !client->welcomed;
	client->welcomed = true;
	client->person = welcome->person;
	if (welcome->person.n)
		client->self = welcome->person.n;
	client->role = welcome->role;
	client->session = welcome->session;
	replica_welcome(client->replica, welcome->resumed, welcome->scope);
	client->resumed += welcome->resumed;
	client->started_over += !welcome->resumed;
	if (first)
		repeat_pending(client);
}

static void take_update(struct client *client, const struct frame_update *update)
{
	if (update->seq < client->seq_on_connection)
		client->wrong = "[ROW-6] an update behind an earlier one";
	client->seq_on_connection = update->seq;
	replica_put(client->replica, update->cursor, update->seq);
	if (client_put)
		client_put(client);
}

static void take_frame(struct client *client, const struct frame *frame)
{
	struct row_view row;
	switch (frame->kind) {
	case frame_kind_welcome:
		take_welcome(client, &frame->welcome);
		break;
	case frame_kind_done:
		if (frame->done.seq > client->seq_done)
			client->seq_done = frame->done.seq;
		take_answer(client, frame->done.number, true, (uint32_t)frame->done.result);
		break;
	case frame_kind_refused:
		take_answer(client, frame->refused.number, false, 0);
		break;
	case frame_kind_row:
		if (codec_reader_row(client->socket.reader, &row))
			replica_hold(client->replica, &row);
		break;
	case frame_kind_update:
		take_update(client, &frame->update);
		break;
	default:
		client->wrong = "a frame that nobody asked for";
	}
}

static bool read_message(struct client *client)
{
	struct bytes message;
	struct frame frame;
	if (!socket_read(&client->socket, &message))
		return false;
	const char *reason = codec_reader_start(client->socket.reader, message.at, message.size);
	if (reason)
		client->wrong = reason;
	while (codec_reader_next(client->socket.reader, &frame) == codec_next_frame) {
		if (frame.kind == frame_kind_closing) {
			/* The directory may not have had the session yet when we came; else who
			 * steers has sent the client away, or will hand it another link. */
			if (client->steering)
				steer_closed(client, frame.closing.code);
			hang_up(client);
			return true;
		}
		take_frame(client, &frame);
	}
	return true;
}

bool client_step(struct client *client, bool talkative)
{
	if (!client->socket.open) {
		client->welcomed = false;
		connect_and_greet(client);
		return true;
	}
	bool did = false;
	uint32_t reads = chance_below(chance(client), 4);
	for (uint32_t i = 0; i < reads && client->socket.open; i++)
		did = read_message(client) || did;
	if (client->socket.open)
		socket_drain(&client->socket);
	if (talkative && chance_percent(chance(client), 40)) {
		say_something(client);
		did = true;
	}
	if (talkative && chance_percent(chance(client), 1)) {
		hang_up(client);
		did = true;
	}
	return did || client->pending_count > 0;
}
