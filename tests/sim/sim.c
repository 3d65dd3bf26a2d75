/* Many meetings of simulated towns, each with its own seed: lost connections, slow sockets, failing
 * appends, power cuts; in every second one people steer as the command table allows. At the end of
 * each, half of them after another restart: every replica equals a fresh one, whatever was answered
 * "done" is there exactly once, tallies are what an independent count of the answers gives, every
 * closed ballot is counted again, and there are keys for the open confidential ones alone.
 *
 *     sim [FIRST_SEED [COUNT]]
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/decide/method.h"
#include "server/decide/view.h"
#include "tests/sim/shown.h"
#include "tests/sim/steer.h"
#include "tests/sim/urns.h"
#include "tests/support/log_memory.h"

#define CLIENTS         7u
#define TOWNS           3u
#define STEPS           1200u
#define QUIET_STEPS_MAX 60000u

static char words[] = "Phase", nothing[] = "";
static struct method_phase phases[] = {
	{.title = {words, words, words},
	 .prompt = {nothing, nothing, nothing},
	 .help = {nothing, nothing, nothing},
	 .allows = 1u << action_ideas | 1u << action_comments | 1u << action_votes},
	{.title = {words, words, words},
	 .prompt = {nothing, nothing, nothing},
	 .help = {nothing, nothing, nothing},
	 .allows = 1u << action_votes},
	{.title = {words, words, words},
	 .prompt = {nothing, nothing, nothing},
	 .help = {nothing, nothing, nothing},
	 .allows = 1u << action_ideas | 1u << action_comments,
	 .hold = hold_alone,
	 .minutes = 1,
	 .ending = ending_next},
	{.title = {words, words, words},
	 .prompt = {nothing, nothing, nothing},
	 .help = {nothing, nothing, nothing},
	 .allows = 1u << action_ideas | 1u << action_comments | 1u << action_votes,
	 .reveal = true,
	 .minutes = 1,
	 .ending = ending_lock},
};
static char method_name[] = "sim";
static struct method method = {.name = method_name,
			       .title = {words, words, words},
			       .plenary_phase = 1,
			       .town_audience = audience_members,
			       .town_phase = 1,
			       .ballot = {words, words, words},
			       .phases = phases,
			       .phase_count = 4};
static const struct methods methods = {&method, 1};

/* ---- setting the scene ---- */

struct scene {
	struct world world;
	struct steering steering;
	bool steered;
	struct client clients[CLIENTS];
	struct client host;
	struct urns_account urns; /* of all runs */
};

static bool run_until(struct scene *scene, bool (*ready)(const struct scene *scene))
{
	for (uint32_t i = 0; i < QUIET_STEPS_MAX; i++) {
		if (ready(scene))
			return true;
		world_step(&scene->world);
		client_step(&scene->host, false);
	}
	return false;
}

static bool host_is_welcome(const struct scene *scene)
{
	return scene->host.welcomed;
}

static bool session_is_listed(const struct scene *scene)
{
	struct row_listing listing;
	return replica_get(scene->host.replica, row_kind_listing, ROW_KEY(1), &listing);
}

static bool create_session(struct scene *scene)
{
	struct client *host = &scene->host;
	static const char *const names[TOWNS] = {"Saalfeld", "Rudolstadt", "Bad Blankenburg"};
	struct buffer message = {0};
	struct row_listing listing;
	memcpy(host->token, scene->world.host_token, TOKEN_BYTES);
	host->joined = true;
	if (!run_until(scene, host_is_welcome))
		return false;
	struct command_session_create create = {.title = {"Zukunft", 7},
						.language = language_de,
						.method = {"sim", 3},
						.towns = {.count = TOWNS},
						.name = {"Mo", 2},
						.token = {scene->clients[0].token, TOKEN_BYTES}};
	for (uint32_t i = 0; i < TOWNS; i++)
		create.towns.at[i] = (struct text){names[i], (uint32_t)strlen(names[i])};
	host->pending[0].number = ++host->number;
	host->pending[0].kind = command_kind_session_create;
	codec_write_command(&message, host->number, command_kind_session_create, &create);
	host->pending[0].frame = message;
	host->pending_count = 1;
	socket_send(&host->socket, &message);
	if (!run_until(scene, session_is_listed))
		return false;
	replica_get(host->replica, row_kind_listing, ROW_KEY(1), &listing);
	for (uint32_t i = 0; i < CLIENTS; i++) {
		memcpy(scene->clients[i].code, listing.code.at, CODE_CHARACTERS);
		scene->clients[i].town = 1 + i % TOWNS;
	}
	scene->clients[0].is_moderator = true;
	scene->clients[0].joined = true;
	scene->clients[0].session.n = 1;
	scene->clients[0].town = 0;
	socket_disconnect(&host->socket);
	return true;
}

/* ---- checking ---- */

static bool same_rows(const struct client *client, const struct replica *fresh)
{
	return replica_digest(client->replica, false) == replica_digest(fresh, false);
}

