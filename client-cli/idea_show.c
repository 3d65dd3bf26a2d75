/* idea show: one idea with all that belongs to it. */
#include <stdio.h>
#include <stdlib.h>

#include "client-cli/client.h"
#include "client-cli/find.h"
#include "client-cli/ideas_view.h"
#include "client-cli/render.h"
#include "client-cli/row_json.h"

static json_t *text_or_null(struct text text)
{
	return text.size ? row_json_text(text) : json_null();
}

static json_t *comments_json(const struct replica *replica, struct idea_id idea)
{
	struct find_all all;
	struct row_comment comment;
	json_t *comments = json_array();
	find_all_start(&all, replica, row_kind_comment);
	while (find_all_next(&all, &comment)) {
		if (comment.idea.n != idea.n)
			continue;
		const char *hold = words_name(&words_hold, comment.hold);
		json_array_append_new(
			comments,
			json_pack("{s:I,s:o,s:o,s:o,s:I,s:b,s:o,s:o}", "id",
				  (json_int_t)comment.id.n, "text", row_json_text(comment.text),
				  "author", text_or_null(find_person_name(replica, comment.author)),
				  "town",
				  text_or_null(find_label(replica, row_kind_town, "name",
							  comment.town.n)),
				  "created_ms", (json_int_t)comment.created_ms, "hidden",
				  comment.hold == hold_hidden, "hold",
				  hold ? json_string(hold) : json_null(), "reason",
				  row_json_text(comment.reason)));
	}
	return comments;
}

static json_t *links_json(const struct replica *replica, struct idea_id idea)
{
	struct find_all all;
	struct row_link link;
	json_t *links = json_array();
	find_all_start(&all, replica, row_kind_link);
	while (find_all_next(&all, &link)) {
		const char *relation = words_name(&words_relation, link.relation);
		if (link.from.n == idea.n || link.to.n == idea.n)
			json_array_append_new(links, json_pack("{s:I,s:s,s:I}", "from",
							       (json_int_t)link.from.n, "relation",
							       relation ? relation : "", "to",
							       (json_int_t)link.to.n));
	}
	return links;
}

/* ---- where it came from and went ---- */

/* Calls for each idea that was merged into this one, or that it was sent up from. */
typedef void origin_fn(void *context, const struct replica *replica, struct idea_id origin);

static void each_origin(const struct replica *replica, struct idea_id idea, enum relation relation,
			origin_fn *take, void *context)
{
	struct find_all all;
	struct row_link link;
	find_all_start(&all, replica, row_kind_link);
	while (find_all_next(&all, &link)) {
		if (link.relation != relation)
			continue;
		if (relation == relation_merged_into && link.to.n == idea.n)
			take(context, replica, link.from);
		if (relation == relation_sent_up_from && link.from.n == idea.n)
			take(context, replica, link.to);
	}
}

/* {"id", "title", "author", "town", "board"}; all but the number null if one does not see it. */
static json_t *origin_json(const struct replica *replica, struct idea_id origin)
{
	const uint32_t key[ROW_KEY_PARTS] = {origin.n};
	struct row_idea idea = {0};
	replica_get(replica, row_kind_idea, key, &idea);
	return json_pack("{s:I,s:o,s:o,s:o,s:o}", "id", (json_int_t)origin.n, "title",
			 text_or_null(ideas_view_title(&idea)), "author",
			 text_or_null(find_person_name(replica, idea.author)), "town",
			 text_or_null(find_label(replica, row_kind_town, "name", idea.town.n)),
			 "board",
			 text_or_null(find_label(replica, row_kind_board, "title", idea.board.n)));
}

static void list_origin(void *context, const struct replica *replica, struct idea_id origin)
{
	json_array_append_new(context, origin_json(replica, origin));
}

static void print_other(void *context, const struct replica *replica, struct idea_id other)
{
	const uint32_t key[ROW_KEY_PARTS] = {other.n};
	struct row_idea idea = {0};
	replica_get(replica, row_kind_idea, key, &idea);
	char *name = render_line(find_person_name(replica, idea.author));
	char *town = render_line(find_label(replica, row_kind_town, "name", idea.town.n));
	char *board = render_line(find_label(replica, row_kind_board, "title", idea.board.n));
	char *title = render_line(ideas_view_title(&idea));
	printf("%s #%u", (const char *)context, other.n);
	if (idea.id.n)
		printf(" on %s (%s%s%s): %s", board, name, town[0] ? ", " : "", town, title);
	putchar('\n');
	free(name);
	free(town);
	free(board);
	free(title);
}

