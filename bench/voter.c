/* One person of a replay. */
#include "voter.h"

#include <stdio.h>
#include <string.h>

#include "bench/clock.h"
#include "bench/replay.h"

#define JOIN_NUMBER  1u
#define FIRST_NUMBER 2u

static void give_join(struct voter *voter)
{
	struct replay *replay = voter->replay;
	char name[32];
	int size =
		snprintf(name, sizeof name, "Person %u", replay->dataset.persons[voter->person].id);
	struct command_join join = {
		.token = {voter->client.token, TOKEN_BYTES},
		.name = {name, (uint32_t)size},
		.town.n = replay->session.towns[voter->town % replay->session.town_count]};
	client_give(&voter->client, JOIN_NUMBER, command_kind_join, &join);
}

static void give_idea(struct voter *voter, uint32_t command)
{
	struct replay *replay = voter->replay;
	const char *text = replay->dataset.ideas[voter->commands[command]].text;
	struct command_idea_add add = {.board.n = replay->session.plenary,
				       .text = {text, (uint32_t)strlen(text)}};
	client_give(&voter->client, command + FIRST_NUMBER, command_kind_idea_add, &add);
}

static void give_vote(struct voter *voter, uint32_t command, bool again)
{
	struct replay *replay = voter->replay;
	uint32_t index = voter->commands[command];
	const struct dataset_vote *recorded = &replay->dataset.votes[index];
	struct command_vote vote = {.idea.n = replay->map.ideas[recorded->idea],
				    .ballot.n = replay->session.ballot,
				    .choice = recorded->choice};
	if (!again) {
		uint64_t due_ns = replay_due_ns(replay, index), now_ns = clock_ns();
		replay->votes[index].given_ns = now_ns;
		if (due_ns)
			latency_add(&replay->late, now_ns > due_ns ? now_ns - due_ns : 0);
	}
	client_give(&voter->client, command + FIRST_NUMBER, command_kind_vote, &vote);
}

static void give(struct voter *voter, uint32_t command, bool again)
{
	if (command < voter->idea_count)
		give_idea(voter, command);
	else
		give_vote(voter, command, again);
}

void voter_give(struct voter *voter)
{
	while (voter->given < voter->released &&
	       voter->given < voter->answered + COMMANDS_UNANSWERED_MAX && !voter->again_mask)
		give(voter, voter->given++, false);
	/* Whoever waits for an answer, and whose deliveries are measured, goes first. */
	conn_hurry(voter->client.conn, voter->given > voter->answered || voter->applied);
}

bool voter_give_again(struct voter *voter, uint64_t now_ns)
{
	if (!voter->again_mask)
		return true;
	if (now_ns < voter->again_ns)
		return false;
	for (uint32_t i = 0; i < COMMANDS_UNANSWERED_MAX; i++)
		if (voter->again_mask >> i & 1)
			give(voter, voter->answered + i, true);
	voter->again_mask = 0;
	voter->replay->waiting_again--;
	voter_give(voter);
	return true;
}

/* Which command an answer is about; false if it is none that is waiting. */
static bool command_of(const struct voter *voter, uint64_t number, uint32_t *command)
{
	if (number < FIRST_NUMBER + voter->answered || number >= FIRST_NUMBER + voter->given)
		return false;
	*command = (uint32_t)(number - FIRST_NUMBER);
	return !(voter->answered_mask >> (*command - voter->answered) & 1);
}

static void take_answer(struct voter *voter, uint64_t number, uint64_t seq, uint32_t result)
{
	uint32_t command;
	if (!command_of(voter, number, &command)) {
		swarm_fail(voter->replay->swarm, exit_failed,
			   "an answer came to command %u, which was not waiting for one",
			   (unsigned)number);
		return;
	}
	voter->answered_mask |= 1u << (command - voter->answered);
	while (voter->answered_mask & 1) {
		voter->answered_mask >>= 1;
		voter->again_mask >>= 1;
		voter->put_off_mask >>= 1;
		voter->answered++;
	}
	replay_answered(voter->replay, voter, command, seq, result);
	voter_give(voter);
}

static void take_done(struct client *client, const struct frame_done *done)
{
	struct voter *voter = client->owner;
	if (done->number == JOIN_NUMBER) {
		voter->replay->map.persons[voter->person] = (uint32_t)done->result;
		return;
	}
	take_answer(voter, done->number, done->seq, (uint32_t)done->result);
}

static void put_off(struct voter *voter, uint64_t number, uint64_t retry_ms)
{
	uint32_t command;
	if (!command_of(voter, number, &command))
		return;
	if (!voter->again_mask)
		voter->replay->waiting_again++;
	voter->replay->put_off++;
	voter->again_mask |= 1u << (command - voter->answered);
	voter->put_off_mask |= 1u << (command - voter->answered);
	voter->again_ns = clock_ns() + (retry_ms ? retry_ms : 100) * 1000000u;
}

/* Rule [CMD-3]: a command that was put off, and whose successor was done, is too old for ever. */
static bool is_lost(const struct voter *voter, uint64_t number)
{
	uint32_t command;
	return command_of(voter, number, &command) &&
	       voter->put_off_mask >> (command - voter->answered) & 1;
}

static void take_refused(struct client *client, const struct frame_refused *refused)
{
	struct voter *voter = client->owner;
	bool old = refused->number != JOIN_NUMBER && refused->code == err_number_old;
	if (old && !is_lost(voter, refused->number))
		take_answer(voter, refused->number, 0, 0); /* an earlier run gave it */
	else if (refused->number != JOIN_NUMBER &&
		 (refused->code == err_busy || refused->code == err_not_stored))
		put_off(voter, refused->number, refused->retry_ms);
	else
		swarm_refused(voter->replay->swarm, "a command of a person", refused);
}

static void take_welcome(struct client *client, const struct frame_welcome *welcome)
{
	struct voter *voter = client->owner;
	struct replay *replay = voter->replay;
	if (welcome->person.n == 0) {
		give_join(voter);
		return;
	}
	replay->map.persons[voter->person] = welcome->person.n;
	if (!voter->joined)
		replay->joined++;
	voter->joined = true;
	/* From here on the token says who this is, should the connection be opened anew. */
	client->code[0] = '\0';
}

static void take_update(struct client *client, uint64_t seq)
{
	struct voter *voter = client->owner;
	if (voter->applied)
		applied_note(voter->applied, seq);
}

static void take_closed(struct client *client, const char *why)
{
	swarm_lost(((struct voter *)client->owner)->replay->swarm, why);
}

void voter_init(struct voter *voter, struct replay *replay, uint32_t person)
{
	static const struct client_handler handler = {.welcomed = take_welcome,
						      .done = take_done,
						      .refused = take_refused,
						      .updated = take_update,
						      .closed = take_closed};
	struct client *client = &voter->client;
	voter->replay = replay;
	voter->person = person;
	voter->town = person;
	client_init(client, replay->swarm->net, replay->swarm->decoder, &handler, voter);
	client->session = replay->session.number;
	seed_token(replay->map.seed, person, client->token);
	client->device = seed_device(replay->map.seed, person);
	client->watch = true;
	/* Someone whom the map does not know yet comes with the join code; a repeated join finds
	 * the same person. */
	if (!replay->map.persons[person])
		memcpy(client->code, replay->session.code, sizeof client->code);
	client_keep_rows(client);
}
