/* Any bytes as what happens to a server: connections come and go, say good and bad things, sockets
 * are full, the log fails, the process is started anew. In the end each who looked on sees what
 * they would see if they came now, and the log verifies.
 *
 * Every step is a byte for what happens and the bytes that it takes. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "tests/unit/core_desk.h"

#define VISITS_MAX 16u
#define STEPS_MAX  120u

struct bytes_left {
	const uint8_t *at;
	size_t count;
};

static uint8_t take(struct bytes_left *left)
{
	if (left->count == 0)
		return 0;
	left->count--;
	return *left->at++;
}

static const char *const token_starts[] = {"m", "k", "z", "q", "h"};

static struct bytes token_of(uint8_t byte, uint8_t room[TOKEN_BYTES])
{
	memcpy(room, TOKEN_OF("m").at, TOKEN_BYTES);
	room[0] = (uint8_t)token_starts[byte % 5][0];
	return (struct bytes){room, TOKEN_BYTES};
}

struct run {
	struct desk *desk;
	uint32_t session;
	char code[CODE_CHARACTERS + 1];
	struct guest *guests[VISITS_MAX];
	bool greeted[VISITS_MAX], watches[VISITS_MAX];
	uint32_t guest_count;
	struct bytes_left left;
};

/* ---- what guests do ---- */

static uint32_t pick_guest(struct run *run)
{
	uint8_t byte = take(&run->left);
	return run->guest_count ? byte % run->guest_count : VISITS_MAX;
}

static void come(struct run *run)
{
	uint8_t edge = take(&run->left) % DESK_EDGES;
	if (run->guest_count < VISITS_MAX) {
		run->greeted[run->guest_count] = false;
		run->guests[run->guest_count++] = guest_connect(run->desk, edge);
	}
}

/* One who is new says hello by code or token; now and then with somebody else's rows and cursor. */
static void greet(struct run *run, uint32_t at)
{
	struct guest *guest = run->guests[at];
	uint8_t how = take(&run->left), room[TOKEN_BYTES];
	struct bytes token = token_of(how >> 4, room);
	if (!guest->connected || run->greeted[at])
		return;
	run->greeted[at] = true;
	uint32_t from = pick_guest(run);
	if (how & 1 && from != at) {
		struct replica *kept = guest->replica;
		guest->replica = run->guests[from]->replica;
		run->guests[from]->replica = kept;
		guest_hang_up(run->guests[from]);
	}
	struct frame_hello hello = guest_hello_again(guest, how % 7 == 3 ? 0 : run->session, token);
	hello.device.n = 1 + (how >> 6);
	hello.watch = run->watches[at] = how % 8 != 5;
	hello.version = how == 255 ? 2 : PROTOCOL_VERSION;
	if (how & 2) {
		hello.token.size = 0;
		hello.session.n = 0;
		hello.code = (struct text){how == 0x42 ? "00000000" : run->code, CODE_CHARACTERS};
	}
	if (how == 0x1d)
		hello.scope++;
	guest_say_hello(guest, &hello);
}

/* A command frame as a client may write it, right or wrong. */
static void command_raw(struct run *run, struct guest *guest)
{
	size_t size = take(&run->left);
	if (size > run->left.count)
		size = run->left.count;
	struct core_message *message =
		core_message_of_command(guest->conn, (struct bytes){run->left.at, (uint32_t)size});
	run->left.at += size;
	run->left.count -= size;
	if (message) {
		core_take(run->desk->core, message);
		(void)core_tick(run->desk->core);
	}
}

/* Rows' numbers, in memory of their own for each list of a command. */
struct lists {
	uint8_t at[4][7 * PAIR_BYTES];
	uint32_t count;
};

static uint8_t *next_list(struct lists *lists)
{
	return lists->at[lists->count++ % 4];
}

static void fill_ids(struct run *run, uint8_t count, struct lists *lists, struct ids *ids)
{
	uint8_t *list = next_list(lists);
	*ids = (struct ids){list, count % 7};
	for (uint32_t i = 0; i < ids->count; i++)
		id_write(list + (size_t)i * ID_BYTES, take(&run->left) % 7);
}

