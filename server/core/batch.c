/* Batches: commands that have come in while the last append was under way are decided together, go
 * to the log together, and are answered together once they are durable. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/core/draft.h"
#include "server/core/session_keys.h"
#include "server/core/viewer.h"
#include "server/decide/decide.h"
#include "server/log/rowsum.h"

#define BATCH_BYTES_MAX   (1024u * 1024u)
#define WAITING_BYTES_MAX (64u * 1024u * 1024u)
#define BUSY_RETRY_MS     2000u
#define LOST_RETRY_MS     60000u

void batch_take(struct session *session, struct core_message *message)
{
	struct viewer *viewer = viewer_find(session->core, message->conn);
	bool full = session->waiting.bytes + core_message_bytes(message) > WAITING_BYTES_MAX;
	if (session->damaged) {
		core_message_free(message);
	} else if (viewer && full) {
		viewer_refuse(viewer, 1, message->command.number, err_busy, BUSY_RETRY_MS);
		core_message_free(message);
	} else {
		message_queue_push(&session->waiting, message);
	}
}

/* ---- deciding ---- */

/* All that is needed while a batch is put together. */
struct making {
	struct session *session;
	struct arena arena;
	struct draft draft;
	struct changes changes, other;
	struct log_append *appends; /* [0]: this session; behind it new ones */
	uint32_t append_count;
	struct log_part *parts;
	uint32_t part_count, part_room;
	uint32_t opening_parts; /* of them only open the epoch */
	size_t bytes;
};

static void random_bytes(const struct core *core, void *out, size_t size)
{
	core->env.random(core->env.context, out, size);
}

static struct log_part *part_new(struct making *making)
{
	if (making->part_count == making->part_room) {
		uint32_t room = making->part_room ? making->part_room * 2 : 32;
		struct log_part *parts = arena_take(&making->arena, room * sizeof *parts);
		if (making->part_count > 0)
			memcpy(parts, making->parts, making->part_count * sizeof *parts);
		making->parts = parts;
		making->part_room = room;
	}
	struct log_part *part = &making->parts[making->part_count++];
	*part = (struct log_part){0};
	random_bytes(making->session->core, part->salt, sizeof part->salt);
	return part;
}

/* Copies the changed rows into the batch's memory, as a part's rows. */
static void fill_part(struct making *making, struct log_part *part, const struct changes *changes)
{
	struct log_row *rows = arena_take(&making->arena, changes->count * sizeof *rows);
	for (uint32_t i = 0; i < changes->count; i++) {
		const struct change *change = &changes->at[i];
		void *frame = arena_copy(&making->arena, changes->frames.at + change->offset,
					 change->size);
		rows[i] = (struct log_row){.kind = (uint8_t)change->kind,
					   .frame = {frame, (uint32_t)change->size}};
		memcpy(rows[i].key, change->key, sizeof rows[i].key);
	}
	part->rows = rows;
	part->row_count = changes->count;
	making->bytes += changes->frames.size;
}

/* Lays a part's rows over the state and moves the sum along. */
static void draft_part(struct making *making, const struct log_part *part)
{
	uint8_t *sum = making->appends[0].sum;
	for (uint32_t i = 0; i < part->row_count; i++) {
		const struct log_row *row = &part->rows[i];
		const struct row *old =
			draft_find(&making->draft, (enum row_kind)row->kind, row->key);
		if (old)
			rowsum_subtract(sum, old->bytes, old->size);
		rowsum_add(sum, row->frame.at, row->frame.size);
		draft_put(&making->draft, &making->arena, row->frame);
	}
}

static void open_epoch(struct making *making)
{
	struct session *session = making->session;
	uint8_t random[32];
	if (session_epoch_at(session, session->head.seq) == session->core->mark)
		return;
	random_bytes(session->core, random, sizeof random);
	changes_clear(&making->changes);
	decide_opening(session->epoch_count + 1, making->changes.revision, session->core->mark,
		       random, &making->changes);
	struct log_part *part = part_new(making);
	fill_part(making, part, &making->changes);
	draft_part(making, part);
}

