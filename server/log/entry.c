/* Entries as bytes, and their place in the hash chain. */
#include "server/log/entry.h"

#include <string.h>

#include "server/log/rowsum.h"

enum form { form_full = 1, form_blanked = 2 };

/* ---- writing ---- */

static void put_number(struct buffer *out, uint64_t number, size_t size)
{
	uint8_t bytes[8];

	for (size_t i = 0; i < size; i++)
		bytes[i] = (uint8_t)(number >> (8 * i));
	buffer_append(out, bytes, size);
}

#define PART_HEAD_BYTES (LOG_SALT_BYTES + 4 + 4 + 8 + 1 + 4)
#define ROW_HEAD_BYTES  (1 + 4 * ROW_KEY_PARTS + 4)

static uint32_t part_size(const struct log_part *part)
{
	uint32_t size = PART_HEAD_BYTES;

	for (uint32_t i = 0; i < part->row_count; i++)
		size += (uint32_t)ROW_HEAD_BYTES + part->rows[i].frame.size;
	return size;
}

static void write_part(struct buffer *out, const struct log_part *part)
{
	put_number(out, form_full, 1);
	put_number(out, part_size(part), 4);
	buffer_append(out, part->salt, LOG_SALT_BYTES);
	put_number(out, part->person, 4);
	put_number(out, part->device, 4);
	put_number(out, part->number, 8);
	put_number(out, part->command, 1);
	put_number(out, part->row_count, 4);
	for (uint32_t i = 0; i < part->row_count; i++) {
		const struct log_row *row = &part->rows[i];

		put_number(out, row->kind, 1);
		for (uint32_t k = 0; k < ROW_KEY_PARTS; k++)
			put_number(out, row->key[k], 4);
		put_number(out, row->frame.size, 4);
		buffer_append(out, row->frame.at, row->frame.size);
	}
}

void entry_write_parts(struct buffer *parts, const struct log_part *from, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		write_part(parts, &from[i]);
}

/* ---- reading ---- */

static struct bytes take(struct entry_reader *reader, uint32_t size)
{
	struct bytes taken = {reader->left.at, size};

	if (reader->damaged || reader->left.size < size) {
		reader->damaged = true;
		return (struct bytes){NULL, 0};
	}
	reader->left.at += size;
	reader->left.size -= size;
	return taken;
}

static uint64_t take_number(struct entry_reader *reader, uint32_t size)
{
	struct bytes taken = take(reader, size);
	uint64_t number = 0;

	for (uint32_t i = 0; i < taken.size; i++)
		number |= (uint64_t)taken.at[i] << (8 * i);
	return number;
}

static void read_full(struct entry_part *part)
{
	struct entry_reader *rows = &part->rows;

	rows->left = part->body;
	struct bytes salt = take(rows, LOG_SALT_BYTES);
	if (salt.size == LOG_SALT_BYTES)
		memcpy(part->part.salt, salt.at, LOG_SALT_BYTES);
	part->part.person = (uint32_t)take_number(rows, 4);
	part->part.device = (uint32_t)take_number(rows, 4);
	part->part.number = take_number(rows, 8);
	part->part.command = (uint8_t)take_number(rows, 1);
	part->part.row_count = (uint32_t)take_number(rows, 4);
}

bool entry_next_part(struct entry_reader *reader, struct entry_part *part)
{
	if (reader->damaged || reader->left.size == 0)
		return false;
	*part = (struct entry_part){0};

	uint64_t form = take_number(reader, 1);
	part->blanked = form == form_blanked;
	part->body = take(reader, (uint32_t)take_number(reader, 4));
	if (part->blanked)
		reader->damaged |= part->body.size != LOG_HASH_BYTES;
	else if (form == form_full)
		read_full(part);
	else
		reader->damaged = true;
	reader->damaged |= part->rows.damaged;
	return !reader->damaged;
}