/* A byte for both: the row in its upper half, the number in its lower. */
static void fill_pairs(struct run *run, uint8_t count, struct lists *lists, struct pairs *pairs)
{
	uint8_t *list = next_list(lists);
	*pairs = (struct pairs){list, count % 7};
	for (uint32_t i = 0; i < pairs->count; i++) {
		uint8_t byte = take(&run->left);
		pair_write(list + (size_t)i * PAIR_BYTES, (struct pair){byte >> 4, byte & 15});
	}
}

static void fill_field(struct run *run, const struct field *field, void *out, uint8_t *token,
		       struct lists *lists)
{
	static const char *const texts[] = {
		"Bench", "", "Übung 👨‍👩‍👧‍👦", "a\nb", "u\xcc\x88", "steered"};
	uint8_t byte = take(&run->left);
	const char *text = texts[byte % 6];
	switch (field->type) {
	case field_type_id:
		*(uint32_t *)out = byte % 7;
		break;
	case field_type_number:
		*(uint64_t *)out = byte < 200 ? byte % 50 : (uint64_t)byte << 20;
		break;
	case field_type_word:
		*(unsigned *)out = byte % (field->words->count + 2);
		break;
	case field_type_set:
		*(uint64_t *)out = byte;
		break;
	case field_type_flag:
		*(bool *)out = byte & 1;
		break;
	case field_type_line:
	case field_type_text:
		*(struct text *)out = (struct text){text, (uint32_t)strlen(text)};
		break;
	case field_type_lines: {
		struct lines *lines = out;
		lines->count = byte % 4;
		for (uint32_t i = 0; i < lines->count; i++)
			lines->at[i] = (struct text){i ? "B" : "A", 1};
		break;
	}
	case field_type_bytes:
		*(struct bytes *)out = token_of(byte, token);
		if (field->bytes_max < TOKEN_BYTES)
			((struct bytes *)out)->size = field->bytes_max;
		break;
	case field_type_ids:
		fill_ids(run, byte, lists, out);
		break;
	case field_type_pairs:
		fill_pairs(run, byte, lists, out);
		break;
	}
}

static void command_made(struct run *run, struct guest *guest)
{
	enum command_kind kind = (enum command_kind)(take(&run->left) % command_kinds_end);
	uint64_t number = take(&run->left) % 70;
	const struct shape *shape = command_shape(kind);
	union any_command command;
	uint8_t token[TOKEN_BYTES];
	struct lists lists = {.count = 0};
	if (!shape)
		return;
	memset(&command, 0, sizeof command);
	for (uint32_t i = 0; i < shape->field_count; i++)
		fill_field(run, &shape->fields[i], (char *)&command + shape->fields[i].offset,
			   token, &lists);
	guest_command(guest, number, kind, &command);
}

/* Who watches does not read pages [PAGE-2]. */
static void read_page(struct run *run, uint32_t at)
{
	uint8_t number = take(&run->left), position = take(&run->left);
	if (run->greeted[at] && !run->watches[at])
		guest_read(run->guests[at], number, position % 2 ? position : 0);
}

static void guest_step(struct run *run, uint8_t step)
{
	uint32_t at = pick_guest(run);
	if (at == VISITS_MAX)
		return;
	struct guest *guest = run->guests[at];
	if (step % 8 == 0) {
		greet(run, at);
		return;
	}
	if (!guest->connected)
		return;
	switch (step % 8) {
	case 1:
		guest_hang_up(guest);
		break;
	case 2:
		read_page(run, at);
		break;
	case 3:
		guest->full = true;
		break;
	case 4:
		guest_drain(guest);
		break;
	case 5:
		command_raw(run, guest);
		break;
	default:
		command_made(run, guest);
	}
}

/* ---- what happens to the server ---- */

