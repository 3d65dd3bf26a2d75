#include "decide_hall.h"

#include <stdlib.h>
#include <string.h>

#include "decide_urn.h"
#include "protocol/text.h"

static bool refused[65536];

bool hall_has_refused(enum err err)
{
	return refused[err];
}

void assert_text(struct text text, const char *expected)
{
	assert_int_equal(text.size, strlen(expected));
	assert_memory_equal(text.at, expected, text.size);
}

/* ---- the view ---- */

static uint64_t finds;

uint64_t hall_finds(void)
{
	return finds;
}

static const struct row *find(const void *context, enum row_kind kind,
			      const uint32_t key[ROW_KEY_PARTS])
{
	const struct hall *hall = context;
	finds++;
	return row_map_find(&hall->rows, kind, key);
}

static uint32_t next_id(const void *context, enum row_kind kind)
{
	const struct hall *hall = context;
	return hall->id_max[kind] + 1;
}

static uint32_t next_child(const void *context, enum row_kind kind, uint32_t idea, uint32_t after)
{
	const struct hall *hall = context;
	for (uint32_t id = after + 1; id < next_id(context, kind); id++) {
		union any_row row;
		const struct row *at = row_map_find(&hall->rows, kind, ROW_KEY(id));
		if (!at || !row_fields(at, &row))
			continue;
		uint32_t of =
			kind == row_kind_comment ? row.comment.idea.n : row.idea.merged_into.n;
		if (of == idea)
			return id;
	}
	return 0;
}

static bool is_here(const void *context, struct person_id person)
{
	const struct hall *hall = context;
	return !(hall->away & UINT64_C(1) << person.n);
}

/* Decisions need any hash; this one spreads FNV-1a over 32 bytes. */
static void hash(const void *from, size_t size, uint8_t out[32])
{
	const uint8_t *at = from;
	uint64_t sum = UINT64_C(0xCBF29CE484222325);
	for (size_t i = 0; i < size; i++)
		sum = (sum ^ at[i]) * UINT64_C(0x100000001B3);
	for (size_t i = 0; i < 32; i++) {
		sum = (sum ^ i) * UINT64_C(0x100000001B3);
		out[i] = (uint8_t)(sum >> 56);
	}
}

static void put_view(struct hall *hall, const struct row_view *view)
{
	struct row *row = malloc(sizeof *row + view->whole.size);
	uint8_t *bytes = (uint8_t *)(row + 1);
	memcpy(bytes, view->whole.at, view->whole.size);
	*row = (struct row){.revision = view->revision,
			    .kind = (uint8_t)view->kind,
			    .removed = view->removed,
			    .size = view->whole.size,
			    .bytes = bytes};
	memcpy(row->key, view->key, sizeof row->key);
	free(row_map_put(&hall->rows, row));
	if (view->key[0] > hall->id_max[view->kind])
		hall->id_max[view->kind] = view->key[0];
}

void hall_put(struct hall *hall, enum row_kind kind, const void *row)
{
	struct buffer frame = {0};
	struct row_view view;
	codec_write_row(&frame, kind, ++hall->revision, row);
	assert_true(codec_row_view(frame.at, frame.size, &view));
	put_view(hall, &view);
	buffer_free(&frame);
}

void hall_remove(struct hall *hall, enum row_kind kind, uint32_t id)
{
	struct buffer frame = {0};
	struct row_view view;
	codec_write_removed(&frame, kind, ++hall->revision, ROW_KEY(id));
	assert_true(codec_row_view(frame.at, frame.size, &view));
	uint32_t highest = hall->id_max[kind];
	put_view(hall, &view);
	hall->id_max[kind] = highest; /* so that the next ids are not strewn */
	buffer_free(&frame);
}

bool hall_get(const struct hall *hall, enum row_kind kind, const uint32_t *key, void *row)
{
	return view_get(&hall->view, kind, key, row);
}

bool hall_has(const struct hall *hall, enum row_kind kind, const uint32_t *key)
{
	union any_row row;
	return hall_get(hall, kind, key, &row);
}

void hall_set_phase(struct hall *hall, uint32_t board, uint32_t phase)
{
	struct row_board row;
	assert_true(hall_get(hall, row_kind_board, ROW_KEY(board), &row));
	row.phase.n = phase;
	hall_put(hall, row_kind_board, &row);
}

