/* One Bogen client of the load generator. */
#include "client.h"

#include <stdio.h>
#include <string.h>

static void say_hello(void *context)
{
	struct client *client = context;
	struct frame_hello hello = {.version = PROTOCOL_VERSION,
				    .language = language_en,
				    .device.n = client->device,
				    .watch = client->watch,
				    .client = {"bogen-swarm", 11},
				    .cursor = {client->cursor, client->cursor_size},
				    .scope = client->cursor_size ? client->cursor_scope : 0};
	if (client->code[0]) {
		hello.code = (struct text){client->code, (uint32_t)strlen(client->code)};
	} else {
		hello.session.n = client->session;
		hello.token = (struct bytes){client->token, TOKEN_BYTES};
	}
	struct buffer out = {0};
	codec_write_frame(&out, frame_kind_hello, &hello);
	conn_send(client->conn, out.at, out.size);
	buffer_free(&out);
}

static void lose(struct client *client, const char *why)
{
	conn_close(client->conn);
	client->conn = NULL;
	client->handler->closed(client, why);
}

static void take_welcome(struct client *client, const struct frame_welcome *welcome)
{
	client->welcome = true;
	client->resumed = welcome->resumed;
	client->fresh = welcome->resumed;
	client->session = welcome->session.n;
	client->person = welcome->person.n;
	client->scope = welcome->scope;
	if (!welcome->resumed) {
		client->seq = 0;
		client->cursor_size = 0;
	}
	if (client->replica)
		replica_welcome(client->replica, welcome->resumed, welcome->scope);
	if (client->handler->welcomed)
		client->handler->welcomed(client, welcome);
	if (welcome->resumed && client->handler->complete)
		client->handler->complete(client);
}

static void take_update(struct client *client, const struct frame_update *update)
{
	bool first = !client->fresh;
	client->seq = update->seq;
	client->fresh = true;
	client->cursor_size = update->cursor.size <= CURSOR_BYTES ? update->cursor.size : 0;
	memcpy(client->cursor, update->cursor.at, client->cursor_size);
	client->cursor_scope = client->scope;
	if (client->replica)
		replica_put(client->replica, update->cursor, update->seq);
	if (client->handler->updated)
		client->handler->updated(client, update->seq);
	if (first && client->handler->complete)
		client->handler->complete(client);
}

static void take_closing(struct client *client, const struct frame_closing *closing)
{
	char why[256];
	snprintf(why, sizeof why, "the server closes (%s): %.*s",
		 err_name(closing->code) ? err_name(closing->code) : "?",
		 (int)(closing->message.size > 180 ? 180 : closing->message.size),
		 closing->message.at);
	lose(client, why);
}

static void take_frame(struct client *client, const struct decoded_frame *decoded)
{
	const struct frame *frame = &decoded->frame;
	const struct client_handler *handler = client->handler;
	switch (frame->kind) {
	case frame_kind_welcome:
		take_welcome(client, &frame->welcome);
		return;
	case frame_kind_row:
		if (decoded->row.kind == row_kind_none)
			return;
		if (client->replica)
			replica_hold(client->replica, &decoded->row);
		if (handler->row)
			handler->row(client, decoded);
		return;
	case frame_kind_update:
		take_update(client, &frame->update);
		return;
	case frame_kind_done:
		if (handler->done)
			handler->done(client, &frame->done);
		return;
	case frame_kind_refused:
		if (handler->refused)
			handler->refused(client, &frame->refused);
		return;
	case frame_kind_closing:
		take_closing(client, &frame->closing);
		return;
	default:
		return;
	}
}

static void take_message(void *context, const uint8_t *at, size_t size)
{
	struct client *client = context;
	const struct decoded *decoded = decoder_take(client->decoder, at, size);
	if (decoded->broken) {
		char why[256];
		snprintf(why, sizeof why, "a message of the server is broken: %s", decoded->broken);
		lose(client, why);
		return;
	}
	struct conn *conn = client->conn;
	for (uint32_t i = 0; i < decoded->count && client->conn == conn; i++)
		take_frame(client, &decoded->frames[i]);
}

static void take_closed(void *context, const char *why)
{
	lose(context, why);
}

static const struct conn_handler conn_handler = {
	.opened = say_hello, .message = take_message, .closed = take_closed};

void client_init(struct client *client, struct net *net, struct decoder *decoder,
		 const struct client_handler *handler, void *owner)
{
	*client =
		(struct client){.net = net, .decoder = decoder, .handler = handler, .owner = owner};
}

void client_keep_rows(struct client *client)
{
	client->replica = replica_new();
}

void client_open(struct client *client)
{
	client->welcome = client->resumed = client->fresh = false;
	client->conn = conn_open(client->net, &conn_handler, client);
}

void client_close(struct client *client)
{
	conn_close(client->conn);
	client->conn = NULL;
}

void client_free(struct client *client)
{
	client_close(client);
	if (client->replica)
		replica_free(client->replica);
	client->replica = NULL;
}

void client_give(struct client *client, uint64_t number, enum command_kind kind,
		 const void *command)
{
	static struct buffer out; /* one thread; kept to spare an allocation each time */
	if (!client->conn)
		return;
	buffer_clear(&out);
	codec_write_command(&out, number, kind, command);
	conn_send(client->conn, out.at, out.size);
}
