# Sourced by run, test and .ci/run: what they need beyond the .NET SDK and Node, installed where we may.

say() { printf '%s\n' "$*" >&2; }

# need COMMAND PACKAGE: installs the system package when the command is missing and we are root.
need() {
  command -v "$1" >/dev/null 2>&1 && return 0
  missing+=("$2")
}

install_missing() {
  [[ ${#missing[@]} -eq 0 ]] && return 0
  if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null 2>&1; then
    say "headroom: missing on this machine: ${missing[*]}. Install them with your package manager, for example:"
    say "  sudo apt-get install ${missing[*]}"
    return 1
  fi
  say "installing ${missing[*]} …"
  # A server package may start its service; ours are private, so nothing is started here.
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d.headroom && chmod +x /usr/sbin/policy-rc.d.headroom
  [[ -e /usr/sbin/policy-rc.d ]] || { mv /usr/sbin/policy-rc.d.headroom /usr/sbin/policy-rc.d; placed=1; }
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
  local rc=$?
  [[ ${placed:-0} -eq 1 ]] && rm -f /usr/sbin/policy-rc.d
  rm -f /usr/sbin/policy-rc.d.headroom
  return $rc
}

need_sdk() {
  command -v dotnet >/dev/null 2>&1 || { say "headroom: the .NET SDK is missing: global.json names the version, https://dot.net has it"; return 1; }
}

need_node() {
  command -v npm >/dev/null 2>&1 || { say "headroom: Node.js with npm is missing (20 or newer): https://nodejs.org has it"; return 1; }
}

need_postgres() {
  ls -d /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing+=(postgresql)
}

need_rabbitmq() {
  [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || missing+=(rabbitmq-server)
}

# Builds the portal when its sources are newer than what was built.
build_portal() {
  [[ -f web/package.json ]] || return 0
  if [[ ! -d web/node_modules || web/package-lock.json -nt web/node_modules/.package-lock.json ]]; then
    (cd web && npm ci --no-audit --no-fund --loglevel=error >&2) || return 1
  fi
  if [[ ! -f web/dist/index.html || -n $(find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -newer web/dist/index.html -print -quit) ]]; then
    (cd web && npm run build --silent >&2) || return 1
  fi
}
