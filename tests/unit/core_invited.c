/* Who gets in, and who has to go: invitations, people sent away, new links. */
#include <string.h>

#include "core_hall.h"

/* ---- invitations ---- */

static uint32_t invite(struct hall *hall, enum role role, uint32_t town, uint32_t board,
		       uint64_t until_ms, uint64_t uses_max, struct bytes token)
{
	return HALL_DO(hall, hall->mia, invitation_add, role, {town}, {board}, until_ms, uses_max,
		       token);
}

static struct guest *come_invited(const struct hall *hall, struct bytes token)
{
	return guest_return(hall->desk, hall->session, token);
}

static void an_invitation_gives_role_town_and_seat(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_person person;
	struct row_seat seat;
	struct row_seating seating;
	struct row_invitation invitation;
	uint32_t team = hall_team(&hall, "Energy", audience_members, 0);
	hall_idea(&hall, hall.mia, team, "Only for the team");
	uint32_t id = invite(&hall, role_member, 2, team, 0, 0, TOKEN_OF("i"));
	struct guest *ada = come_invited(&hall, TOKEN_OF("i"));
	assert_int_equal(ada->closed_with, err_none);
	assert_int_equal(ada->welcome.person.n, 0);
	assert_int_equal(ada->welcome.role, role_viewer);
	assert_false(guest_has(ada, row_kind_idea, 1, 0, 0));
	guest_get(ada, row_kind_invitation, id, 0, 0, &invitation); /* what they are invited to */
	assert_int_equal(invitation.role, role_member);
	HALL_DO(&hall, ada, join, TOKEN_OF("a"), TEXT_OF("Ada"), {1}, TEXT_OF(""));
	assert_int_equal(ada->welcome.role, role_member);
	assert_true(ada->welcome.resumed); /* they see more than before, and nothing less */
	uint32_t ada_id = ada->welcome.person.n;
	guest_get(ada, row_kind_person, ada_id, 0, 0, &person);
	assert_int_equal(person.town.n, 2); /* the invitation's, whatever they said */
	assert_int_equal(person.invitation.n, id);
	guest_get(ada, row_kind_seat, ada_id, 0, 0, &seat);
	assert_int_equal(seat.team.n, team);
	assert_true(guest_has(ada, row_kind_idea, 1, 0, 0));
	guest_get(hall.kai, row_kind_seating, team, 2, 0, &seating);
	assert_int_equal(seating.persons, 1);
	guest_get(hall.mia, row_kind_invitation, id, 0, 0, &invitation);
	assert_int_equal(invitation.uses, 1);
	assert_false(guest_has(hall.kai, row_kind_invitation, id, 0, 0));
	hall_as_if_new(&hall, ada, TOKEN_OF("a"));
	desk_close(hall.desk);
}

static void moderators_may_be_invited(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	invite(&hall, role_moderator, 0, 0, 0, 1, TOKEN_OF("i"));
	struct guest *ada = come_invited(&hall, TOKEN_OF("i"));
	HALL_DO(&hall, ada, join, TOKEN_OF("a"), TEXT_OF("Ada"), {0}, TEXT_OF(""));
	assert_int_equal(ada->welcome.role, role_moderator);
	assert_true(guest_has(ada, row_kind_person, KAI, 0, 0));
	HALL_DO(&hall, ada, topic_add, TEXT_OF("Of Ada"), {0});
	hall_as_if_new(&hall, ada, TOKEN_OF("a"));
	desk_close(hall.desk);
}

static void a_revoked_invitation_lets_nobody_in(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = invite(&hall, role_citizen, 1, 0, 0, 0, TOKEN_OF("i"));
	struct guest *waiting = come_invited(&hall, TOKEN_OF("i"));
	struct guest *joined = come_invited(&hall, TOKEN_OF("i"));
	struct guest *visitor = guest_visit(hall.desk, hall.code);
	HALL_DO(&hall, joined, join, TOKEN_OF("a"), TEXT_OF("Ada"), {1}, TEXT_OF(""));
	HALL_DO(&hall, hall.mia, invitation_revoke, {id});
	assert_closed(waiting, err_invitation_over);
	assert_string_equal(waiting->closing, "This invitation is no longer valid.");
	assert_closed(come_invited(&hall, TOKEN_OF("i")), err_invitation_over);
	assert_int_equal(joined->closed_with, err_none);
	assert_int_equal(visitor->closed_with, err_none);
	hall_as_if_new(&hall, joined, TOKEN_OF("a"));
	desk_restart(hall.desk);
	assert_closed(come_invited(&hall, TOKEN_OF("i")), err_invitation_over);
	desk_close(hall.desk);
}