/* A new session's first entry, in the same append as its listing: both or neither. */
static void append_other(struct making *making, const struct log_part *cause)
{
	struct core *core = making->session->core;
	struct log_append *append = &making->appends[making->append_count++];
	struct log_part *parts = arena_take(&making->arena, 2 * sizeof *parts);
	uint8_t random[32];
	random_bytes(core, random, sizeof random);
	parts[0] = (struct log_part){.person = 1, .command = cause->command};
	random_bytes(core, parts[0].salt, sizeof parts[0].salt);
	fill_part(making, &parts[0], &making->other);
	changes_clear(&making->other);
	decide_opening(1, 1, core->mark, random, &making->other);
	random_bytes(core, parts[1].salt, sizeof parts[1].salt);
	fill_part(making, &parts[1], &making->other);

	*append = (struct log_append){.session = {making->changes.result},
				      .epoch = core->mark,
				      .time_ms = making->appends[0].time_ms,
				      .parts = parts,
				      .part_count = 2,
				      .group = 1};
	for (uint32_t i = 0; i < 2; i++)
		for (uint32_t k = 0; k < parts[i].row_count; k++)
			rowsum_add(append->sum, parts[i].rows[k].frame.at,
				   parts[i].rows[k].frame.size);
	making->appends[0].group = 1;
}

static bool is_confidential(const struct making *making, struct ballot_id id)
{
	struct row_ballot ballot;
	const struct row *row = draft_find(&making->draft, row_kind_ballot, ROW_KEY(id.n));
	return row && row_fields(row, &ballot) && ballot.secrecy == secrecy_confidential;
}

/* SHA-256 over the session's secret and the command's bytes, cut to half its length when it is
 * kept. The secret stands in the same database: whoever has both can test what a command said. So
 * of a paper in a confidential ballot it covers only that it is one, and its number. */
static void mac_of_body(const struct making *making, const struct core_command *command,
			uint8_t mac[32])
{
	const struct session *session = making->session;
	struct buffer keyed = {0};
	buffer_append(&keyed, session->secret, sizeof session->secret);
	if (command->kind == command_kind_cast &&
	    is_confidential(making, command->args->cast.ballot)) {
		struct command_cast named = {.ballot = command->args->cast.ballot};
		codec_write_command(&keyed, command->number, command_kind_cast, &named);
	} else {
		buffer_append(&keyed, command->body.at, command->body.size);
	}
	rowsum_hash(keyed.at, keyed.size, mac);
	buffer_free(&keyed);
}

static struct verdict *verdict_new(struct batch *batch, const struct core_message *message)
{
	if (batch->count == batch->room) {
		batch->room = batch->room ? batch->room * 2 : 64;
		batch->verdicts = realloc(batch->verdicts, batch->room * sizeof *batch->verdicts);
		if (!batch->verdicts)
			abort();
	}
	struct verdict *verdict = &batch->verdicts[batch->count++];
	*verdict = (struct verdict){.conn = message->conn,
				    .number = message->command.number,
				    .command = message->command.kind};
	return verdict;
}

#define ANSWER_SLOTS COMMANDS_UNANSWERED_MAX

static bool find_answer(const struct making *making, const struct viewer *viewer, uint32_t slot,
			struct row_answer *answer, uint64_t *revision)
{
	const struct row *row = draft_find(&making->draft, row_kind_answer,
					   ROW_KEY(viewer->actor.person.n, viewer->device, slot));
	if (!row || !row_fields(row, answer))
		return false;
	*revision = row->revision;
	return true;
}

/* The highest number that the viewer's device has had done. Looked up once for each connection. */
static uint64_t highest_done(const struct making *making, struct viewer *viewer)
{
	if (viewer->number_known)
		return viewer->number_done;
	viewer->number_done = 0;
	viewer->number_known = true;
	for (uint32_t slot = 0; slot < ANSWER_SLOTS; slot++) {
		struct row_answer answer;
		uint64_t revision;
		if (find_answer(making, viewer, slot, &answer, &revision) &&
		    answer.number > viewer->number_done)
			viewer->number_done = answer.number;
	}
	return viewer->number_done;
}

/* All connections of the device learn of it, so that none does an older command after a newer. */
static void note_done(struct session *session, const struct viewer *by, uint64_t number)
{
	for (struct viewer *viewer = session->persons[by->actor.person.n]; viewer;
	     viewer = viewer->person_next)
		if (viewer->device == by->device && viewer->number_done < number)
			viewer->number_done = number;
}

/* Rule [CMD-3]: true if the command was answered before, or never will be. A number below one that
 * was done, and not remembered, was refused at its time: doing it now would undo what came later.
 */