/* The token of a person has their number as its first digit. */
static void token_of(uint32_t person, uint8_t token[TOKEN_BYTES])
{
	memcpy(token, HALL_TOKEN("0").at, TOKEN_BYTES);
	token[0] = (uint8_t)('0' + person);
}

void hall_as(struct hall *hall, uint32_t person)
{
	struct row_person row;
	struct actor *actor = &hall->view.actor;
	*actor = (struct actor){.role = role_viewer};
	if (person == 0)
		return;
	assert_true(hall_get(hall, row_kind_person, ROW_KEY(person), &row));
	*actor = (struct actor){.person = {person},
				.role = row.role,
				.town = row.town,
				.left = row.left || row.kept_out,
				.muted = row.muted};
	uint8_t token[TOKEN_BYTES];
	token_of(person, token);
	hash(token, sizeof token, actor->token_hash);
}

void hall_as_invited(struct hall *hall, struct bytes token)
{
	hall_as(hall, 0);
	hash(token.at, token.size, hall->view.actor.token_hash);
}

/* ---- deciding ---- */

/* Words that a row may do without. */
static bool may_be_none(const struct words *words)
{
	return words == &words_hold || words == &words_ending || words == &words_arrangement ||
	       words == &words_secrecy || words == &words_budget_rule || words == &words_utility ||
	       words == &words_decision || words == &words_rule;
}

static void assert_valid_pairs(const struct field *field, struct pairs pairs)
{
	assert_true(pairs.count <= field->count_max);
	for (uint32_t i = 0; i < pairs.count; i++)
		assert_true(pairs_get(pairs, i).number <= field->max);
}

/* A decision puts only what rows.def allows. */
static void assert_valid(const struct row_view *view)
{
	const struct shape *shape = row_shape(view->kind);
	union any_row row;
	assert_non_null(shape);
	assert_int_equal(shape->row.sort, row_sort_logged);
	if (view->removed)
		return;
	assert_true(codec_row_fields(view->whole.at, view->whole.size, view->kind, &row));
	for (uint32_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		const void *at = (const char *)&row + field->offset;
		const struct text *text = at;
		bool multiline = field->type == field_type_text;
		if (field->type == field_type_line || multiline)
			assert_int_equal(text_check(text->at, text->size, multiline,
						    field->graphemes_min, field->graphemes_max,
						    field->bytes_max),
					 err_none);
		if (field->type == field_type_id && field->required)
			assert_int_not_equal(*(const uint32_t *)at, 0);
		if (field->type == field_type_word &&
		    !(may_be_none(field->words) && *(const unsigned *)at == 0))
			assert_non_null(words_name(field->words, *(const unsigned *)at));
		if (field->type == field_type_number)
			assert_true(*(const uint64_t *)at <= field->max);
		if (field->type == field_type_bytes)
			assert_true(((const struct bytes *)at)->size <= field->bytes_max);
		if (field->type == field_type_pairs)
			assert_valid_pairs(field, *(const struct pairs *)at);
		if (field->type == field_type_ids)
			assert_true(((const struct ids *)at)->count <= field->count_max);
	}
}

/* Rows derived from a change are computed in its order; a row put twice would count twice. */
static void assert_put_once(const struct changes *changes, uint32_t index)
{
	const struct change *change = &changes->at[index];
	for (uint32_t i = 0; i < index; i++)
		if (row_compare(changes->at[i].kind, changes->at[i].key, change->kind,
				change->key) == 0)
			fail_msg("%s %u %u %u is put twice", row_shapes[change->kind].name,
				 change->key[0], change->key[1], change->key[2]);
}

static void check_changes(const struct changes *changes)
{
	for (uint32_t i = 0; i < changes->count; i++) {
		const struct change *change = &changes->at[i];
		struct row_view view;
		assert_true(
			codec_row_view(changes->frames.at + change->offset, change->size, &view));
		assert_int_equal(view.kind, change->kind);
		assert_int_equal(view.removed, change->removed);
		assert_memory_equal(view.key, change->key, sizeof view.key);
		assert_int_equal(view.revision, changes->revision);
		assert_valid(&view);
		assert_put_once(changes, i);
	}
}

uint32_t hall_changed(const struct hall *hall, enum row_kind kind)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < hall->changes.count; i++)
		count += hall->changes.at[i].kind == kind;
	return count;
}

