#include "client-cli/paper_sheet.h"

#include <stdbool.h>
#include <string.h>

/* ---- words ---- */

enum phrase {
	phrase_slip,
	phrase_papers,
	phrase_opinion,
	phrase_approval,
	phrase_yesno,
	phrase_dots,
	phrase_dots_heap,
	phrase_resistance,
	phrase_ranking,
	phrase_choose,
	phrase_budget,
	phrase_budget_picks,
	phrase_named,
	phrase_plain,
	phrase_confidential,
	phrase_check,
	phrase_cost,
	phrase_passive,
	phrase_question,
	phrase_agree,
	phrase_disagree,
	phrase_pass,
	phrase_yes,
	phrase_no,
	phrase_abstain,
	phrase_points,
	phrase_rank,
	phrases_end
};

/* "{}" stands for a number. */
static const struct {
	const char *english, *german;
} phrases[phrases_end] = {
	[phrase_slip] = {"Slip {}", "Zettel {}"},
	[phrase_papers] = {"Voting papers", "Stimmzettel"},
	[phrase_opinion] = {"Tick one box for each idea that you have an opinion of.",
			    "Kreuzen Sie bei jeder Idee, zu der Sie eine Meinung haben, ein "
			    "Kästchen an."},
	[phrase_approval] = {"Tick everything that you approve of, as much as you like.",
			     "Kreuzen Sie alles an, womit Sie einverstanden sind, so viel Sie "
			     "wollen."},
	[phrase_yesno] = {"Tick yes, no or abstain in each line.",
			  "Kreuzen Sie in jeder Zeile Ja, Nein oder Enthaltung an."},
	[phrase_dots] = {"You have {} points in all. Write how many each option gets.",
			 "Sie haben insgesamt {} Punkte. Schreiben Sie zu jeder Möglichkeit, wie "
			 "viele sie bekommt."},
	[phrase_dots_heap] = {"At most {} points on one option.",
			      "Höchstens {} Punkte auf eine Möglichkeit."},
	[phrase_resistance] = {"How much would speak against it for you? Circle a number in each "
			       "line: 0 is no resistance, 10 means that you could not bear it.",
			       "Wie groß ist Ihr Widerstand? Kreisen Sie in jeder Zeile eine Zahl "
			       "ein: 0 heißt kein Widerstand, 10 heißt für Sie untragbar."},
	[phrase_ranking] = {"Write 1 beside what you want most, 2 beside the next, and so on. The "
			    "same number may stand twice; what has none comes last.",
			    "Schreiben Sie 1 zu dem, was Sie am liebsten wollen, 2 zum Nächsten "
			    "und so weiter. Gleiche Zahlen sind erlaubt; was keine hat, kommt "
			    "zuletzt."},
	[phrase_choose] = {"Tick {} at most.", "Kreuzen Sie höchstens {} an."},
	[phrase_budget] = {"The budget is {}. Tick what you would spend it on.",
			   "Das Budget beträgt {}. Kreuzen Sie an, wofür Sie es ausgeben würden."},
	[phrase_budget_picks] = {"Tick {} at most.", "Höchstens {} Kreuze."},
	[phrase_named] = {"This ballot is open: everybody is shown what this slip says.",
			  "Diese Abstimmung ist namentlich: Alle sehen, was auf diesem Zettel "
			  "steht."},
	[phrase_plain] = {"Others see sums only; the moderators can tell what this slip says. "
			  "Write no name on it.",
			  "Andere sehen nur Summen; die Moderation kann erkennen, was dieser "
			  "Zettel sagt. Schreiben Sie keinen Namen darauf."},
	[phrase_confidential] = {"Whoever enters this slip reads it. Once the ballot is closed, "
				 "nobody else can tell what it said. Write no name on it.",
				 "Wer diesen Zettel einträgt, liest ihn. Ist die Abstimmung "
				 "geschlossen, kann sonst niemand mehr sagen, was darauf stand. "
				 "Schreiben Sie keinen Namen darauf."},
	[phrase_check] = {"Check number, given to you when the slip is entered:",
			  "Prüfnummer, die Sie beim Eintragen bekommen:"},
	[phrase_cost] = {"costs {}", "kostet {}"},
	[phrase_passive] = {"We decide nothing: everything stays as it is.",
			    "Wir beschließen nichts: Alles bleibt, wie es ist."},
	[phrase_question] = {"The question above", "Die Frage oben"},
	[phrase_agree] = {"agree", "dafür"},
	[phrase_disagree] = {"disagree", "dagegen"},
	[phrase_pass] = {"pass", "Enthaltung"},
	[phrase_yes] = {"yes", "ja"},
	[phrase_no] = {"no", "nein"},
	[phrase_abstain] = {"abstain", "Enthaltung"},
	[phrase_points] = {"points", "Punkte"},
	[phrase_rank] = {"rank", "Rang"},
};