static void print_provenance(const struct replica *replica, const struct row_idea *idea)
{
	if (idea->merged_into.n)
		print_other("Merged into", replica, idea->merged_into);
	each_origin(replica, idea->id, relation_merged_into, print_other, "Merged from");
	each_origin(replica, idea->id, relation_sent_up_from, print_other, "Sent up from");
	if (idea->sent_up_to.n)
		print_other("Sent up as", replica, idea->sent_up_to);
}

/* Links that the provenance does not tell. */
static void print_links(const struct replica *replica, const struct row_idea *idea)
{
	struct find_all all;
	struct row_link link;
	uint32_t number = idea->id.n;
	find_all_start(&all, replica, row_kind_link);
	while (find_all_next(&all, &link)) {
		const char *relation = words_name(&words_relation, link.relation);
		bool from = link.from.n == number, to = link.to.n == number;
		bool told = (link.relation == relation_merged_into &&
			     (to || link.to.n == idea->merged_into.n)) ||
			    (link.relation == relation_sent_up_from &&
			     (from || link.from.n == idea->sent_up_to.n));
		if ((from || to) && !told)
			printf("#%u %s #%u\n", link.from.n, relation ? relation : "belongs to",
			       link.to.n);
	}
}

/* ---- for people ---- */

static void print_byline(const struct replica *replica, struct person_id author,
			 struct town_id town, uint64_t created_ms)
{
	char when[32];
	char *name = render_line(find_person_name(replica, author));
	char *place = render_line(find_label(replica, row_kind_town, "name", town.n));
	render_time(created_ms, when, sizeof when);
	printf("%s%s%s, %s", name, place[0] ? ", " : "", place, when);
	free(name);
	free(place);
}

/* "On Saalfeld, topic Traffic, measure, selected." */
static void print_place(const struct replica *replica, const struct row_idea *idea)
{
	const char *stage = words_name(&words_stage, idea->stage);
	char *board = render_line(find_label(replica, row_kind_board, "title", idea->board.n));
	char *topic = render_line(find_label(replica, row_kind_topic, "title", idea->topic.n));
	char *sort = render_line(find_label(replica, row_kind_idea_sort, "title", idea->sort.n));
	printf("Board %s%s%s%s%s%s%s\n", board, topic[0] ? ", topic " : "", topic,
	       sort[0] ? ", sort " : "", sort, idea->stage != stage_idea && stage ? ", stage " : "",
	       idea->stage != stage_idea && stage ? stage : "");
	free(board);
	free(topic);
	free(sort);
}

static void print_hold(const char *indent, enum hold hold, struct text reason)
{
	char *why = render_line(reason);
	if (hold == hold_hidden)
		printf("%sHidden by the moderators: %s\n", indent, why);
	else if (hold == hold_waiting)
		printf("%sWaits for a moderator's approval.\n", indent);
	else if (hold == hold_alone)
		printf("%sWritten alone: nobody but its author and moderators sees it.\n", indent);
	free(why);
}

static void add_opinions(struct render_table *table, struct cell cell, bool known)
{
	const uint64_t counts[] = {cell.agree, cell.disagree, cell.pass};
	for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
		if (known)
			render_cell(table, "%llu", (unsigned long long)counts[i]);
		else
			render_cell(table, "%s", "–");
}