static bool answered_before(const struct making *making, struct viewer *viewer,
			    const struct core_command *command, const uint8_t mac[32],
			    struct verdict *verdict)
{
	struct row_answer answer;
	uint64_t revision;
	if (command->number > highest_done(making, viewer))
		return false;
	if (!find_answer(making, viewer, (uint32_t)(command->number % ANSWER_SLOTS), &answer,
			 &revision) ||
	    answer.number != command->number) {
		verdict->err = err_number_old;
	} else if (answer.body_mac.size != 16 || memcmp(answer.body_mac.at, mac, 16) != 0) {
		verdict->err = err_number_reused;
	} else {
		verdict->seq = revision;
		verdict->result = (uint32_t)answer.result;
	}
	return true;
}

static void remember_answer(struct making *making, const struct viewer *viewer,
			    const struct core_command *command, const uint8_t mac[32])
{
	struct row_answer answer = {.person = viewer->actor.person,
				    .device = {viewer->device},
				    .slot = {(uint32_t)(command->number % ANSWER_SLOTS)},
				    .number = command->number,
				    .body_mac = {mac, 16},
				    .result = making->changes.result};
	changes_put_answer(&making->changes, &answer);
}

/* Whether the person has been given a newer link than the one that the connection has come by. */
static bool is_replaced(const struct making *making, const uint8_t hash[32],
			const struct row_person *person)
{
	uint32_t key[ROW_KEY_PARTS];
	struct row_token token;
	token_key(hash, key);
	const struct row *row = draft_find(&making->draft, row_kind_token, key);
	return row && row_fields(row, &token) && token.person.n == person->id.n &&
	       token.link != person->links;
}

/* The role as it is by now: an earlier command of the batch may have changed them. */
static struct actor actor_now(const struct making *making, const struct viewer *viewer)
{
	struct actor actor = viewer->actor;
	const struct row *row =
		draft_find(&making->draft, row_kind_person, ROW_KEY(actor.person.n));
	struct row_person person;
	if (actor.person.n && row && row_fields(row, &person)) {
		actor.role = person.role;
		actor.left = person.left || person.kept_out ||
			     is_replaced(making, actor.token_hash, &person);
		actor.muted = person.muted;
	}
	return actor;
}

static bool is_here(const void *context, struct person_id person)
{
	const struct session *session = context;
	return person.n < session->person_room && session->persons[person.n];
}

static struct view view_of(const struct making *making, struct actor actor)
{
	const struct core *core = making->session->core;
	struct view view = {.context = &making->draft,
			    .find = draft_find,
			    .next_id = draft_next_id,
			    .next_child = draft_next_child,
			    .sheet = draft_sheet,
			    .sha256 = rowsum_hash,
			    .is_here = is_here,
			    .here_context = making->session,
			    .seal = session_seal,
			    .unseal = session_unseal,
			    .keys_context = making->session,
			    .actor = actor,
			    .now_ms = making->appends[0].time_ms,
			    .methods = core->env.methods};
	random_bytes(core, view.random, sizeof view.random);
	return view;
}

static void note_erased(struct making *making)
{
	struct batch *batch = &making->session->batch;
	const struct changes *changes = &making->changes;
	for (uint32_t i = 0; i < changes->erased_count; i++) {
		batch->blanks =
			realloc(batch->blanks, (batch->blank_count + 1) * sizeof *batch->blanks);
		if (!batch->blanks)
			abort();
		struct disk_blank *blank = &batch->blanks[batch->blank_count++];
		*blank = (struct disk_blank){.session = making->session->id,
					     .kind = (uint8_t)changes->erased[i].kind,
					     .before = changes->revision};
		memcpy(blank->key, changes->erased[i].key, sizeof blank->key);
	}
}

/* Whom the connection has joined as earlier in this batch; 0: nobody. */
static uint32_t joined_before(const struct batch *batch, const struct verdict *join)
{
	for (uint32_t i = 0; i < batch->count; i++) {
		const struct verdict *earlier = &batch->verdicts[i];
		if (earlier != join && earlier->command == command_kind_join && !earlier->err &&
		    earlier->conn.edge == join->conn.edge && earlier->conn.slot == join->conn.slot)
			return earlier->result;
	}
	return 0;
}

