/* Connections: who they are, what they see, and how they are told. */
#include <stdlib.h>
#include <string.h>

#include "protocol/link.h"
#include "server/core/derive.h"
#include "server/core/draft.h"
#include "server/core/update.h"
#include "server/decide/decide.h"
#include "server/decide/invitation.h"
#include "server/log/rowsum.h"

struct viewer *viewer_find(const struct core *core, struct conn_id conn)
{
	if (conn.edge >= core->env.edges || conn.slot >= core->slot_rooms[conn.edge])
		return NULL;
	struct viewer *viewer = core->slots[conn.edge][conn.slot];
	return viewer && viewer->conn.generation == conn.generation ? viewer : NULL;
}

static struct viewer *viewer_new(struct core *core, struct conn_id conn)
{
	struct viewer *viewer = calloc(1, sizeof *viewer);
	if (!viewer)
		abort();
	viewer->conn = conn;
	uint32_t room = core->slot_rooms[conn.edge];
	if (conn.slot >= room) {
		uint32_t larger = room ? room : 64;
		while (larger <= conn.slot)
			larger *= 2;
		core->slots[conn.edge] =
			realloc(core->slots[conn.edge], larger * sizeof(struct viewer *));
		if (!core->slots[conn.edge])
			abort();
		memset(core->slots[conn.edge] + room, 0, (larger - room) * sizeof(struct viewer *));
		core->slot_rooms[conn.edge] = larger;
	}
	core->slots[conn.edge][conn.slot] = viewer;
	core->figures.connections++;
	return viewer;
}

void viewer_send(struct viewer *viewer, enum edge_message_kind kind, const struct buffer *frames)
{
	struct core *core = viewer->session->core;
	struct edge_message *message = edge_message_new(kind);
	message->conn = viewer->conn;
	message->packet = packet_new(frames->at, frames->size);
	message->answered = viewer->answered;
	viewer->answered = 0;
	core->env.to_edge(core->env.context, viewer->conn.edge, message);
}

void viewer_append_refusal(const struct viewer *viewer, uint64_t number, enum err err,
			   const char *detail, uint64_t retry_ms, struct buffer *out)
{
	char sentence[DETAIL_BYTES * 2];
	size_t size = err_sentence(err, viewer->language, detail, sentence, sizeof sentence);
	struct frame_refused refused = {.number = number,
					.code = err,
					.message = {sentence, (uint32_t)size},
					.retry_ms = retry_ms};
	codec_write_frame(out, frame_kind_refused, &refused);
}

void viewer_refuse(struct viewer *viewer, uint32_t commands, uint64_t number, enum err err,
		   uint64_t retry_ms)
{
	struct buffer frame = {0};
	viewer_append_refusal(viewer, number, err, "", retry_ms, &frame);
	viewer->answered += commands;
	viewer_send(viewer, edge_message_send, &frame);
	buffer_free(&frame);
}

void viewer_close(struct core *core, struct conn_id conn, enum language language, enum err err,
		  const char *detail, uint64_t retry_ms)
{
	char sentence[DETAIL_BYTES * 2];
	size_t size = err_sentence(err, language, detail, sentence, sizeof sentence);
	struct frame_closing closing = {
		.code = err, .message = {sentence, (uint32_t)size}, .retry_ms = retry_ms};
	struct buffer frame = {0};
	codec_write_frame(&frame, frame_kind_closing, &closing);
	struct edge_message *message = edge_message_new(edge_message_close);
	message->conn = conn;
	message->packet = packet_new(frame.at, frame.size);
	core->env.to_edge(core->env.context, conn.edge, message);
	buffer_free(&frame);
}

/* ---- belonging to a session and a person ---- */

static void count_here(struct session *session, uint32_t town, int by)
{
	if (town == 0)
		return;
	if (town >= session->town_room) {
		uint32_t room = town + 8;
		session->here = realloc(session->here, room * sizeof *session->here);
		if (!session->here)
			abort();
		memset(session->here + session->town_room, 0,
		       (room - session->town_room) * sizeof *session->here);
		session->town_room = room;
	}
	session->here[town] += (uint32_t)by;
	session->presence_changed = true;
}

