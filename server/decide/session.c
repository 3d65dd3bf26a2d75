/* Sessions: made in the directory, with all that the method foresees. */
#include <string.h>

#include "protocol/link.h"
#include "server/decide/board.h"
#include "server/decide/decide.h"
#include "server/decide/method.h"

#define SPARE_CODES 8u /* tried one after the other; one of 2^40 codes is hardly ever taken */

static struct text text_of(const char *string)
{
	return (struct text){string, (uint32_t)strlen(string)};
}

static void code_key(uint64_t bits, uint32_t key[ROW_KEY_PARTS])
{
	key[0] = (uint32_t)(bits >> 20);
	key[1] = (uint32_t)(bits & 0xFFFFF);
	key[2] = 0;
}

/* A code that no session has. */
static uint64_t free_code(const struct view *view)
{
	uint64_t bits = 0;
	for (uint32_t i = 0; i < SPARE_CODES; i++) {
		uint32_t key[ROW_KEY_PARTS];
		bits = 0;
		for (uint32_t k = 0; k < 5; k++)
			bits = bits << 8 | view->random[5 * i + k];
		code_key(bits, key);
		if (!view->find(view->context, row_kind_code, key))
			break;
	}
	return bits;
}

static enum err check_towns(const struct command_session_create *command, struct changes *changes)
{
	if (command->towns.count == 0)
		return err_towns_missing;
	for (uint32_t i = 0; i < command->towns.count; i++)
		for (uint32_t k = 0; k < i; k++)
			if (command->towns.at[i].size == command->towns.at[k].size &&
			    memcmp(command->towns.at[i].at, command->towns.at[k].at,
				   command->towns.at[i].size) == 0)
				return refuse_with(changes, err_name_taken, command->towns.at[i]);
	return err_none;
}

static struct row_phase phase_row(const struct method *method, uint32_t number,
				  enum language language)
{
	const struct method_phase *phase = &method->phases[number - 1];
	return (struct row_phase){.id = {number},
				  .title = text_of(phase->title[language]),
				  .prompt = text_of(phase->prompt[language]),
				  .allows = phase->allows,
				  .minutes = phase->minutes,
				  .help = text_of(phase->help[language]),
				  .boards = phase->boards,
				  .ending = phase->ending,
				  .hold = phase->hold,
				  .reveal = phase->reveal,
				  .ideas_max = phase->ideas_max,
				  .slow_s = phase->slow_s,
				  .sort = {phase->sort},
				  .tables = phase->tables,
				  .table_size = phase->table_size};
}

static void put_method(const struct method *method, enum language language, struct changes *changes)
{
	for (uint32_t i = 0; i < method->sort_count; i++) {
		struct row_idea_sort sort = {.id = {i + 1},
					     .title = text_of(method->sorts[i].title[language])};
		changes_put_idea_sort(changes, &sort);
	}
	for (uint32_t i = 0; i < method->phase_count; i++) {
		struct row_phase phase = phase_row(method, i + 1, language);
		changes_put_phase(changes, &phase);
	}
	for (uint32_t i = 0; i < method->topic_count; i++) {
		struct row_topic topic = {.id = {i + 1},
					  .title = text_of(method->topics[i].title[language]),
					  .phase = {method->topics[i].phase}};
		changes_put_topic(changes, &topic);
	}
}

#define PLENARY 1u

/* Puts a board at the phase where boards like it begin. */
static void put_board(const struct method *method, enum language language, uint32_t phase,
		      struct row_board board, struct changes *changes)
{
	struct row_phase start = phase_row(method, phase, language);
	board_enter_phase(&start, &board);
	changes_put_board(changes, &board);
}