static enum err decide_command(struct making *making, struct viewer *viewer,
			       const struct core_command *command, struct verdict *verdict)
{
	bool joins = command->kind == command_kind_join;
	uint8_t mac[32];
	if (command->refusal)
		return refuse_with(&making->changes, command->refusal,
				   (struct text){command->field, (uint32_t)strlen(command->field)});
	if (!joins && viewer->device == 0)
		return err_device_missing;
	if (!joins) {
		mac_of_body(making, command, mac);
		if (answered_before(making, viewer, command, mac, verdict))
			return verdict->err;
	}
	struct view view = view_of(making, actor_now(making, viewer));
	if (joins && view.actor.person.n == 0)
		view.actor.person.n = joined_before(&making->session->batch, verdict);
	enum err err = decide(&view, command->kind, command->args, &making->changes);
	if (err)
		return err;
	verdict->seq = making->changes.revision;
	verdict->result = making->changes.result;
	if (joins)
		rowsum_hash(command->args->join.token.at, TOKEN_BYTES, verdict->token_hash);
	else {
		remember_answer(making, viewer, command, mac);
		note_done(making->session, viewer, command->number);
	}
	return err_none;
}

static void take_changes(struct making *making, uint32_t person, uint32_t device,
			 const struct core_command *command)
{
	if (making->changes.count == 0)
		return;
	struct log_part *part = part_new(making);
	part->person = person;
	part->device = device;
	part->number = command->number;
	part->command = (uint8_t)command->kind;
	fill_part(making, part, &making->changes);
	draft_part(making, part);
	note_erased(making);
	if (making->changes.key_made)
		session_key_make(making->session, making->changes.key_made);
	if (making->changes.key_dropped)
		session_key_drop(making->session, making->changes.key_dropped);
	if (making->other.count > 0)
		append_other(making, part);
}

static void decide_message(struct making *making, const struct core_message *message)
{
	struct session *session = making->session;
	struct viewer *viewer = viewer_find(session->core, message->conn);
	/* Who hung up before their command was decided will give it again. */
	if (!viewer || !viewer->attached)
		return;
	changes_clear(&making->changes);
	changes_clear(&making->other);
	struct verdict *verdict = verdict_new(&session->batch, message);
	verdict->err = decide_command(making, viewer, &message->command, verdict);
	if (verdict->err) {
		size_t size = strlen(making->changes.detail) + 1;
		verdict->detail = arena_copy(&making->arena, making->changes.detail, size);
		verdict->retry_ms = making->changes.retry_ms;
		return;
	}
	/* A repeated join changes nothing, perhaps because of what the batch has changed before; a
	 * repeated command has the number of its first time. */
	if (making->changes.count == 0 && making->part_count == making->opening_parts &&
	    verdict->seq > session->head.seq)
		verdict->seq = session->head.seq;
	uint32_t person = message->command.kind == command_kind_join ? verdict->result
								     : viewer->actor.person.n;
	take_changes(making, person, viewer->device, &message->command);
}

/* The directory's host is made by the server itself. */
static void decide_host_wanted(struct making *making)
{
	struct core *core = making->session->core;
	static const struct core_command own = {.kind = command_kind_none};
	if (making->session->id.n != DIRECTORY || !core->host_wanted)
		return;
	struct view view = view_of(making, (struct actor){0});
	changes_clear(&making->changes);
	if (decide_host(&view, core->host_token, &making->changes)) {
		core->host_wanted = false;
		core->host_made(core->host_context, false);
		return;
	}
	take_changes(making, making->changes.result, 0, &own);
	core->host_under_way = true;
}

/* So are the ends of timers brought about. The command names the end that it saw: whichever process
 * gives it first, it happens once. */
static void decide_timers(struct making *making)
{
	static const struct core_command own = {.kind = command_kind_timer_end};
	struct session *session = making->session;
	struct timer_due due = {.board = {0}};
	if (making->appends[0].time_ms < session->timer_due_ms)
		return;
	while (session_next_timer(session, making->appends[0].time_ms, &due)) {
		struct view view = view_of(making, (struct actor){0});
		struct command_timer_end end = {.board = due.board, .end_ms = due.end_ms};
		changes_clear(&making->changes);
		if (!decide_timer_end(&view, &end, &making->changes))
			take_changes(making, 0, 0, &own);
	}
}

/* A ballot whose key is lost can never be counted: it is voided, and whoever runs the server hears
 * of it. */
