#include "client-cli/ideas_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/find.h"
#include "client-cli/row_json.h"

struct ballot_id ideas_view_ballot(const struct replica *replica)
{
	struct find_all all;
	struct row_ballot ballot, best = {0};
	find_all_start(&all, replica, row_kind_ballot);
	while (find_all_next(&all, &ballot)) {
		if (ballot.method != ballot_method_opinion)
			continue;
		bool open = ballot.state == ballot_state_open;
		bool best_open = best.state == ballot_state_open;
		if (best.id.n == 0 || (open && !best_open) ||
		    (open == best_open && ballot.opened_ms > best.opened_ms))
			best = ballot;
	}
	return best.id;
}

static void *allocate(size_t count, size_t size)
{
	void *at = calloc(count ? count : 1, size);
	if (!at)
		abort();
	return at;
}

static struct counts tally_of(const struct replica *replica, struct ballot_id ballot,
			      struct idea_id idea, uint32_t town)
{
	const uint32_t key[ROW_KEY_PARTS] = {ballot.n, idea.n, town};
	struct row_tally tally;
	if (!replica_get(replica, row_kind_tally, key, &tally))
		return (struct counts){0};
	return (struct counts){tally.agree, tally.disagree, tally.pass};
}

static void add_counts(struct counts *to, struct counts more)
{
	to->agree += more.agree;
	to->disagree += more.disagree;
	to->pass += more.pass;
}

static void fill_idea(const struct ideas_view *view, struct ideas_view_idea *idea)
{
	const uint32_t key[ROW_KEY_PARTS] = {idea->row.id.n};
	struct row_comment_count count;
	for (uint32_t i = 0; i < view->town_count; i++) {
		idea->towns[i] =
			tally_of(view->replica, view->ballot, idea->row.id, view->towns[i].id.n);
		add_counts(&idea->all, idea->towns[i]);
	}
	idea->elsewhere = tally_of(view->replica, view->ballot, idea->row.id, 0);
	add_counts(&idea->all, idea->elsewhere);
	if (replica_get(view->replica, row_kind_comment_count, key, &count))
		idea->comments = count.comments;
}

void ideas_view_make(struct ideas_view *view, const struct replica *replica,
		     struct ballot_id ballot)
{
	struct find_all towns, ideas;
	*view = (struct ideas_view){.replica = replica, .ballot = ballot};
	find_all_start(&towns, replica, row_kind_town);
	view->towns = allocate(towns.count, sizeof *view->towns);
	while (find_all_next(&towns, &view->towns[view->town_count]))
		if (++view->town_count == towns.count)
			break;
	find_all_stop(&towns);
	find_all_start(&ideas, replica, row_kind_idea);
	view->ideas = allocate(ideas.count + 1, sizeof *view->ideas);
	view->cells = allocate((size_t)ideas.count * view->town_count, sizeof *view->cells);
	for (;;) {
		struct ideas_view_idea *idea = &view->ideas[view->idea_count];
		if (!find_all_next(&ideas, &idea->row))
			break;
		idea->towns = view->cells + (size_t)view->idea_count * view->town_count;
		fill_idea(view, idea);
		view->idea_count++;
	}
}

void ideas_view_free(struct ideas_view *view)
{
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

json_t *ideas_view_counts_json(struct counts counts)
{
	return json_pack("{s:I,s:I,s:I}", "agree", (json_int_t)counts.agree, "disagree",
			 (json_int_t)counts.disagree, "pass", (json_int_t)counts.pass);
}

json_t *ideas_view_towns_json(const struct ideas_view *view, const struct ideas_view_idea *idea)
{
	json_t *towns = json_object();
	for (uint32_t i = 0; i < view->town_count; i++) {
		char *name = strndup(view->towns[i].name.at, view->towns[i].name.size);
		json_object_set_new(towns, name ? name : "",
				    ideas_view_counts_json(idea->towns[i]));
		free(name);
	}
	if (counts_answers(idea->elsewhere) > 0)
		json_object_set_new(towns, "", ideas_view_counts_json(idea->elsewhere));
	return towns;
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
	json_object_set_new(object, "agree", json_integer((json_int_t)idea->all.agree));
	json_object_set_new(object, "disagree", json_integer((json_int_t)idea->all.disagree));
	json_object_set_new(object, "pass", json_integer((json_int_t)idea->all.pass));
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
