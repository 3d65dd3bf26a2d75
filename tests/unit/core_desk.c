#include "core_desk.h"

#include <stdlib.h>
#include <string.h>

#include "server/core/disk.h"
#include "server/log/rowsum.h"

static bool said[65536];

bool desk_has_refused(enum err err)
{
	return said[err];
}

/* ---- queues ---- */

static void push_core(struct desk *desk, struct core_message *message)
{
	struct core_message **end = &desk->to_core;
	while (*end)
		end = &(*end)->next;
	message->next = NULL;
	*end = message;
}

static uint64_t now_ms(void *context)
{
	return ((struct desk *)context)->now_ms;
}

static void fill_random(void *context, void *out, size_t size)
{
	struct desk *desk = context;
	for (size_t i = 0; i < size; i++) {
		desk->chance = desk->chance * 6364136223846793005u + 1442695040888963407u;
		((uint8_t *)out)[i] = (uint8_t)(desk->chance >> 56);
	}
}

static void take_edge_message(void *context, uint32_t edge, struct edge_message *message)
{
	struct desk *desk = context;
	struct edge_message **end = &desk->to_edge;
	while (*end)
		end = &(*end)->next;
	message->next = NULL;
	*end = message;
	if (message->kind != edge_message_fan)
		assert_int_equal(message->conn.edge, edge);
	else
		message->conn.edge = edge; /* the subscribers do not look at it */
}

static void take_disk_message(void *context, struct disk_message *message)
{
	struct desk *desk = context;
	struct disk_message **end = &desk->to_disk;
	while (*end)
		end = &(*end)->next;
	message->next = NULL;
	*end = message;
}

static void hear_report(void *context, bool fatal, const char *line)
{
	struct desk *desk = context;
	desk->reports++;
	desk->fatal = desk->fatal || fatal;
	strncpy(desk->report, line, sizeof desk->report - 1);
}

static void hear_host(void *context, bool made)
{
	((struct desk *)context)->host_made = made;
}

/* ---- edges ---- */

static struct text text_copy(char *out, size_t room, struct text from)
{
	size_t size = from.size < room ? from.size : room - 1;
	memcpy(out, from.at, size);
	out[size] = '\0';
	return from;
}

static void hear_letter(struct guest *guest, char letter)
{
	assert_true(guest->heard_count < HEARD_MAX - 1);
	guest->heard[guest->heard_count++] = letter;
	guest->heard[guest->heard_count] = '\0';
}

static void hear_answer(struct guest *guest, const struct frame *frame)
{
	assert_true(guest->answer_count < ANSWERS_MAX);
	struct answer *answer = &guest->answers[guest->answer_count++];
	if (frame->kind == frame_kind_done) {
		*answer = (struct answer){.number = frame->done.number,
					  .done = true,
					  .seq = frame->done.seq,
					  .result = frame->done.result};
		return;
	}
	*answer = (struct answer){.number = frame->refused.number,
				  .err = (enum err)frame->refused.code,
				  .retry_ms = frame->refused.retry_ms};
	text_copy(answer->message, sizeof answer->message, frame->refused.message);
	said[answer->err] = true;
}

static char hear_row(struct guest *guest)
{
	struct row_view row;
	assert_true(codec_reader_row(guest->reader, &row));
	replica_hold(guest->replica, &row);
	guest->page_rows[row.kind]++;
	return row.revision ? 'r' : 'p';
}

static void hear_frame(struct guest *guest, const struct frame *frame)
{
	switch (frame->kind) {
	case frame_kind_welcome:
		guest->welcome = frame->welcome;
		replica_welcome(guest->replica, frame->welcome.resumed, frame->welcome.scope);
		hear_letter(guest, 'W');
		break;
	case frame_kind_done:
	case frame_kind_refused:
		hear_answer(guest, frame);
		hear_letter(guest, frame->kind == frame_kind_done ? 'D' : 'R');
		break;
	case frame_kind_row:
		hear_letter(guest, hear_row(guest));
		break;
	case frame_kind_update:
		replica_put(guest->replica, frame->update.cursor, frame->update.seq);
		hear_letter(guest, 'U');
		break;
	case frame_kind_page:
		guest->page = frame->page;
		hear_letter(guest, 'G');
		break;
	case frame_kind_closing:
		guest->closed_with = (enum err)frame->closing.code;
		guest->closing_retry_ms = frame->closing.retry_ms;
		text_copy(guest->closing, sizeof guest->closing, frame->closing.message);
		said[guest->closed_with] = true;
		hear_letter(guest, 'C');
		break;
	default:
		fail_msg("the core sent a frame of kind %u", frame->kind);
	}
}

