/* Topics. */
#include "server/decide/decide.h"

enum err decide_topic_add(const struct view *view, const struct command_topic_add *command,
			  struct changes *changes)
{
	struct row_topic topic = {.id = {view->next_id(view->context, row_kind_topic)},
				  .title = command->title,
				  .phase = command->phase};
	changes_put_topic(changes, &topic);
	changes->result = topic.id.n;
	return err_none;
}

enum err decide_topic_edit(const struct view *view, const struct command_topic_edit *command,
			   struct changes *changes)
{
	struct row_topic topic;
	view_get_topic(view, ROW_KEY(command->topic.n), &topic);
	topic.title = command->title;
	changes_put_topic(changes, &topic);
	return err_none;
}

enum err decide_topic_remove(const struct view *view, const struct command_topic_remove *command,
			     struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_idea);
	for (uint32_t id = 1; id < end; id++) {
		struct row_idea idea;
		if (view_get_idea(view, ROW_KEY(id), &idea) && idea.topic.n == command->topic.n)
			return err_topic_in_use;
	}
	changes_remove(changes, row_kind_topic, ROW_KEY(command->topic.n));
	return err_none;
}
