#include "client-cli/receipt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "client-cli/check_number.h"

void receipt_make_check(uint8_t check[CHECK_BYTES])
{
	if (getrandom(check, CHECK_BYTES, 0) != CHECK_BYTES)
		abort();
}

/* ---- the file ---- */

static json_t *load(const struct profile *profile)
{
	json_error_t error;
	char *path = profile_beside(profile, ".receipts");
	FILE *from = fopen(path, "rb");
	json_t *root = from ? json_loadf(from, JSON_REJECT_DUPLICATES, &error) : NULL;
	bool missing = !from && errno == ENOENT;
	if (from)
		fclose(from);
	free(path);
	if (!root && missing)
		return json_array();
	return root;
}

static bool write_file(const char *path, const json_t *root)
{
	char *fresh = NULL;
	bool written = false;
	if (asprintf(&fresh, "%s.new", path) < 0)
		abort();
	unlink(fresh); /* left by a process that was killed; the profile's lock is ours */
	int to = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (to >= 0) {
		written = json_dumpfd(root, to, JSON_INDENT(1)) == 0 && fsync(to) == 0;
		written = close(to) == 0 && written;
		written = written && rename(fresh, path) == 0;
	}
	free(fresh);
	return written;
}

static bool is_of(const json_t *entry, const struct client *client, struct ballot_id ballot)
{
	const char *server = json_string_value(json_object_get(entry, "server"));
	return server && strcmp(server, client->profile.server) == 0 &&
	       json_integer_value(json_object_get(entry, "session")) ==
		       (json_int_t)client->welcome.session.n &&
	       json_integer_value(json_object_get(entry, "person")) ==
		       (json_int_t)client->welcome.person.n &&
	       json_integer_value(json_object_get(entry, "ballot")) == (json_int_t)ballot.n;
}

/* ---- papers as JSON ---- */

static json_t *paper_json(const struct paper *paper)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < paper->count; i++)
		json_array_append_new(list,
				      json_pack("{s:I,s:I}", "idea", (json_int_t)paper->pairs[i].id,
						"number", (json_int_t)paper->pairs[i].number));
	return list;
}

static bool read_paper(const json_t *list, struct paper *paper)
{
	size_t index;
	json_t *entry;
	paper->count = 0;
	json_array_foreach(list, index, entry)
	{
		if (paper->count > BALLOT_OPTIONS_MAX)
			return false;
		paper->pairs[paper->count++] = (struct pair){
			(uint32_t)json_integer_value(json_object_get(entry, "idea")),
			(uint64_t)json_integer_value(json_object_get(entry, "number"))};
	}
	return json_is_array(list);
}

/* ---- one receipt ---- */

static int fail_damaged(const struct client *client)
{
	char *path = profile_beside(&client->profile, ".receipts");
	int status = cli_fail(client->cli, exit_failed, "receipts",
			      "the receipts in %s are damaged; move the file away", path);
	free(path);
	return status;
}

int receipt_read(const struct client *client, struct ballot_id ballot, struct receipt *receipt,
		 bool *found)
{
	json_t *root = load(&client->profile), *entry;
	size_t index;
	*found = false;
	if (!json_is_array(root)) {
		json_decref(root);
		return fail_damaged(client);
	}
	json_array_foreach(root, index, entry)
	{
		const char *check = json_string_value(json_object_get(entry, "check"));
		if (!is_of(entry, client, ballot) || !check ||
		    !check_number_read(check, receipt->check))
			continue;
		receipt->has_cast = read_paper(json_object_get(entry, "cast"), &receipt->cast);
		receipt->has_sent = read_paper(json_object_get(entry, "sent"), &receipt->sent);
		*found = true;
	}
	json_decref(root);
	return exit_done;
}

static json_t *to_json(const struct client *client, struct ballot_id ballot,
		       const struct receipt *receipt)
{
	char check[CHECK_TEXT_BYTES];
	check_number_write(receipt->check, check);
	json_t *entry = json_pack("{s:s,s:I,s:I,s:I,s:s}", "server", client->profile.server,
				  "session", (json_int_t)client->welcome.session.n, "person",
				  (json_int_t)client->welcome.person.n, "ballot",
				  (json_int_t)ballot.n, "check", check);
	if (receipt->has_cast)
		json_object_set_new(entry, "cast", paper_json(&receipt->cast));
	if (receipt->has_sent)
		json_object_set_new(entry, "sent", paper_json(&receipt->sent));
	return entry;
}

/* Writes the file anew with this receipt, or without one (NULL). */
static int change(struct client *client, struct ballot_id ballot, const struct receipt *receipt)
{
	struct profile_failure failure;
	if (!profile_lock(&client->profile, &failure))
		return client_profile_failed(client, &failure);
	char *path = profile_beside(&client->profile, ".receipts");
	json_t *root = load(&client->profile), *entry;
	bool readable = json_is_array(root);
	size_t index = 0;
	while (readable && (entry = json_array_get(root, index)) != NULL)
		if (is_of(entry, client, ballot))
			json_array_remove(root, index);
		else
			index++;
	if (readable && receipt)
		json_array_append_new(root, to_json(client, ballot, receipt));
	bool written = readable && write_file(path, root);
	int error = errno;
	json_decref(root);
	int status = exit_done;
	if (!readable)
		status = fail_damaged(client);
	else if (!written)
		status = cli_fail(client->cli, exit_failed, "receipts", "cannot write %s: %s", path,
				  strerror(error));
	free(path);
	if (!profile_save(&client->profile, &failure) && !status)
		status = client_profile_failed(client, &failure);
	return status;
}

int receipt_keep(struct client *client, struct ballot_id ballot, const struct receipt *receipt)
{
	return change(client, ballot, receipt);
}

int receipt_forget(struct client *client, struct ballot_id ballot)
{
	return change(client, ballot, NULL);
}
