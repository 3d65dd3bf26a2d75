/* Guests of the desk: what they say, and what they remember. */
#include <stdlib.h>
#include <string.h>

#include "core_desk.h"

struct guest *guest_connect(struct desk *desk, uint32_t edge)
{
	assert_true(desk->guest_count < DESK_GUESTS_MAX);
	struct guest *guest = calloc(1, sizeof *guest);
	desk->guests[desk->guest_count++] = guest;
	guest->desk = desk;
	guest->connected = true;
	guest->reader = codec_reader_new();
	guest->replica = replica_new();
	guest->conn = subscribers_add(desk->subscribers[edge], guest);
	return guest;
}

static void post(struct guest *guest, struct core_message *message)
{
	struct core_message **end = &guest->desk->to_core;
	while (*end)
		end = &(*end)->next;
	*end = message;
}

void guest_hang_up(struct guest *guest)
{
	if (!guest->connected)
		return;
	guest->connected = false;
	subscribers_remove(guest->desk->subscribers[guest->conn.edge], guest->conn);
	struct core_message *closed = core_message_new(core_message_closed);
	closed->conn = guest->conn;
	post(guest, closed);
}

void guest_free(struct guest *guest)
{
	codec_reader_free(guest->reader);
	replica_free(guest->replica);
	buffer_free(&guest->raw);
	free(guest);
}

void guest_send_off(struct guest *guest)
{
	struct desk *desk = guest->desk;
	uint32_t at = 0;
	guest_hang_up(guest);
	desk_run(desk);
	while (desk->guests[at] != guest)
		at++;
	memmove(&desk->guests[at], &desk->guests[at + 1],
		(--desk->guest_count - at) * sizeof desk->guests[0]);
	guest_free(guest);
}

void guest_say_hello(struct guest *guest, const struct frame_hello *hello)
{
	guest->device = hello->device.n;
	post(guest, core_message_of_hello(guest->conn, hello));
}

void guest_send_command(struct guest *guest, const void *at, size_t size)
{
	struct core_message *message =
		core_message_of_command(guest->conn, (struct bytes){at, (uint32_t)size});
	assert_non_null(message);
	post(guest, message);
}

void guest_command(struct guest *guest, uint64_t number, enum command_kind kind,
		   const void *command)
{
	struct buffer frame = {0};
	codec_write_command(&frame, number, kind, command);
	guest_send_command(guest, frame.at, frame.size);
	buffer_free(&frame);
}

void guest_read(struct guest *guest, uint64_t number, uint64_t position)
{
	struct core_message *message = core_message_new(core_message_read);
	message->conn = guest->conn;
	message->read = (struct frame_read){.number = number, .position = position};
	post(guest, message);
}

void guest_drain(struct guest *guest)
{
	guest->full = false;
	subscribers_writable(guest->desk->subscribers[guest->conn.edge], guest->conn);
}

void guest_forget_heard(struct guest *guest)
{
	guest->heard_count = 0;
	guest->heard[0] = '\0';
	guest->bytes = 0;
	memset(guest->page_rows, 0, sizeof guest->page_rows);
}

static struct frame_hello hello_of(const struct guest *guest)
{
	return (struct frame_hello){.version = PROTOCOL_VERSION,
				    .code = TEXT_OF(""),
				    .language = language_en,
				    .device = {1000 + guest->desk->guest_count},
				    .watch = true,
				    .client = TEXT_OF("")};
}

struct guest *guest_visit(struct desk *desk, const char *code)
{
	struct guest *guest = guest_connect(desk, 0);
	struct frame_hello hello = hello_of(guest);
	hello.code = (struct text){code, (uint32_t)strlen(code)};
	guest_say_hello(guest, &hello);
	desk_run(desk);
	return guest;
}

struct guest *guest_return(struct desk *desk, uint32_t session, struct bytes token)
{
	struct guest *guest = guest_connect(desk, 0);
	struct frame_hello hello = hello_of(guest);
	hello.session.n = session;
	hello.token = token;
	guest_say_hello(guest, &hello);
	desk_run(desk);
	return guest;
}

