/* Confidential ballots: where their keys are, when they come and go, and what is found without
 * them. */
#include <string.h>

#include "core_hall.h"
#include "protocol/lists.h"
#include "server/core/cipher.h"

#define CHECK_OF(digit) ((struct bytes){(const uint8_t *)(digit "checked"), CHECK_BYTES})

/* Mia has prepared a ballot in which any of three ideas may be approved. */
struct urn {
	struct hall hall;
	uint32_t ballot;
	uint32_t ideas[3];
};

static struct urn urn_open(enum secrecy secrecy)
{
	struct urn urn = {.hall = hall_open()};
	uint8_t options[3 * PAIR_BYTES];
	for (uint32_t i = 0; i < 3; i++) {
		urn.ideas[i] = hall_idea(&urn.hall, urn.hall.mia, 1, "An idea");
		pair_write(options + (size_t)PAIR_BYTES * i, (struct pair){urn.ideas[i], 0});
	}
	urn.ballot = HALL_DO(&urn.hall, urn.hall.mia, ballot_add, .title = TEXT_OF("Which?"),
			     .method = ballot_method_approval, .secrecy = secrecy,
			     .options = {options, 3});
	return urn;
}

static void open_ballot(struct urn *urn)
{
	HALL_DO(&urn->hall, urn->hall.mia, ballot_open, {urn->ballot});
}

/* A confidential ballot that is open. */
static struct urn urn_opened(void)
{
	struct urn urn = urn_open(secrecy_confidential);
	open_ballot(&urn);
	return urn;
}

static void close_ballot(struct urn *urn)
{
	HALL_DO(&urn->hall, urn->hall.mia, ballot_close, {urn->ballot});
}

/* Approves the first `count` ideas, with a number of the caller's. */
static void send_paper(const struct urn *urn, struct guest *guest, uint64_t number, uint32_t count,
		       struct bytes check)
{
	uint8_t choices[3 * PAIR_BYTES];
	for (uint32_t i = 0; i < count; i++)
		pair_write(choices + (size_t)PAIR_BYTES * i, (struct pair){urn->ideas[i], 1});
	GUEST_DO(guest, number, cast, {urn->ballot}, {choices, count}, check);
	desk_run(urn->hall.desk);
}

static void cast_paper(struct urn *urn, struct guest *guest, uint32_t count, struct bytes check)
{
	send_paper(urn, guest, ++urn->hall.number, count, check);
	assert_done(guest, urn->hall.number);
}

static enum ballot_state state_of(const struct urn *urn, const struct guest *guest)
{
	struct row_ballot ballot;
	guest_get(guest, row_kind_ballot, urn->ballot, 0, 0, &ballot);
	return ballot.state;
}

static struct disk_key *key_of(const struct urn *urn)
{
	return keys_memory_find(&urn->hall.desk->keys, (struct session_id){urn->hall.session},
				urn->ballot);
}

static struct row_paper paper_of(const struct urn *urn, const struct guest *guest, uint32_t person)
{
	struct row_paper paper;
	guest_get(guest, row_kind_paper, urn->ballot, person, 0, &paper);
	return paper;
}

/* The process ends and begins; everybody comes back, with the same devices. */
static void restart(struct urn *urn)
{
	struct hall *hall = &urn->hall;
	desk_restart(hall->desk);
	hall->mia = guest_return(hall->desk, hall->session, TOKEN_OF("m"));
	hall->kai = guest_return(hall->desk, hall->session, TOKEN_OF("k"));
	hall->zoe = guest_return(hall->desk, hall->session, TOKEN_OF("z"));
}

/* How many papers with this check number were made public. */
static uint32_t count_published(const struct urn *urn, const struct guest *guest,
				struct bytes check)
{
	uint32_t count = 0;
	for (uint32_t number = 1; guest_has(guest, row_kind_published, urn->ballot, number, 0);
	     number++) {
		struct row_published published;
		guest_get(guest, row_kind_published, urn->ballot, number, 0, &published);
		count += memcmp(published.check.at, check.at, CHECK_BYTES) == 0;
	}
	return count;
}

/* ---- opening and closing ---- */

