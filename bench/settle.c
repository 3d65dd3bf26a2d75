/* The end of a replay: everything has arrived everywhere, and all replicas are compared. */
#include <stdio.h>
#include <time.h>

#include "bench/clock.h"
#include "bench/replay.h"

#define PATIENCE_S 120.0

/* The title tells people what the session holds. It is different each time, so that the change is
 * one that everybody is sent: whoever has it has all before it. */
void replay_title(const struct replay *replay, char *out, size_t out_size, bool ended)
{
	time_t now = time(NULL);
	struct tm utc;
	char when[32];
	gmtime_r(&now, &utc);
	strftime(when, sizeof when, "%Y-%m-%d %H:%M:%S", &utc);
	snprintf(out, out_size, "Klimarat: %u votes %s %s UTC", replay->dataset.vote_count,
		 ended ? "played by" : "from", when);
}

struct settling {
	struct replay *replay;
	uint64_t seq;
	uint32_t voters, watchers; /* below these all have arrived */
};

static bool arrived(void *context)
{
	struct settling *settling = context;
	struct replay *replay = settling->replay;
	while (settling->voters < replay->dataset.person_count &&
	       replay->voters[settling->voters].client.seq >= settling->seq)
		settling->voters++;
	while (settling->watchers < replay->watcher_count &&
	       replay->watchers[settling->watchers].seq >= settling->seq)
		settling->watchers++;
	return settling->voters == replay->dataset.person_count &&
	       settling->watchers == replay->watcher_count &&
	       replay->session.moderator.seq >= settling->seq;
}

static uint64_t digest(const struct client *client)
{
	return replica_digest(client->replica, true);
}

bool replay_settle(struct replay *replay, bool *equal)
{
	char title[64];
	replay_title(replay, title, sizeof title, true);
	struct settling settling = {.replay = replay};
	settling.seq = session_mark(replay->swarm, &replay->session, title);
	if (!settling.seq || !swarm_wait(replay->swarm, arrived, &settling, PATIENCE_S,
					 "the last change everywhere"))
		return false;
	uint64_t first = digest(&replay->session.moderator);
	uint32_t different = 0;
	for (uint32_t i = 0; i < replay->dataset.person_count; i++)
		different += digest(&replay->voters[i].client) != first;
	for (uint32_t i = 0; i < replay->watcher_count; i++)
		different += digest(&replay->watchers[i]) != first;
	if (different)
		fprintf(stderr, "bogen-swarm: %u replicas differ from the moderator's\n",
			different);
	*equal = different == 0;
	return true;
}