void hall_put_changes(struct hall *hall)
{
	check_changes(&hall->changes);
	check_changes(&hall->other);
	hall->revision = hall->changes.revision;
	for (uint32_t i = 0; i < hall->changes.count; i++) {
		const struct change *change = &hall->changes.at[i];
		struct row_view view;
		codec_row_view(hall->changes.frames.at + change->offset, change->size, &view);
		put_view(hall, &view);
	}
}

enum err hall_decide(struct hall *hall, enum command_kind kind, const void *command)
{
	union any_command args;
	changes_clear(&hall->changes);
	changes_clear(&hall->other);
	hall->changes.revision = hall->revision + 1;
	hall->changes.other = &hall->other;
	hall->other.revision = 1;
	memcpy(&args, command, command_shapes[kind].size);
	enum err err = decide(&hall->view, kind, &args, &hall->changes);
	if (err) {
		refused[err] = true;
		assert_int_equal(hall->changes.count, 0);
		assert_int_equal(hall->other.count, 0);
		assert_int_equal(hall->changes.erased_count, 0);
	} else {
		assert_string_equal(hall->changes.detail, "");
		hall_put_changes(hall);
		urn_take_keys(hall);
	}
	return err;
}

/* ---- what there is ---- */

static void put_towns_and_boards(struct hall *hall)
{
	const struct row_town towns[] = {{{1}, TEXT_OF("Ahausen")}, {{2}, TEXT_OF("Bedorf")}};
	const struct row_board boards[] = {
		{{1}, TEXT_OF("Plenary"), board_sort_plenary, {0}, audience_everyone, {1}, 0},
		{{2}, TEXT_OF("Ahausen"), board_sort_town, {1}, audience_members, {1}, 0, {1}},
		{{3}, TEXT_OF("Bedorf"), board_sort_town, {2}, audience_members, {1}, 0, {1}}};
	const uint64_t votes = 1u << action_votes, comments = 1u << action_comments;
	const struct row_phase phases[] = {
		{{1}, TEXT_OF("Collect"), TEXT_OF(""), votes | comments | 1u << action_ideas, 0},
		{{2}, TEXT_OF("Vote"), TEXT_OF("Now"), votes | comments, 0},
		{{3}, TEXT_OF("Result"), TEXT_OF(""), 0, 0}};
	const struct row_topic topics[] = {{{1}, TEXT_OF("Roads")}, {{2}, TEXT_OF("Schools")}};
	for (size_t i = 0; i < 2; i++)
		hall_put(hall, row_kind_town, &towns[i]);
	for (size_t i = 0; i < 3; i++)
		hall_put(hall, row_kind_board, &boards[i]);
	for (size_t i = 0; i < 3; i++)
		hall_put(hall, row_kind_phase, &phases[i]);
	for (size_t i = 0; i < 2; i++)
		hall_put(hall, row_kind_topic, &topics[i]);
}

void hall_put_token(struct hall *hall, struct bytes token, struct row_token row)
{
	uint8_t sum[32];
	uint32_t key[ROW_KEY_PARTS];
	hash(token.at, token.size, sum);
	token_key(sum, key);
	row.first.n = key[0];
	row.second.n = key[1];
	row.third.n = key[2];
	row.hash = (struct bytes){sum, 32};
	hall_put(hall, row_kind_token, &row);
}

void hall_put_person(struct hall *hall, uint32_t id, struct text name, uint32_t town,
		     enum role role)
{
	struct row_person person = {.id = {id},
				    .name = name,
				    .town = {town},
				    .role = role,
				    .joined_ms = 1,
				    .assisted = id == hall_frau_k,
				    .left = id == hall_left};
	uint8_t token[TOKEN_BYTES];
	hall_put(hall, row_kind_person, &person);
	token_of(id, token);
	if (!person.assisted)
		hall_put_token(hall, (struct bytes){token, TOKEN_BYTES},
			       (struct row_token){.person = {id}});
}

