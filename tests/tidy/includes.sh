#!/usr/bin/env bash
# Every library is known in its own few files only, and includes point one way (ARCHITECTURE.md).
. tests/tidy/lib.sh

# library ; who may include it (extended regular expression of paths)
libraries='
libwebsockets\.h     ; ^(server/edge/|client-cli/link\.c:|bench/|tests/)
uv\.h                ; ^(server/edge/|client-cli/link\.c:|bench/|tests/)
sqlite3\.h           ; ^(server/log/log_sqlite|tests/)
msgpack(\.h|/)       ; ^(protocol/|tests/)
utf8proc\.h          ; ^(protocol/text\.c|tests/)
openssl/             ; ^(server/edge/tls\.c|server/log/rowsum\.c|server/core/cipher\.c|client-cli/link\.c|bench/|tests/)
jansson\.h           ; ^(server/decide/method_(json|read)\.|client-cli/|bench/|tests/)
ini\.h               ; ^server/config\.c:
qrencode\.h          ; ^(client-cli/qr\.c|server/edge/)
gmp\.h               ; ^(server/voting/budget_|tests/)
csv\.h               ; ^(client-cli/|bench/)
cmocka\.h            ; ^tests/
'

# files ; what they must not include
directions='
^protocol/           ; "(server|client-cli|bench|tests)/
^server/voting/      ; "(server/(decide|core|log|edge)|client-cli|bench|tests)/
^server/decide/      ; "(server/(core|edge)|client-cli|bench|tests)/
^server/core/        ; "(server/edge|client-cli|bench|tests)/
^server/log/         ; "(server/(core|edge|decide)|client-cli|bench|tests)/
^server/edge/        ; "(server/decide|client-cli|bench|tests)/
^server/             ; "(client-cli|bench|tests)/
^client-cli/         ; "(server/([a-uw-z]|v[^o])|bench|tests)/
'

{
	while IFS=';' read -r library owners; do
		[ -n "${library// /}" ] || continue
		c_files | xargs grep -nE "^#include [<\"]${library// /}" |
			grep -vE "${owners# }" || true
	done <<<"$libraries"
	while IFS=';' read -r files forbidden; do
		[ -n "${files// /}" ] || continue
		c_files | grep -E "${files// /}" | xargs -r grep -nE "^#include ${forbidden# }" || true
	done <<<"$directions"
} | none_found 'These includes are not for these files:'