bool entry_next_row(struct entry_part *part, struct log_row *row)
{
	struct entry_reader *rows = &part->rows;

	if (rows->damaged || rows->left.size == 0)
		return false;
	row->kind = (uint8_t)take_number(rows, 1);
	for (uint32_t k = 0; k < ROW_KEY_PARTS; k++)
		row->key[k] = (uint32_t)take_number(rows, 4);
	row->frame = take(rows, (uint32_t)take_number(rows, 4));
	return !rows->damaged;
}

/* ---- the chain ---- */

void entry_part_hash(const struct entry_part *part, uint8_t hash[LOG_HASH_BYTES])
{
	if (part->blanked)
		memcpy(hash, part->body.at, LOG_HASH_BYTES);
	else
		rowsum_hash(part->body.at, part->body.size, hash);
}

static uint32_t count_parts(struct bytes parts, bool *damaged)
{
	struct entry_reader reader = {parts, false};
	struct entry_part part;
	uint32_t count = 0;

	while (entry_next_part(&reader, &part))
		count++;
	*damaged = reader.damaged;
	return count;
}

bool entry_chain(uint8_t chain[LOG_HASH_BYTES], const struct entry_place *place, struct bytes parts)
{
	struct buffer covered = {0};
	struct entry_reader reader = {parts, false};
	struct entry_part part;
	uint8_t hash[LOG_HASH_BYTES];
	bool damaged = false;
	uint32_t count = count_parts(parts, &damaged);

	if (damaged)
		return false;
	buffer_append(&covered, chain, LOG_HASH_BYTES);
	put_number(&covered, place->session.n, 4);
	put_number(&covered, place->epoch, 8);
	put_number(&covered, place->seq, 8);
	put_number(&covered, place->time_ms, 8);
	put_number(&covered, count, 4);
	while (entry_next_part(&reader, &part)) {
		entry_part_hash(&part, hash);
		buffer_append(&covered, hash, LOG_HASH_BYTES);
	}
	rowsum_hash(covered.at, covered.size, chain);
	buffer_free(&covered);
	return true;
}

/* ---- blanking ---- */

static bool part_puts(struct entry_part part, uint8_t kind, const uint32_t key[ROW_KEY_PARTS])
{
	struct log_row row;

	while (!part.blanked && entry_next_row(&part, &row)) {
		if (row.kind == kind && memcmp(row.key, key, sizeof(row.key)) == 0)
			return true;
	}
	return false;
}

int64_t entry_blank(struct buffer *out, struct bytes parts, uint8_t kind,
		    const uint32_t key[ROW_KEY_PARTS], bool keep_last)
{
	struct entry_reader reader = {parts, false};
	struct entry_part part;
	int64_t puts = 0, blanked = 0;

	while (entry_next_part(&reader, &part))
		puts += part_puts(part, kind, key);
	if (reader.damaged)
		return -1;
	if (keep_last && puts > 0)
		puts--;

	reader = (struct entry_reader){parts, false};
	const uint8_t *start = reader.left.at;
	while (entry_next_part(&reader, &part)) {
		if (blanked < puts && part_puts(part, kind, key)) {
			uint8_t hash[LOG_HASH_BYTES];

			entry_part_hash(&part, hash);
			put_number(out, form_blanked, 1);
			put_number(out, LOG_HASH_BYTES, 4);
			buffer_append(out, hash, LOG_HASH_BYTES);
			blanked++;
		} else {
			buffer_append(out, start, (size_t)(reader.left.at - start));
		}
		start = reader.left.at;
	}
	return blanked;
}

/* ---- rows ---- */

bool entry_row_fits(const struct log_row *row, uint64_t *revision)
{
	struct row_view view;

	*revision = 0;
	if (!codec_row_view(row->frame.at, row->frame.size, &view))
		return row_shape(row->kind) == NULL;
	*revision = view.revision;
	return (uint8_t)view.kind == row->kind && memcmp(view.key, row->key, sizeof(view.key)) == 0;
}