static void put_ideas(struct hall *hall)
{
	struct row_idea idea = {
		.board = {1}, .stage = stage_idea, .text = TEXT_OF("Idea"), .created_ms = 1};
	static const struct {
		uint32_t author, board, topic;
		enum audience audience;
	} ideas[] = {{hall_kai, 1, 1, audience_everyone},
		     {hall_zoe, 1, 0, audience_everyone},
		     {hall_zoe, 1, 0, audience_withheld},
		     {hall_zoe, 3, 0, audience_members}};
	for (uint32_t i = 0; i < 4; i++) {
		idea.id.n = i + 1;
		idea.author.n = ideas[i].author;
		idea.town.n = ideas[i].author - 1;
		idea.board.n = ideas[i].board;
		idea.topic.n = ideas[i].topic;
		idea.audience = ideas[i].audience;
		idea.hold = idea.audience == audience_withheld ? hold_hidden : hold_none;
		hall_put(hall, row_kind_idea, &idea);
	}
	struct row_comment comment = {.board = {1}, .text = TEXT_OF("Yes"), .created_ms = 1};
	for (uint32_t i = 0; i < 3; i++) {
		comment.id.n = i + 1;
		comment.idea.n = i < 2 ? 1 : 3;
		comment.author.n = i < 1 ? hall_kai : hall_zoe;
		comment.town.n = comment.author.n - 1;
		comment.audience = i < 2 ? audience_everyone : audience_withheld;
		hall_put(hall, row_kind_comment, &comment);
	}
}

/* Read once for all halls: there are thousands of them. */
static struct methods *methods;

static void forget_methods(void)
{
	methods_free(methods);
}

static const struct methods *methods_once(void)
{
	struct failure failure;
	if (methods)
		return methods;
	methods = methods_load(METHODS_FOLDER, &failure);
	assert_non_null(methods);
	atexit(forget_methods);
	return methods;
}

static struct hall *hall_empty(void)
{
	struct hall *hall = calloc(1, sizeof *hall);
	hall->methods = methods_once();
	hall->view = (struct view){.context = hall,
				   .find = find,
				   .next_id = next_id,
				   .next_child = next_child,
				   .sha256 = hash,
				   .is_here = is_here,
				   .here_context = hall,
				   .now_ms = 1000000,
				   .methods = hall->methods};
	for (size_t i = 0; i < VIEW_RANDOM_BYTES; i++)
		hall->view.random[i] = (uint8_t)(i * 7 + 1);
	urn_furnish(hall);
	return hall;
}

struct hall *hall_open(void)
{
	struct hall *hall = hall_empty();
	struct row_session session = {.id = {7},
				      .title = TEXT_OF("Towns"),
				      .language = language_en,
				      .code = TEXT_OF("KBWF3N7Q"),
				      .method = TEXT_OF("open")};
	const struct row_ballot ballots[] = {{.id = {1},
					      .title = TEXT_OF("Now?"),
					      .method = ballot_method_opinion,
					      .state = ballot_state_open,
					      .opened_ms = 5,
					      .secrecy = secrecy_plain,
					      .audience = audience_everyone},
					     {.id = {2},
					      .title = TEXT_OF("Then?"),
					      .method = ballot_method_opinion,
					      .state = ballot_state_prepared,
					      .secrecy = secrecy_plain,
					      .audience = audience_everyone}};
	static const enum row_kind removed[] = {row_kind_town,    row_kind_board,  row_kind_phase,
						row_kind_topic,   row_kind_person, row_kind_idea,
						row_kind_comment, row_kind_ballot};
	hall_put(hall, row_kind_session, &session);
	put_towns_and_boards(hall);
	hall_put_person(hall, hall_mia, TEXT_OF("Mia"), 0, role_moderator);
	hall_put_person(hall, hall_kai, TEXT_OF("Kai"), 1, role_citizen);
	hall_put_person(hall, hall_zoe, TEXT_OF("Zoe"), 2, role_citizen);
	hall_put_person(hall, hall_frau_k, TEXT_OF("Frau K."), 1, role_citizen);
	hall_put_person(hall, hall_left, TEXT_OF("Left"), 1, role_citizen);
	put_ideas(hall);
	for (size_t i = 0; i < 2; i++)
		hall_put(hall, row_kind_ballot, &ballots[i]);
	for (size_t i = 0; i < sizeof removed / sizeof removed[0]; i++)
		hall_remove(hall, removed[i], HALL_REMOVED);
	hall_as(hall, 0);
	return hall;
}

struct hall *hall_open_directory(void)
{
	struct hall *hall = hall_empty();
	hall->changes.revision = 1;
	assert_int_equal(decide_host(&hall->view, HALL_TOKEN("1").at, &hall->changes), err_none);
	hall_put_changes(hall);
	hall_as(hall, 1);
	return hall;
}

void hall_close(struct hall *hall)
{
	uint32_t at = 0;
	for (struct row *row; (row = row_map_next(&hall->rows, &at));)
		free(row);
	row_map_free(&hall->rows);
	urn_free(hall);
	changes_free(&hall->changes);
	changes_free(&hall->other);
	free(hall);
}