/* The plenary, below it a workshop for each town, and what other boards the method has. */
static void put_boards(const struct method *method, const struct command_session_create *command,
		       struct changes *changes)
{
	enum language language = command->language;
	uint32_t id = PLENARY;
	struct row_board plenary = {.id = {id},
				    .title =
					    text_of(language == language_de ? "Plenum" : "Plenary"),
				    .sort = board_sort_plenary,
				    .audience = audience_everyone};
	put_board(method, language, method->plenary_phase, plenary, changes);
	for (uint32_t i = 0; i < command->towns.count; i++) {
		struct row_town town = {.id = {i + 1}, .name = command->towns.at[i]};
		struct row_board workshop = {.id = {++id},
					     .title = town.name,
					     .sort = board_sort_town,
					     .town = town.id,
					     .audience = method->town_audience,
					     .parent = {PLENARY}};
		changes_put_town(changes, &town);
		put_board(method, language, method->town_phase, workshop, changes);
	}
	for (uint32_t i = 0; i < method->board_count; i++) {
		const struct method_board *from = &method->boards[i];
		struct row_board board = {.id = {++id},
					  .title = text_of(from->title[language]),
					  .sort = from->sort,
					  .audience = from->audience,
					  .parent = {PLENARY},
					  .places = from->places};
		put_board(method, language, from->phase, board, changes);
	}
}

/* ---- ballots ---- */

#define CENTS_OF_A_EURO    100u
#define BALLOT_OF_OPINIONS 1u

/* The number of the method's own board in a session of so many towns. */
static uint32_t own_board(uint32_t towns, uint32_t number)
{
	return PLENARY + towns + number;
}

/* Who may vote, by the boards that they are members of. */
static struct ids voters_of(const struct method_ballot *from, uint32_t towns, struct board_id board,
			    uint8_t *room)
{
	struct ids voters = {room, 0};
	if (from->of_members)
		id_write(room + ID_BYTES * voters.count++, board.n);
	for (uint32_t number = 1; number < 64; number++)
		if ((from->voters & UINT64_C(1) << number) != 0)
			id_write(room + ID_BYTES * voters.count++, own_board(towns, number));
	return voters;
}

/* Prepares the ballot on a board: whoever does not read that board does not read the ballot. */
static void put_ballot(const struct method_ballot *from, enum language language, uint32_t towns,
		       struct row_ballot ballot, struct changes *changes)
{
	uint8_t voters[64 * ID_BYTES];
	ballot.title = text_of(from->title[language]);
	ballot.method = from->method;
	ballot.state = ballot_state_prepared;
	ballot.secrecy = from->secrecy ? from->secrecy : secrecy_plain;
	ballot.hidden = from->hidden;
	ballot.phase.n = from->phase;
	ballot.topic.n = from->topic;
	ballot.stages = from->stages;
	ballot.sort.n = from->sort;
	ballot.roles = from->roles;
	ballot.voters = voters_of(from, towns, ballot.board, voters);
	ballot.points = from->points;
	ballot.heap = from->heap;
	ballot.picks = from->picks;
	ballot.places = from->places;
	ballot.threshold = from->threshold;
	ballot.threshold_of = from->threshold_of;
	ballot.quorum = from->quorum;
	ballot.budget = (uint64_t)from->budget * CENTS_OF_A_EURO;
	ballot.budget_rule = from->budget_rule;
	ballot.utility = from->utility;
	ballot.rule = from->rule ? from->rule : rule_people;
	changes_put_ballot(changes, &ballot);
}

/* The opinion ballot on everything, which is open from the beginning; then those of the method. */
static void put_ballots(const struct method *method, uint32_t towns, enum language language,
			uint64_t now_ms, struct changes *changes)
{
	uint32_t id = BALLOT_OF_OPINIONS;
	struct row_ballot opinions = {.id = {id},
				      .title = text_of(method->ballot[language]),
				      .method = ballot_method_opinion,
				      .state = ballot_state_open,
				      .secrecy = secrecy_plain,
				      .audience = audience_everyone,
				      .round = 1,
				      .opened_ms = now_ms,
				      .rule = rule_people};
	changes_put_ballot(changes, &opinions);
	for (uint32_t i = 0; i < method->ballot_count; i++) {
		const struct method_ballot *from = &method->ballots[i];
		struct row_ballot ballot = {
			.board = {PLENARY}, .audience = audience_everyone, .round = 1};
		if (from->each_town)
			ballot.audience = method->town_audience;
		if (from->board) {
			ballot.board.n = own_board(towns, from->board);
			ballot.audience = method->boards[from->board - 1].audience;
		}
		for (uint32_t k = 0; k < (from->each_town ? towns : 1); k++) {
			ballot.id.n = ++id;
			if (from->each_town)
				ballot.board.n = PLENARY + 1 + k;
			put_ballot(from, language, towns, ballot, changes);
		}
	}
}

