/* Numbers of commands: what is repeated is done once. */
#include "core_desk.h"

static void same_number_and_arguments(struct room *room)
{
	struct guest *kai = room_kai_again(room);
	uint32_t appends = room->desk->appends;
	guest_add_idea(kai, 5, "Bench");
	desk_run(room->desk);
	assert_done(kai, 5);
	assert_int_equal(guest_answer(kai, 5)->result, 1);
	assert_int_equal(room->desk->appends, appends);
	assert_int_equal(guest_count_rows(kai, row_kind_idea), 1);
	guest_hang_up(kai);
}

static void a_repeated_command_is_done_once(void **state)
{
	(void)state;
	struct room room = room_open();
	struct guest *kai = room_kai_again(&room);
	guest_add_idea(kai, 5, "Bench");
	desk_run(room.desk);
	assert_done(kai, 5);
	uint64_t seq = guest_answer(kai, 5)->seq;
	guest_hang_up(kai);
	same_number_and_arguments(&room);
	GUEST_DO(room.mia, 1, topic_add, TEXT_OF("Meanwhile"), {0});
	desk_run(room.desk);
	same_number_and_arguments(&room);
	desk_restart(room.desk);
	same_number_and_arguments(&room);
	kai = room_kai_again(&room);
	guest_add_idea(kai, 5, "Bench");
	desk_run(room.desk);
	assert_int_equal(guest_answer(kai, 5)->seq, seq);
	desk_close(room.desk);
}

static void a_repetition_in_the_same_batch_is_done_once(void **state)
{
	(void)state;
	struct room room = room_open();
	struct guest *kai = room_kai_again(&room);
	guest_add_idea(kai, 5, "Bench");
	desk_run(room.desk);
	room.desk->hold_disk = true;
	guest_add_idea(kai, 6, "Tree");
	desk_run(room.desk);
	guest_hang_up(kai); /* before the answer */
	struct guest *again = room_kai_again(&room);
	guest_add_idea(again, 6, "Tree");
	guest_add_idea(again, 7, "Pond");
	guest_add_idea(again, 7, "Pond");
	room.desk->hold_disk = false;
	desk_run(room.desk);
	assert_done(again, 6);
	assert_int_equal(guest_answer(again, 6)->result, 2);
	assert_int_equal(guest_answer(again, 7)->result, 3);
	assert_int_equal(guest_count_rows(room.mia, row_kind_idea), 3);
	desk_close(room.desk);
}

static void other_arguments_are_refused(void **state)
{
	(void)state;
	for (int restarted = 0; restarted < 2; restarted++) {
		struct room room = room_open();
		struct guest *kai = room_kai_again(&room);
		guest_add_idea(kai, 5, "Bench");
		desk_run(room.desk);
		if (restarted)
			desk_restart(room.desk);
		kai = room_kai_again(&room);
		guest_add_idea(kai, 5, "Other");
		desk_run(room.desk);
		assert_refused(kai, 5, err_number_reused);
		GUEST_DO(kai, 5, comment_add, {1}, TEXT_OF("Bench"), {0});
		desk_run(room.desk);
		assert_refused(kai, 5, err_number_reused);
		assert_int_equal(guest_count_rows(kai, row_kind_idea), 1);
		desk_close(room.desk);
	}
}

static void older_numbers_are_refused(void **state)
{
	(void)state;
	for (int restarted = 0; restarted < 2; restarted++) {
		struct room room = room_open();
		struct guest *kai = room_kai_again(&room);
		guest_add_idea(kai, 3, "Early");
		guest_add_idea(kai, 35, "Late, in the same slot");
		desk_run(room.desk);
		if (restarted)
			desk_restart(room.desk);
		kai = room_kai_again(&room);
		guest_add_idea(kai, 3, "Early");
		desk_run(room.desk);
		assert_refused(kai, 3, err_number_old);
		guest_add_idea(kai, 34, "In a slot that was never used");
		desk_run(room.desk);
		assert_refused(kai, 34, err_number_old);
		guest_add_idea(kai, 36, "Next");
		desk_run(room.desk);
		assert_done(kai, 36);
		assert_int_equal(guest_count_rows(kai, row_kind_idea), 3);
		desk_close(room.desk);
	}
}

