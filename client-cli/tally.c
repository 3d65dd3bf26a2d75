/* tally: counts what is in a file; the file's own beginning says what it is. */
#include "client-cli/tally.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/pb_file.h"
#include "client-cli/tally_export.h"

static int tally(struct cli *cli)
{
	size_t size = 0;
	const char *path = cli_argument(cli, 0);
	char *at = cli_read_file(path, &size);
	int status;
	if (!at)
		return cli_fail(cli, errno == ENOENT ? exit_missing : exit_failed, "unreadable",
				"cannot read %s: %s", path, strerror(errno));
	if (pb_file_is(at, size))
		status = tally_pb(cli, path, at, size);
	else if (tally_export_is(at, size))
		status = tally_export(cli, at, size, path);
	else
		status = cli_fail(cli, exit_usage, "unreadable",
				  "%s: line 1: a .pb file begins with META, an export with '{'",
				  path);
	free(at);
	return status;
}

const struct subcommand subcommand_tally = {
	.name = "tally",
	.arguments = "FILE",
	.purpose = "Count a file without a server: a budget (.pb), or the ballots of an export",
	.options =
		{
			{"rule", "RULE", "greedy or equal-shares (the default)", 0, false},
			{"utility", "UTILITY", "cost (the default), count, points or borda", 0,
			 false},
			{"completion", "HOW",
			 "none, add1 (the default), add1-exhaustive, add1-votes", 0, false},
			{"ties", "HOW", "cost-votes (the default) or name", 0, false},
			{"ballot", "B", "of an export: this ballot only", 0, false},
		},
	.examples = {"bogen tally wieliczka.pb", "bogen tally wieliczka.pb --rule greedy --json",
		     "bogen tally wieliczka.pb --completion add1-votes --ties name",
		     "bogen tally export.json --ballot 3"},
	.notes = "greedy buys the project with the most votes first and passes by what no longer "
		 "fits; in files with points or ranks, the one with the highest score.\n"
		 "equal-shares gives every voter the same part of the budget; a project is bought "
		 "when its supporters can pay for it, that with the most utility for the money "
		 "first. By utility a project is worth to its supporter what it costs (cost), as "
		 "much as any other (count), the points it was given (points), or how many "
		 "projects stand behind it on the paper (borda).\n"
		 "Money may be left (completion none). add1 raises everybody's part by one unit of "
		 "currency as long as the result stays within the budget, beginning with whole "
		 "units; it is what Wieliczka decided by. add1-exhaustive stops as soon as nothing "
		 "more fits into the budget; add1-votes spends what add1 leaves greedily. Greedy "
		 "steps take a project nobody voted for too, if it fits: as reference "
		 "implementations do.\n"
		 "Ties: the cheaper project, then the one with more votes, then a lot that every "
		 "recount draws alike (cost-votes); or the first by name as a string (name), as "
		 "reference implementations do. Fractions are exact: a tie is one.\n"
		 "--json: winners by id in the order in which they were bought; per_voter is each "
		 "voter's part in units of currency.",
	.run = tally,
};
