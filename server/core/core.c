#include "core.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "server/core/fan.h"
#include "server/core/session_keys.h"
#include "server/core/update.h"

/* Also those of sessions that nobody opens any more: no closed ballot's key must linger. */
static void ask_for_keys(struct core *core)
{
	struct disk_message *message = disk_message_new(disk_message_list_keys);
	message->key_list = calloc(1, sizeof *message->key_list);
	if (!message->key_list)
		abort();
	core->under_way++;
	core->env.to_disk(core->env.context, message);
}

struct core *core_new(const struct core_env *env)
{
	struct core *core = calloc(1, sizeof *core);
	if (!core)
		abort();
	assert(env->edges <= EDGES_MAX);
	core->env = *env;
	core->slots = calloc(env->edges + 1u, sizeof *core->slots);
	core->slot_rooms = calloc(env->edges + 1u, sizeof *core->slot_rooms);
	if (!core->slots || !core->slot_rooms)
		abort();
	while (core->mark == 0)
		env->random(env->context, &core->mark, sizeof core->mark);
	session_open(core, (struct session_id){DIRECTORY});
	ask_for_keys(core);
	return core;
}

void core_free(struct core *core)
{
	if (!core)
		return;
	message_queue_clear(&core->early);
	viewer_free_all(core);
	for (uint32_t i = 0; i < core->session_room; i++)
		session_free(core->sessions[i]);
	disk_key_list_free(core->key_list);
	free(core->slots);
	free(core->slot_rooms);
	free(core->sessions);
	free(core);
}

static bool directory_is_loaded(const struct core *core)
{
	return core->sessions[DIRECTORY]->loaded;
}

static void take_read(struct viewer *viewer, const struct frame_read *read)
{
	bool may = viewer->attached && viewer->actor.role == role_moderator;
	if (may)
		update_read_page(viewer, read);
	else
		viewer_refuse(viewer, 0, read->number, err_not_moderator, 0);
}

/* Messages of connections; those before the directory is there wait for it. */
static void take_from_edge(struct core *core, struct core_message *message)
{
	if (!directory_is_loaded(core)) {
		message_queue_push(&core->early, message);
		return;
	}
	if (message->kind == core_message_hello) {
		viewer_hello(core, message);
		return;
	}
	struct viewer *viewer = viewer_find(core, message->conn);
	if (viewer)
		session_stir(viewer->session);
	if (viewer && message->kind == core_message_command) {
		batch_take(viewer->session, message);
		return;
	}
	if (viewer && message->kind == core_message_read)
		take_read(viewer, &message->read);
	if (viewer && viewer->attached && message->kind == core_message_want)
		update_want(viewer, message->position);
	if (message->kind == core_message_closed)
		viewer_closed(core, message->conn);
	core_message_free(message);
}

static void take_loaded(struct core *core, struct core_message *message)
{
	struct session *session = core->sessions[message->load->session.n];
	viewer_arrive(session, session_loaded(session, message->load));
	if (session->id.n != DIRECTORY || !session->loaded)
		return;
	core_settle_keys(core);
	for (struct core_message *early; (early = message_queue_pop(&core->early));)
		take_from_edge(core, early);
}

void core_take(struct core *core, struct core_message *message)
{
	switch (message->kind) {
	case core_message_hello:
	case core_message_command:
	case core_message_read:
	case core_message_want:
	case core_message_closed:
		take_from_edge(core, message);
		return;
	case core_message_fanned: {
		struct session *session = core->sessions[message->fanned.session.n];
		if (session) {
			session->edges[message->fanned.edge].fanning = false;
			session_stir(session);
		}
		break;
	}
	case core_message_loaded:
		take_loaded(core, message);
		break;
	case core_message_appended: {
		struct session_id id = message->append->appends[0].session;
		session_stir(core->sessions[id.n]);
		batch_appended(core->sessions[id.n], message->append);
		break;
	}
	case core_message_keys:
		core_take_keys(core, message->keys);
		message->keys = NULL;
		core_settle_keys(core);
		break;
	case core_message_drain:
		core->draining = true;
		core->retry_ms = message->retry_ms;
		break;
	}
	core_message_free(message);
}

/* Whether the session must be looked at again when the time `*due_ms` has come. */
static bool tick_session(struct session *session, uint64_t now_ms, uint64_t *due_ms)
{
	bool again = false;
	batch_run(session);
	if (session->loaded) {
		again = fan_presence(session, now_ms, due_ms); /* first, or traffic starves it */
		fan_out(session);
		if (session->timer_due_ms != TIMER_NEVER) {
			again = true;
			if (session->timer_due_ms < *due_ms && !session->in_flight)
				*due_ms = session->timer_due_ms;
		}
	}
	return session_unload_if_idle(session, now_ms, due_ms) || again;
}

uint64_t core_tick(struct core *core)
{
	uint64_t now_ms = core->env.now_ms(core->env.context), due_ms = UINT64_MAX;
	struct session *session = core->stirred, *next;
	core->stirred = NULL;
	for (; session; session = next) {
		next = session->stirred_next;
		session->stirred = false;
		struct session_id id = session->id;
		bool again = tick_session(session, now_ms, &due_ms);
		if (again && core->sessions[id.n])
			session_stir(core->sessions[id.n]);
	}
	return due_ms;
}

bool core_idle(const struct core *core)
{
	if (core->under_way > 0)
		return false;
	for (uint32_t i = 0; i < core->session_room; i++)
		if (core->sessions[i] && core->sessions[i]->waiting.count > 0)
			return false;
	return true;
}

void core_make_host(struct core *core, const uint8_t token[TOKEN_BYTES], core_host_fn *made,
		    void *context)
{
	memcpy(core->host_token, token, TOKEN_BYTES);
	core->host_wanted = true;
	session_stir(core->sessions[DIRECTORY]);
	core->host_made = made;
	core->host_context = context;
}

struct core_figures core_figures(const struct core *core)
{
	return core->figures;
}
