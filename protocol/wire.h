/* The bytes of MessagePack, one value at a time, from untrusted memory. Inside protocol/ only.
 *
 * Every step checks what is left, so a walk never leaves the bytes it was given. Accepts what
 * PROTOCOL.md [WIRE-2] allows and nothing else. */
#ifndef BOGEN_PROTOCOL_WIRE_H
#define BOGEN_PROTOCOL_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wire {
	const uint8_t *at;
	size_t left;
};

enum wire_type {
	wire_type_nil,
	wire_type_flag,
	wire_type_number,
	wire_type_string,
	wire_type_binary,
	wire_type_array
};

struct wire_value {
	enum wire_type type;
	uint64_t
		number; /* number; flag: 0 or 1; string, binary: bytes; array: values that follow */
	const uint8_t *bytes; /* string, binary */
};

/* Takes the next value; of an array its head only. NULL or the reason (static). */
const char *wire_take(struct wire *wire, struct wire_value *value);

/* Takes a value of this type; false if the next one is another or there is none. */
bool wire_take_number(struct wire *wire, uint64_t *number);
bool wire_take_array(struct wire *wire, uint32_t *count);

/* Takes one whole value with all that it contains. NULL or the reason (static). */
const char *wire_skip(struct wire *wire, uint32_t depth_max);

#endif