/* A revocation and a join that wait together are decided in their order. */
static void a_join_behind_a_revocation_is_refused(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = invite(&hall, role_citizen, 1, 0, 0, 0, TOKEN_OF("i"));
	struct guest *late = come_invited(&hall, TOKEN_OF("i"));
	GUEST_DO(hall.mia, ++hall.number, invitation_revoke, {id});
	GUEST_DO(late, 1, join, TOKEN_OF("a"), TEXT_OF("Ada"), {1}, TEXT_OF(""));
	desk_run(hall.desk);
	assert_done(hall.mia, hall.number);
	assert_refused(late, 1, err_invitation_void);
	assert_closed(late, err_invitation_over);
	assert_closed(come_invited(&hall, TOKEN_OF("a")), err_token_unknown);
	desk_close(hall.desk);
}

static void a_spent_invitation_is_over(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_invitation invitation;
	uint32_t id = invite(&hall, role_citizen, 1, 0, 0, 1, TOKEN_OF("i"));
	struct guest *first = come_invited(&hall, TOKEN_OF("i"));
	struct guest *second = come_invited(&hall, TOKEN_OF("i"));
	struct guest *third = come_invited(&hall, TOKEN_OF("i"));
	GUEST_DO(first, 1, join, TOKEN_OF("a"), TEXT_OF("Ada"), {1}, TEXT_OF(""));
	GUEST_DO(second, 1, join, TOKEN_OF("b"), TEXT_OF("Ben"), {1}, TEXT_OF(""));
	desk_run(hall.desk);
	assert_done(first, 1);
	assert_refused(second, 1, err_invitation_void);
	assert_int_equal(first->closed_with, err_none);
	assert_closed(second, err_invitation_over);
	assert_closed(third, err_invitation_over);
	assert_closed(come_invited(&hall, TOKEN_OF("i")), err_invitation_over);
	guest_get(hall.mia, row_kind_invitation, id, 0, 0, &invitation);
	assert_int_equal(invitation.uses, 1);
	/* The join is repeated because its answer was lost: it uses nothing up. */
	GUEST_DO(first, 1, join, TOKEN_OF("a"), TEXT_OF("Ada"), {1}, TEXT_OF(""));
	desk_run(hall.desk);
	guest_get(hall.mia, row_kind_invitation, id, 0, 0, &invitation);
	assert_int_equal(invitation.uses, 1);
	hall_as_if_new(&hall, first, TOKEN_OF("a"));
	desk_close(hall.desk);
}

static void an_invitation_ends_with_its_time(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	invite(&hall, role_citizen, 1, 0, hall.desk->now_ms + 5000, 0, TOKEN_OF("i"));
	struct guest *in_time = come_invited(&hall, TOKEN_OF("i"));
	struct guest *late = come_invited(&hall, TOKEN_OF("i"));
	desk_wait(hall.desk, 4999);
	HALL_DO(&hall, in_time, join, TOKEN_OF("a"), TEXT_OF("Ada"), {1}, TEXT_OF(""));
	desk_wait(hall.desk, 1);
	assert_closed(come_invited(&hall, TOKEN_OF("i")), err_invitation_over);
	HALL_REFUSED(&hall, late, err_invitation_void, join, TOKEN_OF("b"), TEXT_OF("Ben"), {1},
		     TEXT_OF(""));
	desk_close(hall.desk);
}

/* ---- sent away ---- */

static void who_is_sent_away_gets_nothing_more(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_attendance attendance;
	struct guest *phone = guest_return(hall.desk, hall.session, TOKEN_OF("k"));
	struct guest *slow = guest_return(hall.desk, hall.session, TOKEN_OF("k"));
	slow->full = true;
	hall_idea(&hall, hall.kai, 1, "Bench");
	HALL_DO(&hall, hall.mia, person_remove, {KAI});
	assert_closed(hall.kai, err_removed);
	assert_closed(phone, err_removed);
	assert_string_equal(phone->closing, "The moderators have removed you from this session.");
	size_t heard = hall.kai->raw.size, heard_phone = phone->raw.size;
	hall_idea(&hall, hall.mia, 1, "After");
	hall_idea(&hall, hall.mia, 2, "After, for the town");
	desk_wait(hall.desk, 5000);
	assert_int_equal(hall.kai->raw.size, heard);
	assert_int_equal(phone->raw.size, heard_phone);
	guest_drain(slow); /* what waited was older; the closing ends it */
	desk_run(hall.desk);
	assert_closed(slow, err_removed);
	assert_false(guest_has(slow, row_kind_idea, 2, 0, 0));
	guest_get(hall.zoe, row_kind_attendance, 1, 0, 0, &attendance);
	assert_int_equal(attendance.persons, 0);
	assert_true(guest_has(hall.zoe, row_kind_idea, 1, 0, 0)); /* contributions stay */
	desk_close(hall.desk);
}

