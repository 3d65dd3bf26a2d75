/* Any bytes as a text: judged and tidied; what was tidied stays as it is. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "protocol/text.h"

#define NO_LIMIT 1000000u

static bool has_blank_end(const char *at, size_t size)
{
	static const char blanks[] = " \n";
	return size > 0 && (strchr(blanks, at[0]) || strchr(blanks, at[size - 1]));
}

static void check_tidied(const char *tidied)
{
	size_t size = strlen(tidied);
	char *again = text_tidy(tidied, size);
	fuzz_promise(again && strcmp(again, tidied) == 0, "a tidied text is tidy");
	fuzz_promise(text_is_utf8(tidied, size), "a tidied text is UTF-8");
	fuzz_promise(text_graphemes(tidied, size) <= size, "no grapheme is less than a byte");
	(void)text_columns(tidied, size);
	free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *at = (const char *)bytes;
	bool utf8 = text_is_utf8(at, size);
	enum err text = text_check(at, size, true, 0, NO_LIMIT, NO_LIMIT);
	enum err line = text_check(at, size, false, 0, NO_LIMIT, NO_LIMIT);
	enum err needed = text_check(at, size, true, 1, NO_LIMIT, NO_LIMIT);
	enum err narrow = text_check(at, size, true, 0, 3, NO_LIMIT);
	fuzz_promise(text == err_none || text == err_text_not_allowed, "no limit is never reached");
	fuzz_promise(line != err_none || text == err_none, "what a line may be, a text may be");
	fuzz_promise(needed == text || (!text && needed == err_text_missing),
		     "where something is needed, only emptiness is refused besides");
	fuzz_promise(utf8 || text == err_text_not_allowed, "a text is UTF-8");
	fuzz_promise(text || (narrow == err_none) == (text_graphemes(at, size) <= 3),
		     "the limit is counted in graphemes");
	char *tidied = text_tidy(at, size);
	fuzz_promise((tidied != NULL) == utf8, "all that is UTF-8 can be tidied");
	if (tidied)
		check_tidied(tidied);
	if (tidied && !text && !has_blank_end(at, size))
		fuzz_promise(strlen(tidied) == size && memcmp(tidied, at, size) == 0,
			     "a good text is tidy");
	free(tidied);
	return 0;
}