static void a_key_comes_with_the_opening(void **state)
{
	(void)state;
	struct urn urn = urn_open(secrecy_confidential);
	assert_null(key_of(&urn));
	urn.hall.desk->hold_disk = true;
	GUEST_DO(urn.hall.mia, 500, ballot_open, {urn.ballot});
	desk_run(urn.hall.desk);
	const struct disk_append *append = urn.hall.desk->to_disk->append;
	assert_int_equal(append->keys_made.count, 1);
	assert_int_equal(append->keys_made.at[0].session.n, urn.hall.session);
	assert_int_equal(append->keys_made.at[0].ballot, urn.ballot);
	assert_int_equal(append->keys_made.at[0].size, KEY_RECORD_BYTES);
	urn.hall.desk->hold_disk = false;
	desk_run(urn.hall.desk);
	assert_done(urn.hall.mia, 500);
	assert_non_null(key_of(&urn));
	desk_close(urn.hall.desk);
}

static void an_opening_and_votes_in_one_batch(void **state)
{
	(void)state;
	struct urn urn = urn_open(secrecy_confidential);
	urn.hall.desk->hold_disk = true;
	GUEST_DO(urn.hall.zoe, 500, hand_raise, {1});
	desk_run(urn.hall.desk); /* what comes now waits, and is decided together */
	GUEST_DO(urn.hall.mia, 501, ballot_open, {urn.ballot});
	send_paper(&urn, urn.hall.kai, 502, 1, CHECK_OF("a"));
	uint32_t appends = urn.hall.desk->appends;
	urn.hall.desk->hold_disk = false;
	desk_run(urn.hall.desk);
	assert_int_equal(urn.hall.desk->appends, appends + 2);
	assert_done(urn.hall.kai, 502);
	urn.hall.number = 600;
	close_ballot(&urn);
	assert_int_equal(count_published(&urn, urn.hall.kai, CHECK_OF("a")), 1);
	desk_close(urn.hall.desk);
}

static void no_key_no_opening(void **state)
{
	(void)state;
	struct urn urn = urn_open(secrecy_confidential);
	urn.hall.desk->keys.write_fails = true;
	HALL_REFUSED(&urn.hall, urn.hall.mia, err_not_stored, ballot_open, {urn.ballot});
	assert_int_equal(state_of(&urn, urn.hall.kai), ballot_state_prepared);
	assert_int_equal(urn.hall.desk->reports, 1);
	assert_non_null(strstr(urn.hall.desk->report, "no key can be written"));
	send_paper(&urn, urn.hall.kai, 600, 1, CHECK_OF("a"));
	assert_refused(urn.hall.kai, 600, err_ballot_not_open);
	urn.hall.desk->keys.write_fails = false;
	open_ballot(&urn);
	cast_paper(&urn, urn.hall.kai, 1, CHECK_OF("a"));
	desk_close(urn.hall.desk);
}

static void a_failed_opening_leaves_no_key(void **state)
{
	(void)state;
	struct urn urn = urn_open(secrecy_confidential);
	log_memory_plan(urn.hall.desk->memory, 1, log_memory_failed);
	HALL_REFUSED(&urn.hall, urn.hall.mia, err_not_stored, ballot_open, {urn.ballot});
	assert_null(key_of(&urn));
	open_ballot(&urn);
	desk_close(urn.hall.desk);
}

static void a_lost_opening_gets_another_key(void **state)
{
	(void)state;
	struct urn urn = urn_open(secrecy_confidential);
	log_memory_plan(urn.hall.desk->memory, 1, log_memory_lost);
	open_ballot(&urn);
	assert_non_null(key_of(&urn));
	assert_int_equal(urn.hall.desk->keys.files.count, 1);
	cast_paper(&urn, urn.hall.kai, 2, CHECK_OF("a"));
	close_ballot(&urn);
	assert_int_equal(count_published(&urn, urn.hall.zoe, CHECK_OF("a")), 1);
	desk_close(urn.hall.desk);
}

