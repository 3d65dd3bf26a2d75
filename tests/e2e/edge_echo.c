/* An edge with a core that only pretends: what edge_attack.py and edge_fan.py connect to.
 *
 *   edge_echo [--web DIR] [--tls CERT KEY] [--per-address N] [--connections N] [--rate N BURST]
 *             [--edges N]
 *
 * Prints its port. Reads words from standard input: `drain`, `reload`, `figures`; ends when that
 * ends.
 *
 * The pretended core answers every command with `done`, but `topic_add`, whose answers it keeps
 * until somebody sends `timer_stop`. A `session_edit` changes the session: its title travels as one
 * row to all who watch, and whoever was passed by gets the newest. A hello with the code 00000000
 * is turned away. A read gives one empty page. */
#include <arpa/inet.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/edge/edge.h"

#define EDGES_MAX    4u
#define FANS_MAX     4u /* of a session under way at an edge */
#define SESSIONS_MAX 64u
#define HELD_MAX     4096u

struct session {
	uint64_t seq;
	uint32_t fans_under_way; /* at all edges together */
	bool changed;            /* since the last one began */
	struct buffer row;
};

static struct {
	pthread_mutex_t lock;
	struct edge *edges[EDGES_MAX];
	uint32_t edge_count;
	struct session sessions[SESSIONS_MAX];
	struct edge_message *held[HELD_MAX];
	uint32_t held_count;
} world = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void post(struct edge_message *message)
{
	edge_post(world.edges[message->conn.edge], message);
}

static struct edge_message *message_of(enum edge_message_kind kind, struct conn_id conn,
				       enum frame_kind frame_kind, const void *frame)
{
	struct edge_message *message = edge_message_new(kind);
	struct buffer bytes = {0};
	codec_write_frame(&bytes, frame_kind, frame);
	message->conn = conn;
	message->packet = packet_new(bytes.at, bytes.size);
	buffer_free(&bytes);
	return message;
}

/* ---- a session ---- */

static struct packet *update_packet(const struct session *session)
{
	struct buffer bytes = {0};
	struct frame_update update = {.seq = session->seq};
	if (session->row.size)
		buffer_append(&bytes, session->row.at, session->row.size);
	codec_write_frame(&bytes, frame_kind_update, &update);
	struct packet *packet = packet_new(bytes.at, bytes.size);
	buffer_free(&bytes);
	return packet;
}

static void fan_out(uint32_t number)
{
	struct session *session = &world.sessions[number];
	session->changed = session->fans_under_way >= FANS_MAX * world.edge_count;
	if (session->changed)
		return;
	for (uint32_t i = 0; i < world.edge_count; i++) {
		struct edge_message *fan = edge_message_new(edge_message_fan);
		fan->session.n = number;
		fan->position = session->seq;
		fan->for_all = true;
		fan->packet = update_packet(session);
		session->fans_under_way++;
		edge_post(world.edges[i], fan);
	}
}

static void edit(uint32_t number, const struct command_session_edit *edit)
{
	struct session *session = &world.sessions[number];
	struct row_session row = {.id = {number}, .title = edit->title, .code = {"KBWF3N7Q", 8}};
	session->seq++;
	buffer_clear(&session->row);
	codec_write_row(&session->row, row_kind_session, session->seq, &row);
	fan_out(number);
}

/* ---- messages ---- */

static uint32_t session_of(struct conn_id conn, bool set, uint32_t number)
{
	static uint32_t *of[EDGES_MAX];
	static uint32_t room[EDGES_MAX];
	if (conn.slot >= room[conn.edge]) {
		uint32_t more = conn.slot * 2 + 64;
		of[conn.edge] = realloc(of[conn.edge], more * sizeof(uint32_t));
		room[conn.edge] = more;
	}
	if (set)
		of[conn.edge][conn.slot] = number % SESSIONS_MAX;
	return of[conn.edge][conn.slot];
}

static void take_hello(struct conn_id conn, const struct frame_hello *hello)
{
	if (hello->code.size == 8 && memcmp(hello->code.at, "00000000", 8) == 0) {
		struct frame_closing closing = {.code = err_code_unknown};
		post(message_of(edge_message_close, conn, frame_kind_closing, &closing));
		return;
	}
	uint32_t session = session_of(conn, true, hello->session.n);
	struct frame_welcome welcome = {.version = PROTOCOL_VERSION, .session = {session}};
	struct edge_message *message =
		message_of(edge_message_welcome, conn, frame_kind_welcome, &welcome);
	message->session.n = session;
	message->watch = hello->watch;
	message->language = hello->language;
	post(message);
}

static void take_command(struct conn_id conn, const struct core_command *command)
{
	uint32_t session = session_of(conn, false, 0);
	struct frame_done done = {.number = command->number,
				  .seq = world.sessions[session].seq + 1};
	struct frame_refused refused = {.number = command->number, .code = command->refusal};
	struct edge_message *answer =
		command->refusal ? message_of(edge_message_send, conn, frame_kind_refused, &refused)
				 : message_of(edge_message_send, conn, frame_kind_done, &done);
	answer->answered = 1;
	if (command->kind == command_kind_topic_add && world.held_count < HELD_MAX) {
		world.held[world.held_count++] = answer;
		return;
	}
	post(answer);
	if (command->refusal)
		return;
	if (command->kind == command_kind_session_edit)
		edit(session, &command->args->session_edit);
	if (command->kind != command_kind_timer_stop)
		return;
	for (uint32_t i = 0; i < world.held_count; i++)
		post(world.held[i]);
	world.held_count = 0;
}