/* Says hello anew without a cursor and compares. */
static const char *check_fresh(struct scene *scene, struct client *client)
{
	struct replica *known = client->replica;
	client->replica = replica_new();
	socket_disconnect(&client->socket);
	for (uint32_t i = 0; i < QUIET_STEPS_MAX && replica_seq(client->replica) == 0; i++) {
		client_step(client, false);
		world_step(&scene->world);
	}
	struct replica *fresh = client->replica;
	client->replica = known;
	const char *wrong = same_rows(client, fresh) ? NULL : "a replica differs from a fresh one";
	if (!wrong && replica_seq(known) < client->seq_done)
		wrong = "[CMD-2] no cursor ever passed a command that was done";
	replica_free(fresh);
	return wrong;
}

/* Who steers changes the ideas of others too: their texts are not followed. */
static const char *check_ideas(const struct client *client)
{
	if (client->steering)
		return NULL;
	for (uint32_t i = 0; i < client->idea_count; i++) {
		const struct own_idea *own = &client->ideas[i];
		struct row_idea idea;
		char text[64];
		bool there = replica_get(client->replica, row_kind_idea, ROW_KEY(own->id), &idea);
		if (there == own->removed)
			return "an idea that was done is not there, or one taken back is";
		client_text(client, own->text_number, text);
		if (there && (idea.text.size != strlen(text) ||
			      memcmp(idea.text.at, text, idea.text.size) != 0))
			return "an idea has another text than was answered last";
	}
	return NULL;
}

/* By all clients' accounts taken together, each idea is there once or not at all, and so it is. */
static const char *check_each_idea(const struct scene *scene)
{
	for (uint32_t idea = 1; idea < SIM_IDEAS_MAX; idea++) {
		struct row_idea row;
		int there = 0;
		for (uint32_t i = 0; i < CLIENTS; i++)
			there += scene->clients[i].there[idea];
		if (there !=
		    replica_get(scene->clients[0].replica, row_kind_idea, ROW_KEY(idea), &row))
			return "an idea is there, or gone, against all that was answered";
	}
	return NULL;
}

/* Ideas that exist, by all clients' accounts, against rows: none is there twice or uncalled for. */
static const char *check_idea_count(const struct scene *scene)
{
	const struct row **rows;
	uint32_t said = 0;
	if (scene->steered)
		return check_each_idea(scene);
	uint32_t count = replica_rows(scene->clients[0].replica, row_kind_idea, &rows);
	free(rows);
	for (uint32_t i = 0; i < CLIENTS; i++)
		for (uint32_t k = 0; k < scene->clients[i].idea_count; k++)
			said += !scene->clients[i].ideas[k].removed;
	return said == count ? NULL : "there are more or fewer ideas than were answered";
}

/* An invitation may name another town than the client would. */
static uint32_t town_of(const struct scene *scene, const struct client *client)
{
	struct row_person person;
	return replica_get(scene->clients[0].replica, row_kind_person, ROW_KEY(client->self),
			   &person)
		       ? person.town.n
		       : client->town;
}

static const char *check_tallies(const struct scene *scene)
{
	const struct row **ideas;
	const struct replica *replica = scene->clients[0].replica;
	const char *wrong = NULL;
	uint32_t count = replica_rows(replica, row_kind_idea, &ideas);
	for (uint32_t i = 0; i < count; i++) {
		for (uint32_t town = 0; town <= TOWNS; town++) {
			uint64_t counts[4] = {0};
			uint32_t idea = ideas[i]->key[0];
			struct row_tally tally = {0};
			for (uint32_t k = 0; k < CLIENTS; k++)
				if (town_of(scene, &scene->clients[k]) == town)
					counts[scene->clients[k].votes[idea]]++;
			replica_get(replica, row_kind_tally, ROW_KEY(1, idea, town), &tally);
			if (tally.agree != counts[choice_agree] ||
			    tally.disagree != counts[choice_disagree] ||
			    tally.pass != counts[choice_pass])
				wrong = "a tally is not what the answers add up to";
		}
	}
	free(ideas);
	return wrong;
}

static const char *check_all(struct scene *scene)
{
	const char *wrong = NULL;
	struct failure failure;
	for (uint32_t i = 0; i < CLIENTS && !wrong; i++) {
		wrong = check_fresh(scene, &scene->clients[i]);
		if (!wrong)
			wrong = check_ideas(&scene->clients[i]);
	}
	if (!wrong)
		wrong = check_idea_count(scene);
	if (!wrong)
		wrong = check_tallies(scene);
	if (!wrong && !log_memory_verify(scene->world.memory, &failure))
		wrong = "the log does not verify";
	return wrong;
}

/* ---- a run ---- */

static const char *client_wrong(const struct scene *scene)
{
	for (uint32_t i = 0; i < CLIENTS; i++)
		if (scene->clients[i].wrong)
			return scene->clients[i].wrong;
	return NULL;
}

static void meet(struct scene *scene)
{
	for (uint32_t i = 0; i < STEPS && !client_wrong(scene); i++) {
		uint32_t rounds = 1 + chance_below(&scene->world.chance, 6);
		for (uint32_t k = 0; k < rounds; k++)
			world_step(&scene->world);
		client_step(&scene->clients[chance_below(&scene->world.chance, CLIENTS)], true);
		if (chance_below(&scene->world.chance, 400) == 0)
			world_crash(&scene->world);
	}
}

