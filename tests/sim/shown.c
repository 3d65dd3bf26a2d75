#include "shown.h"

#include <stdlib.h>

#include "server/decide/view.h" /* ROW_KEY */

#define SHOWN_MAX 65536u

/* Who sees the same: everybody, moderators, the members of a board. */
#define VIEW_EVERYONE   UINT32_C(0)
#define VIEW_MODERATORS UINT32_C(1)
#define VIEW_BOARD      UINT32_C(0x10000)

struct shown {
	uint64_t seq, digest;
	uint32_t view;
};

static struct shown shown[SHOWN_MAX];
static uint32_t shown_count;

void shown_forget(void)
{
	shown_count = 0;
}

static void compare(struct client *client, uint32_t view, uint64_t digest)
{
	struct shown now = {replica_seq(client->replica), digest, view};
	for (uint32_t i = shown_count; i-- > 0;) {
		if (shown[i].seq != now.seq || shown[i].view != now.view)
			continue;
		if (shown[i].digest != now.digest)
			client->wrong = "[ROW-6] two screens differ at one sequence number";
		return;
	}
	if (shown_count < SHOWN_MAX)
		shown[shown_count++] = now;
}

/* ---- digests of what some see ---- */

/* The sum of the digests of a replica's rows. What is left of it without the rows that not
 * everybody sees is everybody's. */

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ ((const uint8_t *)bytes)[i]) * UINT64_C(0x100000001B3);
	return hash;
}

static uint64_t digest_row(const struct row *row)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325);
	struct row_view view;
	codec_row_view(row->bytes, row->size, &view);
	hash = hash_bytes(hash, &row->kind, sizeof row->kind);
	hash = hash_bytes(hash, row->key, sizeof row->key);
	if (row_shapes[row->kind].row.sort == row_sort_logged)
		hash = hash_bytes(hash, &row->revision, sizeof row->revision);
	return hash_bytes(hash, view.fields.at, view.fields.size);
}

static enum audience audience_of(const struct row *row, const union any_row *fields)
{
	const struct field *field = shape_field(&row_shapes[row->kind], "audience");
	return *(const enum audience *)((const char *)fields + field->offset);
}

/* A row that only its owner is sent: a paper that is nobody else's business. */
static bool is_private(const struct row *row)
{
	union any_row fields;
	return row_shapes[row->kind].row.audience == row_audience_held &&
	       row_fields(row, &fields) && audience_of(row, &fields) == audience_owner;
}

/* Of all rows that more than one person may be sent. */
static uint64_t digest_shared(const struct replica *replica)
{
	uint64_t digest = 0;
	for (uint32_t kind = 1; kind < row_kinds_end; kind++) {
		const struct shape *shape = &row_shapes[kind];
		const struct row **rows;
		if (!shape->name || shape->row.sort == row_sort_passing ||
		    (shape->row.audience != row_audience_everyone &&
		     shape->row.audience != row_audience_held))
			continue;
		uint32_t count = replica_rows(replica, (enum row_kind)kind, &rows);
		for (uint32_t i = 0; i < count; i++)
			if (!is_private(rows[i]))
				digest += digest_row(rows[i]);
		free(rows);
	}
	return digest;
}

/* The view that a held row belongs to; false: it is its owner's, or moderators'. */
static bool view_of_row(const struct row *row, uint32_t *view)
{
	const struct shape *shape = &row_shapes[row->kind];
	union any_row fields;
	*view = VIEW_EVERYONE;
	row_fields(row, &fields);
	enum audience audience = audience_of(row, &fields);
	if (audience == audience_members)
		*view = VIEW_BOARD + *(const uint32_t *)((const char *)&fields +
							 shape_field(shape, "board")->offset);
	return audience == audience_none || audience == audience_everyone ||
	       audience == audience_members;
}

#define BOARDS_MAX 128u

struct digests {
	uint64_t everyone, boards[BOARDS_MAX];
};

static void digest_kind(const struct replica *replica, enum row_kind kind, struct digests *digests)
{
	const struct row **rows;
	uint32_t view, count = replica_rows(replica, kind, &rows);
	for (uint32_t i = 0; i < count; i++) {
		bool is_shared = view_of_row(rows[i], &view);
		if (is_private(rows[i]) || (is_shared && view == VIEW_EVERYONE))
			continue;
		uint64_t digest = digest_row(rows[i]);
		digests->everyone -= digest;
		if (is_shared && view - VIEW_BOARD < BOARDS_MAX)
			digests->boards[view - VIEW_BOARD] += digest;
	}
	free(rows);
}

/* ---- who belongs to a board ---- */

static bool is_member(const struct client *client, const struct row_board *board)
{
	struct row_person person;
	struct row_seat seat;
	const uint32_t *self = ROW_KEY(client->person.n);
	if (client->role == role_moderator)
		return true;
	switch (board->sort) {
	case board_sort_town:
		return replica_get(client->replica, row_kind_person, self, &person) &&
		       person.town.n == board->town.n;
	case board_sort_steering:
		return client->role == role_steering;
	default:
		return replica_get(client->replica, row_kind_seat, self, &seat) &&
		       (seat.team.n == board->id.n || seat.table.n == board->id.n);
	}
}

static void check_boards(struct client *client, const struct digests *digests)
{
	const struct row **boards;
	uint32_t count = replica_rows(client->replica, row_kind_board, &boards);
	for (uint32_t i = 0; i < count; i++) {
		struct row_board board;
		row_fields(boards[i], &board);
		if (board.audience != audience_members || board.id.n >= BOARDS_MAX)
			continue;
		if (is_member(client, &board))
			compare(client, VIEW_BOARD + board.id.n, digests->boards[board.id.n]);
		else if (digests->boards[board.id.n] != 0)
			client->wrong = "[SEE-1] rows of a board are seen by who is no member";
	}
	free(boards);
}

/* Where nobody steers, what one sees follows from role and town. */
static void check_plainly(struct client *client)
{
	uint32_t view = client->person.n == 0            ? VIEW_EVERYONE
			: client->role == role_moderator ? VIEW_MODERATORS
							 : VIEW_BOARD + client->town + 1;
	compare(client, view, digest_shared(client->replica));
}

void shown_check(struct client *client)
{
	if (!client->steering) {
		check_plainly(client);
		return;
	}
	struct digests digests = {.everyone = digest_shared(client->replica)};
	if (client->role == role_moderator)
		compare(client, VIEW_MODERATORS, digests.everyone);
	for (uint32_t kind = 1; kind < row_kinds_end; kind++)
		if (row_shapes[kind].name && row_shapes[kind].row.audience == row_audience_held)
			digest_kind(client->replica, (enum row_kind)kind, &digests);
	compare(client, VIEW_EVERYONE, digests.everyone);
	check_boards(client, &digests);
}
