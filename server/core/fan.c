#include "fan.h"

#include <stdlib.h>
#include <string.h>

#include "server/core/update.h"

void fan_note_only(struct viewer *viewer)
{
	struct session_edge *edge = &viewer->session->edges[viewer->conn.edge];
	if (viewer->noted == edge->only_round + 1)
		return;
	viewer->noted = edge->only_round + 1;
	if (edge->only_count == edge->only_room) {
		edge->only_room = edge->only_room ? edge->only_room * 2 : 16;
		edge->only = realloc(edge->only, edge->only_room * sizeof *edge->only);
		if (!edge->only)
			abort();
	}
	edge->only[edge->only_count++] = viewer->conn;
}

/* Packets for the lists that have something new. False if one is too long for a message. */
static bool add_lists(const struct state *state, uint64_t from, struct edge_message *message)
{
	struct buffer rows = {0};
	bool fits = true;
	/* Sorted by number, shared lists stand before all owners'. */
	for (uint32_t i = 0; i < state->list_count && fits; i++) {
		const struct state_list *list = &state->lists[i];
		if (!list_is_shared(list->number))
			break;
		buffer_clear(&rows);
		update_append_rows(list->rows, from, false, SIZE_MAX, &rows);
		if (rows.size == 0)
			continue;
		fits = rows.size <= UPDATE_BYTES_MAX;
		if (!fits)
			break;
		uint32_t count = message->list_packet_count++;
		message->list_packets =
			realloc(message->list_packets, (count + 1) * sizeof *message->list_packets);
		if (!message->list_packets)
			abort();
		message->list_packets[count] =
			(struct edge_list_packet){list->number, packet_new(rows.at, rows.size)};
	}
	buffer_free(&rows);
	return fits;
}

static void drop_lists(struct edge_message *message)
{
	for (uint32_t i = 0; i < message->list_packet_count; i++)
		free(message->list_packets[i].packet);
	free(message->list_packets);
	message->list_packets = NULL;
	message->list_packet_count = 0;
}

static struct edge_message *fan_message(const struct session *session, struct session_edge *edge)
{
	struct edge_message *message = edge_message_new(edge_message_fan);
	struct buffer rows = {0};
	update_append_rows(session->state->everyone, edge->sent, false, SIZE_MAX, &rows);
	message->session = session->id;
	message->position = session->state->position;
	message->for_all = rows.size > 0;
	bool fits = rows.size <= UPDATE_BYTES_MAX && add_lists(session->state, edge->sent, message);
	if (fits) {
		update_append_cursor(session, &rows);
		message->packet = packet_new(rows.at, rows.size);
	} else {
		/* Too much for one message: without a packet everybody counts as behind, and
		 * comes for it piece by piece, the rows of lists too. */
		message->for_all = true;
		drop_lists(message);
	}
	buffer_free(&rows);
	message->only = edge->only;
	message->only_count = edge->only_count;
	edge->only = NULL;
	edge->only_count = edge->only_room = 0;
	edge->only_round++;
	return message;
}

void fan_out(struct session *session)
{
	struct core *core = session->core;
	for (uint32_t i = 0; i < core->env.edges; i++) {
		struct session_edge *edge = &session->edges[i];
		bool current = edge->sent >= session->state->position && edge->only_count == 0;
		if (edge->fanning || current)
			continue;
		if (edge->watchers == 0) {
			edge->sent = session->state->position;
			edge->only_count = 0;
			edge->only_round++;
			continue;
		}
		struct edge_message *message = fan_message(session, edge);
		edge->sent = session->state->position;
		if (!message->for_all && message->list_packet_count == 0 &&
		    message->only_count == 0) {
			edge_message_free(message);
			continue;
		}
		edge->fanning = true;
		core->env.to_edge(core->env.context, i, message);
	}
}

#define PRESENCE_EVERY_MS 1000u

bool fan_presence(struct session *session, uint64_t now_ms, uint64_t *due_ms)
{
	struct core *core = session->core;
	struct buffer rows = {0};
	if (!session->presence_changed)
		return false;
	if (session->presence_due_ms > now_ms) {
		*due_ms = session->presence_due_ms < *due_ms ? session->presence_due_ms : *due_ms;
		return true;
	}
	for (uint32_t i = 0; i < core->env.edges; i++)
		if (session->edges[i].fanning)
			return false; /* its end stirs the session */
	session->presence_changed = false;
	session->presence_due_ms = now_ms + PRESENCE_EVERY_MS;
	update_append_presence(session, &rows);
	for (uint32_t i = 0; i < core->env.edges; i++) {
		if (session->edges[i].watchers == 0)
			continue;
		struct edge_message *message = edge_message_new(edge_message_fan);
		message->session = session->id;
		message->passing = true;
		message->for_all = true;
		message->packet = packet_new(rows.at, rows.size);
		session->edges[i].fanning = true;
		core->env.to_edge(core->env.context, i, message);
	}
	buffer_free(&rows);
	return false;
}
