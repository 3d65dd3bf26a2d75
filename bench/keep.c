/* Keeping the moderator's rights: with the profile code of `bogen` itself, so that both always mean
 * the same file. */
#include "keep.h"

#include <stdio.h>
#include <string.h>

#include "client-cli/profile.h"

static void fill(struct profile *profile, const struct swarm *swarm, const struct session *session,
		 struct seed seed)
{
	struct profile_secret secret = {.known = true, .session = {session->number}};
	seed_token(seed, SEED_MODERATOR, secret.token);
	bool same = profile->member.known && profile->member.session.n == session->number &&
		    memcmp(profile->member.token, secret.token, TOKEN_BYTES) == 0;
	if (!same)
		profile_set_aside(profile);
	profile->member = secret;
	memcpy(profile->code, session->code, sizeof profile->code);
	snprintf(profile->server, sizeof profile->server, "%s://%.240s",
		 swarm->target.tls ? "https" : "http", swarm->target.host);
}

bool keep_profile(struct swarm *swarm, const struct session *session, struct seed seed)
{
	struct profile profile;
	struct profile_failure failure = {0};
	if (!swarm->options.profile)
		return true;
	bool kept = profile_open(&profile, swarm->options.profile, &failure) &&
		    profile_lock(&profile, &failure);
	if (kept) {
		fill(&profile, swarm, session, seed);
		kept = profile_save(&profile, &failure);
	}
	if (!kept)
		swarm_fail(swarm, exit_failed, "%s", failure.message);
	profile_close(&profile);
	return kept;
}