/* Everybody is let in again, and no timer moves anything any more. */
static bool tidy(struct scene *scene)
{
	scene->world.faults = false;
	/* Visitors come by code again: who has an invitation sees it. */
	scene->steering.invited = false;
	for (uint32_t k = 0; k < CLIENTS; k++)
		if (scene->clients[k].self == 0)
			socket_disconnect(&scene->clients[k].socket);
	for (uint32_t i = 0; i < QUIET_STEPS_MAX; i++) {
		bool out = false;
		world_step(&scene->world);
		for (uint32_t k = 0; k < CLIENTS; k++) {
			const struct client *client = &scene->clients[k];
			client_step(&scene->clients[k], false);
			out = out || !client->welcomed || client->pending_count > 0 ||
			      client->person.n != client->self;
		}
		if (!steer_tidy(&scene->clients[0]) && !out)
			return true;
	}
	return false;
}

/* Nobody says anything new; all that is under way ends. */
static bool settle(struct scene *scene)
{
	uint32_t quiet = 0;
	scene->world.faults = false;
	for (uint32_t i = 0; i < QUIET_STEPS_MAX && quiet < 200; i++) {
		bool busy = world_step(&scene->world);
		for (uint32_t k = 0; k < CLIENTS; k++)
			busy = client_step(&scene->clients[k], false) || busy;
		quiet = busy ? 0 : quiet + 1;
	}
	return quiet >= 200;
}

/* What a fault has left behind is gone after the next start. */
static const char *check_urns(struct scene *scene)
{
	world_crash(&scene->world);
	return settle(scene) ? urns_check(&scene->world, &scene->urns) : "it never comes to rest";
}

static const char *run(uint64_t seed, struct scene *scene)
{
	struct urns_account urns = scene->urns;
	memset(scene, 0, sizeof *scene);
	scene->urns = urns;
	shown_forget();
	scene->steered = seed % 2 == 0;
	world_begin(&scene->world, seed, &methods);
	client_begin(&scene->host, &scene->world, 99);
	scene->steering = (struct steering){.clients = scene->clients, .count = CLIENTS};
	for (uint32_t i = 0; i < CLIENTS; i++) {
		client_begin(&scene->clients[i], &scene->world, i);
		scene->clients[i].steering = scene->steered ? &scene->steering : NULL;
	}
	const char *wrong = create_session(scene) ? NULL : "no session was made";
	if (!wrong) {
		client_put = shown_check;
		scene->world.faults = true;
		meet(scene);
		wrong = client_wrong(scene);
	}
	if (!wrong && scene->steered && !tidy(scene))
		wrong = "somebody is left out";
	if (!wrong && !settle(scene))
		wrong = "it never comes to rest";
	/* Who resumes after a restart keeps the derived rows of before; who comes anew gets what
	 * loading has derived. */
	if (!wrong && seed % 4 < 2) {
		world_crash(&scene->world);
		wrong = settle(scene) ? NULL : "it never comes to rest after a restart";
	}
	if (!wrong)
		wrong = client_wrong(scene);
	if (!wrong)
		wrong = check_all(scene);
	if (!wrong)
		wrong = check_urns(scene);
	client_put = NULL;
	return wrong;
}

static void end(struct scene *scene)
{
	for (uint32_t i = 0; i < CLIENTS; i++)
		client_end(&scene->clients[i]);
	client_end(&scene->host);
	world_end(&scene->world);
}

int main(int count, char **arguments)
{
	uint64_t first = count > 1 ? strtoull(arguments[1], NULL, 10) : 1;
	uint64_t seeds = count > 2 ? strtoull(arguments[2], NULL, 10) : 500;
	uint64_t done = 0, refused = 0, crashes = 0, failures = 0, resumed = 0, over = 0;
	static struct scene scene;
	for (uint64_t seed = first; seed < first + seeds; seed++) {
		const char *wrong = run(seed, &scene);
		for (uint32_t i = 0; i < CLIENTS; i++) {
			done += scene.clients[i].done;
			refused += scene.clients[i].refused;
			resumed += scene.clients[i].resumed;
			over += scene.clients[i].started_over;
		}
		crashes += scene.world.crashes;
		failures += scene.world.failures;
		end(&scene);
		if (wrong) {
			fprintf(stderr, "seed %" PRIu64 ": %s\n", seed, wrong);
			return EXIT_FAILURE;
		}
	}
	printf("%" PRIu64 " seeds: %" PRIu64 " commands done, %" PRIu64 " refused, %" PRIu64
	       " resumed, %" PRIu64 " started over, %" PRIu64 " failing appends, %" PRIu64
	       " crashes; %" PRIu64 " ballots counted again, %" PRIu64
	       " of them confidential, %" PRIu64 " void; all replicas equal\n",
	       seeds, done, refused, resumed, over, failures, crashes, scene.urns.counted,
	       scene.urns.sealed, scene.urns.voided);
	return EXIT_SUCCESS;
}