static const char *say(const struct paper_sheet *sheet, enum phrase phrase)
{
	return sheet->language == language_de ? phrases[phrase].german : phrases[phrase].english;
}

/* ---- HTML ---- */

static void write_escaped(FILE *to, struct text text)
{
	for (uint32_t i = 0; i < text.size; i++) {
		switch (text.at[i]) {
		case '&':
			fputs("&amp;", to);
			break;
		case '<':
			fputs("&lt;", to);
			break;
		case '>':
			fputs("&gt;", to);
			break;
		case '"':
			fputs("&quot;", to);
			break;
		default:
			fputc(text.at[i], to);
		}
	}
}

/* The phrase, with the number in its gap. */
static void write_phrase(const struct paper_sheet *sheet, enum phrase phrase, const char *number)
{
	const char *text = say(sheet, phrase), *gap = strstr(text, "{}");
	if (!gap) {
		fputs(text, sheet->to);
		return;
	}
	fprintf(sheet->to, "%.*s%s%s", (int)(gap - text), text, number, gap + 2);
}

static void write_counted(const struct paper_sheet *sheet, enum phrase phrase, uint64_t number)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
	write_phrase(sheet, phrase, digits);
}

/* "12.345,50 €" and "€12,345.50"; no decimals where there are none. */
static void write_money(const struct paper_sheet *sheet, enum phrase phrase, uint64_t cents)
{
	bool german = sheet->language == language_de;
	char digits[24], shown[48];
	size_t count = (size_t)snprintf(digits, sizeof digits, "%llu",
					(unsigned long long)(cents / 100)),
	       at = 0;
	for (size_t i = 0; i < count; i++) {
		shown[at++] = digits[i];
		if (i + 1 < count && (count - 1 - i) % 3 == 0)
			shown[at++] = german ? '.' : ',';
	}
	shown[at] = '\0';
	if (cents % 100)
		snprintf(shown + at, sizeof shown - at, "%c%02u", german ? ',' : '.',
			 (unsigned)(cents % 100));
	char amount[64];
	snprintf(amount, sizeof amount, german ? "%s €" : "€%s", shown);
	write_phrase(sheet, phrase, amount);
}

static const char style[] =
	"@page{size:A4;margin:12mm}"
	"body{font:12pt/1.35 sans-serif;color:#000;background:#fff;max-width:190mm;margin:0 auto}"
	".slip{break-inside:avoid;border-bottom:1px dashed #000;padding:6mm 0}"
	".slip:last-child{border-bottom:0}"
	".slip::after{content:\"\\2702\";display:block;height:0;position:relative;top:3mm;"
	"left:-5mm}"
	".slip:last-child::after{content:none}"
	"header{display:flex;justify-content:space-between;font-weight:bold;font-size:14pt}"
	"h2{font-size:14pt;margin:2mm 0}p{margin:1mm 0 2mm}"
	"table{border-collapse:collapse;width:100%}"
	"th,td{border-bottom:1px solid #999;padding:1.5mm 1mm;text-align:left;vertical-align:top}"
	"th.mark,td.mark{text-align:center;white-space:nowrap;width:1%;padding:1.5mm 2mm}"
	".box,.line{display:inline-block;height:5mm;border:1px solid #000;width:5mm}"
	".line{width:14mm;border-width:0 0 1px}"
	".scale{word-spacing:1.5mm}"
	".small{font-size:10pt}"
	".check{border-bottom:1px solid #000;display:inline-block;width:55mm}";

void paper_sheet_begin(const struct paper_sheet *sheet)
{
	fprintf(sheet->to,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" "
		"content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<title>%s: ",
		sheet->language == language_de ? "de" : "en", say(sheet, phrase_papers));
	write_escaped(sheet->to, sheet->ballot->title);
	fprintf(sheet->to, "</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n", style);
}

void paper_sheet_end(const struct paper_sheet *sheet)
{
	fputs("</main>\n</body>\n</html>\n", sheet->to);
}

/* ---- one paper ---- */

static void write_how(const struct paper_sheet *sheet)
{
	const struct row_ballot *ballot = sheet->ballot;
	fputs("<p>", sheet->to);
	switch (ballot->method) {
	case ballot_method_approval:
		fputs(say(sheet, phrase_approval), sheet->to);
		break;
	case ballot_method_yesno:
		fputs(say(sheet, phrase_yesno), sheet->to);
		break;
	case ballot_method_dots:
		write_counted(sheet, phrase_dots, ballot->points);
		if (ballot->heap) {
			fputc(' ', sheet->to);
			write_counted(sheet, phrase_dots_heap, ballot->heap);
		}
		break;
	case ballot_method_resistance:
		fputs(say(sheet, phrase_resistance), sheet->to);
		break;
	case ballot_method_ranking:
		fputs(say(sheet, phrase_ranking), sheet->to);
		break;
	case ballot_method_choose:
		write_counted(sheet, phrase_choose, ballot->picks);
		break;
	case ballot_method_budget:
		write_money(sheet, phrase_budget, ballot->budget);
		if (ballot->picks) {
			fputc(' ', sheet->to);
			write_counted(sheet, phrase_budget_picks, ballot->picks);
		}
		break;
	case ballot_method_opinion:
	case ballot_method_none:
		fputs(say(sheet, phrase_opinion), sheet->to);
		break;
	}
	fputs("</p>\n", sheet->to);
}

