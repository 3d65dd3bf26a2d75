/* What the log tests append, and what must come of it. */
#include "tests/contract/book.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/codec.h"
#include "protocol/row_map.h"
#include "server/log/rowsum.h"

#define ENTRIES_MAX 64u
#define PARTS_MAX   64u
#define ROWS_MAX    2048u

struct begun_part {
	uint32_t first, count; /* rows */
};

struct begun_entry {
	struct log_append append;
	struct log_part parts[PARTS_MAX];
	struct begun_part begun[PARTS_MAX];
	struct log_row rows[ROWS_MAX];
	uint32_t row_count;
};

struct account {
	uint64_t seq;
	uint8_t sum[LOG_HASH_BYTES];
	struct row_map rows; /* owned, each one allocation */
};

struct book {
	struct account accounts[BOOK_SESSIONS];
	struct begun_entry *entries[ENTRIES_MAX];
	uint32_t entry_count;
	enum log_outcome outcomes[ENTRIES_MAX];
	uint8_t salt; /* rising: tests are repeatable */
};

struct book *book_new(void)
{
	struct book *book = calloc(1, sizeof(*book));

	if (book == NULL)
		abort();
	return book;
}

static void clear(struct book *book)
{
	for (uint32_t e = 0; e < book->entry_count; e++) {
		struct begun_entry *entry = book->entries[e];

		for (uint32_t i = 0; i < entry->row_count; i++)
			free((void *)(uintptr_t)entry->rows[i].frame.at);
		free(entry);
	}
	book->entry_count = 0;
}

void book_free(struct book *book)
{
	clear(book);
	for (uint32_t s = 0; s < BOOK_SESSIONS; s++) {
		struct row *row;
		uint32_t at = 0;

		while ((row = row_map_next(&book->accounts[s].rows, &at)) != NULL)
			free(row);
		row_map_free(&book->accounts[s].rows);
	}
	free(book);
}

/* ---- beginning ---- */

void book_part(struct book *book)
{
	struct begun_entry *entry = book->entries[book->entry_count - 1];
	uint32_t p = entry->append.part_count++;

	if (p >= PARTS_MAX)
		abort();
	entry->begun[p].first = entry->row_count;
	entry->parts[p] =
		(struct log_part){.person = 1 + p, .device = 77, .number = 5, .command = 16};
	memset(entry->parts[p].salt, ++book->salt, LOG_SALT_BYTES);
}

void book_entry_at(struct book *book, uint32_t session, uint64_t expected_seq, uint32_t group)
{
	struct begun_entry *entry = calloc(1, sizeof(*entry));

	if (entry == NULL || book->entry_count == ENTRIES_MAX || session >= BOOK_SESSIONS)
		abort();
	entry->append = (struct log_append){.session = {session},
					    .expected_seq = expected_seq,
					    .epoch = UINT64_C(0xfedcba9876543210),
					    .time_ms = 1700000000000 + expected_seq,
					    .parts = entry->parts,
					    .group = group};
	book->entries[book->entry_count++] = entry;
	book_part(book);
}

void book_entry(struct book *book, uint32_t session)
{
	uint64_t seq = book->accounts[session].seq;

	for (uint32_t e = 0; e < book->entry_count; e++)
		seq += book->entries[e]->append.session.n == session;
	book_entry_at(book, session, seq, 0);
}

static void put_frame(struct book *book, uint32_t id, struct buffer *frame)
{
	struct begun_entry *entry = book->entries[book->entry_count - 1];

	if (entry->row_count == ROWS_MAX)
		abort();
	entry->rows[entry->row_count++] =
		(struct log_row){.kind = row_kind_idea,
				 .key = {id, 0, 0},
				 .frame = {frame->at, (uint32_t)frame->size}};
	entry->begun[entry->append.part_count - 1].count++;
}

static uint64_t revision(const struct book *book)
{
	return book->entries[book->entry_count - 1]->append.expected_seq + 1;
}

static void append_byte(struct buffer *to, unsigned byte)
{
	const uint8_t one = (uint8_t)byte;
	buffer_append(to, &one, 1);
}

/* The shortest form of a number: its own byte, or 0xcc to 0xcf and its bytes. */
static void append_number(struct buffer *to, uint64_t number)
{
	unsigned step = number < 1u << 8 ? 0 : number < 1u << 16 ? 1 : number >> 32 == 0 ? 2 : 3;
	if (number < 0x80) {
		append_byte(to, (unsigned)number);
		return;
	}
	append_byte(to, 0xcc + step);
	for (int shift = 8 * (1 << step) - 8; shift >= 0; shift -= 8)
		append_byte(to, (unsigned)(number >> shift) & 0xff);
}

