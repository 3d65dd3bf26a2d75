/* The edits of a fan-out. Each edit's text names the edit, so whoever is sent it knows when it was
 * given. */
#include "bench/fanout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/clock.h"

#define PATIENCE_S  120.0
#define EDITORS_MAX 16u /* of one idea */
#define EDITORS_ALL 128u

/* ---- an edit's text ---- */

static void text_write(uint32_t edit, char out[FANOUT_TEXT_BYTES])
{
	static const char filler[] =
		" Our towns plan one network of cycle paths along the Saale, lit at night and "
		"cleared in winter, open to all from 2030 on. ";
	char number[12];
	snprintf(number, sizeof number, "%08x", edit);
	memcpy(out, number, 8);
	for (uint32_t i = 8; i < FANOUT_TEXT_BYTES; i++)
		out[i] = filler[(i - 8) % (sizeof filler - 1)];
	out[FANOUT_TEXT_BYTES - 1] = '.';
}

/* Called once for each distinct row: which edit it is. */
uint32_t fanout_tag(const struct row_view *row)
{
	struct row_idea idea;
	if (row->kind != row_kind_idea || row->removed ||
	    !codec_row_fields(row->whole.at, row->whole.size, row_kind_idea, &idea) ||
	    idea.text.size != FANOUT_TEXT_BYTES)
		return FANOUT_TAG_NONE;
	char number[9] = "";
	memcpy(number, idea.text.at, 8);
	return (uint32_t)strtoul(number, NULL, 16);
}

/* ---- editing ---- */

static struct editor *next_editor(const struct fanout *fanout, uint32_t index)
{
	uint32_t turn = fanout->slots[index].turn % fanout->editors_each;
	return &fanout->editors[turn * fanout->idea_count + index];
}

void fanout_edit(struct fanout *fanout, uint32_t index)
{
	struct slot *slot = &fanout->slots[index];
	struct editor *editor = next_editor(fanout, index);
	char text[FANOUT_TEXT_BYTES];
	uint32_t edit = fanout->edits++;
	text_write(edit, text);
	struct command_idea_edit command = {.idea.n = slot->idea,
					    .text = {text, FANOUT_TEXT_BYTES}};
	slot->edit = edit;
	slot->arrived = 0;
	slot->under_way = true;
	slot->turn++;
	fanout->sent_ns[edit % FANOUT_EDITS_KEPT] = clock_ns();
	editor->unanswered++;
	client_give(&editor->client, ++editor->number, command_kind_idea_edit, &command);
}

bool fanout_may_edit(const struct fanout *fanout, uint32_t index)
{
	return next_editor(fanout, index)->unanswered < COMMANDS_UNANSWERED_MAX;
}

/* ---- editors ---- */

static void enter_idea(struct editor *editor)
{
	char text[FANOUT_TEXT_BYTES];
	text_write(0, text);
	struct command_idea_add add = {.board.n = editor->fanout->session.plenary,
				       .text = {text, FANOUT_TEXT_BYTES}};
	client_give(&editor->client, ++editor->number, command_kind_idea_add, &add);
}

static void editor_welcomed(struct client *client, const struct frame_welcome *welcome)
{
	struct editor *editor = client->owner;
	if (welcome->person.n == 0) {
		struct command_join join = {.token = {client->token, TOKEN_BYTES},
					    .name = {"Editor", 6},
					    .town.n = editor->fanout->session.towns[0]};
		client_give(client, ++editor->number, command_kind_join, &join);
	} else if (!editor->joined) {
		editor->joined = true;
		conn_hurry(client->conn, true);
		if (editor->first)
			enter_idea(editor);
	}
}

static void editor_done(struct client *client, const struct frame_done *done)
{
	struct editor *editor = client->owner;
	struct fanout *fanout = editor->fanout;
	if (!editor->first || editor->entered) {
		editor->unanswered--;
		return;
	}
	if (done->number < editor->number || !editor->joined)
		return; /* the join */
	if (done->result == 0 || done->result >= FANOUT_IDEAS_MAX * 4) {
		swarm_fail(fanout->swarm, exit_failed, "the session is not a new one");
		return;
	}
	editor->entered = true;
	fanout->slots[editor->slot].idea = (uint32_t)done->result;
	fanout->slot_of[done->result] = editor->slot + 1;
	fanout->entered++;
}

static void editor_refused(struct client *client, const struct frame_refused *refused)
{
	swarm_refused(((struct editor *)client->owner)->fanout->swarm, "an edit", refused);
}

static void editor_closed(struct client *client, const char *why)
{
	swarm_lost(((struct editor *)client->owner)->fanout->swarm, why);
}

static bool all_entered(void *context)
{
	struct fanout *fanout = context;
	return fanout->entered == fanout->idea_count;
}

static struct client *first_editor_client(void *context, uint32_t index)
{
	return &((struct fanout *)context)->editors[index].client;
}

static struct client *further_editor_client(void *context, uint32_t index)
{
	struct fanout *fanout = context;
	return &fanout->editors[fanout->idea_count + index].client;
}

static void editor_init(struct fanout *fanout, uint32_t index)
{
	static const struct client_handler handler = {.welcomed = editor_welcomed,
						      .done = editor_done,
						      .refused = editor_refused,
						      .closed = editor_closed};
	struct editor *editor = &fanout->editors[index];
	editor->fanout = fanout;
	editor->slot = index % fanout->idea_count;
	editor->first = index < fanout->idea_count;
	client_init(&editor->client, fanout->swarm->net, fanout->swarm->decoder, &handler, editor);
	if (editor->first || fanout->swarm->options.raw)
		memcpy(editor->client.code, fanout->session.code, sizeof fanout->session.code);
	editor->client.session = fanout->session.number;
	seed_token(fanout->seed, editor->slot, editor->client.token);
	editor->client.device = seed_device(fanout->seed, index);
}

bool fanout_open_editors(struct fanout *fanout)
{
	uint32_t each = EDITORS_ALL / fanout->idea_count;
	fanout->editors_each = each < 1 ? 1 : each > EDITORS_MAX ? EDITORS_MAX : each;
	fanout->editor_count = fanout->editors_each * fanout->idea_count;
	fanout->editors = calloc(fanout->editor_count, sizeof(struct editor));
	if (!fanout->editors)
		abort();
	for (uint32_t i = 0; i < fanout->editor_count; i++)
		editor_init(fanout, i);
	return swarm_open(fanout->swarm, first_editor_client, fanout, fanout->idea_count,
			  PATIENCE_S) &&
	       swarm_wait(fanout->swarm, all_entered, fanout, PATIENCE_S, "entering the ideas") &&
	       swarm_open(fanout->swarm, further_editor_client, fanout,
			  fanout->editor_count - fanout->idea_count, PATIENCE_S);
}
