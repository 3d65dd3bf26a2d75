#!/usr/bin/env bash
# `bogen tally` on .pb files, without any server: the published outcomes of two cities, small files
# that are worked out by hand, and files that are broken.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"

# tally FILE OPTION …: the document is then in `output`.
tally() {
	ends_with 0 "$BOGEN" tally "$@" --json
}

cat >small.pb <<'END'
META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost
north;60
south;40
bench;30
END
cp small.pb empty.pb
printf 'VOTES\nvoter_id;vote\n' >>empty.pb
# 6 in the north, 4 in the south; of these 3 want a bench too, and could pay it from 20 each.
python3 - >>small.pb <<'END'
print("VOTES\nvoter_id;vote")
for voter in range(10):
    print(f"{voter};{'north' if voter < 6 else 'south,bench' if voter < 9 else 'south'}")
END

claim 'the document says what was bought, how, and what greedy would have bought'
tally small.pb --completion none
is "$(cat output)" '{"rule":"equal-shares","variant":"utility cost, completion none, ties by cost-votes","winners":["north","south"],"cost":100,"per_voter":10,"budget":100,"greedy":{"winners":["north","south"],"cost":100}}'
tally small.pb --rule greedy
is "$(json output "(d['rule'], d['winners'], d['cost'], d['per_voter'])")" "('greedy', ['north', 'south'], 100, None)"
tally empty.pb
is "$(json output "(d['winners'], d['cost'])")" "([], 0)"

claim 'a table for people names the variant and shows greedy beside it'
ends_with 0 "$BOGEN" tally small.pb
for text in 'EQUAL SHARES' 'GREEDY' 'Equal Shares: 2 of 3 projects for 100 of 100, 19 for each of 10 voters.' \
	'Greedy: 2 of 3 projects' 'raised unit by unit' 'Ties go to the lower cost'; do
	says "$text" output
done

claim 'amounts have the decimals of the file, and a whole unit is what add1 adds'
sed 's/;60$/;60,50/; s/^budget;100/budget;100.5/' small.pb >cents.pb
tally cents.pb --completion none
is "$(json output "(d['winners'], d['cost'], d['per_voter'])")" "(['south'], 40, 10.05)"
tally cents.pb
is "$(json output "(d['winners'], d['cost'], d['per_voter'])")" "(['north', 'south'], 100.5, 19)"

claim 'points and ranks weigh: what is worth more to the same people is bought'
cat >points.pb <<'END'
META
key;value
budget;10
vote_type;cumulative
PROJECTS
project_id;cost
a;9
b;10
VOTES
voter_id;vote;points
1;a,b;1,3
2;b,a;3,1
END
tally points.pb --utility points --completion none
is "$(json output "(d['winners'], d['variant'])")" "(['b'], 'utility points, completion none, ties by cost-votes')"
tally points.pb --utility count --completion none
is "$(json output "d['winners']")" "['a']"
tally points.pb --rule greedy
is "$(json output "d['winners']")" "['b']"
sed -e 's/cumulative/ordinal/' -e 's/;points$//' -e 's/^1;.*/1;b,a/' -e 's/^2;.*/2;b,a/' points.pb >ranks.pb
tally ranks.pb --utility borda --completion none
is "$(json output "d['winners']")" "['b']"
tally ranks.pb --completion none
is "$(json output "d['winners']")" "['a']"

claim 'ties go by cost and votes, or by name'
cat >ties.pb <<'END'
META
key;value
budget;10
vote_type;approval
PROJECTS
project_id;cost
10;10
9;9
VOTES
voter_id;vote
1;10,9
END
tally ties.pb --completion none
is "$(json output "d['winners']")" "['9']"
tally ties.pb --completion none --ties name
is "$(json output "d['winners']")" "['10']"

claim 'what is wrong is named, and nothing is counted'
sed 's/^north;60/north;-60/' small.pb >wrong.pb
ends_with 2 "$BOGEN" tally wrong.pb
says 'wrong.pb: line 7, column 7: the cost is negative: -60'
[ ! -s output ] || wrong 'something was counted'
ends_with 2 "$BOGEN" tally wrong.pb --json
is "$(json errors "d['error']['code']")" 'unreadable'
ends_with 3 "$BOGEN" tally nothing.pb
ends_with 2 "$BOGEN" tally small.pb --utility points
ends_with 2 "$BOGEN" tally small.pb --utility borda
ends_with 2 "$BOGEN" tally small.pb --rule fair
ends_with 2 "$BOGEN" tally small.pb --rule greedy --completion add1
echo nonsense >wrong.pb
ends_with 2 "$BOGEN" tally wrong.pb