static void append_text(struct buffer *to, const char *text)
{
	size_t size = strlen(text);
	if (size < 32)
		append_byte(to, 0xa0 + (unsigned)size);
	else
		append_byte(to, size < 256 ? 0xd9 : 0xda);
	if (size >= 256)
		append_byte(to, (unsigned)(size >> 8));
	if (size >= 32)
		append_byte(to, (unsigned)size & 0xff);
	buffer_append(to, text, size);
}

/* An idea as it was when the format of the log was fixed. Written out here, so that its known
 * hashes hold whatever fields ideas are given later. */
void book_idea(struct book *book, uint32_t id, const char *text)
{
	struct buffer frame = {0};
	const unsigned before_title[] = {1, 0, 1, 0, audience_everyone, stage_idea};

	append_byte(&frame, 0x95);
	append_number(&frame, frame_kind_row);
	append_number(&frame, row_kind_idea);
	append_number(&frame, revision(book));
	append_byte(&frame, 0x91);
	append_number(&frame, id);
	append_byte(&frame, 0x9a);
	for (size_t i = 0; i < sizeof before_title / sizeof before_title[0]; i++)
		append_number(&frame, before_title[i]);
	append_text(&frame, "");
	append_text(&frame, text);
	append_number(&frame, 0);
	append_number(&frame, 0);
	put_frame(book, id, &frame);
}

void book_remove_idea(struct book *book, uint32_t id)
{
	struct buffer frame = {0};
	uint32_t key[ROW_KEY_PARTS] = {id, 0, 0};

	codec_write_removed(&frame, row_kind_idea, revision(book), key);
	put_frame(book, id, &frame);
}

/* ---- the account ---- */

static void enter(struct account *account, const struct begun_entry *entry)
{
	account->seq++;
	for (uint32_t i = 0; i < entry->row_count; i++) {
		const struct log_row *from = &entry->rows[i];
		struct row *row = malloc(sizeof(*row) + from->frame.size);

		if (row == NULL)
			abort();
		*row = (struct row){.kind = from->kind,
				    .size = from->frame.size,
				    .bytes = (uint8_t *)(row + 1)};
		memcpy(row->key, from->key, sizeof(row->key));
		memcpy(row + 1, from->frame.at, from->frame.size);
		rowsum_add(account->sum, row->bytes, row->size);
		struct row *old = row_map_put(&account->rows, row);
		if (old != NULL)
			rowsum_subtract(account->sum, old->bytes, old->size);
		free(old);
	}
}

/* The sum after the entry, if those of its session begun before it are appended too: that of the
 * rows whose newest frame is the account's or theirs. */
static void set_sum(const struct book *book, uint32_t e)
{
	struct begun_entry *entry = book->entries[e];
	uint32_t session = entry->append.session.n;
	const struct account *account = &book->accounts[session];
	struct row_map newest = {0};
	struct row *row;
	uint32_t at = 0;

	memcpy(entry->append.sum, account->sum, LOG_HASH_BYTES);
	for (uint32_t before = 0; before <= e; before++) {
		const struct begun_entry *other = book->entries[before];

		if (other->append.session.n != session)
			continue;
		for (uint32_t i = 0; i < other->row_count; i++) {
			const struct log_row *from = &other->rows[i];
			struct row *made = calloc(1, sizeof(*made));

			if (made == NULL)
				abort();
			made->kind = from->kind;
			memcpy(made->key, from->key, sizeof(made->key));
			made->bytes = from->frame.at;
			made->size = from->frame.size;
			struct row *old = row_map_put(&newest, made);
			const struct row *stored =
				old != NULL ? old
					    : row_map_find(&account->rows,
							   (enum row_kind)from->kind, from->key);
			rowsum_add(entry->append.sum, made->bytes, made->size);
			if (stored != NULL)
				rowsum_subtract(entry->append.sum, stored->bytes, stored->size);
			free(old);
		}
	}
	while ((row = row_map_next(&newest, &at)) != NULL)
		free(row);
	row_map_free(&newest);
}

enum log_outcome book_append(struct book *book, struct log *log, struct failure *failure)
{
	struct log_append appends[ENTRIES_MAX];
	struct failure own = {0};