static enum socket_room write_packet(void *context, void *socket, struct packet *packet)
{
	struct guest *guest = socket;
	struct frame frame;
	enum codec_next next;
	(void)context;
	if (guest->full)
		return socket_refused;
	if (packet->size > guest->message_bytes_max)
		guest->message_bytes_max = packet->size;
	guest->bytes += packet->size;
	const char *reason = codec_reader_start(guest->reader, packet->bytes, packet->size);
	if (reason)
		fail_msg("the core sent a message of %zu bytes that is %s, heard %s", packet->size,
			 reason, guest->heard);
	while ((next = codec_reader_next(guest->reader, &frame)) != codec_next_end) {
		assert_int_equal(next, codec_next_frame);
		hear_frame(guest, &frame);
	}
	hear_letter(guest, '.');
	buffer_append(&guest->raw, packet->bytes, packet->size);
	if (guest->takes > 0 && --guest->takes == 0) {
		guest->full = true;
		return socket_filled;
	}
	return socket_free;
}

static void count_answered(void *context, void *socket, uint32_t commands)
{
	(void)context;
	(void)socket;
	(void)commands;
}

static void close_socket(void *context, void *socket)
{
	(void)context;
	(void)socket;
}

static void edge_to_core(void *context, struct core_message *message)
{
	push_core(context, message);
}

static bool run_edges(struct desk *desk)
{
	bool any = desk->to_edge != NULL;
	for (struct edge_message *message; (message = desk->to_edge);) {
		desk->to_edge = message->next;
		bool is_fan = message->kind == edge_message_fan;
		desk->fans += is_fan && !message->passing;
		desk->fans_passing += is_fan && message->passing;
		desk->fans_without_packet += is_fan && !message->packet;
		subscribers_take(desk->subscribers[message->conn.edge], message);
	}
	for (uint32_t i = 0; i < DESK_EDGES; i++)
		while (subscribers_step(desk->subscribers[i]))
			any = true;
	return any;
}

/* ---- the disk ---- */

static bool add_frame(void *context, const struct log_row *row)
{
	struct disk_load *load = context;
	buffer_append(&load->frames, row->frame.at, row->frame.size);
	load->row_count++;
	return true;
}

static struct core_message *do_disk(struct desk *desk, struct disk_message *message)
{
	struct core_message *outcome = NULL;
	struct failure failure;
	uint32_t blanked;
	switch (message->kind) {
	case disk_message_load:
		desk->loads++;
		outcome = core_message_new(core_message_loaded);
		outcome->load = message->load;
		message->load->ok = desk->log->ops->read(desk->log, message->load->session,
							 &message->load->head, add_frame,
							 message->load, &message->load->failure);
		keys_memory_load(&desk->keys, message->load);
		if (desk->spoil)
			desk->spoil(message->load);
		message->load = NULL;
		break;
	case disk_message_append:
		desk->appends++;
		outcome = core_message_new(core_message_appended);
		outcome->append = message->append;
		keys_memory_append(&desk->keys, desk->log, message->append);
		message->append = NULL;
		break;
	case disk_message_blank:
		if (desk->blanks < DESK_BLANKS_MAX)
			desk->blanked[desk->blanks] = message->blank;
		desk->blanks++;
		assert_true(desk->log->ops->blank(desk->log, message->blank.session,
						  message->blank.kind, message->blank.key,
						  message->blank.before, &blanked, &failure));
		break;
	case disk_message_list_keys:
		outcome = core_message_new(core_message_keys);
		outcome->keys = message->key_list;
		keys_memory_list(&desk->keys, message->key_list);
		message->key_list = NULL;
		break;
	case disk_message_drop_key:
		keys_memory_drop(&desk->keys, message->drop_key.session, message->drop_key.ballot);
		break;
	}
	disk_message_free(message);
	return outcome;
}

