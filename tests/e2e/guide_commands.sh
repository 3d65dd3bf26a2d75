#!/usr/bin/env bash
# The guides for moderators, to a whole day and to voting, say what is true. What they quote *so* stands on the page or in a refusal. Each
# `bogen` line of their blocks of code is run, in order, in a session that begins with the guide. What
# others do in between stands in the guides as comments of the form <!-- meanwhile … -->, a line
# "PROFILE ARGUMENT …" each. A line ends with 0, or with N if it says `# exit N`.
# shellcheck source=tests/e2e/cli_lib.sh
. "$(dirname "$0")/cli_lib.sh"
docs=$here/../../docs

# The lines of a guide that are run: "bogen …" as it stands there, or "meanwhile PROFILE …".
steps_of() {
	awk '/^<!-- meanwhile$/ { hidden = 1; next }
		/^-->$/ { hidden = 0; next }
		hidden { print "meanwhile " $0; next }
		/^    bogen / { sub(/^ +/, ""); print }' "$1"
}

# As it is typed in the guide.
bogen() {
	timeout 60 "$BOGEN" "$@" </dev/null
}

meanwhile() {
	local name=$1
	shift
	"$BOGEN" --profile "$name" --server "$url" "${@/#CODE/$code}" </dev/null
}

# run_guide FILE
run_guide() {
	local line expected got code=
	while read -r line; do
		expected=0 got=0
		[[ ! $line =~ '# exit '([0-9]+) ]] || expected=${BASH_REMATCH[1]}
		eval "$line" >output 2>errors || got=$?
		[ "$got" -eq "$expected" ] || {
			cat output errors >&2
			wrong "$(basename "$1"): '$line' ended with $got, not $expected"
		}
		[[ $line != 'bogen new '* ]] || {
			bogen show --json >session.json
			code=$(json session.json "d['code']")
		}
		printf '%s\n' "$line"
	done < <(steps_of "$1")
}

# The example of three towns stands in the guide as the program has counted it: shares in percent by
# the three rules, and in how many towns an option is carried.
compare_towns() {
	local rule
	for rule in people towns every-town; do
		bogen ballot results 2 --rule "$rule" --json >"$rule.json"
	done
	python3 - "$docs/$1.md" <<'END'
import json, re, sys
rows = re.findall(r"^\| (\S+(?: \S+)*) \|" + r" (\d+) \w+ (\d+) \|" * 3 + r" ([^|]*) \|" * 3 + r" (\d) \w+ 3 \|$",
                  open(sys.argv[1], encoding="utf-8").read(), re.M)
assert len(rows) == 3, rows
for at, rule in enumerate(("people", "towns", "every-town")):
    result = json.load(open(f"{rule}.json"))
    options = {option["title"]: option for option in result["options"]}
    papers = result["turnout"]
    best = min(result["options"], key=lambda option: option["rank"])["title"]
    for title, *cells in rows:
        towns, shares, carried = cells[:6], cells[6:9], cells[9]
        option = options[title]
        told = float(re.sub("[ *%]", "", shares[at].replace(",", ".")))
        assert abs(100 * option["score"] - told) < 0.05, (title, rule, option["score"], told)
        assert ("**" in shares[at]) == (title == best), (title, rule)
        assert option["carried"] == int(carried), (title, option["carried"])
        counted = sorted((town["approvals"], papers[name]) for name, town in option["by_town"].items())
        assert counted == sorted(zip(map(int, towns[::2]), map(int, towns[1::2]))), (title, counted)
END
}

for guide in moderators moderation voting abstimmen; do
	claim "what $guide.md shows works as it stands there"
	mkdir "$guide"
	cd "$guide"
	export XDG_CONFIG_HOME=$PWD/config
	start_server
	cp data/host-link .
	cp -r "$docs/examples" .
	steps_of "$docs/$guide.md" >steps
	[ "$(grep -c '^bogen' steps)" -ge 45 ] || wrong "$guide.md has lost its commands"
	run_guide "$docs/$guide.md"
	case $guide in voting | abstimmen) compare_towns "$guide" ;; esac
	kill_server
	cd ..
done

claim 'the example of a budget stands in the guides as the program counts it'
for rule in 'greedy' 'equal-shares --completion none' 'equal-shares --completion add1-votes'; do
	# shellcheck disable=SC2086 # a rule and its option
	bogen tally "$docs/examples/projects.pb" --rule $rule --json >tally.json
	case $rule in
	greedy) is "$(json tally.json "(sorted(d['winners']), d['cost'])")" "(['lights', 'stage'], 100000)" ;;
	*) is "$(json tally.json "(sorted(d['winners']), d['cost'])")" "(['lights', 'shelter', 'swing'], 98000)" ;;
	esac
done

claim 'guides in both languages show the same commands'
"$BOGEN" help | sed -n 's/^  \([a-z-]\+\( [a-z-]\+\)\?\)  \+[A-Z].*/\1/p' >names
for guide in moderators moderation voting abstimmen; do
	sed -n 's/^bogen //p' "$guide/steps" | python3 -c 'import sys
names = set(open("names").read().split("\n"))
for line in sys.stdin:
    words = line.split()
    both = " ".join(words[:2])
    print(both if both in names else words[0])' >"$guide/shown"
done
diff moderators/shown moderation/shown || wrong 'one guide shows what the other does not'
diff voting/shown abstimmen/shown || wrong 'one guide to voting shows what the other does not'

claim 'what the guides name in passing exists'
grep -ohE '`bogen [a-z][a-z -]*' "$docs"/{moderators,moderation,voting,abstimmen}.md | sed 's/`bogen //' | sort -u |
	while read -r -a words; do
		"$BOGEN" help "${words[0]}" "${words[1]:-}" >output 2>&1 || "$BOGEN" help "${words[0]}" >output 2>&1 ||
			wrong "there is no 'bogen ${words[*]}'"
	done

claim 'what the guides quote from the page stands there'
quoted() {
	python3 - "$docs/$1.md" "$docs/../protocol/errors.def" "$docs/../client-web/texts/$2"{,_*}.ts <<'END'
import re, sys
guide, refusals, *page = (open(name, encoding="utf-8").read() for name in sys.argv[1:])
page = "".join(page)
quotes = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", re.sub(r"(?m)^    .*$|^<!--(.|\n)*?-->$|`[^`]*`", "", guide))
quotes = {" ".join(quote.split()).rstrip(".") for quote in quotes}
print(*(quote for quote in quotes if quote not in page + refusals), sep="\n", end="")
sys.exit(len(quotes) < 10)
END
}
for guide in moderators:en moderation:de voting:en abstimmen:de; do
	quoted "${guide%:*}" "${guide#*:}" >output
	is "$(cat output)" ''
done
