#!/bin/sh
# The console's unit tests: bundled to plain JavaScript (Node 18 reads no TypeScript), then run.
set -e
cd "$(dirname "$0")"
node bundle.mjs --tests
if ! node --test target/test-web/ >target/test-web.log 2>&1; then
    cat target/test-web.log
    exit 1
fi