static void keep_outcome(struct desk *desk, struct core_message *outcome)
{
	struct core_message **end = &desk->from_disk;
	while (*end)
		end = &(*end)->next;
	*end = outcome;
}

static bool run_disk(struct desk *desk)
{
	bool any = false;
	for (struct disk_message *message; !desk->hold_disk && (message = desk->to_disk);) {
		desk->to_disk = message->next;
		struct core_message *outcome = do_disk(desk, message);
		if (outcome)
			keep_outcome(desk, outcome);
		any = true;
	}
	for (struct core_message *outcome; !desk->hold_outcomes && (outcome = desk->from_disk);) {
		desk->from_disk = outcome->next;
		push_core(desk, outcome);
		any = true;
	}
	return any;
}

/* ---- running ---- */

static bool run_core(struct desk *desk)
{
	bool any = desk->to_core != NULL;
	for (struct core_message *message; (message = desk->to_core);) {
		desk->to_core = message->next;
		message->next = NULL;
		core_take(desk->core, message);
	}
	desk->due_ms = core_tick(desk->core);
	return any;
}

void desk_run(struct desk *desk)
{
	bool any;
	do {
		any = run_core(desk);
		any = run_disk(desk) || any;
		any = run_edges(desk) || any;
	} while (any);
}

void desk_wait(struct desk *desk, uint64_t ms)
{
	desk->now_ms += ms;
	desk_run(desk);
}

static void start(struct desk *desk)
{
	struct failure failure;
	desk->log = log_memory_open(desk->memory, &failure);
	assert_non_null(desk->log);
	desk->core = core_new(&(struct core_env){.context = desk,
						 .now_ms = now_ms,
						 .random = fill_random,
						 .to_edge = take_edge_message,
						 .to_disk = take_disk_message,
						 .report = hear_report,
						 .edges = DESK_EDGES,
						 .methods = desk->methods});
	for (uint32_t i = 0; i < DESK_EDGES; i++)
		desk->subscribers[i] =
			subscribers_new(i, &(struct subscribers_env){.context = desk,
								     .write = write_packet,
								     .answered = count_answered,
								     .close = close_socket,
								     .to_core = edge_to_core});
}

static void stop(struct desk *desk)
{
	for (uint32_t i = 0; i < desk->guest_count; i++)
		desk->guests[i]->connected = false;
	core_free(desk->core);
	for (uint32_t i = 0; i < DESK_EDGES; i++)
		subscribers_free(desk->subscribers[i]);
	for (struct core_message *message; (message = desk->to_core);) {
		desk->to_core = message->next;
		core_message_free(message);
	}
	for (struct core_message *message; (message = desk->from_disk);) {
		desk->from_disk = message->next;
		core_message_free(message);
	}
	for (struct edge_message *message; (message = desk->to_edge);) {
		desk->to_edge = message->next;
		edge_message_free(message);
	}
	for (struct disk_message *message; (message = desk->to_disk);) {
		desk->to_disk = message->next;
		disk_message_free(message);
	}
	desk->log->ops->close(desk->log);
}

struct desk *desk_open(void)
{
	struct failure failure;
	struct desk *desk = calloc(1, sizeof *desk);
	desk->now_ms = UINT64_C(1700000000000);
	desk->chance = 1;
	desk->host_made = -1;
	desk->memory = log_memory_new();
	desk->methods = methods_load(TEST_METHODS_FOLDER, &failure);
	if (!desk->methods)
		fail_msg("%s", failure.message);
	start(desk);
	core_make_host(desk->core, TOKEN_OF("h").at, hear_host, desk);
	desk_run(desk);
	assert_int_equal(desk->host_made, true);
	return desk;
}

