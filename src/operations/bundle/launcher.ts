/** What stands in the bundle as `dan-loi`: with it nothing has to be installed, not even npm. */
export const LAUNCHER = `#!/bin/sh
# ./dan-loi            the server
# ./dan-loi verify     whether every file is as it was packed
# ./dan-loi NAME …     a command: doctor, backup, restore, accounts, content-lint … (all are in src/commands)
set -e
cd "$(dirname "$0")"
name=\${1:-start}
[ $# -eq 0 ] || shift
node=node_modules/.bin/node
case $name in
  start) exec $node --max-semi-space-size=4 src/main.ts ;;
  verify)
    sha256sum -c --quiet SHA256SUMS || { echo "Something was changed or is missing. Unpack the bundle again." >&2; exit 1; }
    echo "Every file is as it was packed." ;;
  *)
    [ -f "src/commands/$name.ts" ] || { echo "There is no command $name; see src/commands." >&2; exit 1; }
    exec $node "src/commands/$name.ts" "$@" ;;
esac
`
