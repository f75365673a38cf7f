#!/bin/sh
# Builds the web console into target/classes/console/. Maven calls it in every build, so it does
# nothing when no source is newer than the last bundle.
set -e
cd "$(dirname "$0")"
command -v node >/dev/null 2>&1 || {
    echo "The console needs Node 18 or newer (Debian: apt-get install nodejs npm)." >&2
    exit 1
}
stamp=target/console.built
inputs="src/main/web package.json package-lock.json tsconfig.json bundle.mjs build.sh"
if [ -f "$stamp" ] && [ -f target/classes/console/index.html ] \
    && [ -z "$(find $inputs -newer "$stamp" -print | head -n 1)" ]; then
    exit 0
fi
if [ ! -f node_modules/.package-lock.json ] \
    || [ -n "$(find package-lock.json -newer node_modules/.package-lock.json)" ]; then
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
fi
mkdir -p target
touch target/console.begun
node_modules/.bin/tsc --noEmit
node bundle.mjs
mv target/console.begun "$stamp"