static void settle(struct run *run)
{
	desk_run(run->desk);
	if (run->desk->fatal) {
		run->desk->fatal = false;
		desk_restart(run->desk);
	}
	for (uint32_t i = 0; i < run->guest_count; i++) {
		guest_forget_heard(run->guests[i]);
		run->guests[i]->answer_count = 0;
	}
}

static void server_step(struct run *run, uint8_t step)
{
	struct desk *desk = run->desk;
	switch (step % 8) {
	case 0:
		come(run);
		break;
	case 1:
		desk->now_ms += UINT64_C(40) * take(&run->left);
		break;
	case 2:
		desk->now_ms += UINT64_C(2000) * take(&run->left);
		break;
	case 3:
		desk->hold_disk = !desk->hold_disk;
		break;
	case 4:
		desk->hold_outcomes = !desk->hold_outcomes;
		break;
	case 5:
		log_memory_plan(desk->memory, 1,
				(enum log_memory_fault)(take(&run->left) %
							(log_memory_unknown_unwritten + 1)));
		break;
	case 6:
		if (take(&run->left) % 4 == 0)
			desk_restart(desk);
		break;
	default:
		break;
	}
}

/* ---- the end ---- */

static void compare(struct run *run, struct guest *fresh)
{
	for (uint32_t i = 0; i < run->guest_count; i++) {
		const struct guest *guest = run->guests[i];
		if (!guest->connected || !run->greeted[i] || !run->watches[i] ||
		    guest->closed_with || guest->welcome.person.n != fresh->welcome.person.n ||
		    guest->welcome.session.n != fresh->welcome.session.n ||
		    replica_cursor(guest->replica).size == 0)
			continue;
		bool same = guest->welcome.scope == fresh->welcome.scope;
		if (!same && guest->welcome.person.n == 0)
			continue; /* one of them came with an invitation, and sees it */
		fuzz_promise(same && guest->welcome.role == fresh->welcome.role,
			     "role and sight show at once");
		fuzz_promise(replica_digest(guest->replica, false) ==
				     replica_digest(fresh->replica, false),
			     "who looked on sees what they would see if they came now");
	}
}

/* What is derived when the session is loaded is what was derived as it happened. */
static void compare_loaded(struct run *run)
{
	uint8_t room[TOKEN_BYTES];
	struct guest *before = guest_return(run->desk, run->session, token_of(0, room));
	desk_restart(run->desk);
	struct guest *after = guest_return(run->desk, run->session, token_of(0, room));
	fuzz_promise(replica_seq(before->replica) != replica_seq(after->replica) ||
			     replica_digest(before->replica, false) ==
				     replica_digest(after->replica, false),
		     "derived rows are the same after a restart");
}

static void end(struct run *run)
{
	struct desk *desk = run->desk;
	uint8_t room[TOKEN_BYTES];
	log_memory_plan(desk->memory, 1, log_memory_well);
	desk->hold_disk = desk->hold_outcomes = false;
	for (uint32_t i = 0; i < run->guest_count; i++)
		if (run->guests[i]->connected && run->guests[i]->full)
			guest_drain(run->guests[i]);
	settle(run);
	desk_wait(desk, 2000);
	compare(run, guest_visit(desk, run->code));
	for (uint8_t i = 0; i < 5; i++) {
		struct guest *fresh =
			guest_return(desk, i < 4 ? run->session : 0, token_of(i, room));
		if (!fresh->closed_with)
			compare(run, fresh);
	}
	compare_loaded(run);
	desk_close(desk);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t size)
{
	struct run run = {.desk = desk_open(), .left = {at, size}};
	run.session = desk_make_session_by(run.desk, TEXT_OF("steered"), run.code);
	for (uint32_t i = 0; i < STEPS_MAX && run.left.count > 0; i++) {
		uint8_t step = take(&run.left);
		if (step & 0x80)
			server_step(&run, step >> 1);
		else
			guest_step(&run, step >> 1);
		if (step & 1)
			settle(&run);
	}
	end(&run);
	return 0;
}