static void a_key_goes_with_the_closing(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	cast_paper(&urn, urn.hall.kai, 1, CHECK_OF("a"));
	close_ballot(&urn);
	assert_null(key_of(&urn));
	assert_int_equal(state_of(&urn, urn.hall.zoe), ballot_state_closed);
	assert_int_equal(count_published(&urn, urn.hall.zoe, CHECK_OF("a")), 1);
	desk_close(urn.hall.desk);
}

static void a_failed_closing_keeps_the_key(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	cast_paper(&urn, urn.hall.kai, 1, CHECK_OF("a"));
	log_memory_plan(urn.hall.desk->memory, 1, log_memory_failed);
	HALL_REFUSED(&urn.hall, urn.hall.mia, err_not_stored, ballot_close, {urn.ballot});
	assert_non_null(key_of(&urn));
	cast_paper(&urn, urn.hall.zoe, 2, CHECK_OF("b"));
	close_ballot(&urn);
	assert_int_equal(count_published(&urn, urn.hall.zoe, CHECK_OF("a")), 1);
	assert_int_equal(count_published(&urn, urn.hall.zoe, CHECK_OF("b")), 1);
	desk_close(urn.hall.desk);
}

/* ---- starts ---- */

static void voting_goes_on_after_a_restart(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	cast_paper(&urn, urn.hall.kai, 1, CHECK_OF("a"));
	restart(&urn);
	assert_int_equal(urn.hall.desk->reports, 0);
	assert_int_equal(state_of(&urn, urn.hall.zoe), ballot_state_open);
	cast_paper(&urn, urn.hall.zoe, 2, CHECK_OF("b"));
	close_ballot(&urn);
	assert_int_equal(count_published(&urn, urn.hall.mia, CHECK_OF("a")), 1);
	assert_int_equal(count_published(&urn, urn.hall.mia, CHECK_OF("b")), 1);
	desk_close(urn.hall.desk);
}

/* The crash comes behind the append and ahead of the destruction. Nobody comes back. */
static void a_closed_ballots_key_goes_at_the_start(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	cast_paper(&urn, urn.hall.kai, 1, CHECK_OF("a"));
	urn.hall.desk->keys.destroy_fails = true;
	close_ballot(&urn);
	assert_non_null(key_of(&urn));
	urn.hall.desk->keys.destroy_fails = false;
	desk_restart(urn.hall.desk);
	assert_null(key_of(&urn));
	assert_int_equal(urn.hall.desk->reports, 0);
	desk_close(urn.hall.desk);
}

static void an_orphan_goes_at_the_start(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	struct disk_key orphan = *key_of(&urn);
	orphan.ballot = 77; /* there is none */
	disk_keys_add(&urn.hall.desk->keys.files, &orphan);
	orphan.session.n = 99;
	disk_keys_add(&urn.hall.desk->keys.files, &orphan);
	orphan.session.n = 0;
	disk_keys_add(&urn.hall.desk->keys.files, &orphan);
	desk_restart(urn.hall.desk);
	assert_int_equal(urn.hall.desk->keys.files.count, 1);
	assert_non_null(key_of(&urn));
	desk_close(urn.hall.desk);
}

/* Nobody knows what became of the opening; the log has it. */
static void an_unknown_opening_that_was_written_has_its_key(void **state)
{
	(void)state;
	struct urn urn = urn_open(secrecy_confidential);
	log_memory_plan(urn.hall.desk->memory, 1, log_memory_unknown_written);
	GUEST_DO(urn.hall.mia, 500, ballot_open, {urn.ballot});
	desk_run(urn.hall.desk);
	assert_true(urn.hall.desk->fatal);
	restart(&urn);
	assert_int_equal(state_of(&urn, urn.hall.kai), ballot_state_open);
	cast_paper(&urn, urn.hall.kai, 1, CHECK_OF("a"));
	close_ballot(&urn);
	assert_int_equal(count_published(&urn, urn.hall.kai, CHECK_OF("a")), 1);
	desk_close(urn.hall.desk);
}