static void what_they_had_said_already_is_refused(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	GUEST_DO(hall.mia, 1, person_remove, {KAI});
	GUEST_DO(hall.kai, 2, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("Quick"), {0});
	desk_run(hall.desk);
	assert_done(hall.mia, 1);
	assert_refused(hall.kai, 2, err_not_joined);
	assert_closed(hall.kai, err_removed);
	/* What comes in before the line is cut is not even looked at. */
	uint32_t appends = hall.desk->appends, answers = hall.kai->answer_count;
	GUEST_DO(hall.kai, 3, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("Later"), {0});
	GUEST_DO(hall.kai, 4, join, TOKEN_OF("n"), TEXT_OF("New"), {1}, TEXT_OF(""));
	guest_read(hall.kai, 5, 0);
	desk_run(hall.desk);
	assert_int_equal(hall.desk->appends, appends);
	assert_int_equal(hall.kai->answer_count, answers);
	desk_close(hall.desk);
}

static void who_is_kept_out_stays_out_until_admitted(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	hall_idea(&hall, hall.kai, 1, "Bench");
	HALL_DO(&hall, hall.mia, person_remove, {KAI});
	for (int restarted = 0; restarted < 2; restarted++) {
		assert_closed(guest_return(hall.desk, hall.session, TOKEN_OF("k")), err_removed);
		struct guest *visitor = guest_visit(hall.desk, hall.code);
		assert_int_equal(visitor->closed_with, err_none);
		HALL_REFUSED(&hall, visitor, err_kept_out, join, TOKEN_OF("k"), TEXT_OF("Kai"), {1},
			     TEXT_OF(""));
		if (!restarted)
			desk_restart(hall.desk);
	}
	hall.mia = guest_return(hall.desk, hall.session, TOKEN_OF("m"));
	HALL_DO(&hall, hall.mia, person_admit, {KAI});
	struct guest *kai = guest_return(hall.desk, hall.session, TOKEN_OF("k"));
	assert_int_equal(kai->closed_with, err_none);
	assert_int_equal(kai->welcome.person.n, KAI);
	HALL_DO(&hall, kai, idea_remove, {1});
	hall_as_if_new(&hall, kai, TOKEN_OF("k"));
	desk_close(hall.desk);
}

/* The device that left has made a new token meanwhile: both open from then on. */
static void who_had_left_comes_back_as_they_were(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	HALL_DO(&hall, hall.kai, leave, false);
	struct guest *kai = come_invited(&hall, TOKEN_OF("k"));
	assert_int_equal(kai->welcome.person.n, 0);
	HALL_DO(&hall, kai, join, TOKEN_OF("n"), TEXT_OF("Kai again"), {2}, TEXT_OF(""));
	assert_int_equal(kai->welcome.person.n, KAI);
	assert_int_equal(come_invited(&hall, TOKEN_OF("n"))->welcome.person.n, KAI);
	assert_int_equal(come_invited(&hall, TOKEN_OF("k"))->welcome.person.n, KAI);
	hall_as_if_new(&hall, kai, TOKEN_OF("n"));
	desk_close(hall.desk);
}

/* Nobody can know a number that is given in the same moment, but may guess it. */
static void who_is_sent_away_while_joining_is_told(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct guest *ada = guest_visit(hall.desk, hall.code);
	GUEST_DO(ada, 1, join, TOKEN_OF("a"), TEXT_OF("Ada"), {1}, TEXT_OF(""));
	GUEST_DO(hall.mia, 1, person_remove, {4});
	desk_run(hall.desk);
	assert_done(ada, 1);
	assert_done(hall.mia, 1);
	assert_closed(ada, err_removed);
	desk_close(hall.desk);
}