	for (uint32_t e = 0; e < book->entry_count; e++) {
		struct begun_entry *entry = book->entries[e];

		set_sum(book, e);
		for (uint32_t p = 0; p < entry->append.part_count; p++) {
			entry->parts[p].rows = entry->rows + entry->begun[p].first;
			entry->parts[p].row_count = entry->begun[p].count;
		}
		appends[e] = entry->append;
		appends[e].outcome = log_appended;
	}
	if (log != NULL)
		log->ops->append(log, appends, book->entry_count, failure ? failure : &own);
	for (uint32_t e = 0; e < book->entry_count; e++) {
		book->outcomes[e] = appends[e].outcome;
		if (appends[e].outcome == log_appended)
			enter(&book->accounts[appends[e].session.n], book->entries[e]);
	}
	clear(book);
	return book->outcomes[0];
}

enum log_outcome book_outcome(const struct book *book, uint32_t entry)
{
	return book->outcomes[entry];
}

enum log_outcome book_append_idea(struct book *book, struct log *log, uint32_t session, uint32_t id,
				  const char *text)
{
	book_entry(book, session);
	book_idea(book, id, text);
	return book_append(book, log, NULL);
}

uint64_t book_seq(const struct book *book, uint32_t session)
{
	return book->accounts[session].seq;
}

/* ---- comparing ---- */

struct comparing {
	const struct account *account;
	uint32_t rows, other;
};

static bool compare_row(void *context, const struct log_row *row)
{
	struct comparing *comparing = context;
	const struct row *known =
		row_map_find(&comparing->account->rows, (enum row_kind)row->kind, row->key);

	comparing->rows++;
	comparing->other += known == NULL || known->size != row->frame.size ||
			    memcmp(known->bytes, row->frame.at, known->size) != 0;
	return true;
}

static bool session_matches(const struct account *account, uint32_t session, struct log *log)
{
	struct comparing comparing = {account, 0, 0};
	struct log_head head;
	struct failure failure = {0};

	if (!log->ops->read(log, (struct session_id){session}, &head, compare_row, &comparing,
			    &failure)) {
		fprintf(stderr, "session %" PRIu32 ": %s\n", session, failure.message);
		return false;
	}
	bool same = head.seq == account->seq &&
		    memcmp(head.sum, account->sum, LOG_HASH_BYTES) == 0 && comparing.other == 0 &&
		    comparing.rows == account->rows.count;
	if (!same)
		fprintf(stderr,
			"session %" PRIu32 ": head %" PRIu64 " for %" PRIu64 ", %" PRIu32
			" rows for %" PRIu32 ", %" PRIu32 " other than expected\n",
			session, head.seq, account->seq, comparing.rows, account->rows.count,
			comparing.other);
	return same;
}

bool book_matches(const struct book *book, struct log *log)
{
	bool ok = true;

	for (uint32_t s = 0; s < BOOK_SESSIONS; s++)
		ok &= session_matches(&book->accounts[s], s, log);
	return ok;
}

/* ---- known histories ---- */

void book_known_entry(struct book *book, uint32_t session)
{
	char text[600];

	book_entry(book, session);
	uint64_t seq = revision(book);
	for (uint64_t part = 0; part <= seq % 3; part++) {
		if (part > 0)
			book_part(book);
		for (uint64_t row = 0; row <= (seq + part) % 5; row++) {
			uint32_t id = (uint32_t)(1 + (seq * 7 + part * 3 + row) % 90);

			snprintf(text, sizeof(text), "%0*" PRIu64 " of %" PRIu32,
				 1 + (int)(seq * 31 % 500), seq, session);
			if ((seq + row) % 11 == 0)
				book_remove_idea(book, id);
			else
				book_idea(book, id, text);
		}
	}
}

bool book_recall(struct book *book, struct log *log)
{
	struct comparing nothing = {.account = &book->accounts[0]};
	struct failure failure = {0};
	struct log_head head;

	for (uint32_t session = 0; session < BOOK_SESSIONS; session++) {
		if (!log->ops->read(log, (struct session_id){session}, &head, compare_row, &nothing,
				    &failure)) {
			fprintf(stderr, "session %" PRIu32 ": %s\n", session, failure.message);
			return false;
		}
		while (book->accounts[session].seq < head.seq) {
			book_known_entry(book, session);
			book_append(book, NULL, NULL);
		}
	}
	return book_matches(book, log);
}