/* A person is here once, however many connections they have; who only observes is not counted. */
static void note_here(struct session *session, uint32_t person)
{
	const struct viewer *viewer = session->persons[person];
	uint32_t town = viewer && viewer->actor.role != role_observer ? viewer->actor.town.n : 0;
	if (session->here_for[person] == town)
		return;
	count_here(session, session->here_for[person], -1);
	count_here(session, town, 1);
	session->here_for[person] = town;
}

static void make_room_for_person(struct session *session, uint32_t person)
{
	uint32_t old = session->person_room, room = old ? old : 64;
	if (person < old)
		return;
	while (room <= person)
		room *= 2;
	session->persons = realloc(session->persons, room * sizeof(struct viewer *));
	session->here_for = realloc(session->here_for, room * sizeof *session->here_for);
	if (!session->persons || !session->here_for)
		abort();
	memset(session->persons + old, 0, (room - old) * sizeof(struct viewer *));
	memset(session->here_for + old, 0, (room - old) * sizeof *session->here_for);
	/* The lists' first members point into the table, which has moved. */
	for (uint32_t i = 0; i < old; i++)
		if (session->persons[i])
			session->persons[i]->person_link = &session->persons[i];
	session->person_room = room;
}

static void join_person(struct viewer *viewer)
{
	struct session *session = viewer->session;
	uint32_t person = viewer->actor.person.n;
	if (person == 0)
		return;
	make_room_for_person(session, person);
	struct viewer **head = &session->persons[person];
	viewer->person_next = *head;
	viewer->person_link = head;
	if (*head)
		(*head)->person_link = &viewer->person_next;
	*head = viewer;
	note_here(session, person);
}

static void leave_person(struct viewer *viewer)
{
	if (!viewer->person_link)
		return;
	*viewer->person_link = viewer->person_next;
	if (viewer->person_next)
		viewer->person_next->person_link = viewer->person_link;
	viewer->person_link = NULL;
	viewer->person_next = NULL;
	note_here(viewer->session, viewer->actor.person.n);
}

static void join_session(struct viewer *viewer, struct session *session)
{
	viewer->session = session;
	viewer->next = session->viewers;
	viewer->link = &session->viewers;
	if (viewer->next)
		viewer->next->link = &viewer->next;
	session->viewers = viewer;
	session->viewer_count++;
}

void viewer_closed(struct core *core, struct conn_id conn)
{
	struct viewer *viewer = viewer_find(core, conn);
	if (!viewer)
		return;
	core->slots[conn.edge][conn.slot] = NULL;
	core->figures.connections--;
	struct session *session = viewer->session;
	leave_person(viewer);
	*viewer->link = viewer->next;
	if (viewer->next)
		viewer->next->link = viewer->link;
	session->viewer_count--;
	if (viewer->attached && viewer->watch)
		session->edges[conn.edge].watchers--;
	if (!session->viewers)
		session->idle_since_ms = core->env.now_ms(core->env.context);
	buffer_free(&viewer->answers);
	free(viewer);
}

/* ---- welcome ---- */

/* A number for all that the viewer is sent: FNV-1a over session and lists, never 0. */
static uint32_t scope_of(struct session_id session, const struct audience_lists *lists)
{
	uint32_t scope = UINT32_C(2166136261) ^ session.n * UINT32_C(16777619);
	for (uint32_t i = 0; i < lists->count; i++)
		for (uint32_t byte = 0; byte < 4; byte++)
			scope = (scope ^ (lists->at[i] >> 8 * byte & 0xFF)) * UINT32_C(16777619);
	return scope ? scope : 1;
}

static void welcome(struct viewer *viewer, bool resumed)
{
	struct session *session = viewer->session;
	struct core *core = session->core;
	struct buffer frames = {0};
	struct frame_welcome frame = {.version = PROTOCOL_VERSION,
				      .session = session->id,
				      .person = viewer->actor.person,
				      .role = viewer->actor.role,
				      .resumed = resumed,
				      .server_ms = core->env.now_ms(core->env.context),
				      .scope = scope_of(session->id, &viewer->lists)};
	codec_write_frame(&frames, frame_kind_welcome, &frame);
	if (viewer->watch)
		update_append_presence(session, &frames);

	struct edge_message *message = edge_message_new(edge_message_welcome);
	message->conn = viewer->conn;
	message->session = session->id;
	message->packet = packet_new(frames.at, frames.size);
	message->watch = viewer->watch;
	message->language = viewer->language;
	for (uint32_t i = 0; i < viewer->lists.count; i++)
		if (list_is_shared(viewer->lists.at[i]))
			message->lists[message->list_count++] = viewer->lists.at[i];
	viewer->go_on = true;
	viewer->halfway = false;
	core->env.to_edge(core->env.context, viewer->conn.edge, message);
	buffer_free(&frames);
}