static void print_opinions(const struct cli *cli, const struct ideas_view *view,
			   const struct ideas_view_idea *idea)
{
	const struct option_cells *cells = &idea->cells;
	if (idea->ballot.id.n && !cells->known) {
		printf("Ballot #%u is open; its results are shown at the closing.\n",
		       idea->ballot.id.n);
		return;
	}
	struct render_table *table = render_table_new("Town|>agree|>disagree|>pass");
	for (uint32_t i = 0; i < view->town_count; i++) {
		render_cell_text(table, view->towns[i].name);
		add_opinions(table, cells->towns[i].cell,
			     cells->towns[i].known || !idea->ballot.id.n);
	}
	render_cell(table, "All");
	add_opinions(table, cells->all, true);
	render_table_print(table, stdout, cli->styled, render_columns(stdout));
	render_table_free(table);
	if (idea->ballot.id.n && !cells->towns_known)
		printf("–: fewer than %u people of a town are not shown, so that nobody learns "
		       "what "
		       "they said.\n",
		       CELL_PERSONS_MIN);
}

static void print_comments(const struct replica *replica, struct idea_id idea)
{
	struct find_all all;
	struct row_comment comment;
	find_all_start(&all, replica, row_kind_comment);
	while (find_all_next(&all, &comment)) {
		if (comment.idea.n != idea.n)
			continue;
		printf("\nComment #%u: ", comment.id.n);
		print_byline(replica, comment.author, comment.town, comment.created_ms);
		putchar('\n');
		print_hold("  ", comment.hold, comment.reason);
		render_text(stdout, "  ", comment.text);
	}
}

static void print_idea(const struct cli *cli, const struct ideas_view *view,
		       const struct ideas_view_idea *idea)
{
	const struct replica *replica = view->replica;
	const struct row_idea *row = &idea->row;
	struct text title = ideas_view_title(row);
	render_heading(stdout, cli->styled, "#%u %.*s", row->id.n, (int)title.size, title.at);
	print_byline(replica, row->author, row->town, row->created_ms);
	putchar('\n');
	print_place(replica, row);
	print_hold("", row->hold, row->reason);
	if (row->locked)
		puts("Locked: no changes, comments and votes.");
	if (row->redacted)
		puts("The moderators have written it anew.");
	print_provenance(replica, row);
	print_links(replica, row);
	if (row->title.size) {
		putchar('\n');
		render_text(stdout, "", row->text);
	}
	putchar('\n');
	print_opinions(cli, view, idea);
	print_comments(replica, row->id);
}

static json_t *idea_json(const struct ideas_view *view, const struct ideas_view_idea *idea)
{
	json_t *merged = json_array(), *sent = json_array();
	const struct replica *replica = view->replica;
	json_t *object = ideas_view_json(view, idea);
	each_origin(replica, idea->row.id, relation_merged_into, list_origin, merged);
	each_origin(replica, idea->row.id, relation_sent_up_from, list_origin, sent);
	json_object_set_new(object, "by_town", ideas_view_towns_json(view, idea));
	json_object_set_new(object, "comment_list", comments_json(replica, idea->row.id));
	json_object_set_new(object, "links", links_json(replica, idea->row.id));
	json_object_set_new(object, "merged_from", merged);
	/* An idea comes from one place only. */
	json_t *origin = json_array_get(sent, 0);
	json_object_set(object, "sent_up_from", origin ? origin : json_null());
	json_decref(sent);
	return object;
}

static int show(struct client *client, uint32_t number)
{
	struct ideas_view view;
	struct row_idea row;
	uint64_t revision;
	int status = find_idea(client->cli, client->replica, number, &row, &revision);
	if (status)
		return status;
	ideas_view_make(&view, client->replica);
	for (uint32_t i = 0; i < view.idea_count; i++) {
		const struct ideas_view_idea *idea = &view.ideas[i];
		if (idea->row.id.n != number)
			continue;
		if (!client->cli->json) {
			print_idea(client->cli, &view, idea);
			continue;
		}
		cli_print_json(idea_json(&view, idea));
	}
	ideas_view_free(&view);
	return exit_done;
}

static int idea_show(struct cli *cli)
{
	struct client client;
	uint32_t number;
	int status = cli_argument_number(cli, 0, "an idea", &number);
	if (!status)
		status = client_join_in(&client, cli, true);
	if (status)
		return status;
	status = show(&client, number);
	client_end(&client);
	return status;
}

const struct subcommand subcommand_idea_show = {
	.name = "idea show",
	.arguments = "ID",
	.purpose = "Show an idea: where it came from, opinions by town, comments",
	.examples = {"bogen idea show 12", "bogen idea show '#12' --json"},
	.run = idea_show,
};
