/* Limits of the wire that more than one module keeps. */
#ifndef BOGEN_PROTOCOL_LIMITS_H
#define BOGEN_PROTOCOL_LIMITS_H

#include <stdint.h>

#define PROTOCOL_VERSION 1
#define PROTOCOL_NAME    "bogen.v1"

#define ID_MAX          UINT32_MAX
#define COUNT_MAX       UINT32_MAX
#define NUMBER_MAX      ((UINT64_C(1) << 53) - 1) /* what a JavaScript number holds exactly */
#define TIME_MS_MAX     NUMBER_MAX                /* milliseconds since 1970, UTC */
#define DURATION_MS_MAX (UINT64_C(366) * 24 * 3600 * 1000)

#define MESSAGE_BYTES_MAX       65536u /* either direction; longer updates come in pieces */
#define MESSAGE_FRAGMENTS_MAX   16u    /* WebSocket fragments of one message */
#define MESSAGE_DEPTH_MAX       5u     /* nested arrays */
#define COMMANDS_UNANSWERED_MAX 32u

#define TOKEN_BYTES        16u
#define CURSOR_BYTES       20u
#define CODE_CHARACTERS    8u
#define LINES_MAX          24u
#define BALLOT_OPTIONS_MAX 500u /* of a ballot */
#define MONEY_MAX                                                                                  \
	(NUMBER_MAX / BALLOT_OPTIONS_MAX)     /* cents; what all options cost is a number too */
#define SCORE_ONE        UINT64_C(1000000000) /* a score of 1: scores are in billionths */
#define CHECK_BYTES      8u                   /* a confidential paper's check number */
#define SEALED_BYTES_MAX (12u + CHECK_BYTES + 2u * (BALLOT_OPTIONS_MAX + 1u) + 16u)

#define CHANGE_BYTES_MAX 262144u /* rows kept to undo an action; a larger one cannot be undone */

#endif
