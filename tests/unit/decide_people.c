/* Joining, leaving, editing oneself, and people without a device. */
#include <string.h>

#include "decide_hall.h"

static void person_of(const struct hall *hall, uint32_t id, struct row_person *person)
{
	assert_true(hall_get(hall, row_kind_person, ROW_KEY(id), person));
}

static void join_makes_a_person_and_a_token(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_person person;
	struct row_token token;
	uint8_t hash[32];
	uint32_t key[ROW_KEY_PARTS];
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("n"), TEXT_OF("Nia"), {2}, TEXT_OF("Club")),
			 err_none);
	assert_int_equal(hall->changes.result, 6);
	person_of(hall, 6, &person);
	assert_text(person.name, "Nia");
	assert_text(person.institution, "Club");
	assert_int_equal(person.town.n, 2);
	assert_int_equal(person.role, role_citizen);
	assert_int_equal(person.joined_ms, 1000000);
	assert_false(person.contributed || person.assisted || person.left);
	hall->view.sha256(HALL_TOKEN("n").at, TOKEN_BYTES, hash);
	token_key(hash, key);
	assert_true(hall_get(hall, row_kind_token, key, &token));
	assert_int_equal(token.person.n, 6);
	assert_memory_equal(token.hash.at, hash, 32);
	hall_close(hall);
}

static void repeated_join_finds_the_same_person(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	HALL_DO(hall, join, HALL_TOKEN("n"), TEXT_OF("Nia"), {2}, TEXT_OF(""));
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("n"), TEXT_OF("Other"), {1}, TEXT_OF("x")),
			 err_none);
	assert_int_equal(hall->changes.result, 6);
	assert_int_equal(hall->changes.count, 0);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("m"), TEXT_OF("Nia"), {2}, TEXT_OF("")),
			 err_none);
	assert_int_equal(hall->changes.result, 7);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("n"), TEXT_OF("Nia"), {2}, TEXT_OF("")),
			 err_none);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("o"), TEXT_OF("Nia"), {2}, TEXT_OF("")),
			 err_joined_already);
	hall_close(hall);
}

static void token_must_have_its_size(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	for (uint32_t size = 0; size < TOKEN_BYTES; size += 5) {
		struct bytes token = {HALL_TOKEN("n").at, size};
		assert_int_equal(HALL_DO(hall, join, token, TEXT_OF("Nia"), {2}, TEXT_OF("")),
				 err_argument_wrong);
		assert_string_equal(hall->changes.detail, "token");
	}
	hall_close(hall);
}

static void who_left_comes_back(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_person person;
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, leave, false), err_none);
	person_of(hall, hall_kai, &person);
	assert_true(person.left);
	assert_text(person.name, "Kai");
	assert_int_equal(hall->changes.erased_count, 0);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, leave, false), err_not_joined);
	hall_as(hall, 0);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("2"), TEXT_OF("Kai B."), {2}, TEXT_OF("")),
			 err_none);
	assert_int_equal(hall->changes.result, hall_kai);
	person_of(hall, hall_kai, &person);
	assert_false(person.left);
	assert_text(person.name, "Kai B.");
	assert_int_equal(person.town.n, 1); /* the town of old: votes were counted there */
	hall_close(hall);
}

static void erasing_takes_name_and_token(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_person person;
	struct row_token token;
	struct row_idea idea;
	uint32_t key[ROW_KEY_PARTS];
	hall_as(hall, hall_kai);
	HALL_DO(hall, person_edit, TEXT_OF("Kai"), TEXT_OF("Club"));
	token_key(hall->view.actor.token_hash, key);
	assert_true(hall_get(hall, row_kind_token, key, &token));
	assert_int_equal(HALL_DO(hall, leave, true), err_none);
	assert_int_equal(hall->changes.erased_count, 1);
	assert_int_equal(hall->changes.erased[0].kind, row_kind_person);
	assert_int_equal(hall->changes.erased[0].key[0], hall_kai);
	person_of(hall, hall_kai, &person);
	assert_true(person.left);
	assert_text(person.name, "");
	assert_text(person.institution, "");
	assert_false(hall_get(hall, row_kind_token, key, &token));
	assert_true(hall_get(hall, row_kind_idea, ROW_KEY(1), &idea));
	assert_int_equal(idea.author.n, hall_kai);
	hall_as(hall, 0);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("2"), TEXT_OF("Kai"), {1}, TEXT_OF("")),
			 err_none);
	assert_int_equal(hall->changes.result, 6); /* somebody new */
	hall_close(hall);
}

static void a_token_whose_person_is_gone_is_refused(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_remove(hall, row_kind_person, hall_kai);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("2"), TEXT_OF("Kai"), {1}, TEXT_OF("")),
			 err_token_void);
	hall_close(hall);
}

static void people_edit_themselves(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_person person;
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, person_edit, TEXT_OF("Zoë"), TEXT_OF("School")), err_none);
	person_of(hall, hall_zoe, &person);
	assert_text(person.name, "Zoë");
	assert_text(person.institution, "School");
	assert_int_equal(person.town.n, 2);
	person_of(hall, hall_kai, &person);
	assert_text(person.name, "Kai");
	hall_close(hall);
}

