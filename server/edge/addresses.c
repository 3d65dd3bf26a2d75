/* See addresses.h. Open addressing with linear probing. */
#include "server/edge/addresses.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

struct addresses_entry {
	uint64_t key; /* 0: free */
	uint32_t count;
};

void addresses_free(struct addresses *addresses)
{
	free(addresses->entries);
	*addresses = (struct addresses){0};
}

#define KEY_IPV4 (UINT64_C(1) << 63) /* no IPv6 address in use begins with this bit alone */

static uint64_t key_of_ipv4(const uint8_t *at)
{
	uint32_t host =
		(uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
	return at[0] == 127 ? 0 : KEY_IPV4 | host;
}

uint64_t addresses_key(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		struct sockaddr_in in;
		memcpy(&in, address, sizeof in);
		return key_of_ipv4((const uint8_t *)&in.sin_addr);
	}
	if (address->sa_family != AF_INET6)
		return 0;
	struct sockaddr_in6 in;
	memcpy(&in, address, sizeof in);
	if (IN6_IS_ADDR_LOOPBACK(&in.sin6_addr))
		return 0;
	if (IN6_IS_ADDR_V4MAPPED(&in.sin6_addr))
		return key_of_ipv4(in.sin6_addr.s6_addr + 12);
	uint64_t key = 0;
	for (int i = 0; i < 8; i++)
		key = key << 8 | in.sin6_addr.s6_addr[i];
	return key ? key : 1;
}

static uint32_t home(const struct addresses *addresses, uint64_t key)
{
	return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (addresses->capacity - 1);
}

static struct addresses_entry *find(const struct addresses *addresses, uint64_t key)
{
	uint32_t at = home(addresses, key);
	while (addresses->entries[at].key && addresses->entries[at].key != key)
		at = (at + 1) & (addresses->capacity - 1);
	return &addresses->entries[at];
}

static void grow(struct addresses *addresses)
{
	struct addresses old = *addresses;
	addresses->capacity = old.capacity ? old.capacity * 2 : 64;
	addresses->entries = calloc(addresses->capacity, sizeof *addresses->entries);
	if (!addresses->entries)
		abort();
	for (uint32_t i = 0; i < old.capacity; i++)
		if (old.entries[i].key)
			*find(addresses, old.entries[i].key) = old.entries[i];
	free(old.entries);
}

bool addresses_enter(struct addresses *addresses, uint64_t key)
{
	if (!key || !addresses->per_address_max)
		return true;
	if (addresses->count * 2 >= addresses->capacity)
		grow(addresses);
	struct addresses_entry *entry = find(addresses, key);
	if (entry->count >= addresses->per_address_max)
		return false;
	if (!entry->key) {
		entry->key = key;
		addresses->count++;
	}
	entry->count++;
	return true;
}

/* Closes the gap so that probing never stops early. */
static void take_out(struct addresses *addresses, uint32_t gap)
{
	uint32_t mask = addresses->capacity - 1;
	for (uint32_t at = (gap + 1) & mask; addresses->entries[at].key; at = (at + 1) & mask) {
		uint32_t wants = home(addresses, addresses->entries[at].key);
		if (((at - wants) & mask) >= ((at - gap) & mask)) {
			addresses->entries[gap] = addresses->entries[at];
			gap = at;
		}
	}
	addresses->entries[gap] = (struct addresses_entry){0};
	addresses->count--;
}

void addresses_leave(struct addresses *addresses, uint64_t key)
{
	if (!key || !addresses->capacity)
		return;
	struct addresses_entry *entry = find(addresses, key);
	if (entry->key && --entry->count == 0)
		take_out(addresses, (uint32_t)(entry - addresses->entries));
}
