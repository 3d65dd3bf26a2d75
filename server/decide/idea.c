/* Ideas. */
#include "server/decide/decide.h"

enum err decide_idea_add(const struct view *view, const struct command_idea_add *command,
			 struct changes *changes)
{
	struct row_board board;
	struct row_person author;
	enum err err = person_acting(view, command->person, &author);
	if (err)
		return err;
	view_get_board(view, ROW_KEY(command->board.n), &board);
	struct row_idea idea = {.id = {view->next_id(view->context, row_kind_idea)},
				.board = command->board,
				.topic = command->topic,
				.author = author.id,
				.town = author.town,
				.audience = board.audience,
				.stage = stage_idea,
				.title = command->title,
				.text = command->text,
				.created_ms = view->now_ms};
	changes_put_idea(changes, &idea);
	person_contributes(&author, changes);
	changes->result = idea.id.n;
	return err_none;
}

/* Its author, or any moderator. */
static bool may_change(const struct view *view, struct person_id author)
{
	return author.n == view->actor.person.n || view->actor.role == role_moderator;
}

enum err decide_idea_edit(const struct view *view, const struct command_idea_edit *command,
			  struct changes *changes)
{
	const struct row *present =
		view->find(view->context, row_kind_idea, ROW_KEY(command->idea.n));
	struct row_idea idea;
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	if (!may_change(view, idea.author))
		return err_not_yours;
	if (command->revision && command->revision != present->revision)
		return err_changed_meanwhile;
	idea.topic = command->topic;
	idea.title = command->title;
	idea.text = command->text;
	idea.edited_ms = view->now_ms;
	changes_put_idea(changes, &idea);
	return err_none;
}

enum err decide_idea_remove(const struct view *view, const struct command_idea_remove *command,
			    struct changes *changes)
{
	struct row_idea idea;
	view_get_idea(view, ROW_KEY(command->idea.n), &idea);
	if (!may_change(view, idea.author))
		return err_not_yours;
	changes_remove(changes, row_kind_idea, ROW_KEY(command->idea.n));
	return err_none;
}

enum err decide_idea_link(const struct view *view, const struct command_idea_link *command,
			  struct changes *changes)
{
	struct row_link present;
	if (command->from.n == command->to.n)
		return err_link_to_itself;
	if (view_get_link(view, ROW_KEY(command->from.n, command->to.n, command->relation),
			  &present))
		return err_link_exists;
	struct row_link link = {.from = command->from,
				.to = command->to,
				.relation = command->relation,
				.person = view->actor.person,
				.created_ms = view->now_ms};
	changes_put_link(changes, &link);
	return err_none;
}

enum err decide_idea_unlink(const struct view *view, const struct command_idea_unlink *command,
			    struct changes *changes)
{
	struct row_link present;
	const uint32_t *key = ROW_KEY(command->from.n, command->to.n, command->relation);
	if (!view_get_link(view, key, &present))
		return refuse_with(changes, err_not_found, (struct text){"link", 4});
	changes_remove(changes, row_kind_link, key);
	return err_none;
}