static void moderators_add_assisted_people(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_person person;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_add, TEXT_OF("Herr O."), {2}, TEXT_OF("Home")),
			 err_none);
	assert_int_equal(hall->changes.result, 6);
	assert_int_equal(hall->changes.count, 1); /* no token: nobody can come as this person */
	person_of(hall, 6, &person);
	assert_true(person.assisted);
	assert_int_equal(person.role, role_citizen);
	assert_int_equal(person.town.n, 2);
	hall_close(hall);
}

static void moderators_act_for_assisted_people_only(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_idea idea;
	struct row_comment comment;
	struct row_vote vote;
	hall_as(hall, hall_mia);
	assert_int_equal(
		HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("Bench"), {hall_frau_k}),
		err_none);
	assert_true(hall_get(hall, row_kind_idea, ROW_KEY(hall->changes.result), &idea));
	assert_int_equal(idea.author.n, hall_frau_k);
	assert_int_equal(idea.town.n, 1);
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("Yes"), {hall_frau_k}), err_none);
	assert_true(hall_get(hall, row_kind_comment, ROW_KEY(hall->changes.result), &comment));
	assert_int_equal(comment.author.n, hall_frau_k);
	assert_int_equal(HALL_DO(hall, vote, {1}, {1}, choice_agree, {hall_frau_k}), err_none);
	assert_true(hall_get(hall, row_kind_vote, ROW_KEY(1, 1, hall_frau_k), &vote));
	assert_int_equal(vote.town.n, 1);

	assert_int_equal(HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("x"), {hall_kai}),
			 err_not_assisted);
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("x"), {hall_kai}),
			 err_not_assisted);
	assert_int_equal(HALL_DO(hall, vote, {1}, {1}, choice_agree, {hall_kai}), err_not_assisted);
	hall_close(hall);
}

static void nobody_acts_for_who_was_removed(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("Bench"), {0}),
			 err_none);
	assert_int_equal(HALL_DO(hall, person_remove, {hall_frau_k}), err_none);
	assert_int_equal(
		HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("x"), {hall_frau_k}),
		err_removed_already);
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("x"), {hall_frau_k}),
			 err_removed_already);
	assert_int_equal(HALL_DO(hall, person_admit, {hall_frau_k}), err_none);
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("x"), {hall_frau_k}), err_none);
	hall_close(hall);
}

static void citizens_act_for_nobody_else(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, vote, {2}, {1}, choice_agree, {hall_frau_k}), err_not_found);
	assert_int_equal(HALL_DO(hall, vote, {2}, {1}, choice_agree, {hall_kai}), err_none);
	hall_close(hall);
}

static void first_contribution_makes_a_name_public(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_person person;
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, vote, {1}, {1}, choice_agree, {0}), err_none);
	person_of(hall, hall_zoe, &person);
	assert_false(person.contributed); /* others see tallies only */
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("Yes"), {0}), err_none);
	person_of(hall, hall_zoe, &person);
	assert_true(person.contributed);
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("Yes again"), {0}), err_none);
	assert_int_equal(hall_changed(hall, row_kind_person), 0); /* not put again */
	hall_as(hall, hall_kai);
	HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("Idea"), {0});
	person_of(hall, hall_kai, &person);
	assert_true(person.contributed);
	hall_close(hall);
}

static void a_directory_has_one_host(void **state)
{
	(void)state;
	struct hall *hall = hall_open_directory();
	struct row_person host;
	person_of(hall, 1, &host);
	assert_int_equal(host.role, role_host);
	changes_clear(&hall->changes);
	assert_int_equal(decide_host(&hall->view, HALL_TOKEN("2").at, &hall->changes),
			 err_joined_already);
	assert_int_equal(hall->changes.count, 0);
	hall_close(hall);
}

int decide_people(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("join makes a citizen and the row of their token",
		      join_makes_a_person_and_a_token),
		CLAIM("[CMD-4] a repeated join finds the same person and changes nothing",
		      repeated_join_finds_the_same_person),
		CLAIM("[CMD-4] a token has 16 bytes", token_must_have_its_size),
		CLAIM("who left comes back as the same person, for the town of old",
		      who_left_comes_back),
		CLAIM("erasing takes name, institution and token; contributions stay",
		      erasing_takes_name_and_token),
		CLAIM("a token whose person is gone is refused",
		      a_token_whose_person_is_gone_is_refused),
		CLAIM("people correct their own name and institution", people_edit_themselves),
		CLAIM("moderators add people without a device", moderators_add_assisted_people),
		CLAIM("moderators act for assisted people, and for nobody else",
		      moderators_act_for_assisted_people_only),
		CLAIM("nobody acts for who was removed", nobody_acts_for_who_was_removed),
		CLAIM("citizens act for themselves only", citizens_act_for_nobody_else),
		CLAIM("[SEE-3] a name becomes public with the first contribution, not with a vote",
		      first_contribution_makes_a_name_public),
		CLAIM("the directory gets one host, once", a_directory_has_one_host),
	};
	return cmocka_run_group_tests_name("people", tests, NULL, NULL);
}
