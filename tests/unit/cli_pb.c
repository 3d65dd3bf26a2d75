/* Claims about .pb files. */
#include "testing.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/pb_file.h"

static char reason[500];

static struct pb_file *read_text(const char *text)
{
	reason[0] = '\0';
	return pb_file_read(text, strlen(text), reason, sizeof reason);
}

static void assert_refused(const char *text, const char *why)
{
	assert_null(read_text(text));
	assert_string_equal(reason, why);
}

/* A vote as its projects' ids and points: "a:1 b:1". */
static const char *vote(const struct pb_file *file, uint32_t index)
{
	static char out[200];
	out[0] = '\0';
	for (uint32_t i = 0; i < file->votes[index].count; i++) {
		struct pb_choice choice = file->choices[file->votes[index].first + i];
		snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s:%" PRIu64, i ? " " : "",
			 file->projects[choice.project].id, choice.points);
	}
	return out;
}

#define META(type)     "META\nkey;value\nbudget;100\nvote_type;" type "\n"
#define PROJECTS       "PROJECTS\nproject_id;cost\na;10\nb;20\nc;30\n"
#define VOTES          "VOTES\nvoter_id;vote\n"
#define APPROVAL(rest) META("approval") PROJECTS VOTES rest

static void a_plain_file_is_read(void **state)
{
	(void)state;
	struct pb_file *file = read_text(APPROVAL("1;a,b\n2;\n3;c\n"));
	assert_non_null(file);
	assert_int_equal(file->budget, 100);
	assert_int_equal(file->decimals, 0);
	assert_int_equal(file->project_count, 3);
	assert_int_equal(file->projects[2].cost, 30);
	assert_int_equal(file->projects[2].votes_told, PB_UNTOLD);
	assert_int_equal(file->vote_count, 3);
	assert_string_equal(vote(file, 0), "a:1 b:1");
	assert_string_equal(vote(file, 1), "");
	assert_string_equal(vote(file, 2), "c:1");
	pb_file_free(file);
}

static void columns_come_in_any_order(void **state)
{
	(void)state;
	struct pb_file *file = read_text(
		"META\r\nvalue;key\r\n100;budget\r\napproval;vote_type\r\nx;unheard_of\r\n"
		"PROJECTS\r\nselected;name;category;cost;votes;project_id\r\n"
		"1;\"A \"\"fine\"\" one; really\";parks;10;7;a\r\n0;;;20;None;b\r\n"
		"VOTES\r\nvote;age;neighborhood;voter_id\r\n\"b, a\";63;West;v1\r\n;;;v2\r\n");
	assert_non_null(file);
	assert_string_equal(file->projects[0].name, "A \"fine\" one; really");
	assert_int_equal(file->projects[0].votes_told, 7);
	assert_int_equal(file->projects[0].selected_told, 1);
	assert_int_equal(file->projects[1].votes_told, PB_UNTOLD);
	assert_string_equal(vote(file, 0), "b:1 a:1");
	assert_string_equal(file->votes[0].town, "West");
	assert_string_equal(file->votes[0].voter, "v1");
	assert_int_equal(file->votes[1].count, 0);
	pb_file_free(file);
}

static void a_byte_order_mark_and_blank_lines_say_nothing(void **state)
{
	(void)state;
	const char text[] = "\xEF\xBB\xBF\n meta ;\n key ; value \nbudget; 100 \n\n"
			    "vote_type;Approval\n;\nprojects\nproject_id;cost\na;10\nb;5\n"
			    "votes\nvote\na , b\nnone\n";
	assert_true(pb_file_is(text, strlen(text)));
	assert_false(pb_file_is("{\"idea\":[]}", 11));
	assert_false(pb_file_is("METADATA", 8));
	struct pb_file *file = read_text(text);
	assert_string_equal(reason, "");
	assert_non_null(file);
	assert_int_equal(file->vote_count, 2);
	assert_string_equal(vote(file, 0), "a:1 b:1");
	assert_string_equal(vote(file, 1), "");
	pb_file_free(file);
}

static void costs_are_exact(void **state)
{
	(void)state;
	struct pb_file *file =
		read_text("META\nkey;value\nbudget;1000000,5\nvote_type;approval\n"
			  "PROJECTS\nproject_id;cost\na;12.25\nb;0,10\nc;7\nd;3.000\n" VOTES);
	assert_non_null(file);
	assert_int_equal(file->decimals, 2);
	assert_int_equal(file->budget, 100000050);
	assert_int_equal(file->projects[0].cost, 1225);
	assert_int_equal(file->projects[1].cost, 10);
	assert_int_equal(file->projects[2].cost, 700);
	assert_int_equal(file->projects[3].cost, 300);
	char out[40];
	pb_amount(out, sizeof out, file->projects[1].cost, 2);
	assert_string_equal(out, "0.10");
	pb_file_free(file);
}

