/* Ideas, comments and links. */
#include "decide_hall.h"

static void idea_of(const struct hall *hall, uint32_t id, struct row_idea *idea)
{
	assert_true(hall_get(hall, row_kind_idea, ROW_KEY(id), idea));
}

static void idea_is_its_authors(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_idea idea;
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_add, {2}, {1}, TEXT_OF("Road"), TEXT_OF("A road"), {0}),
			 err_none);
	assert_int_equal(hall->changes.result, 5);
	idea_of(hall, 5, &idea);
	assert_int_equal(idea.author.n, hall_kai);
	assert_int_equal(idea.town.n, 1);
	assert_int_equal(idea.board.n, 2);
	assert_int_equal(idea.topic.n, 1);
	assert_int_equal(idea.audience, audience_members); /* as the board's */
	assert_int_equal(idea.stage, stage_idea);
	assert_int_equal(idea.created_ms, 1000000);
	assert_int_equal(idea.edited_ms, 0);
	assert_text(idea.title, "Road");
	assert_text(idea.text, "A road");
	hall_close(hall);
}

static void ids_are_never_given_twice(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_as(hall, hall_kai);
	HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("x"), {0});
	assert_int_equal(hall->changes.result, 5);
	assert_int_equal(HALL_DO(hall, idea_remove, {5}), err_none);
	HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("y"), {0});
	assert_int_equal(hall->changes.result, 6);
	hall_close(hall);
}

static void edit_keeps_who_and_when(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_idea idea;
	hall_as(hall, hall_kai);
	hall->view.now_ms = 2000000;
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {2}, TEXT_OF("New"), TEXT_OF("Text")),
			 err_none);
	idea_of(hall, 1, &idea);
	assert_int_equal(idea.author.n, hall_kai);
	assert_int_equal(idea.created_ms, 1);
	assert_int_equal(idea.edited_ms, 2000000);
	assert_int_equal(idea.topic.n, 2);
	assert_text(idea.title, "New");
	assert_text(idea.text, "Text");
	hall_close(hall);
}

static void edit_of_a_changed_idea_is_refused(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_as(hall, hall_kai);
	uint64_t read = hall->view.find(hall, row_kind_idea, ROW_KEY(1))->revision;
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, read, {1}, TEXT_OF(""), TEXT_OF("mine")),
			 err_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, read, {1}, TEXT_OF(""), TEXT_OF("hers")),
			 err_changed_meanwhile);
	assert_int_equal(
		HALL_DO(hall, idea_edit, {1}, hall->revision + 5, {1}, TEXT_OF(""), TEXT_OF("x")),
		err_changed_meanwhile);
	assert_int_equal(
		HALL_DO(hall, idea_edit, {1}, hall->revision, {1}, TEXT_OF(""), TEXT_OF("hers")),
		err_none);
	hall_close(hall);
}

static void ideas_and_comments_are_their_authors(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_edit, {2}, 0, {0}, TEXT_OF(""), TEXT_OF("x")),
			 err_not_yours);
	assert_int_equal(HALL_DO(hall, idea_remove, {2}), err_not_yours);
	assert_int_equal(HALL_DO(hall, comment_remove, {2}), err_not_yours);
	assert_int_equal(HALL_DO(hall, comment_remove, {1}), err_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_edit, {2}, 0, {0}, TEXT_OF(""), TEXT_OF("x")),
			 err_none);
	assert_int_equal(HALL_DO(hall, comment_remove, {2}), err_none);
	assert_int_equal(HALL_DO(hall, idea_remove, {2}), err_none);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_remove, {1}), err_none);
	hall_close(hall);
}

