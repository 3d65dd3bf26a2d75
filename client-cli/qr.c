#include "client-cli/qr.h"

#include <qrencode.h>

#define QUIET 4 /* light modules that readers need around the code */

static bool is_light(const QRcode *code, int x, int y)
{
	if (x < 0 || y < 0 || x >= code->width || y >= code->width)
		return true;
	return (code->data[y * code->width + x] & 1) == 0;
}

bool qr_print(FILE *to, const char *text)
{
	static const char *const blocks[] = {" ", "▄", "▀", "█"};
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	if (!code)
		return false;
	for (int y = -QUIET; y < code->width + QUIET; y += 2) {
		for (int x = -QUIET; x < code->width + QUIET; x++) {
			/* Beneath the last quiet row nothing is drawn. */
			bool lower = y + 1 < code->width + QUIET && is_light(code, x, y + 1);
			fputs(blocks[(is_light(code, x, y) ? 2 : 0) + (lower ? 1 : 0)], to);
		}
		fputc('\n', to);
	}
	QRcode_free(code);
	return true;
}