/* Another process does it; this one learns of it when it writes. */
static void what_another_process_decided_holds_here(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	uint32_t id = invite(&hall, role_citizen, 1, 0, 0, 0, TOKEN_OF("i"));
	struct guest *waiting = come_invited(&hall, TOKEN_OF("i"));
	struct row_person kai = {.id = {KAI},
				 .name = TEXT_OF("Kai"),
				 .town = {1},
				 .role = role_citizen,
				 .joined_ms = 1,
				 .kept_out = true};
	struct row_person zoe = {.id = {ZOE},
				 .name = TEXT_OF("Zoe"),
				 .town = {2},
				 .role = role_citizen,
				 .joined_ms = 1,
				 .links = 1};
	struct row_invitation over = {.id = {id},
				      .role = role_citizen,
				      .town = {1},
				      .revoked = true,
				      .person = {MIA},
				      .created_ms = 1};
	desk_write_foreign(hall.desk, hall.session, row_kind_person, &kai);
	desk_write_foreign(hall.desk, hall.session, row_kind_person, &zoe);
	desk_write_foreign(hall.desk, hall.session, row_kind_invitation, &over);
	HALL_DO(&hall, hall.mia, topic_add, TEXT_OF("Go on"), {0});
	assert_closed(hall.kai, err_removed);
	assert_closed(hall.zoe, err_link_replaced);
	assert_closed(waiting, err_invitation_over);
	hall_as_if_new(&hall, hall.mia, TOKEN_OF("m"));
	desk_close(hall.desk);
}

/* ---- a new link ---- */

static void a_new_link_is_the_same_person(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct row_vote vote;
	hall_idea(&hall, hall.zoe, 1, "Bench");
	HALL_DO(&hall, hall.kai, vote, {1}, {1}, choice_agree, {0});
	uint64_t number = hall.number;
	struct guest *phone = guest_return(hall.desk, hall.session, TOKEN_OF("k"));
	HALL_DO(&hall, hall.mia, person_relink, {KAI}, TOKEN_OF("n"));
	assert_closed(hall.kai, err_link_replaced);
	assert_closed(phone, err_link_replaced);
	assert_string_equal(phone->closing,
			    "You have been given a new link; this one is no longer valid.");
	assert_closed(guest_return(hall.desk, hall.session, TOKEN_OF("k")), err_link_replaced);

	struct guest *again = guest_connect(hall.desk, 0);
	struct frame_hello hello = guest_hello_again(again, hall.session, TOKEN_OF("n"));
	hello.device.n = hall.kai->device;
	guest_say_hello(again, &hello);
	desk_run(hall.desk);
	assert_int_equal(again->welcome.person.n, KAI);
	guest_get(again, row_kind_vote, 1, 1, KAI, &vote);
	assert_int_equal(vote.choice, choice_agree);
	assert_true(guest_has(again, row_kind_person, KAI, 0, 0));
	uint32_t appends = hall.desk->appends;
	GUEST_DO(again, number, vote, {1}, {1}, choice_agree, {0});
	desk_run(hall.desk);
	assert_done(again, number); /* the first answer, remembered */
	assert_int_equal(hall.desk->appends, appends);

	HALL_DO(&hall, hall.mia, person_relink, {KAI}, TOKEN_OF("o"));
	assert_closed(again, err_link_replaced);
	assert_closed(guest_return(hall.desk, hall.session, TOKEN_OF("n")), err_link_replaced);
	struct guest *visitor = guest_visit(hall.desk, hall.code);
	HALL_REFUSED(&hall, visitor, err_token_void, join, TOKEN_OF("k"), TEXT_OF("Kai"), {1},
		     TEXT_OF(""));
	desk_restart(hall.desk);
	assert_closed(guest_return(hall.desk, hall.session, TOKEN_OF("n")), err_link_replaced);
	assert_int_equal(guest_return(hall.desk, hall.session, TOKEN_OF("o"))->welcome.person.n,
			 KAI);
	desk_close(hall.desk);
}

static void moderators_may_renew_their_own_link(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	HALL_DO(&hall, hall.mia, person_relink, {MIA}, TOKEN_OF("n"));
	assert_closed(hall.mia, err_link_replaced); /* behind the answer */
	hall.mia = guest_return(hall.desk, hall.session, TOKEN_OF("n"));
	HALL_DO(&hall, hall.mia, topic_add, TEXT_OF("Go on"), {0});
	desk_close(hall.desk);
}

/* What somebody else says over the old link in the same moment is not said any more. */
static void an_old_link_says_nothing_behind_the_new_one(void **state)
{
	(void)state;
	struct hall hall = hall_open();
	struct guest *phone = guest_return(hall.desk, hall.session, TOKEN_OF("k"));
	GUEST_DO(hall.kai, 1, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("Before"), {0});
	GUEST_DO(hall.mia, 1, person_relink, {KAI}, TOKEN_OF("n"));
	GUEST_DO(hall.kai, 2, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("After"), {0});
	GUEST_DO(phone, 1, person_edit, TEXT_OF("Somebody"), TEXT_OF(""));
	uint32_t appends = hall.desk->appends;
	desk_run(hall.desk);
	assert_int_equal(hall.desk->appends, appends + 1); /* one batch */
	assert_done(hall.kai, 1);
	assert_done(hall.mia, 1);
	assert_refused(hall.kai, 2, err_not_joined);
	assert_refused(phone, 1, err_not_joined);
	assert_closed(hall.kai, err_link_replaced);
	assert_closed(phone, err_link_replaced);
	struct guest *kai = guest_return(hall.desk, hall.session, TOKEN_OF("n"));
	assert_true(guest_has(kai, row_kind_idea, 1, 0, 0));
	assert_false(guest_has(kai, row_kind_idea, 2, 0, 0));
	HALL_DO(&hall, kai, idea_remove, {1});
	hall_as_if_new(&hall, hall.zoe, TOKEN_OF("z"));
	desk_close(hall.desk);
}

