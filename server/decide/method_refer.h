/* The keys by which places in a method's file refer to each other. Knows what has a key, not what
 * else there is to say of it. */
#ifndef BOGEN_SERVER_DECIDE_METHOD_REFER_H
#define BOGEN_SERVER_DECIDE_METHOD_REFER_H

#include "server/decide/method_json.h"

enum keyed { keyed_phase, keyed_sort, keyed_topic, keyed_board, keyed_ballot };

/* The number of the item with this key, from 1; 0 if there is none. */
uint32_t refer_find(const struct method *method, enum keyed kind, const char *key);

/* The object's member that is called as the kind is, "phase": the key of such an item. A missing
 * one leaves `out` as it is. */
bool refer_read(const struct place *place, json_t *object, const struct method *method,
		enum keyed kind, uint32_t *out);

/* The object's own key, as that of the item with this number; no other of its kind may have it.
 * Owned by the caller, also when false is returned. */
bool refer_read_key(const struct place *place, json_t *object, const struct method *method,
		    enum keyed kind, uint32_t number, char **out);

#endif