/* The words above the places for a mark; none where one box says enough. */
static uint32_t headings_of(enum ballot_method method, enum phrase headings[3])
{
	switch (method) {
	case ballot_method_opinion:
	case ballot_method_none:
		headings[0] = phrase_agree;
		headings[1] = phrase_disagree;
		headings[2] = phrase_pass;
		return 3;
	case ballot_method_yesno:
		headings[0] = phrase_yes;
		headings[1] = phrase_no;
		headings[2] = phrase_abstain;
		return 3;
	case ballot_method_dots:
		headings[0] = phrase_points;
		return 1;
	case ballot_method_ranking:
		headings[0] = phrase_rank;
		return 1;
	case ballot_method_approval:
	case ballot_method_resistance:
	case ballot_method_choose:
	case ballot_method_budget:
		break;
	}
	return 0;
}

static void write_places(const struct paper_sheet *sheet, uint32_t boxes)
{
	enum ballot_method method = sheet->ballot->method;
	if (method == ballot_method_resistance) {
		fputs("<td class=\"mark scale\">0 1 2 3 4 5 6 7 8 9 10</td>", sheet->to);
		return;
	}
	bool line = method == ballot_method_dots || method == ballot_method_ranking;
	for (uint32_t i = 0; i < boxes; i++)
		fprintf(sheet->to, "<td class=\"mark\"><span class=\"%s\"></span></td>",
			line ? "line" : "box");
}

static void write_option(const struct paper_sheet *sheet, const struct paper_option *option)
{
	fputs("<td>", sheet->to);
	if (option->number) {
		fprintf(sheet->to, "<b>#%u</b> ", option->number);
		write_escaped(sheet->to, option->title);
	} else {
		fputs(say(sheet, sheet->ballot->method == ballot_method_yesno ? phrase_question
									      : phrase_passive),
		      sheet->to);
	}
	if (sheet->ballot->method == ballot_method_budget) {
		fputs(" <span class=\"small\">(", sheet->to);
		write_money(sheet, phrase_cost, option->cost);
		fputs(")</span>", sheet->to);
	}
	fputs("</td>", sheet->to);
}

static void write_table(const struct paper_sheet *sheet)
{
	enum phrase headings[3];
	uint32_t count = headings_of(sheet->ballot->method, headings);
	fputs("<table>\n", sheet->to);
	if (count) {
		fputs("<tr><th></th>", sheet->to);
		for (uint32_t i = 0; i < count; i++)
			fprintf(sheet->to, "<th class=\"mark\" scope=\"col\">%s</th>",
				say(sheet, headings[i]));
		fputs("</tr>\n", sheet->to);
	}
	for (uint32_t i = 0; i < sheet->options->count; i++) {
		fputs("<tr>", sheet->to);
		write_option(sheet, &sheet->options->at[i]);
		write_places(sheet, count ? count : 1);
		fputs("</tr>\n", sheet->to);
	}
	fputs("</table>\n", sheet->to);
}

static void write_secrecy(const struct paper_sheet *sheet)
{
	enum secrecy secrecy = sheet->ballot->secrecy;
	fprintf(sheet->to, "<p class=\"small\">%s",
		say(sheet, secrecy == secrecy_named          ? phrase_named
			   : secrecy == secrecy_confidential ? phrase_confidential
							     : phrase_plain));
	if (secrecy == secrecy_confidential)
		fprintf(sheet->to, "<br>%s <span class=\"check\">&nbsp;</span>",
			say(sheet, phrase_check));
	fputs("</p>\n", sheet->to);
}

void paper_sheet_add(const struct paper_sheet *sheet, uint32_t slip, struct text town)
{
	fputs("<section class=\"slip\">\n<header><span>", sheet->to);
	write_counted(sheet, phrase_slip, slip);
	fputs("</span><span>", sheet->to);
	write_escaped(sheet->to, town);
	fputs("</span></header>\n<h2>", sheet->to);
	write_escaped(sheet->to, sheet->ballot->title);
	fputs("</h2>\n", sheet->to);
	write_how(sheet);
	write_table(sheet);
	write_secrecy(sheet);
	fputs("</section>\n", sheet->to);
}
