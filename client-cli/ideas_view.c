#include "client-cli/ideas_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_view.h"
#include "client-cli/find.h"
#include "client-cli/row_json.h"

static void *allocate(size_t count, size_t size)
{
	void *at = calloc(count ? count : 1, size);
	if (!at)
		abort();
	return at;
}

/* ---- which ballot an idea's opinions are those of ---- */

static int first_to_look_at(const void *a, const void *b)
{
	const struct row_ballot *x = a, *y = b;
	bool x_open = x->state == ballot_state_open, y_open = y->state == ballot_state_open;
	if (x_open != y_open)
		return x_open ? -1 : 1;
	if (x->opened_ms != y->opened_ms)
		return x->opened_ms > y->opened_ms ? -1 : 1;
	return x->id.n < y->id.n ? -1 : x->id.n > y->id.n;
}

static void list_ballots(struct ideas_view *view)
{
	struct find_all all;
	struct row_ballot ballot;
	find_all_start(&all, view->replica, row_kind_ballot);
	view->ballots = allocate(all.count, sizeof *view->ballots);
	while (find_all_next(&all, &ballot))
		if (ballot.method == ballot_method_opinion)
			view->ballots[view->ballot_count++] = ballot;
	qsort(view->ballots, view->ballot_count, sizeof *view->ballots, first_to_look_at);
}

static void fill_idea(const struct ideas_view *view, struct ideas_view_idea *idea)
{
	const uint32_t key[ROW_KEY_PARTS] = {idea->row.id.n};
	struct row_comment_count count;
	for (uint32_t i = 0; i < view->ballot_count && !idea->ballot.id.n; i++)
		if (ballot_view_fits(&view->ballots[i], &idea->row))
			idea->ballot = view->ballots[i];
	ballot_cells_read(view->replica, &idea->ballot, idea->row.id.n, view->towns,
			  view->town_count, &idea->cells);
	if (replica_get(view->replica, row_kind_comment_count, key, &count))
		idea->comments = count.comments;
}

void ideas_view_make(struct ideas_view *view, const struct replica *replica)
{
	struct find_all ideas;
	*view = (struct ideas_view){.replica = replica};
	list_ballots(view);
	view->towns = ballot_cells_towns(replica, &view->town_count);
	size_t width = view->town_count + 1u;
	find_all_start(&ideas, replica, row_kind_idea);
	view->ideas = allocate(ideas.count + 1, sizeof *view->ideas);
	view->cells = allocate(ideas.count * width, sizeof *view->cells);
	for (;;) {
		struct ideas_view_idea *idea = &view->ideas[view->idea_count];
		if (!find_all_next(&ideas, &idea->row))
			break;
		idea->cells.towns = view->cells + view->idea_count * width;
		fill_idea(view, idea);
		view->idea_count++;
	}
}

void ideas_view_free(struct ideas_view *view)
{
	free(view->ballots);
	free(view->towns);
	free(view->ideas);
	free(view->cells);
	*view = (struct ideas_view){0};
}

struct text ideas_view_title(const struct row_idea *idea)
{
	return idea->title.size ? idea->title : idea->text;
}

/* One more of a list, while there is room. */
static void add_word(char out[IDEAS_VIEW_STATE_BYTES], const char *word, uint32_t number)
{
	size_t used = strlen(out);
	char shown[16] = "";
	if (number)
		snprintf(shown, sizeof shown, " #%u", number);
	snprintf(out + used, IDEAS_VIEW_STATE_BYTES - used, "%s%s%s", used ? ", " : "", word,
		 shown);
}

void ideas_view_state(const struct row_idea *idea, char out[IDEAS_VIEW_STATE_BYTES])
{
	const char *hold = words_name(&words_hold, idea->hold);
	const char *stage = words_name(&words_stage, idea->stage);
	out[0] = '\0';
	if (hold)
		add_word(out, hold, 0);
	if (idea->locked)
		add_word(out, "locked", 0);
	if (stage && idea->stage != stage_idea)
		add_word(out, stage, 0);
	if (idea->merged_into.n)
		add_word(out, "merged into", idea->merged_into.n);
	if (idea->sent_up_to.n)
		add_word(out, "sent up as", idea->sent_up_to.n);
}

json_t *ideas_view_towns_json(const struct ideas_view *view, const struct ideas_view_idea *idea)
{
	return ballot_cells_towns_json(&idea->ballot, view->towns, view->town_count, &idea->cells);
}

/* The name behind a number; null for none. */
static json_t *named(const struct ideas_view *view, enum row_kind kind, const char *label,
		     uint32_t number)
{
	struct text name = find_label(view->replica, kind, label, number);
	return name.size ? row_json_text(name) : json_null();
}

static json_t *number_or_null(uint32_t number)
{
	return number ? json_integer(number) : json_null();
}

/* Null while a hidden ballot is open. */
static json_t *opinions(const struct ideas_view_idea *idea, uint64_t count)
{
	bool hidden = idea->ballot.id.n && !idea->cells.known;
	return hidden ? json_null() : json_integer((json_int_t)count);
}

json_t *ideas_view_json(const struct ideas_view *view, const struct ideas_view_idea *idea)
{
	const struct row_idea *row = &idea->row;
	const char *stage = words_name(&words_stage, row->stage);
	const char *hold = words_name(&words_hold, row->hold);
	json_t *object = json_object();
	json_object_set_new(object, "id", json_integer(row->id.n));
	json_object_set_new(object, "title", row_json_text(row->title));
	json_object_set_new(object, "text", row_json_text(row->text));
	json_object_set_new(object, "topic", named(view, row_kind_topic, "title", row->topic.n));
	json_object_set_new(object, "board", named(view, row_kind_board, "title", row->board.n));
	struct text author = find_person_name(view->replica, row->author);
	json_object_set_new(object, "author", author.size ? row_json_text(author) : json_null());
	json_object_set_new(object, "town", named(view, row_kind_town, "name", row->town.n));
	json_object_set_new(object, "stage", stage ? json_string(stage) : json_null());
	json_object_set_new(object, "hidden", json_boolean(row->hold == hold_hidden));
	json_object_set_new(object, "comments", json_integer((json_int_t)idea->comments));
	json_object_set_new(object, "agree", opinions(idea, idea->cells.all.agree));
	json_object_set_new(object, "disagree", opinions(idea, idea->cells.all.disagree));
	json_object_set_new(object, "pass", opinions(idea, idea->cells.all.pass));
	json_object_set_new(object, "topic_id", json_integer(row->topic.n));
	json_object_set_new(object, "board_id", json_integer(row->board.n));
	json_object_set_new(object, "author_id", json_integer(row->author.n));
	json_object_set_new(object, "town_id", json_integer(row->town.n));
	json_object_set_new(object, "created_ms", json_integer((json_int_t)row->created_ms));
	json_object_set_new(object, "hold", hold ? json_string(hold) : json_null());
	json_object_set_new(object, "reason", row_json_text(row->reason));
	json_object_set_new(object, "sort", named(view, row_kind_idea_sort, "title", row->sort.n));
	json_object_set_new(object, "phase", named(view, row_kind_phase, "title", row->phase.n));
	json_object_set_new(object, "merged_into", number_or_null(row->merged_into.n));
	json_object_set_new(object, "sent_up_to", number_or_null(row->sent_up_to.n));
	json_object_set_new(object, "locked", json_boolean(row->locked));
	json_object_set_new(object, "redacted", json_boolean(row->redacted));
	return object;
}