/* Reads only what identity needs; the core never decides through this view. */
static struct view state_view(const struct session *session, struct draft *draft)
{
	draft_begin(draft, session->state);
	return (struct view){.context = draft, .find = draft_find, .next_id = draft_next_id};
}

static struct actor actor_of(const struct session *session, struct person_id person)
{
	struct actor actor = {.role = role_viewer};
	struct row_person row;
	if (person.n == 0 || !state_get(session->state, row_kind_person, ROW_KEY(person.n), &row) ||
	    row.left || row.kept_out)
		return actor;
	return (struct actor){.person = person,
			      .role = row.role,
			      .town = row.town,
			      .invitation = row.invitation,
			      .muted = row.muted};
}

static struct audience_lists lists_of(const struct session *session, const struct actor *actor)
{
	struct draft draft;
	struct view view = state_view(session, &draft);
	struct audience_lists lists = audience_of_actor(&view, actor);
	draft_end(&draft);
	return lists;
}

/* Where the viewer stands with a list: 0 if it is new to it. One that has been sent everything
 * stands where its edge will say. */
static uint64_t old_position(const struct viewer *viewer, uint32_t list)
{
	for (uint32_t i = 0; i < viewer->lists.count; i++)
		if (viewer->lists.at[i] == list)
			return viewer->go_on ? viewer->positions[i] : POSITION_GO_ON;
	return 0;
}

static bool keeps_all(const struct audience_lists *old, const struct audience_lists *now)
{
	for (uint32_t i = 0; i < old->count; i++) {
		struct audience_lists one = {.at = {old->at[i]}, .count = 1};
		if (!audience_meets(&one, now))
			return false;
	}
	return true;
}

/* Who reads more lists than before gets the new ones from their beginning and goes on with the
 * others; who reads fewer starts over, since the client cannot know which rows to drop. */
static void identify(struct viewer *viewer, struct person_id person)
{
	struct session *session = viewer->session;
	struct actor actor = actor_of(session, person);
	if (actor.person.n == 0)
		actor.invitation = viewer->actor.invitation;
	struct audience_lists lists = lists_of(session, &actor);
	bool same = actor.person.n == viewer->actor.person.n && actor.role == viewer->actor.role;
	/* A welcome makes the client drop the pieces that it holds back [ROW-4]. */
	bool resumed = keeps_all(&viewer->lists, &lists) && !viewer->halfway;
	memcpy(actor.token_hash, viewer->actor.token_hash, sizeof actor.token_hash);
	if (same && keeps_all(&viewer->lists, &lists) && lists.count == viewer->lists.count)
		return;

	uint64_t positions[AUDIENCE_LISTS_MAX];
	for (uint32_t i = 0; i < lists.count; i++)
		positions[i] = resumed ? old_position(viewer, lists.at[i]) : 0;
	leave_person(viewer);
	viewer->number_known = false;
	viewer->actor = actor;
	join_person(viewer);
	viewer->lists = lists;
	memcpy(viewer->positions, positions, sizeof positions);
	welcome(viewer, resumed);
}

/* ---- staying, or having to go ---- */

/* Whose the token is: a person's, or an invitation's. False if nobody's. */
static bool find_token(const struct session *session, const uint8_t hash[32],
		       struct row_token *token)
{
	uint32_t key[ROW_KEY_PARTS];
	token_key(hash, key);
	return state_get(session->state, row_kind_token, key, token) && token->hash.size == 32 &&
	       memcmp(token->hash.at, hash, 32) == 0;
}

