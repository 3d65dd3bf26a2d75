#include "update.h"

#include <stdlib.h>
#include <string.h>

#include "server/core/derive.h"

/* For readers from whose list the row is gone it reads as removed. */
static void append_row(const struct state_row *row, bool listed, struct buffer *out)
{
	if (listed || row->row.removed)
		buffer_append(out, row->row.bytes, row->row.size);
	else
		codec_write_removed(out, (enum row_kind)row->row.kind, row->row.revision,
				    row->row.key);
}

uint64_t update_append_rows(const struct row_list *list, uint64_t position, bool fresh,
			    size_t bytes_max, struct buffer *out)
{
	if (!list)
		return position;
	for (uint32_t i = row_list_after(list, position); i < list->count; i++) {
		const struct state_row *row = list->slots[i].row;
		bool listed = row && state_is_listed(row, list);
		if (row && (listed || !fresh)) {
			if (out->size > 0 && out->size + row->row.size > bytes_max)
				break;
			append_row(row, listed, out);
		}
		position = list->slots[i].position;
	}
	return position;
}

void update_append_cursor(const struct session *session, struct buffer *out)
{
	uint8_t bytes[CURSOR_BYTES];
	struct cursor cursor = {.epoch = session_epoch_at(session, session->head.seq),
				.seq = session->head.seq,
				.derivations = DERIVATIONS_VERSION};
	codec_cursor_write(&cursor, bytes);
	struct frame_update update = {.cursor = {bytes, CURSOR_BYTES}, .seq = session->head.seq};
	codec_write_frame(out, frame_kind_update, &update);
}

void update_append_presence(const struct session *session, struct buffer *out)
{
	for (uint32_t town = 1; town <= session->state->id_max[row_kind_town]; town++) {
		struct row_presence presence = {
			.id = {town}, .here = town < session->town_room ? session->here[town] : 0};
		codec_write_row(out, row_kind_presence, 0, &presence);
	}
}

/* ---- pieces shared by a crowd ---- */

static bool at_tail(const struct row_list *list, uint64_t position)
{
	return !list || row_list_after(list, position) == list->count;
}

/* A piece may be older than the rows in it: those have moved behind it and come again. Once a
 * quarter of the rows has changed, encoding anew is cheaper than sending so much twice. */
static const struct piece *piece_from(struct session *session, uint64_t from)
{
	struct state *state = session->state;
	if (session->piece_count > 0 &&
	    (state->rows_put - session->pieces_rows_put) * 4 > state->rows.count)
		session_forget_pieces(session);
	for (uint32_t i = 0; i < session->piece_count; i++)
		if (session->pieces[i].from == from)
			return &session->pieces[i];

	struct piece piece = {.from = from};
	piece.to = update_append_rows(state->everyone, from, from == 0, UPDATE_BYTES_MAX,
				      &piece.frames);
	bool follows =
		from ==
		(session->piece_count > 0 ? session->pieces[session->piece_count - 1].to : 0);
	if (!follows || at_tail(state->everyone, piece.to)) {
		buffer_free(&piece.frames);
		return NULL;
	}
	if (session->piece_count == 0)
		session->pieces_rows_put = state->rows_put;
	session->pieces =
		realloc(session->pieces, (session->piece_count + 1) * sizeof *session->pieces);
	if (!session->pieces)
		abort();
	session->pieces[session->piece_count] = piece;
	return &session->pieces[session->piece_count++];
}

/* ---- one viewer ---- */

/* What is for this viewer and not for everyone; false if there is more than fits. */
static bool append_own(struct viewer *viewer, struct buffer *out)
{
	const struct state *state = viewer->session->state;
	for (uint32_t i = 0; i < viewer->lists.count; i++) {
		if (viewer->lists.at[i] == LIST_EVERYONE)
			continue;
		const struct row_list *list = state_list(state, viewer->lists.at[i]);
		uint64_t from = viewer->positions[i];
		viewer->positions[i] =
			update_append_rows(list, from, from == 0, UPDATE_BYTES_MAX, out);
		if (!at_tail(list, viewer->positions[i]))
			return false;
	}
	return true;
}

/* List 0 of every viewer is everyone's. False if there is more to come. */
static bool append_everyones(struct viewer *viewer, struct buffer *out)
{
	struct session *session = viewer->session;
	const struct row_list *list = session->state->everyone;
	uint64_t *position = &viewer->positions[0];
	const struct piece *piece = piece_from(session, *position);
	if (piece && out->size + piece->frames.size <= MESSAGE_BYTES_MAX) {
		buffer_append(out, piece->frames.at, piece->frames.size);
		*position = piece->to;
	} else {
		*position =
			update_append_rows(list, *position, *position == 0, UPDATE_BYTES_MAX, out);
	}
	return at_tail(list, *position);
}

void update_want(struct viewer *viewer, uint64_t position)
{
	struct session *session = viewer->session;
	struct buffer out = {0};
	if (position == POSITION_GO_ON)
		position = 0; /* only where our notes say nothing: then from the beginning */
	for (uint32_t i = 0; i < viewer->lists.count; i++)
		if (!viewer->go_on || viewer->positions[i] == POSITION_GO_ON)
			viewer->positions[i] = position;
	bool last = append_own(viewer, &out) && append_everyones(viewer, &out);
	if (last) {
		update_append_cursor(session, &out);
		update_append_presence(session, &out); /* fan-outs of it passed the viewer by */
	}
	viewer->go_on = viewer->halfway = !last;

	struct core *core = session->core;
	struct edge_message *message = edge_message_new(edge_message_piece);
	message->conn = viewer->conn;
	message->packet = packet_new(out.at, out.size);
	message->last = last;
	message->position = session->state->position;
	core->env.to_edge(core->env.context, viewer->conn.edge, message);
	buffer_free(&out);
}

/* A message of rows without a packet makes a viewer come for them piece by piece. */
void update_send_own(struct viewer *viewer, const struct row_list *own, uint64_t position)
{
	struct core *core = viewer->session->core;
	struct buffer rows = {0};
	update_append_rows(own, position, false, SIZE_MAX, &rows);
	bool fits = rows.size + viewer->answers.size <= UPDATE_BYTES_MAX;
	if (rows.size == 0) {
		/* What came into the list has left it in the same entry. */
	} else if (fits && viewer->answered > 0) {
		buffer_append(&viewer->answers, rows.at, rows.size);
	} else {
		struct edge_message *message = edge_message_new(edge_message_rows);
		message->conn = viewer->conn;
		message->packet = fits ? packet_new(rows.at, rows.size) : NULL;
		core->env.to_edge(core->env.context, viewer->conn.edge, message);
	}
	buffer_free(&rows);
}

void update_read_page(struct viewer *viewer, const struct frame_read *read)
{
	const struct row_list *list = viewer->session->state->exported;
	struct buffer out = {0};
	struct frame_page page = {.number = read->number};
	uint64_t reached = update_append_rows(list, read->position, false, UPDATE_BYTES_MAX, &out);
	page.next = at_tail(list, reached) ? 0 : reached;
	codec_write_frame(&out, frame_kind_page, &page);
	viewer_send(viewer, edge_message_send, &out);
	buffer_free(&out);
}
