#!/usr/bin/env bash
# Calls that overrun, guess, or bring clock and chance to where both must be handed in.
. tests/tidy/lib.sh

anywhere='strcpy|strcat|sprintf|vsprintf|gets|strtok|tmpnam|mktemp|alloca|asctime|ctime|gmtime|localtime'
programs='rand|srand|atoi|atol|atoll|atof|random|srandom|system|popen|longjmp'
deterministic='time|clock|clock_gettime|gettimeofday|getrandom|getentropy|RAND_bytes|sleep|usleep|nanosleep|pthread_[a-z_]+|printf|fprintf|fopen|getenv'

# The program's text without comments and strings, each line with its place.
calls() {
	xargs -r python3 tests/tidy/code_only.py
}

{
	c_files | calls | grep -E "(^|[^A-Za-z0-9_.>])($anywhere) ?\(" || true
	c_files | grep -E '^(protocol|server|client-cli)/' | calls |
		grep -E "(^|[^A-Za-z0-9_.>])($programs) ?\(" || true
	c_files | grep -E '^(server/core|server/decide|server/voting|protocol)/' |
		grep -vE '^server/decide/method(_json|_read)?\.c$|^protocol/print' | calls |
		grep -E "(^|[^A-Za-z0-9_.>])($deterministic) ?\(" || true
} | none_found 'These calls are banned here:'