/* ---- the session ---- */

/* The creator takes part as person 1, the first moderator. */
static void put_creator(const struct view *view, const struct command_session_create *command,
			struct changes *changes)
{
	uint8_t hash[32];
	uint32_t key[ROW_KEY_PARTS];
	struct row_person person = {.id = {1},
				    .name = command->name,
				    .role = role_moderator,
				    .joined_ms = view->now_ms};
	view->sha256(command->token.at, command->token.size, hash);
	token_key(hash, key);
	struct row_token token = {.first = {key[0]},
				  .second = {key[1]},
				  .third = {key[2]},
				  .hash = {hash, 32},
				  .person = person.id};
	changes_put_person(changes, &person);
	changes_put_token(changes, &token);
}

static void put_listing(const struct view *view, const struct row_session *session, uint64_t bits,
			struct changes *changes)
{
	uint32_t key[ROW_KEY_PARTS];
	code_key(bits, key);
	struct row_listing listing = {.id = session->id,
				      .host = view->actor.person,
				      .title = session->title,
				      .code = session->code,
				      .created_ms = session->created_ms};
	struct row_code code = {.high = {key[0]}, .low = {key[1]}, .session = session->id};
	changes_put_listing(changes, &listing);
	changes_put_code(changes, &code);
}

enum err decide_session_create(const struct view *view,
			       const struct command_session_create *command,
			       struct changes *changes)
{
	const struct method *method = methods_find(view->methods, command->method);
	if (!method)
		return refuse_with(changes, err_method_unknown, command->method);
	if (command->token.size != TOKEN_BYTES)
		return refuse_with(changes, err_argument_wrong, text_of("token"));
	enum err err = check_towns(command, changes);
	if (err)
		return err;

	uint64_t bits = free_code(view);
	char code[CODE_CHARACTERS + 1];
	code_write(bits, code);
	struct row_session session = {.id = {view->next_id(view->context, row_kind_listing)},
				      .title = command->title,
				      .language = command->language,
				      .code = {code, CODE_CHARACTERS},
				      .method = command->method,
				      .created_ms = view->now_ms};
	put_listing(view, &session, bits, changes);
	changes_put_session(changes->other, &session);
	put_method(method, command->language, changes->other);
	put_boards(method, command, changes->other);
	put_ballots(method, command->towns.count, command->language, view->now_ms, changes->other);
	put_creator(view, command, changes->other);
	changes->result = session.id.n;
	return err_none;
}

enum err decide_session_edit(const struct view *view, const struct command_session_edit *command,
			     struct changes *changes)
{
	for (uint32_t id = view->next_id(view->context, row_kind_session) - 1; id > 0; id--) {
		struct row_session session;
		if (!view_get_session(view, ROW_KEY(id), &session))
			continue;
		session.title = command->title;
		changes_put_session(changes, &session);
		return err_none;
	}
	return refuse_with(changes, err_not_found, text_of("session"));
}

void decide_opening(uint32_t epoch_id, uint64_t seq, uint64_t mark, const uint8_t *random,
		    struct changes *changes)
{
	struct row_epoch epoch = {.id = {epoch_id}, .seq = seq, .mark = mark};
	changes_put_epoch(changes, &epoch);
	if (epoch_id > 1)
		return;
	struct row_secret secret = {.id = {1}, .key = {random, 32}};
	changes_put_secret(changes, &secret);
}