static void an_unknown_opening_that_was_not_written_leaves_none(void **state)
{
	(void)state;
	struct urn urn = urn_open(secrecy_confidential);
	log_memory_plan(urn.hall.desk->memory, 1, log_memory_unknown_unwritten);
	GUEST_DO(urn.hall.mia, 500, ballot_open, {urn.ballot});
	desk_run(urn.hall.desk);
	assert_non_null(key_of(&urn));
	restart(&urn);
	assert_null(key_of(&urn));
	assert_int_equal(state_of(&urn, urn.hall.kai), ballot_state_prepared);
	desk_close(urn.hall.desk);
}

/* ---- lost keys ---- */

static void assert_void(const struct urn *urn)
{
	assert_int_equal(state_of(urn, urn->hall.kai), ballot_state_void);
	assert_int_equal(urn->hall.desk->reports, 1);
	assert_non_null(strstr(urn->hall.desk->report, "the key of ballot"));
	assert_null(key_of(urn));
}

static void a_lost_key_voids_the_ballot(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	cast_paper(&urn, urn.hall.kai, 1, CHECK_OF("a"));
	keys_memory_free(&urn.hall.desk->keys);
	restart(&urn);
	assert_void(&urn);
	send_paper(&urn, urn.hall.zoe, 700, 1, CHECK_OF("b"));
	assert_false(guest_answer(urn.hall.zoe, 700)->done);
	HALL_REFUSED(&urn.hall, urn.hall.mia, err_ballot_is_void, ballot_close, {urn.ballot});
	restart(&urn); /* once is enough */
	assert_void(&urn);
	desk_close(urn.hall.desk);
}

/* A process that is not asked for the session says so at its start, if the file is there at all. */
static void assert_damaged_is_lost(void (*damage)(struct disk_key *key))
{
	struct urn urn = urn_opened();
	damage(key_of(&urn));
	restart(&urn);
	assert_void(&urn);
	desk_close(urn.hall.desk);
}

static void cut_short(struct disk_key *key)
{
	key->size--;
}

static void too_long(struct disk_key *key)
{
	key->size++;
}

static void emptied(struct disk_key *key)
{
	memset(key->record, 0, sizeof key->record);
}

static void one_bit_off(struct disk_key *key)
{
	key->record[KEY_RECORD_BYTES / 2] ^= 1;
}

static void a_damaged_key_is_lost(void **state)
{
	(void)state;
	assert_damaged_is_lost(cut_short);
	assert_damaged_is_lost(too_long);
	assert_damaged_is_lost(emptied);
	assert_damaged_is_lost(one_bit_off);
}

/* Two ballots' files have been exchanged. */
static void a_key_in_anothers_place_is_lost(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	struct urn other = urn;
	other.ballot = HALL_DO(&urn.hall, urn.hall.mia, ballot_add, .title = TEXT_OF("And?"),
			       .method = ballot_method_yesno, .secrecy = secrecy_confidential);
	HALL_DO(&urn.hall, urn.hall.mia, ballot_open, {other.ballot});
	key_of(&urn)->ballot = 1000;
	key_of(&other)->ballot = urn.ballot;
	keys_memory_find(&urn.hall.desk->keys, (struct session_id){urn.hall.session}, 1000)
		->ballot = other.ballot;
	restart(&urn);
	assert_int_equal(state_of(&urn, urn.hall.kai), ballot_state_void);
	assert_int_equal(state_of(&other, urn.hall.kai), ballot_state_void);
	assert_int_equal(urn.hall.desk->reports, 2);
	desk_close(urn.hall.desk);
}

static void a_void_that_is_not_stored_comes_later(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	keys_memory_free(&urn.hall.desk->keys);
	log_memory_plan(urn.hall.desk->memory, 1, log_memory_failed);
	restart(&urn);
	assert_int_equal(state_of(&urn, urn.hall.kai), ballot_state_open);
	desk_wait(urn.hall.desk, 60000);
	assert_int_equal(state_of(&urn, urn.hall.kai), ballot_state_void);
	desk_close(urn.hall.desk);
}

