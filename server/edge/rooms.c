/* See rooms.h. */
#include "server/edge/rooms.h"

#include <assert.h>
#include <stdlib.h>

static void *must(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* ---- by session ---- */

static uint32_t bucket_of(const struct rooms *rooms, struct session_id session)
{
	/* Sessions are numbered in order, so their lowest bits spread well. */
	return session.n & (rooms->bucket_count - 1);
}

struct room *rooms_find(const struct rooms *rooms, struct session_id session)
{
	if (!rooms->bucket_count)
		return NULL;
	struct room *room = rooms->buckets[bucket_of(rooms, session)];
	while (room && room->session.n != session.n)
		room = room->next;
	return room;
}

static void link_in(struct rooms *rooms, struct room *room)
{
	struct room **bucket = &rooms->buckets[bucket_of(rooms, room->session)];
	room->next = *bucket;
	*bucket = room;
}

static void grow(struct rooms *rooms)
{
	struct room **old = rooms->buckets;
	uint32_t old_count = rooms->bucket_count;
	rooms->bucket_count = old_count ? old_count * 2 : 16;
	rooms->buckets = must(calloc(rooms->bucket_count, sizeof(struct room *)));
	for (uint32_t i = 0; i < old_count; i++) {
		while (old[i]) {
			struct room *room = old[i];
			old[i] = room->next;
			link_in(rooms, room);
		}
	}
	free(old);
}

struct room *rooms_open(struct rooms *rooms, struct session_id session)
{
	struct room *room = rooms_find(rooms, session);
	if (room)
		return room;
	if (rooms->count == rooms->bucket_count)
		grow(rooms);
	room = must(calloc(1, sizeof *room));
	room->session = session;
	link_in(rooms, room);
	rooms->count++;
	return room;
}

void rooms_tidy(struct rooms *rooms, struct room *room)
{
	if (room->count > room->gaps || room->fans)
		return;
	struct room **at = &rooms->buckets[bucket_of(rooms, room->session)];
	while (*at != room)
		at = &(*at)->next;
	*at = room->next;
	rooms->count--;
	free(room->slots);
	free(room);
}

static void fan_free(struct room_fan *fan)
{
	edge_message_free(fan->message);
	free(fan);
}

void rooms_free(struct rooms *rooms)
{
	for (uint32_t i = 0; i < rooms->bucket_count; i++) {
		while (rooms->buckets[i]) {
			struct room *room = rooms->buckets[i];
			rooms->buckets[i] = room->next;
			while (room->fans) {
				struct room_fan *fan = room->fans;
				room->fans = fan->next;
				fan_free(fan);
			}
			free(room->slots);
			free(room);
		}
	}
	free(rooms->buckets);
	*rooms = (struct rooms){0};
}

/* ---- members ---- */

uint32_t room_put_in(struct room *room, uint32_t slot)
{
	if (room->count == room->capacity) {
		room->capacity = room->capacity ? room->capacity * 2 : 4;
		room->slots = must(realloc(room->slots, room->capacity * sizeof *room->slots));
	}
	room->slots[room->count] = slot;
	return room->count++;
}

void room_take_out(struct room *room, uint32_t place, room_moved_fn *moved, void *context)
{
	assert(place < room->count);
	if (room->fans) {
		room->slots[place] = ROOM_GAP;
		room->gaps++;
		return;
	}
	uint32_t last = room->slots[--room->count];
	if (place < room->count) {
		room->slots[place] = last;
		moved(context, last, place);
	}
}

/* The order stays, and with it what the hand and the fan-outs' starts stand between. */
static void close_gaps(struct room *room, room_moved_fn *moved, void *context)
{
	uint32_t kept = 0, hand = 0;
	for (uint32_t place = 0; place <= room->count; place++) {
		if (place == room->hand)
			hand = kept;
		for (struct room_fan *fan = room->fans; fan; fan = fan->next)
			if (fan->start == place && place > kept)
				fan->start = kept;
		if (place == room->count || room->slots[place] == ROOM_GAP)
			continue;
		room->slots[kept] = room->slots[place];
		if (kept != place)
			moved(context, room->slots[kept], kept);
		kept++;
	}
	room->hand = hand;
	room->count = kept;
	room->gaps = 0;
}

/* ---- fan-outs ---- */

static void ring_append(struct rooms *rooms, struct room *room)
{
	room->running = NULL;
	if (rooms->running)
		rooms->running_end->running = room;
	else
		rooms->running = room;
	rooms->running_end = room;
}

void rooms_begin_fan(struct rooms *rooms, struct room *room, struct edge_message *message)
{
	struct room_fan *fan = must(calloc(1, sizeof *fan));
	struct room_fan **end = &room->fans;
	if (!room->fans) {
		room->hand = room->count;
		ring_append(rooms, room);
	}
	while (*end)
		end = &(*end)->next;
	*end = fan;
	fan->message = message;
	fan->start = room->hand;
	fan->swept = !message->for_all && !message->list_packet_count;
}

struct room *rooms_next_fan(struct rooms *rooms)
{
	struct room *room = rooms->running;
	if (!room)
		return NULL;
	rooms->running = room->running;
	ring_append(rooms, room);
	return room;
}

bool room_move_hand(struct room *room, uint32_t *slot)
{
	bool anyone = false;
	bool round = room->hand == 0;
	if (round)
		room->hand = room->count;
	for (struct room_fan *fan = room->fans; fan; fan = fan->next) {
		fan->again |= round;
		fan->swept |= fan->again && room->hand <= fan->start;
		anyone |= !fan->swept;
	}
	if (anyone)
		*slot = room->slots[--room->hand];
	return anyone;
}

static void ring_remove(struct rooms *rooms, struct room *room)
{
	struct room *before = NULL;
	struct room **at = &rooms->running;
	while (*at != room) {
		before = *at;
		at = &before->running;
	}
	*at = room->running;
	if (rooms->running_end == room)
		rooms->running_end = before;
}

static bool is_done(const struct room_fan *fan)
{
	return fan->swept && (fan->message->for_all || fan->named >= fan->message->only_count);
}

#define GAPS_MIN 64u

uint32_t rooms_end_fans(struct rooms *rooms, struct room *room, room_moved_fn *moved, void *context)
{
	uint32_t ended = 0;
	for (struct room_fan **at = &room->fans; *at;) {
		struct room_fan *fan = *at;
		if (!is_done(fan)) {
			at = &fan->next;
			continue;
		}
		*at = fan->next;
		fan_free(fan);
		ended++;
	}
	if (room->gaps && (!room->fans || (room->gaps > GAPS_MIN && room->gaps > room->count / 2)))
		close_gaps(room, moved, context);
	if (!room->fans) {
		ring_remove(rooms, room);
		rooms_tidy(rooms, room);
	}
	return ended;
}