/* Whether a connection with this token may be here; else why not. */
static enum err check_token(const struct session *session, const struct row_token *token)
{
	const struct core *core = session->core;
	struct row_invitation invitation;
	struct row_person person;
	if (token->invitation.n)
		return state_get(session->state, row_kind_invitation, ROW_KEY(token->invitation.n),
				 &invitation) &&
				       invitation_holds(&invitation,
							core->env.now_ms(core->env.context))
			       ? err_none
			       : err_invitation_over;
	if (!state_get(session->state, row_kind_person, ROW_KEY(token->person.n), &person))
		return err_token_unknown;
	if (person.kept_out)
		return err_removed;
	return token->link == person.links ? err_none : err_link_replaced;
}

/* The connection sees and does nothing from now on; its edge hangs up. */
static void dismiss(struct viewer *viewer, enum err err)
{
	leave_person(viewer);
	if (viewer->attached && viewer->watch)
		viewer->session->edges[viewer->conn.edge].watchers--;
	viewer->attached = false;
	viewer->watch = false;
	viewer_close(viewer->session->core, viewer->conn, viewer->language, err, "", 0);
}

/* The viewer is the person from now on, as far as its token still holds. */
static void refresh_as(struct viewer *viewer, struct person_id person)
{
	struct row_token token;
	enum err err = find_token(viewer->session, viewer->actor.token_hash, &token)
			       ? check_token(viewer->session, &token)
			       : err_none;
	if (err)
		dismiss(viewer, err);
	else
		identify(viewer, person);
}

static void refresh(struct viewer *viewer)
{
	refresh_as(viewer, viewer->actor.person);
}

void viewer_joined(struct viewer *viewer, struct person_id person, const uint8_t token_hash[32])
{
	memcpy(viewer->actor.token_hash, token_hash, sizeof viewer->actor.token_hash);
	refresh_as(viewer, person);
}

void viewer_refresh_person(struct session *session, struct person_id person)
{
	struct viewer *next = NULL;
	if (person.n >= session->person_room)
		return;
	for (struct viewer *viewer = session->persons[person.n]; viewer; viewer = next) {
		next = viewer->person_next;
		refresh(viewer);
	}
}

/* Who is invited and came in time stays, though the time may be over by now [HELLO-8]. */
void viewer_refresh_visitors(struct session *session)
{
	struct row_token token;
	for (struct viewer *viewer = session->viewers; viewer; viewer = viewer->next)
		if (viewer->attached && viewer->actor.person.n == 0 &&
		    find_token(session, viewer->actor.token_hash, &token) && token.person.n)
			refresh(viewer);
}

void viewer_refresh_invited(struct session *session, struct invitation_id invitation)
{
	for (struct viewer *viewer = session->viewers; viewer; viewer = viewer->next)
		if (viewer->attached && viewer->actor.person.n == 0 &&
		    viewer->actor.invitation.n == invitation.n)
			refresh(viewer);
}

void viewer_refresh_all(struct session *session)
{
	for (struct viewer *viewer = session->viewers; viewer; viewer = viewer->next)
		if (viewer->attached)
			identify(viewer, viewer->actor.person);
}

/* ---- hello ---- */

/* The session that a hello asks for; NULL with the reason. */
static struct session *session_asked(struct core *core, const struct frame_hello *hello,
				     enum err *err)
{
	struct session_id id = hello->session;
	uint64_t bits;
	*err = hello->token.size > 0 ? err_token_unknown : err_code_unknown;
	if (hello->token.size == 0) {
		struct row_code code;
		struct session *directory = core->sessions[DIRECTORY];
		if (!code_read(hello->code.at, hello->code.size, &bits) ||
		    !state_get(directory->state, row_kind_code,
			       ROW_KEY((uint32_t)(bits >> 20), (uint32_t)(bits & 0xFFFFF)), &code))
			return NULL;
		id = code.session;
	}
	return session_open(core, id);
}

/* Rule [ROW-7]: a cursor goes on only in the history that it was made in. */
static uint64_t position_of_cursor(const struct session *session, struct bytes bytes)
{
	struct cursor cursor;
	bool valid = codec_cursor_read(bytes, &cursor) &&
		     cursor.derivations == DERIVATIONS_VERSION && cursor.seq <= session->head.seq &&
		     cursor.epoch != 0 && cursor.epoch == session_epoch_at(session, cursor.seq);
	return valid ? state_position_behind(cursor.seq) : 0;
}