static void points_and_ranks_are_read(void **state)
{
	(void)state;
	struct pb_file *file = read_text(META("cumulative") PROJECTS
					 "VOTES\nvoter_id;points;vote\n1;2.5,1;a,b\n2;;\n3;4;c\n");
	assert_non_null(file);
	assert_int_equal(file->point_decimals, 1);
	assert_string_equal(vote(file, 0), "a:25 b:10");
	assert_string_equal(vote(file, 2), "c:40");
	pb_file_free(file);
	file = read_text(META("scoring") PROJECTS "VOTES\nvote;points\na,b;0,3\n");
	assert_non_null(file);
	assert_string_equal(vote(file, 0), "a:0 b:3");
	struct pb_tally *tally = pb_file_tally(file);
	assert_int_equal(tally[0].votes, 0);
	assert_int_equal(tally[1].votes, 1);
	assert_int_equal(tally[1].score, 3);
	free(tally);
	pb_file_free(file);
	file = read_text(META("ordinal") PROJECTS "VOTES\nvote\nc,a,b\nb\n");
	assert_non_null(file);
	assert_string_equal(vote(file, 0), "c:2 a:1 b:0");
	assert_string_equal(vote(file, 1), "b:0");
	pb_file_free(file);
	file = read_text(META("choose-1") PROJECTS "VOTES\nvote\nc\n");
	assert_non_null(file);
	assert_string_equal(vote(file, 0), "c:1");
	pb_file_free(file);
}

static void broken_lines_are_named(void **state)
{
	(void)state;
	assert_refused(APPROVAL("1;a\n2;a,x\n"), "line 13, column 5: there is no project 'x'");
	assert_refused(APPROVAL("1;\"a,ü\"\n"), "line 12, column 6: there is no project 'ü'");
	assert_refused(APPROVAL("1;b,a,b\n"), "line 12, column 7: project 'b' is there twice");
	assert_refused(APPROVAL("1;a,,b\n"),
		       "line 12, column 5: there is no project between two commas");
	assert_refused(APPROVAL("1;a\n2;b\n1;c\n"), "line 14, column 1: voter '1' is there twice");
	assert_refused(APPROVAL("1;a;;7\n"),
		       "line 12, column 6: a value too many: there are 2 columns");
	assert_refused(APPROVAL("1;\"a\n2;b\n"),
		       "line 12, column 3: the quote that begins here is never closed");
	assert_refused(APPROVAL("1;\xFF\n"), "line 12, column 3: this is not UTF-8 text");
	assert_refused(META("choose-1") PROJECTS VOTES "1;a,b\n",
		       "line 12, column 5: only one project can be chosen");
}

static void broken_costs_are_named(void **state)
{
	(void)state;
	static const struct {
		const char *cost, *why;
	} cases[] = {
		{"-5", "line 7, column 3: the cost is negative: -5"},
		{"", "line 7, column 3: the cost is missing"},
		{"ten", "line 7, column 3: the cost is no number: 'ten'"},
		{"1.000.000", "line 7, column 3: the cost is no number: '1.000.000'"},
		{"1e6", "line 7, column 3: the cost is no number: '1e6'"},
		{"0.0000001", "line 7, column 3: the cost has more than 6 decimals: 0.0000001"},
		{"99999999999999999999",
		 "line 7, column 3: the cost is too large: 99999999999999999999"},
		{"9999999999999999", "line 9: all costs together are too large"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[300];
		snprintf(text, sizeof text,
			 META("approval") "PROJECTS\nproject_id;cost\na;%s\n" VOTES, cases[i].cost);
		assert_refused(text, cases[i].why);
	}
	assert_refused(META("approval") "PROJECTS\nproject_id;cost\na;1\nb;2\na;3\n" VOTES,
		       "line 9, column 1: project 'a' is there twice");
	assert_refused(META("approval") "PROJECTS\nproject_id;cost\n;1\n" VOTES,
		       "line 7, column 1: project_id is missing");
	assert_refused(META("approval") "PROJECTS\nproject_id;name\na;b\n" VOTES,
		       "line 6, column 1: PROJECTS has no column 'cost'");
}

static void missing_parts_are_named(void **state)
{
	(void)state;
	assert_refused("", "line 1: the file ends without META");
	assert_refused("a;b\n", "line 1, column 1: a .pb file begins with META");
	assert_refused(META("approval"), "line 4: the file ends without PROJECTS");
	assert_refused(META("approval") PROJECTS, "line 9: the file ends without VOTES");
	assert_refused(META("approval") VOTES, "line 5, column 1: VOTES comes before PROJECTS");
	assert_refused(META("approval") "META\n", "line 5, column 1: META is there twice");
	assert_refused("META\nkey;value\nvote_type;approval\n" PROJECTS VOTES,
		       "line 4, column 1: META says no budget");
	assert_refused("META\nkey;value\nbudget;1\n" PROJECTS VOTES,
		       "line 4, column 1: META says no vote_type");
	assert_refused(META("range"), "line 4, column 11: vote_type 'range' is none of approval, "
				      "choose-1, cumulative, scoring, ordinal");
	assert_refused(META("approval") "PROJECTS\nproject_id;cost\n" VOTES,
		       "line 8: there is no project");
}

static void broken_points_are_named(void **state)
{
	(void)state;
#define POINTS(rest) META("cumulative") PROJECTS "VOTES\nvote;points\n" rest
	assert_refused(POINTS("a,b;1\n"), "line 12, column 5: 2 projects, but points for 1");
	assert_refused(POINTS("a;1,2\n"), "line 12, column 5: points for more than 1 projects");
	assert_refused(POINTS("a;-1\n"), "line 12, column 3: the number of points is negative: -1");
	assert_refused(POINTS("a\n"), "line 12, column 1: points are missing");
	assert_refused(META("cumulative") PROJECTS VOTES "1;a\n",
		       "line 11, column 1: VOTES has no column 'points'");
	assert_refused("META\nkey;value\nbudget;1\nvote_type;scoring\nmax_sum_points;10\n" PROJECTS
		       "VOTES\nvote;points\na,b;6,5\n",
		       "line 13, column 7: too many points on one paper");
	assert_refused("META\nkey;value\nbudget;1\nvote_type;approval\nmax_length;1\n" PROJECTS
		       "VOTES\nvote\na,b\n",
		       "line 13, column 3: more than 1 projects (max_length)");
}

static char *write_text(const struct pb_file *file)
{
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);
	assert_non_null(to);
	pb_file_write(file, to);
	fclose(to);
	return text;
}