void desk_restart_held(struct desk *desk)
{
	desk->hold_disk = true;
	desk->hold_outcomes = false;
	stop(desk);
	start(desk);
}

void desk_restart(struct desk *desk)
{
	desk_restart_held(desk);
	desk->hold_disk = false;
	desk_run(desk);
}

void desk_close(struct desk *desk)
{
	struct failure failure;
	stop(desk);
	if (!log_memory_verify(desk->memory, &failure))
		fail_msg("the log: %s", failure.message);
	log_memory_free(desk->memory);
	keys_memory_free(&desk->keys);
	while (desk->guest_count > 0)
		guest_free(desk->guests[--desk->guest_count]);
	methods_free(desk->methods);
	free(desk);
}

/* ---- from another process ---- */

static bool sum_row(void *context, const struct log_row *row)
{
	(void)context;
	(void)row;
	return true;
}

struct present {
	enum row_kind kind;
	uint32_t key[ROW_KEY_PARTS];
	struct buffer frame;
};

static bool find_present(void *context, const struct log_row *row)
{
	struct present *present = context;
	if (row->kind == present->kind && memcmp(row->key, present->key, sizeof row->key) == 0)
		buffer_append(&present->frame, row->frame.at, row->frame.size);
	return true;
}

void desk_write_foreign(struct desk *desk, uint32_t session, enum row_kind kind, const void *row)
{
	struct failure failure;
	struct log_head head;
	struct buffer frame = {0};
	struct row_view view;
	struct session_id id = {session};
	assert_true(desk->log->ops->read(desk->log, id, &head, sum_row, NULL, &failure));
	codec_write_row(&frame, kind, head.seq + 1, row);
	assert_true(codec_row_view(frame.at, frame.size, &view));
	struct present present = {.kind = kind};
	memcpy(present.key, view.key, sizeof present.key);
	desk->log->ops->read(desk->log, id, &head, find_present, &present, &failure);

	struct log_row log_row = {.kind = (uint8_t)kind, .frame = {frame.at, (uint32_t)frame.size}};
	memcpy(log_row.key, view.key, sizeof log_row.key);
	struct log_part part = {.rows = &log_row, .row_count = 1};
	struct log_append append = {.session = id,
				    .expected_seq = head.seq,
				    .epoch = 77,
				    .time_ms = desk->now_ms,
				    .parts = &part,
				    .part_count = 1};
	memcpy(append.sum, head.sum, sizeof append.sum);
	if (present.frame.size > 0)
		rowsum_subtract(append.sum, present.frame.at, present.frame.size);
	rowsum_add(append.sum, frame.at, frame.size);
	desk->log->ops->append(desk->log, &append, 1, &failure);
	assert_int_equal(append.outcome, log_appended);
	buffer_free(&present.frame);
	buffer_free(&frame);
}

/* ---- sessions ---- */

uint32_t desk_make_session_by(struct desk *desk, struct text method, char code[CODE_CHARACTERS + 1])
{
	const uint64_t number = 1;
	struct guest *host = guest_return(desk, 0, TOKEN_OF("h"));
	struct row_listing listing;
	GUEST_DO(host, number, session_create, .title = TEXT_OF("Two towns"),
		 .language = language_en, .method = method,
		 .towns = {2, {TEXT_OF("Ahausen"), TEXT_OF("Bedorf")}}, .name = TEXT_OF("Mia"),
		 .token = TOKEN_OF("m"));
	desk_run(desk);
	assert_done(host, number);
	uint32_t session = (uint32_t)guest_answer(host, number)->result;
	guest_get(host, row_kind_listing, session, 0, 0, &listing);
	memcpy(code, listing.code.at, CODE_CHARACTERS);
	code[CODE_CHARACTERS] = '\0';
	guest_hang_up(host);
	desk_run(desk);
	return session;
}

uint32_t desk_make_session(struct desk *desk, char code[CODE_CHARACTERS + 1])
{
	return desk_make_session_by(desk, TEXT_OF("halls"), code);
}