/* A descriptor that is short for a moment costs nobody their vote. */
static void what_cannot_be_read_now_is_not_lost(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	cast_paper(&urn, urn.hall.kai, 1, CHECK_OF("a"));
	desk_restart_held(urn.hall.desk);
	struct desk *desk = urn.hall.desk;
	desk->hold_disk = false;
	desk_run(desk);
	desk_wait(desk, 120000); /* the session leaves the memory again */
	desk->keys.read_fails = true;
	struct guest *mia = guest_return(desk, urn.hall.session, TOKEN_OF("m"));
	assert_int_not_equal(mia->closed_with, err_none);
	desk->keys.read_fails = false;
	desk_wait(desk, 120000);
	restart(&urn);
	assert_int_equal(state_of(&urn, urn.hall.kai), ballot_state_open);
	close_ballot(&urn);
	assert_int_equal(count_published(&urn, urn.hall.kai, CHECK_OF("a")), 1);
	desk_close(urn.hall.desk);
}

/* ---- papers ---- */

static void a_repeated_paper_gets_the_first_answer(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	send_paper(&urn, urn.hall.kai, 700, 1, CHECK_OF("a"));
	assert_done(urn.hall.kai, 700);
	uint64_t seq = guest_answer(urn.hall.kai, 700)->seq;
	uint32_t device = urn.hall.kai->device;
	restart(&urn);
	/* The device counts on as before. */
	struct frame_hello hello = guest_hello_again(urn.hall.kai, urn.hall.session, TOKEN_OF("k"));
	struct guest *again = guest_connect(urn.hall.desk, 0);
	hello.device.n = device;
	guest_say_hello(again, &hello);
	desk_run(urn.hall.desk);
	send_paper(&urn, again, 700, 3, CHECK_OF("b"));
	assert_done(again, 700);
	assert_int_equal(guest_answer(again, 700)->seq, seq);
	close_ballot(&urn);
	assert_int_equal(count_published(&urn, urn.hall.mia, CHECK_OF("a")), 1);
	assert_int_equal(count_published(&urn, urn.hall.mia, CHECK_OF("b")), 0);
	desk_close(urn.hall.desk);
}

static void a_number_is_still_for_one_ballot(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	send_paper(&urn, urn.hall.kai, 700, 1, CHECK_OF("a"));
	GUEST_DO(urn.hall.kai, 700, hand_raise, {1});
	desk_run(urn.hall.desk);
	assert_int_equal(urn.hall.kai->answers[urn.hall.kai->answer_count - 1].err,
			 err_number_reused);
	desk_close(urn.hall.desk);
}

static void a_plain_papers_number_is_for_its_choices(void **state)
{
	(void)state;
	struct urn urn = urn_open(secrecy_plain);
	open_ballot(&urn);
	assert_null(key_of(&urn));
	send_paper(&urn, urn.hall.kai, 700, 1, (struct bytes){0});
	assert_done(urn.hall.kai, 700);
	send_paper(&urn, urn.hall.kai, 700, 2, (struct bytes){0});
	assert_int_equal(urn.hall.kai->answers[urn.hall.kai->answer_count - 1].err,
			 err_number_reused);
	desk_close(urn.hall.desk);
}

static void papers_are_of_one_length(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	cast_paper(&urn, urn.hall.kai, 0, CHECK_OF("a"));
	cast_paper(&urn, urn.hall.zoe, 3, CHECK_OF("b"));
	struct row_paper kai = paper_of(&urn, urn.hall.kai, KAI);
	struct row_paper zoe = paper_of(&urn, urn.hall.zoe, ZOE);
	assert_int_equal(kai.sealed.size, zoe.sealed.size);
	assert_int_equal(kai.sealed.size,
			 CIPHER_NONCE_BYTES + CHECK_BYTES + 3 * 2 + CIPHER_TAG_BYTES);
	assert_int_equal(kai.choices.count + zoe.choices.count, 0);
	desk_close(urn.hall.desk);
}