struct guest *guest_join(struct desk *desk, const char *code, struct bytes token, struct text name,
			 uint32_t town)
{
	struct guest *guest = guest_visit(desk, code);
	GUEST_DO(guest, 1, join, token, name, {town}, TEXT_OF(""));
	desk_run(desk);
	assert_done(guest, 1);
	return guest;
}

struct frame_hello guest_hello_again(const struct guest *guest, uint32_t session,
				     struct bytes token)
{
	struct frame_hello hello = hello_of(guest);
	hello.session.n = session;
	hello.token = token;
	hello.cursor = replica_cursor(guest->replica);
	hello.scope = replica_scope(guest->replica);
	return hello;
}

const struct answer *guest_answer(const struct guest *guest, uint64_t number)
{
	const struct answer *found = NULL;
	for (uint32_t i = 0; i < guest->answer_count; i++)
		if (guest->answers[i].number == number)
			found = &guest->answers[i];
	return found;
}

void assert_done(const struct guest *guest, uint64_t number)
{
	const struct answer *answer = guest_answer(guest, number);
	if (!answer)
		fail_msg("command %lu was not answered", (unsigned long)number);
	else if (!answer->done)
		fail_msg("command %lu was refused: %s", (unsigned long)number, answer->message);
}

void assert_refused(const struct guest *guest, uint64_t number, enum err err)
{
	const struct answer *answer = guest_answer(guest, number);
	if (!answer)
		fail_msg("command %lu was not answered", (unsigned long)number);
	else if (answer->done)
		fail_msg("command %lu was done", (unsigned long)number);
	else
		assert_string_equal(err_name(answer->err), err_name(err));
}

void assert_closed(const struct guest *guest, enum err err)
{
	if (!guest->closed_with)
		fail_msg("the connection was not closed");
	assert_string_equal(err_name(guest->closed_with), err_name(err));
}

bool guest_has(const struct guest *guest, enum row_kind kind, uint32_t a, uint32_t b, uint32_t c)
{
	const struct row *row =
		replica_row(guest->replica, kind, (const uint32_t[ROW_KEY_PARTS]){a, b, c});
	return row && !row->removed;
}

void guest_get(const struct guest *guest, enum row_kind kind, uint32_t a, uint32_t b, uint32_t c,
	       void *row)
{
	if (!replica_get(guest->replica, kind, (const uint32_t[ROW_KEY_PARTS]){a, b, c}, row))
		fail_msg("no %s %u %u %u", row_shapes[kind].name, a, b, c);
}

/* ---- a session with two people in it ---- */

struct room room_open(void)
{
	struct room room = {.desk = desk_open()};
	room.session = desk_make_session(room.desk, room.code);
	room.mia = guest_return(room.desk, room.session, TOKEN_OF("m"));
	room.kai = guest_join(room.desk, room.code, TOKEN_OF("k"), TEXT_OF("Kai"), 1);
	guest_forget_heard(room.mia);
	guest_forget_heard(room.kai);
	return room;
}

struct guest *room_kai_again(const struct room *room)
{
	struct guest *guest = guest_connect(room->desk, 0);
	struct frame_hello hello = {.version = PROTOCOL_VERSION,
				    .session = {room->session},
				    .token = TOKEN_OF("k"),
				    .language = language_en,
				    .device = {77},
				    .watch = true};
	guest_say_hello(guest, &hello);
	desk_run(room->desk);
	return guest;
}

void guest_add_idea(struct guest *guest, uint64_t number, const char *text)
{
	GUEST_DO(guest, number, idea_add, {1}, {0}, TEXT_OF(""), {text, (uint32_t)strlen(text)},
		 {0});
}

uint32_t guest_count_rows(const struct guest *guest, enum row_kind kind)
{
	const struct row **rows;
	uint32_t count = replica_rows(guest->replica, kind, &rows);
	free(rows);
	return count;
}