static void refusals_are_not_remembered(void **state)
{
	(void)state;
	for (int restarted = 0; restarted < 2; restarted++) {
		struct room room = room_open();
		struct guest *kai = room_kai_again(&room);
		GUEST_DO(room.mia, 1, phase_go, {1}, {1}, {2}, false, false);
		desk_run(room.desk);
		guest_add_idea(kai, 5, "Bench");
		desk_run(room.desk);
		assert_refused(kai, 5, err_phase_forbids);
		GUEST_DO(room.mia, 2, phase_go, {1}, {2}, {1}, false, false);
		desk_run(room.desk);
		if (restarted)
			desk_restart(room.desk);
		kai = room_kai_again(&room);
		guest_add_idea(kai, 5, "Bench");
		desk_run(room.desk);
		assert_done(kai, 5);
		desk_close(room.desk);
	}
}

static void devices_and_persons_have_their_own_numbers(void **state)
{
	(void)state;
	struct room room = room_open();
	struct guest *phone = room_kai_again(&room);
	guest_add_idea(room.kai, 5, "Bench");
	guest_add_idea(phone, 5, "Tree");
	guest_add_idea(room.mia, 5, "Pond");
	desk_run(room.desk);
	assert_done(room.kai, 5);
	assert_done(phone, 5);
	assert_done(room.mia, 5);
	assert_int_equal(guest_count_rows(room.mia, row_kind_idea), 3);
	desk_close(room.desk);
}

static void who_hung_up_gives_it_again(void **state)
{
	(void)state;
	struct room room = room_open();
	struct guest *kai = room_kai_again(&room);
	guest_add_idea(kai, 1, "Undecided");
	guest_hang_up(kai);
	desk_run(room.desk);
	kai = room_kai_again(&room);
	guest_add_idea(kai, 1, "Undecided");
	desk_run(room.desk);
	assert_done(kai, 1);
	assert_int_equal(guest_count_rows(kai, row_kind_idea), 1);
	desk_close(room.desk);
}

static void a_repeated_join_is_one_person(void **state)
{
	(void)state;
	struct room room = room_open();
	struct guest *first = guest_visit(room.desk, room.code);
	GUEST_DO(first, 1, join, TOKEN_OF("z"), TEXT_OF("Zoe"), {2}, TEXT_OF(""));
	desk_run(room.desk);
	guest_hang_up(first);
	desk_restart(room.desk);
	struct guest *again = guest_visit(room.desk, room.code);
	GUEST_DO(again, 1, join, TOKEN_OF("z"), TEXT_OF("Zoe"), {2}, TEXT_OF(""));
	desk_run(room.desk);
	assert_int_equal(guest_answer(again, 1)->result, guest_answer(first, 1)->result);
	assert_int_equal(again->welcome.person.n, guest_answer(first, 1)->result);
	GUEST_DO(again, 2, join, TOKEN_OF("z"), TEXT_OF("Zoe"), {2}, TEXT_OF(""));
	desk_run(room.desk);
	assert_done(again, 2);
	assert_int_equal(guest_answer(again, 2)->result, guest_answer(first, 1)->result);
	GUEST_DO(again, 3, join, TOKEN_OF("y"), TEXT_OF("Yin"), {2}, TEXT_OF(""));
	desk_run(room.desk);
	assert_refused(again, 3, err_joined_already);
	struct guest *hasty = guest_visit(room.desk, room.code);
	GUEST_DO(hasty, 1, join, TOKEN_OF("v"), TEXT_OF("Vic"), {2}, TEXT_OF(""));
	GUEST_DO(hasty, 2, join, TOKEN_OF("w"), TEXT_OF("Wim"), {2}, TEXT_OF(""));
	desk_run(room.desk);
	assert_done(hasty, 1);
	assert_refused(hasty, 2, err_joined_already);
	desk_close(room.desk);
}

int core_numbers(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[CMD-3] a repeated command is done once and answered as the first time, "
		      "also "
		      "after a restart",
		      a_repeated_command_is_done_once),
		CLAIM("[CMD-3] one that is repeated while the first is under way is done once",
		      a_repetition_in_the_same_batch_is_done_once),
		CLAIM("[CMD-3] the same number with other arguments is refused, also after a "
		      "restart",
		      other_arguments_are_refused),
		CLAIM("[CMD-3] an older number is refused, also after a restart",
		      older_numbers_are_refused),
		CLAIM("[CMD-3] refusals are not remembered, also after a restart",
		      refusals_are_not_remembered),
		CLAIM("[CMD-1] each device and person has numbers of its own",
		      devices_and_persons_have_their_own_numbers),
		CLAIM("[CMD-3] a command whose sender hung up before it was decided is given again",
		      who_hung_up_gives_it_again),
		CLAIM("[CMD-4] a repeated join is one person, also after a restart",
		      a_repeated_join_is_one_person),
	};
	return cmocka_run_group_tests_name("numbers", tests, NULL, NULL);
}