static void decide_lost_keys(struct making *making)
{
	static const struct core_command own = {.kind = command_kind_ballot_void};
	struct session *session = making->session;
	struct core *core = session->core;
	uint32_t id = 0;
	while (session->key_is_lost && (id = session_next_lost_key(session, id)) != 0) {
		char line[200];
		struct view view = view_of(making, (struct actor){0});
		struct command_ballot_void lost = {.ballot = {id}};
		changes_clear(&making->changes);
		if (decide_ballot_void(&view, &lost, &making->changes)) {
			session_put_off_timers(session, LOST_RETRY_MS);
			continue;
		}
		take_changes(making, 0, 0, &own);
		snprintf(line, sizeof line,
			 "session %u: the key of ballot %u is lost or damaged: what was cast in it "
			 "can never be counted, and the ballot is void",
			 session->id.n, id);
		core->env.report(core->env.context, false, line);
	}
}

static void send_append(struct making *making)
{
	struct session *session = making->session;
	struct core *core = session->core;
	struct disk_message *message = disk_message_new(disk_message_append);
	message->append = calloc(1, sizeof *message->append);
	if (!message->append)
		abort();
	making->appends[0].parts = making->parts;
	making->appends[0].part_count = making->part_count;
	*message->append = (struct disk_append){
		.appends = making->appends, .count = making->append_count, .arena = making->arena};
	session_keys_send(session, message->append);
	session->in_flight = true;
	core->under_way++;
	core->env.to_disk(core->env.context, message);
}

#define NEW_SESSIONS_MAX 32u /* in one batch */

static bool batch_is_full(const struct making *making)
{
	return making->bytes > BATCH_BYTES_MAX || making->append_count > NEW_SESSIONS_MAX;
}

/* Whether the command is decided by how many have voted: a closing, and an undo that may take an
 * opening back. */
static bool reads_counts(const struct making *making, const struct core_message *message)
{
	struct row_change change;
	if (message->command.kind != command_kind_undo)
		return message->command.kind == command_kind_ballot_close;
	const struct viewer *viewer = viewer_find(making->session->core, message->conn);
	const struct row *row = viewer ? draft_find(&making->draft, row_kind_change,
						    ROW_KEY(viewer->actor.person.n))
				       : NULL;
	return row && row_fields(row, &change) && change.command == command_kind_ballot_open;
}

/* The counts are of what is durable: who reads them is decided in a batch that has cast no votes
 * yet. */
static bool waits_for_counts(const struct making *making)
{
	return making->part_count > making->opening_parts &&
	       reads_counts(making, making->session->waiting.first);
}

void batch_run(struct session *session)
{
	struct core *core = session->core;
	bool own = (session->id.n == DIRECTORY && core->host_wanted) ||
		   core->env.now_ms(core->env.context) >= session->timer_due_ms;
	if (session->in_flight || !session->loaded || (session->waiting.count == 0 && !own))
		return;
	struct making making = {.session = session};
	making.appends = arena_take(&making.arena, (NEW_SESSIONS_MAX + 2) * sizeof *making.appends);
	making.append_count = 1;
	making.appends[0] = (struct log_append){.session = session->id,
						.expected_seq = session->head.seq,
						.epoch = core->mark,
						.time_ms = core->env.now_ms(core->env.context)};
	memcpy(making.appends[0].sum, session->head.sum, LOG_HASH_BYTES);
	making.changes =
		(struct changes){.revision = session->head.seq + 1, .other = &making.other};
	making.other.revision = 1;
	draft_begin(&making.draft, session->state);
	open_epoch(&making);
	making.opening_parts = making.part_count;

	decide_host_wanted(&making);
	decide_timers(&making);
	decide_lost_keys(&making);
	while (session->waiting.count > 0 && !batch_is_full(&making) &&
	       !waits_for_counts(&making)) {
		struct core_message *message = message_queue_pop(&session->waiting);
		decide_message(&making, message);
		message_queue_push(&session->batch.messages, message);
		core->figures.commands++;
	}
	draft_end(&making.draft);
	changes_free(&making.changes);
	changes_free(&making.other);
	if (making.part_count > making.opening_parts) {
		send_append(&making);
	} else {
		/* Nothing changed, so nothing waits to be durable. */
		batch_answer(session, log_appended);
		arena_free(&making.arena);
	}
}