static void what_is_written_is_read_again(void **state)
{
	(void)state;
	struct pb_file *file = pb_file_new(pb_approval);
	pb_file_set(&file->description, "Quarrels; and \"peace\"\nin two towns");
	file->budget = 100050;
	file->decimals = 2;
	pb_file_add_project(file, "12", "Bench; green", 2500)->selected_told = 1;
	pb_file_add_project(file, "13", "", 99999)->selected_told = 0;
	pb_file_add_vote(file, "1", "West");
	pb_file_add_choice(file, 1, 1);
	pb_file_add_choice(file, 0, 1);
	pb_file_add_vote(file, "2", "");
	char *text = write_text(file);
	assert_string_equal(text, "META\nkey;value\n"
				  "description;\"Quarrels; and \"\"peace\"\" in two towns\"\n"
				  "num_projects;2\nnum_votes;2\nbudget;1000.50\n"
				  "vote_type;approval\n"
				  "PROJECTS\nproject_id;cost;votes;name;selected\n"
				  "12;25.00;1;\"Bench; green\";1\n13;999.99;1;;0\n"
				  "VOTES\nvoter_id;vote;neighborhood\n1;13,12;West\n2;;\n");
	struct pb_file *again = read_text(text);
	assert_non_null(again);
	char *twice = write_text(again);
	assert_string_equal(twice, text);
	free(text);
	free(twice);
	pb_file_free(file);
	pb_file_free(again);
}

static void points_survive_writing(void **state)
{
	(void)state;
	struct pb_file *file = read_text(META("scoring") PROJECTS
					 "VOTES\nvoter_id;vote;points\n1;a,b;2.5,1\n2;;\n3;c;4\n");
	assert_non_null(file);
	char *text = write_text(file);
	struct pb_file *again = read_text(text);
	assert_string_equal(reason, "");
	assert_non_null(again);
	assert_string_equal(vote(again, 0), "a:25 b:10");
	assert_int_equal(again->votes[1].count, 0);
	assert_string_equal(vote(again, 2), "c:40");
	free(text);
	pb_file_free(file);
	pb_file_free(again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a plain file is read", a_plain_file_is_read),
		CLAIM("columns come in any order, in quotes and CR LF; unknown ones say nothing",
		      columns_come_in_any_order),
		CLAIM("a byte order mark, blank lines and white space say nothing",
		      a_byte_order_mark_and_blank_lines_say_nothing),
		CLAIM("costs are exact, with a point or a comma", costs_are_exact),
		CLAIM("points and ranks are read", points_and_ranks_are_read),
		CLAIM("a broken vote is named by line and column", broken_lines_are_named),
		CLAIM("a broken cost is named by line and column", broken_costs_are_named),
		CLAIM("a missing part is named", missing_parts_are_named),
		CLAIM("broken points are named, and papers with too much", broken_points_are_named),
		CLAIM("what is written is read again, byte for byte",
		      what_is_written_is_read_again),
		CLAIM("points survive writing", points_survive_writing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
