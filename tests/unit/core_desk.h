/* The core at work for tests: the real core, subscribers and log interface, a clock and randomness
 * set by hand, a log in memory, and guests who connect and remember all that they hear.
 *
 * desk_run() lets everything happen that can; what is held back (the disk, a guest's socket)
 * happens when the test lets it. */
#ifndef BOGEN_TESTS_UNIT_CORE_DESK_H
#define BOGEN_TESTS_UNIT_CORE_DESK_H

#include "protocol/replica.h"
#include "server/core/core.h"
#include "server/decide/method.h"
#include "server/edge/subscribers.h"
#include "tests/support/keys_memory.h"
#include "tests/support/log_memory.h"
#include "tests/unit/testing.h"

#define DESK_EDGES      2u
#define DESK_GUESTS_MAX 32u
#define DESK_BLANKS_MAX 16u

#define TEXT_OF(literal) ((struct text){(literal), sizeof(literal) - 1})
/* A token of 16 bytes that begins with this one. */
#define TOKEN_OF(digit)  ((struct bytes){(const uint8_t *)(digit "0123456789abcde"), TOKEN_BYTES})

struct desk {
	uint64_t now_ms, chance, due_ms;
	struct core *core;
	struct subscribers *subscribers[DESK_EDGES];
	struct log_memory *memory;
	struct log *log;
	struct keys_memory keys;
	struct methods *methods;
	struct core_message *to_core;
	struct edge_message *to_edge;
	struct disk_message *to_disk;
	struct core_message *from_disk; /* with hold_outcomes: what the disk has done */
	bool hold_disk;                 /* the disk does nothing yet */
	bool hold_outcomes;             /* the disk does it, but does not say so yet */
	struct guest *guests[DESK_GUESTS_MAX];
	uint32_t guest_count;
	/* ---- what was seen ---- */
	uint32_t loads, appends, fans, fans_without_packet, fans_passing;
	struct disk_blank blanked[DESK_BLANKS_MAX]; /* the first ones */
	uint32_t blanks;
	uint32_t reports;
	bool fatal;
	char report[600];
	int host_made; /* -1: not answered */
	/* Spoils a loaded session's rows before the core sees them. */
	void (*spoil)(struct disk_load *load);
};

struct desk *desk_open(void); /* returns owned; a host is made, with TOKEN_OF("h") */
void desk_close(struct desk *desk);
/* The process ends and begins anew: what is in the log stays, all guests are hung up. */
void desk_restart(struct desk *desk);
/* The same, with the disk held back from the beginning. */
void desk_restart_held(struct desk *desk);
void desk_run(struct desk *desk);
/* Lets time pass, then runs. */
void desk_wait(struct desk *desk, uint64_t ms);

/* Makes a session of two towns by the method "halls"; returns its number. Its creator has
 * TOKEN_OF("m"). `code` gets 8 characters. */
uint32_t desk_make_session(struct desk *desk, char code[CODE_CHARACTERS + 1]);
uint32_t desk_make_session_by(struct desk *desk, struct text method,
			      char code[CODE_CHARACTERS + 1]);

/* Another process writes this row, as the next entry of the session. */
void desk_write_foreign(struct desk *desk, uint32_t session, enum row_kind kind, const void *row);

/* ---- guests ---- */

#define ANSWERS_MAX 256u
#define HEARD_MAX   4096u

struct answer {
	uint64_t number;
	bool done;
	uint64_t seq, result; /* done */
	enum err err;         /* refused */
	uint64_t retry_ms;
	char message[256];
};

struct guest {
	struct desk *desk;
	struct conn_id conn;
	uint32_t device; /* named in the hello */
	bool connected;
	bool full;         /* the socket takes nothing more */
	uint32_t takes;    /* so many messages until it is full; 0: any number */
	struct buffer raw; /* every byte that it was sent */
	struct codec_reader *reader;
	struct replica *replica;
	struct frame_welcome welcome; /* the last */
	struct answer answers[ANSWERS_MAX];
	uint32_t answer_count;
	enum err closed_with; /* 0: not closed */
	char closing[256];
	uint64_t closing_retry_ms;
	struct frame_page page; /* the last */
	uint32_t page_rows[row_kinds_end];
	char heard[HEARD_MAX]; /* a letter for each frame: Welcome Done Refused row Update passing
				  paGe Closing; a point ends each message */
	uint32_t heard_count;
	size_t message_bytes_max;
	uint64_t bytes;
};

struct guest *guest_connect(struct desk *desk, uint32_t edge);
void guest_hang_up(struct guest *guest);
void guest_free(struct guest *guest);
/* Hangs up, runs and frees: makes room for another guest. */
void guest_send_off(struct guest *guest);
void guest_say_hello(struct guest *guest, const struct frame_hello *hello);
void guest_command(struct guest *guest, uint64_t number, enum command_kind kind,
		   const void *command);
#define GUEST_DO(guest, number, kind, ...)                                                         \
	guest_command((guest), (number), command_kind_##kind, &(struct command_##kind){__VA_ARGS__})
/* A command frame as it stands, wrong ones too. */
void guest_send_command(struct guest *guest, const void *at, size_t size);
void guest_read(struct guest *guest, uint64_t number, uint64_t position);
/* The socket has room again. */
void guest_drain(struct guest *guest);
void guest_forget_heard(struct guest *guest);

/* Connects, says hello with the code or the session and token, and runs. All watch, in English,
 * with device 1000 + the number of the guest. */
struct guest *guest_visit(struct desk *desk, const char *code);
struct guest *guest_return(struct desk *desk, uint32_t session, struct bytes token);
/* Visits and joins as a citizen of the town. */
struct guest *guest_join(struct desk *desk, const char *code, struct bytes token, struct text name,
			 uint32_t town);
/* What a guest's next hello would say: its cursor and scope. */
struct frame_hello guest_hello_again(const struct guest *guest, uint32_t session,
				     struct bytes token);

/* The answer with this number, or NULL. */
const struct answer *guest_answer(const struct guest *guest, uint64_t number);
void assert_done(const struct guest *guest, uint64_t number);
void assert_refused(const struct guest *guest, uint64_t number, enum err err);
void assert_closed(const struct guest *guest, enum err err);

bool guest_has(const struct guest *guest, enum row_kind kind, uint32_t a, uint32_t b, uint32_t c);
/* Fills the row, which must be there. */
void guest_get(const struct guest *guest, enum row_kind kind, uint32_t a, uint32_t b, uint32_t c,
	       void *row);

/* ---- a session with two people in it ---- */

struct room {
	struct desk *desk;
	uint32_t session;
	char code[CODE_CHARACTERS + 1];
	struct guest *mia, *kai; /* moderator; citizen of Ahausen */
};

struct room room_open(void); /* desk_close(room.desk) */
/* Kai on another connection, always with the same device. */
struct guest *room_kai_again(const struct room *room);

void guest_add_idea(struct guest *guest, uint64_t number, const char *text);
/* How many rows of the kind the guest sees. */
uint32_t guest_count_rows(const struct guest *guest, enum row_kind kind);

/* Whether the core ever said so in these tests. */
bool desk_has_refused(enum err err);

/* The groups of claims. */
int core_hello(void);
int core_commands(void);
int core_log(void);
int core_numbers(void);
int core_sight(void);
int core_late(void);
int core_load(void);
int core_state(void);
int core_invited(void);
int core_standing(void);
int core_order(void);
int core_timers(void);
int core_derived(void);
int core_ballots(void);
int core_keys(void);
int core_cipher(void);

#endif