static void attach(struct session *session, struct viewer *viewer, const struct frame_hello *hello)
{
	struct row_token token = {.person = {0}};
	uint8_t hash[32] = {0};
	if (hello->token.size > 0) {
		rowsum_hash(hello->token.at, hello->token.size, hash);
		enum err err = find_token(session, hash, &token) ? check_token(session, &token)
								 : err_token_unknown;
		if (err) {
			viewer_close(session->core, viewer->conn, viewer->language, err, "", 0);
			return;
		}
	}
	viewer->attached = true;
	session->visited = true;
	viewer->watch = hello->watch;
	viewer->actor = actor_of(session, token.person);
	if (token.invitation.n)
		viewer->actor.invitation = token.invitation;
	memcpy(viewer->actor.token_hash, hash, sizeof hash);
	viewer->lists = lists_of(session, &viewer->actor);
	uint64_t position = hello->scope == scope_of(session->id, &viewer->lists)
				    ? position_of_cursor(session, hello->cursor)
				    : 0;
	for (uint32_t i = 0; i < viewer->lists.count; i++)
		viewer->positions[i] = position;
	if (viewer->watch)
		session->edges[viewer->conn.edge].watchers++;
	join_person(viewer);
	welcome(viewer, position > 0);
}

void viewer_hello(struct core *core, struct core_message *message)
{
	const struct frame_hello *hello = &message->hello.frame;
	struct conn_id conn = message->conn;
	enum err err = core->draining                       ? err_draining
		       : hello->version != PROTOCOL_VERSION ? err_version_unknown
							    : err_none;
	struct session *session = err ? NULL : session_asked(core, hello, &err);
	if (session && session->damaged) {
		err = err_session_damaged;
		session = NULL;
	}
	if (!session) {
		viewer_close(core, conn, hello->language, err, "",
			     err == err_draining ? core->retry_ms : 0);
		core_message_free(message);
		return;
	}
	struct viewer *viewer = viewer_new(core, conn);
	viewer->language = hello->language;
	viewer->device = hello->device.n;
	viewer->actor.role = role_viewer;
	join_session(viewer, session);
	if (session->loaded) {
		attach(session, viewer, hello);
		core_message_free(message);
	} else {
		message_queue_push(&session->hellos, message);
	}
}

/* Who waits for a session that cannot be read, and who was in it, is told. */
static void close_all(struct session *session)
{
	message_queue_clear(&session->waiting);
	message_queue_clear(&session->hellos);
	for (struct viewer *viewer = session->viewers; viewer; viewer = viewer->next)
		viewer_close(session->core, viewer->conn, viewer->language, err_session_damaged, "",
			     0);
}

/* Another writer's rows have come with the session's: who was here may have another role by now, or
 * have to go, and comes for what is new in all lists, its own too, which fan-outs do not bring. */
static void look_anew(struct viewer *viewer)
{
	struct core *core = viewer->session->core;
	refresh(viewer);
	if (!viewer->watch)
		return;
	struct edge_message *message = edge_message_new(edge_message_rows);
	message->conn = viewer->conn;
	core->env.to_edge(core->env.context, viewer->conn.edge, message);
}

void viewer_arrive(struct session *session, bool loaded)
{
	if (!loaded) {
		close_all(session);
		return;
	}
	for (struct viewer *viewer = session->viewers; viewer; viewer = viewer->next)
		if (viewer->attached)
			look_anew(viewer);
	for (struct core_message *hello; (hello = message_queue_pop(&session->hellos));) {
		struct viewer *viewer = viewer_find(session->core, hello->conn);
		if (viewer && viewer->session == session)
			attach(session, viewer, &hello->hello.frame);
		core_message_free(hello);
	}
}

void viewer_free_all(struct core *core)
{
	for (uint32_t edge = 0; edge < core->env.edges; edge++) {
		for (uint32_t slot = 0; slot < core->slot_rooms[edge]; slot++) {
			struct viewer *viewer = core->slots[edge][slot];
			if (viewer)
				viewer_closed(core, viewer->conn);
		}
		free(core->slots[edge]);
	}
}