/* Who has left and looks on is nobody there, but their link is known still. */
static void who_had_left_and_looks_on_goes_too(void **state)
{
	(void)state;
	static const enum err reasons[] = {err_removed, err_link_replaced};
	for (size_t i = 0; i < 2; i++) {
		struct hall hall = hall_open();
		struct guest *visitor = guest_visit(hall.desk, hall.code);
		invite(&hall, role_citizen, 1, 0, hall.desk->now_ms + 5000, 0, TOKEN_OF("i"));
		struct guest *invited = come_invited(&hall, TOKEN_OF("i"));
		struct guest *ada = come_invited(&hall, TOKEN_OF("i"));
		HALL_DO(&hall, ada, join, TOKEN_OF("a"), TEXT_OF("Ada"), {1}, TEXT_OF(""));
		uint32_t ada_id = ada->welcome.person.n;
		HALL_DO(&hall, ada, leave, false);
		HALL_DO(&hall, hall.kai, leave, false);
		HALL_DO(&hall, hall.zoe, leave, false);
		assert_int_equal(hall.kai->welcome.person.n, 0);
		desk_wait(hall.desk, 6000); /* the invitation is over, who came in time may stay */
		if (i == 0) {
			HALL_DO(&hall, hall.mia, person_remove, {KAI});
			HALL_DO(&hall, hall.mia, person_remove, {ada_id});
		} else {
			HALL_DO(&hall, hall.mia, person_relink, {KAI}, TOKEN_OF("n"));
			HALL_DO(&hall, hall.mia, person_relink, {ada_id}, TOKEN_OF("o"));
		}
		assert_closed(hall.kai, reasons[i]);
		assert_closed(ada, reasons[i]); /* however she came at first */
		assert_int_equal(hall.zoe->closed_with, err_none);
		assert_int_equal(visitor->closed_with, err_none);
		assert_int_equal(invited->closed_with, err_none);
		hall_as_if_new(&hall, visitor, (struct bytes){NULL, 0});
		desk_close(hall.desk);
	}
}

int core_invited(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("an invitation welcomes a visitor, and gives role, town and seat",
		      an_invitation_gives_role_town_and_seat),
		CLAIM("moderators may be invited, without a town", moderators_may_be_invited),
		CLAIM("a revoked invitation closes new and waiting visitors, nobody else",
		      a_revoked_invitation_lets_nobody_in),
		CLAIM("a join decided behind the revocation is refused",
		      a_join_behind_a_revocation_is_refused),
		CLAIM("a spent invitation is over, also within a batch; a repeated join spends "
		      "nothing",
		      a_spent_invitation_is_over),
		CLAIM("an invitation ends with its time", an_invitation_ends_with_its_time),
		CLAIM("who is sent away gets not one byte more on any connection",
		      who_is_sent_away_gets_nothing_more),
		CLAIM("what they had said already is refused, and nothing more is taken",
		      what_they_had_said_already_is_refused),
		CLAIM("their link stays out at hello and join, until they are admitted",
		      who_is_kept_out_stays_out_until_admitted),
		CLAIM("who is sent away in the batch of their joining is told",
		      who_is_sent_away_while_joining_is_told),
		CLAIM("what another process decided about people closes connections here",
		      what_another_process_decided_holds_here),
		CLAIM("who comes by the link they had left with is the same person again",
		      who_had_left_comes_back_as_they_were),
		CLAIM("a new link is the same person with rows, votes and answers; old ones are "
		      "void",
		      a_new_link_is_the_same_person),
		CLAIM("moderators may renew their own link", moderators_may_renew_their_own_link),
		CLAIM("what is said over an old link behind the new one is refused",
		      an_old_link_says_nothing_behind_the_new_one),
		CLAIM("[HELLO-8] who had left and looks on goes when they are removed or have a "
		      "new link; invited visitors stay",
		      who_had_left_and_looks_on_goes_too),
	};
	return cmocka_run_group_tests_name("invited", tests, NULL, NULL);
}