static void take_want(struct conn_id conn)
{
	struct session *session = &world.sessions[session_of(conn, false, 0)];
	struct edge_message *piece = edge_message_new(edge_message_piece);
	piece->conn = conn;
	piece->packet = update_packet(session);
	piece->position = session->seq;
	piece->last = true;
	post(piece);
}

static void to_core(void *context, struct core_message *message)
{
	(void)context;
	pthread_mutex_lock(&world.lock);
	struct frame_page page = {.number = message->read.number};
	switch (message->kind) {
	case core_message_hello:
		take_hello(message->conn, &message->hello.frame);
		break;
	case core_message_command:
		take_command(message->conn, &message->command);
		break;
	case core_message_read:
		post(message_of(edge_message_send, message->conn, frame_kind_page, &page));
		break;
	case core_message_want:
		take_want(message->conn);
		break;
	case core_message_fanned:
		world.sessions[message->fanned.session.n].fans_under_way--;
		if (world.sessions[message->fanned.session.n].changed)
			fan_out(message->fanned.session.n);
		break;
	default:
		break;
	}
	pthread_mutex_unlock(&world.lock);
	core_message_free(message);
}

static void report(void *context, const char *line)
{
	(void)context;
	fprintf(stderr, "edge_echo: %s\n", line);
}

/* ---- the program ---- */

static void print_figures(void)
{
	struct edge_figures sum = {0};
	for (uint32_t i = 0; i < world.edge_count; i++) {
		struct edge_figures figures = edge_figures(world.edges[i]);
		sum.connections += figures.connections;
		sum.accepted += figures.accepted;
		sum.messages_out += figures.messages_out;
		sum.passed_by += figures.passed_by;
		sum.turned_away += figures.turned_away;
	}
	printf("connections %llu accepted %llu messages_out %llu passed_by %llu turned_away %llu "
	       "heap %zu\n",
	       (unsigned long long)sum.connections, (unsigned long long)sum.accepted,
	       (unsigned long long)sum.messages_out, (unsigned long long)sum.passed_by,
	       (unsigned long long)sum.turned_away, mallinfo2().uordblks);
	fflush(stdout);
}

static bool obey(const char *word)
{
	bool drain = strncmp(word, "drain", 5) == 0;
	for (uint32_t i = 0; i < world.edge_count; i++) {
		if (drain)
			edge_drain(world.edges[i], 1500);
		else if (strncmp(word, "reload", 6) == 0)
			edge_reload(world.edges[i], &(struct statements){{NULL}});
	}
	if (strncmp(word, "figures", 7) == 0)
		print_figures();
	return !drain;
}

static bool start(struct edge_config *config, uint32_t edge_count)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct failure failure;
	bool ok = true;
	config->address = (const struct sockaddr *)&address;
	config->address_size = sizeof address;
	pthread_mutex_lock(&world.lock); /* no message is looked at before all edges are known */
	for (uint32_t i = 0; ok && i < edge_count; i++) {
		config->number = i;
		world.edges[i] = edge_start(config, &failure);
		if (!world.edges[i]) {
			fprintf(stderr, "edge_echo: %s\n", failure.message);
			ok = false;
			continue;
		}
		address.sin_port = htons(edge_port(world.edges[i]));
		world.edge_count++;
	}
	pthread_mutex_unlock(&world.lock);
	if (!ok)
		return false;
	printf("%u\n", edge_port(world.edges[0]));
	fflush(stdout);
	return true;
}

int main(int argc, char **argv)
{
	struct edge_config config = {.listener = -1, .to_core = to_core, .report = report};
	uint32_t edge_count = 1;
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--web") && i + 1 < argc) {
			config.web = argv[++i];
		} else if (!strcmp(argv[i], "--tls") && i + 2 < argc) {
			config.tls_cert = argv[++i];
			config.tls_key = argv[++i];
		} else if (!strcmp(argv[i], "--per-address") && i + 1 < argc) {
			config.connections_per_address_max = (uint32_t)atoi(argv[++i]);
		} else if (!strcmp(argv[i], "--connections") && i + 1 < argc) {
			config.connections_max = (uint32_t)atoi(argv[++i]);
		} else if (!strcmp(argv[i], "--rate") && i + 2 < argc) {
			config.frames_per_second = (uint32_t)atoi(argv[++i]);
			config.frames_burst = (uint32_t)atoi(argv[++i]);
		} else if (!strcmp(argv[i], "--edges") && i + 1 < argc) {
			edge_count = (uint32_t)atoi(argv[++i]);
		} else if (!strcmp(argv[i], "--public-url") && i + 1 < argc) {
			config.public_url = argv[++i];
		} else {
			fprintf(stderr, "edge_echo: what is %s?\n", argv[i]);
			return 2;
		}
	}
	if (edge_count < 1 || edge_count > EDGES_MAX || !start(&config, edge_count))
		return 2;
	char word[64];
	while (fgets(word, sizeof word, stdin) && obey(word))
		;
	obey("drain");
	for (uint32_t i = 0; i < world.edge_count; i++)
		edge_join(world.edges[i]);
	for (uint32_t i = 0; i < world.edge_count; i++)
		edge_free(world.edges[i]);
	return 0;
}
