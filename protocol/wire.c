#include "wire.h"

#include "text.h"

static const char cut_short[] = "cut short";
static const char not_shortest[] = "not the shortest form";
static const char not_allowed[] = "a type that is not allowed";

/* Reads a big-endian number of `size` bytes that no shorter form could have held. */
static const char *take_big_endian(struct wire *wire, size_t size, uint64_t least, uint64_t *out)
{
	if (wire->left < size)
		return cut_short;
	uint64_t number = 0;
	for (size_t i = 0; i < size; i++)
		number = number << 8 | wire->at[i];
	wire->at += size;
	wire->left -= size;
	*out = number;
	return number < least ? not_shortest : NULL;
}

static const char *take_bytes(struct wire *wire, struct wire_value *value)
{
	if (value->number > wire->left)
		return cut_short;
	value->bytes = wire->at;
	wire->at += value->number;
	wire->left -= value->number;
	if (value->type == wire_type_string &&
	    !text_is_utf8((const char *)value->bytes, (size_t)value->number))
		return "a string that is not UTF-8";
	return NULL;
}

static const char *take_string(struct wire *wire, struct wire_value *value, size_t size,
			       uint64_t least)
{
	value->type = wire_type_string;
	const char *reason = take_big_endian(wire, size, least, &value->number);
	return reason ? reason : take_bytes(wire, value);
}

static const char *take_binary(struct wire *wire, struct wire_value *value, size_t size,
			       uint64_t least)
{
	value->type = wire_type_binary;
	const char *reason = take_big_endian(wire, size, least, &value->number);
	return reason ? reason : take_bytes(wire, value);
}

static const char *take_number(struct wire *wire, struct wire_value *value, size_t size,
			       uint64_t least)
{
	value->type = wire_type_number;
	return take_big_endian(wire, size, least, &value->number);
}

/* Each value of an array takes at least one byte, which bounds the count before anyone trusts it.
 */
static const char *take_array(struct wire *wire, struct wire_value *value, size_t size,
			      uint64_t least)
{
	value->type = wire_type_array;
	if (size > 0) {
		const char *reason = take_big_endian(wire, size, least, &value->number);
		if (reason)
			return reason;
	}
	return value->number > wire->left ? "an array longer than the message" : NULL;
}

const char *wire_take(struct wire *wire, struct wire_value *value)
{
	if (wire->left == 0)
		return cut_short;
	uint8_t head = *wire->at++;
	wire->left--;
	if (head <= 0x7f) {
		value->type = wire_type_number;
		value->number = head;
		return NULL;
	}
	if ((head & 0xe0) == 0xa0) {
		value->type = wire_type_string;
		value->number = head & 0x1f;
		return take_bytes(wire, value);
	}
	if ((head & 0xf0) == 0x90) {
		value->number = head & 0x0f;
		return take_array(wire, value, 0, 0);
	}
	switch (head) {
	case 0xc0:
		value->type = wire_type_nil;
		value->number = 0;
		return NULL;
	case 0xc2:
	case 0xc3:
		value->type = wire_type_flag;
		value->number = head & 1;
		return NULL;
	case 0xc4:
		return take_binary(wire, value, 1, 0);
	case 0xc5:
		return take_binary(wire, value, 2, 0x100);
	case 0xc6:
		return take_binary(wire, value, 4, 0x10000);
	case 0xcc:
		return take_number(wire, value, 1, 0x80);
	case 0xcd:
		return take_number(wire, value, 2, 0x100);
	case 0xce:
		return take_number(wire, value, 4, 0x10000);
	case 0xcf:
		return take_number(wire, value, 8, UINT64_C(0x100000000));
	case 0xd9:
		return take_string(wire, value, 1, 0x20);
	case 0xda:
		return take_string(wire, value, 2, 0x100);
	case 0xdb:
		return take_string(wire, value, 4, 0x10000);
	case 0xdc:
		return take_array(wire, value, 2, 0x10);
	case 0xdd:
		return take_array(wire, value, 4, 0x10000);
	default:
		return not_allowed;
	}
}

bool wire_take_number(struct wire *wire, uint64_t *number)
{
	struct wire_value value;
	if (wire_take(wire, &value) || value.type != wire_type_number)
		return false;
	*number = value.number;
	return true;
}

bool wire_take_array(struct wire *wire, uint32_t *count)
{
	struct wire_value value;
	if (wire_take(wire, &value) || value.type != wire_type_array)
		return false;
	*count = (uint32_t)value.number;
	return true;
}

const char *wire_skip(struct wire *wire, uint32_t depth_max)
{
	uint64_t open[8]; /* values still to come in each open array */
	uint32_t depth = 0;
	do {
		struct wire_value value;
		const char *reason = wire_take(wire, &value);
		if (reason)
			return reason;
		if (depth > 0)
			open[depth - 1]--;
		if (value.type == wire_type_array) {
			if (depth == depth_max || depth == sizeof open / sizeof open[0])
				return "nested too deep";
			open[depth++] = value.number;
		}
		while (depth > 0 && open[depth - 1] == 0)
			depth--;
	} while (depth > 0);
	return NULL;
}