static void what_was_removed_is_gone(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_idea idea;
	struct row_comment comment;
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, idea_remove, {1}), err_none);
	assert_false(hall_get(hall, row_kind_idea, ROW_KEY(1), &idea));
	assert_false(hall_get(hall, row_kind_comment, ROW_KEY(1), &comment));
	assert_false(hall_get(hall, row_kind_comment, ROW_KEY(2), &comment));
	assert_true(hall_get(hall, row_kind_comment, ROW_KEY(3), &comment)); /* another's */
	assert_int_equal(HALL_DO(hall, idea_remove, {1}), err_not_found);
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("x"), {0}), err_not_found);
	assert_int_equal(HALL_DO(hall, vote, {1}, {1}, choice_agree, {0}), err_not_found);
	hall_close(hall);
}

static void comment_is_seen_as_its_idea(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_comment comment;
	hall_as(hall, hall_zoe);
	static const struct {
		uint32_t idea, board;
		enum audience audience;
	} ideas[] = {
		{1, 1, audience_everyone}, {3, 1, audience_withheld}, {4, 3, audience_members}};
	for (uint32_t i = 0; i < 3; i++) {
		assert_int_equal(HALL_DO(hall, comment_add, {ideas[i].idea}, TEXT_OF("Yes"), {0}),
				 err_none);
		assert_int_equal(hall->changes.result, 4 + i);
		assert_true(hall_get(hall, row_kind_comment, ROW_KEY(4 + i), &comment));
		assert_int_equal(comment.idea.n, ideas[i].idea);
		assert_int_equal(comment.board.n, ideas[i].board);
		assert_int_equal(comment.audience, ideas[i].audience);
		assert_int_equal(comment.author.n, hall_zoe);
		assert_int_equal(comment.town.n, 2);
		assert_text(comment.text, "Yes");
	}
	hall_close(hall);
}

static void links_are_made_once_and_taken_away(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_link link;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_link, {1}, {1}, relation_part_of), err_link_to_itself);
	assert_int_equal(HALL_DO(hall, idea_link, {1}, {2}, relation_part_of), err_none);
	assert_true(hall_get(hall, row_kind_link, ROW_KEY(1, 2, relation_part_of), &link));
	assert_int_equal(link.person.n, hall_mia);
	assert_int_equal(link.created_ms, 1000000);
	assert_int_equal(HALL_DO(hall, idea_link, {1}, {2}, relation_part_of), err_link_exists);
	assert_int_equal(HALL_DO(hall, idea_link, {2}, {1}, relation_part_of), err_none);
	assert_int_equal(HALL_DO(hall, idea_link, {1}, {2}, relation_turned_from), err_none);
	assert_int_equal(HALL_DO(hall, idea_unlink, {1}, {2}, relation_part_of), err_none);
	assert_false(hall_get(hall, row_kind_link, ROW_KEY(1, 2, relation_part_of), &link));
	assert_int_equal(HALL_DO(hall, idea_unlink, {1}, {2}, relation_part_of), err_not_found);
	assert_string_equal(hall->changes.detail, "link");
	assert_int_equal(HALL_DO(hall, idea_link, {1}, {2}, relation_part_of), err_none);
	hall_close(hall);
}

int decide_ideas(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("an idea has its author's town and its board's audience",
		      idea_is_its_authors),
		CLAIM("the number of an idea that was taken back is not given again",
		      ids_are_never_given_twice),
		CLAIM("an edit keeps author and time, and says when it was",
		      edit_keeps_who_and_when),
		CLAIM("an edit of an idea that changed since it was read is refused",
		      edit_of_a_changed_idea_is_refused),
		CLAIM("ideas and comments are changed by their author or a moderator",
		      ideas_and_comments_are_their_authors),
		CLAIM("an idea taken back takes its comments along and cannot be commented or "
		      "voted on",
		      what_was_removed_is_gone),
		CLAIM("[SEE-1] a comment has the board and audience of its idea",
		      comment_is_seen_as_its_idea),
		CLAIM("a link is made once in each direction and relation",
		      links_are_made_once_and_taken_away),
	};
	return cmocka_run_group_tests_name("ideas", tests, NULL, NULL);
}