static void nothing_but_the_sealed_paper_is_kept(void **state)
{
	(void)state;
	uint8_t chosen[PAIR_BYTES], key[KEY_RECORD_BYTES];
	struct urn urn = urn_opened();
	memcpy(key, key_of(&urn)->record, sizeof key);
	cast_paper(&urn, urn.hall.kai, 1, CHECK_OF("a"));
	pair_write(chosen, (struct pair){urn.ideas[0], 1});
	const struct log_memory *memory = urn.hall.desk->memory;
	assert_false(log_memory_contains(memory, chosen, sizeof chosen));
	assert_false(log_memory_contains(memory, CHECK_OF("a").at, CHECK_BYTES));
	close_ballot(&urn);
	assert_true(log_memory_contains(memory, chosen, sizeof chosen));
	assert_true(log_memory_contains(memory, CHECK_OF("a").at, CHECK_BYTES));
	for (uint32_t at = 16; at + 16 <= 16 + KEY_BYTES; at += 16)
		assert_false(log_memory_contains(memory, key + at, 16));
	desk_close(urn.hall.desk);
}

static void a_paper_in_anothers_row_is_none(void **state)
{
	(void)state;
	struct urn urn = urn_opened();
	cast_paper(&urn, urn.hall.kai, 2, CHECK_OF("a"));
	cast_paper(&urn, urn.hall.zoe, 1, CHECK_OF("b"));
	struct row_paper forged = paper_of(&urn, urn.hall.kai, KAI);
	forged.person.n = ZOE;
	desk_write_foreign(urn.hall.desk, urn.hall.session, row_kind_paper, &forged);
	close_ballot(&urn);
	/* Without that paper the others say nothing that holds. */
	struct row_ballot ballot;
	guest_get(urn.hall.mia, row_kind_ballot, urn.ballot, 0, 0, &ballot);
	assert_int_equal(ballot.state, ballot_state_void);
	assert_int_equal(count_published(&urn, urn.hall.mia, CHECK_OF("a")), 0);
	assert_int_equal(count_published(&urn, urn.hall.mia, CHECK_OF("b")), 0);
	desk_close(urn.hall.desk);
}

int core_keys(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a key goes to the disk with the opening", a_key_comes_with_the_opening),
		CLAIM("a key seals papers of the batch that made it",
		      an_opening_and_votes_in_one_batch),
		CLAIM("without a key on the disk no ballot is open", no_key_no_opening),
		CLAIM("an opening that is not stored leaves no key",
		      a_failed_opening_leaves_no_key),
		CLAIM("an opening that is decided again has one key",
		      a_lost_opening_gets_another_key),
		CLAIM("a key goes with the closing", a_key_goes_with_the_closing),
		CLAIM("a closing that is not stored keeps the key", a_failed_closing_keeps_the_key),
		CLAIM("voting goes on after a restart", voting_goes_on_after_a_restart),
		CLAIM("a key that outlived its ballot goes at the start",
		      a_closed_ballots_key_goes_at_the_start),
		CLAIM("keys of no ballot go at the start", an_orphan_goes_at_the_start),
		CLAIM("an opening of unknown outcome that was written has its key",
		      an_unknown_opening_that_was_written_has_its_key),
		CLAIM("one that was not written leaves none",
		      an_unknown_opening_that_was_not_written_leaves_none),
		CLAIM("a lost key voids the ballot, aloud and once", a_lost_key_voids_the_ballot),
		CLAIM("a damaged key is lost, never a wrong one", a_damaged_key_is_lost),
		CLAIM("so is one in another ballot's place", a_key_in_anothers_place_is_lost),
		CLAIM("a void that is not stored comes later",
		      a_void_that_is_not_stored_comes_later),
		CLAIM("a key that cannot be read for a while is not lost",
		      what_cannot_be_read_now_is_not_lost),
		CLAIM("[CMD-3] a repeated confidential paper gets the first answer, whatever it "
		      "says",
		      a_repeated_paper_gets_the_first_answer),
		CLAIM("[CMD-3] its number is for this ballot alone",
		      a_number_is_still_for_one_ballot),
		CLAIM("[CMD-3] the number of a plain paper is for its choices",
		      a_plain_papers_number_is_for_its_choices),
		CLAIM("sealed papers are of one length, whatever they say",
		      papers_are_of_one_length),
		CLAIM("the log holds neither choice nor check number nor key",
		      nothing_but_the_sealed_paper_is_kept),
		CLAIM("a ballot with a paper that was put in another's row is void",
		      a_paper_in_anothers_row_is_none),
	};
	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
