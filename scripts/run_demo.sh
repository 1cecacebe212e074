#!/usr/bin/env bash
# Drives the running stack from outside: quiet traffic, a festival, the decision, the metrics. See --help.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

server=${SERVER_URL:-http://127.0.0.1:8000}
mlflow=${MLFLOW_URL:-http://127.0.0.1:5000}
prometheus=${PROMETHEUS_URL:-http://127.0.0.1:9090}
grafana=${GRAFANA_URL:-http://127.0.0.1:3000}
client=${DEMO_CLIENT:-./evenkeel}
home=${DEMO_HOME:-evenkeel-home/stack}
rate=${DEMO_RATE:-400}
severity=high up=no inject=no inside=no with_grafana=yes

usage() {
  cat <<'TEXT'
Usage: scripts/run_demo.sh [--up] [--inject] [--inside] [--severity low|medium|high] [--without-grafana]

  --up                start the stack first (docker compose, else podman-compose)
  --inject            begin the festival without being asked; else it waits until you do, in a second terminal
  --inside            send the traffic from the server's container, where there is no JDK for ./evenkeel
  --severity WORD     how hard the festival hits (default: high, which asks for a retrain)
  --without-grafana   the stack runs without Grafana

Other than the defaults: SERVER_URL, MLFLOW_URL, PROMETHEUS_URL, GRAFANA_URL, DEMO_RATE (rows a second, 400), DEMO_CLIENT
(the program that sends, ./evenkeel), DEMO_HOME (where the client finds the regime). Needs bash and curl; the token is
EVENKEEL_TOKEN, from the environment or from .env. With the pace of .env.example it takes two to four minutes.
TEXT
}

say() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
fail() {
  printf '\nrun_demo: %s\n' "$*" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --up) up=yes ;;
    --inject) inject=yes ;;
    --inside) inside=yes ;;
    --without-grafana) with_grafana=no ;;
    --severity)
      severity=${2:-}
      case $severity in low | medium | high) ;; *) fail "--severity must be low, medium or high" ;; esac
      shift
      ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

compose() {
  if command -v docker >/dev/null && docker compose version >/dev/null 2>&1; then
    docker compose "$@"
  elif command -v podman-compose >/dev/null; then
    podman-compose "$@"
  else
    fail "needs docker compose or podman-compose for this"
  fi
}

get() { curl -fsS --max-time 5 "$@" 2>/dev/null; }

# Waits until a command is well: SECONDS WHAT COMMAND...
await() {
  local patience=$1 what=$2 begun=$SECONDS
  shift 2
  until "$@" >/dev/null; do
    [ $((SECONDS - begun)) -lt "$patience" ] || fail "$what: not within $patience s. Look at: docker compose logs"
    if [ -n "$traffic" ] && ! kill -0 "$traffic" 2>/dev/null; then
      fail "the traffic has ended too early; its last words: $(tail -n 3 "$traffic_log")"
    fi
    sleep 1
  done
  note "$what (after $((SECONDS - begun)) s)"
}

# The sum of a metric of the server over what its labels hold: NAME [LABEL]
metric() {
  get "$server/metrics" | awk -v name="$1" -v label="${2:-}" '
    index($1, name) == 1 && (label == "" || index($0, label)) && ($1 == name || substr($1, length(name) + 1, 1) == "{") {
      sum += $NF; seen = 1
    }
    END { if (!seen) exit 1; printf "%d\n", sum }'
}

above() { [ "$(metric "$1" "$2" || echo 0)" -gt "$3" ]; }

# Whether Prometheus has a value for an expression.
known() { get --get --data-urlencode "query=$1" "$prometheus/api/v1/query" | grep '"result":\[{'; }

# The same as lines: labels and value.
show() {
  get --get --data-urlencode "query=$1" "$prometheus/api/v1/query" |
    grep -o '{"metric":{[^}]*},"value":\[[^]]*\]' |
    sed -E 's/\{"metric":\{("__name__":)?//; s/\},"value":\[[^,]*,"/  = /; s/"\]$//; s/"//g; s/^/   /'
}

serving() { get "$server/health" | grep -o '"model_version":"[^"]*"' | cut -d'"' -f4; }
# A server that does not answer serves no other version.
serves_another() {
  local now
  now=$(serving) && [ -n "$now" ] && [ "$now" != "$1" ]
}

evenkeel() {
  if [ "$inside" = yes ]; then
    compose exec -T server evenkeel "$@"
  else
    "$client" "$@" --home "$home"
  fi
}

traffic='' traffic_log='' traffic_id=/tmp/run_demo.$$
# Sends until it is ended, a quarter of an hour at most: URL. It becomes the client, so that its id is the client's; the
# client in the container notes its own id there.
send() {
  local url=$1
  set -- --rate "$rate" --rows $((rate * 900))
  if [ "$inside" = yes ]; then
    compose exec -T server sh -c 'echo $$ >"$0" && exec evenkeel traffic "$@"' "$traffic_id" --url http://127.0.0.1:8000 "$@"
  else
    exec "$client" traffic --url "$url" "$@" --home "$home"
  fi
}
end_traffic() {
  if [ -n "$traffic" ]; then
    if [ "$inside" = yes ]; then
      compose exec -T server sh -c 'kill "$(cat "$0")"; rm -f "$0"' "$traffic_id" >/dev/null 2>&1 || true
    fi
    kill "$traffic" 2>/dev/null || true
    rm -f "$traffic_log"
  fi
}
trap end_traffic EXIT

if [ -z "${EVENKEEL_TOKEN:-}" ] && [ -r .env ]; then
  EVENKEEL_TOKEN=$(sed -n 's/^EVENKEEL_TOKEN=//p' .env | tail -n 1)
fi
[ -n "${EVENKEEL_TOKEN:-}" ] || fail "set EVENKEEL_TOKEN, or copy .env.example to .env and set it there: labels need it"
export EVENKEEL_TOKEN

if [ "$up" = yes ]; then
  say "Starting the stack"
  compose up -d --build
fi

say "Waiting for the stack"
await 600 "the server serves $server/health" get "$server/health"
await 180 "MLflow answers at $mlflow" get "$mlflow/health"
await 120 "Prometheus answers at $prometheus" get "$prometheus/-/ready"
if [ "$with_grafana" = yes ]; then await 180 "Grafana answers at $grafana" get "$grafana/api/health"; fi
for job in server monitor agent; do
  await 240 "Prometheus scrapes the $job" known "up{job=\"$job\"} == 1"
done
before=$(serving) || fail "$server/health names no version that serves"
note "serving: $before"

say "Quiet traffic, $rate rows a second"
if [ "$inside" = no ]; then mkdir -p "$home"; fi
evenkeel inject --severity off >/dev/null
calm=$(metric agent_decisions_total 'decision="ok"' || echo 0)
traffic_log=$(mktemp)
send "$server" >"$traffic_log" 2>&1 &
traffic=$!
await 420 "a check of quiet traffic was found well: decision ok" above agent_decisions_total 'decision="ok"' "$calm"

say "The festival ($severity)"
decisions() { metric agent_decisions_total "decision=\"$1\"" || echo 0; }
alerts=$(decisions alert) rollbacks=$(decisions rollback) retrains=$(decisions retrain)
decided() {
  [ "$(decisions alert)" -gt "$alerts" ] || [ "$(decisions rollback)" -gt "$rollbacks" ] ||
    [ "$(decisions retrain)" -gt "$retrains" ]
}
if [ "$inject" = yes ]; then
  evenkeel inject --severity "$severity"
elif [ "$inside" = yes ]; then
  note "in a second terminal:  docker compose exec server evenkeel inject --severity $severity"
else
  note "in a second terminal:  ./evenkeel inject --home $home --severity $severity"
fi
await 600 "the agent has decided" decided
note "decisions since: $(($(decisions alert) - alerts)) alert, $(($(decisions rollback) - rollbacks)) rollback, $(($(decisions retrain) - retrains)) retrain"
if [ "$(decisions retrain)" -gt "$retrains" ]; then
  await 420 "another version serves than $before" serves_another "$before"
  note "serving: $(serving)"
fi

say "What the server's own page of metrics says ($server/metrics)"
get "$server/metrics" |
  grep -E '^(model_drift_score|model_accuracy|agent_decisions_total|agent_retrains_total|model_last_retrain_promoted|predictions_total)' |
  sed 's/^/   /'

say "What Prometheus says ($prometheus)"
await 60 "it has the drift score" known model_drift_score
for expression in 'max(model_drift_score)' 'max by (decision) (agent_decisions_total)' 'sum by (outcome) (predictions_total)'; do
  note "$expression"
  show "$expression"
done

say "What MLflow has ($mlflow)"
# The runs of an experiment, by name: EXPERIMENT
runs() {
  local id
  id=$(get "$mlflow/api/2.0/mlflow/experiments/get-by-name?experiment_name=$1" | grep -oE '"experiment_id": ?"[0-9]+"' | grep -oE '[0-9]+') || return 1
  get -H 'Content-Type: application/json' -d "{\"experiment_ids\":[\"$id\"],\"max_results\":20}" "$mlflow/api/2.0/mlflow/runs/search" |
    grep -oE '"run_name": ?"[^"]*"' | cut -d'"' -f4
}
await 120 "runs in upi_fraud_agent_actions" runs upi_fraud_agent_actions
runs upi_fraud_agent_actions | sed 's/^/   /'
if [ "$(decisions retrain)" -gt "$retrains" ]; then
  await 120 "runs in upi_fraud_retrain" runs upi_fraud_retrain
  runs upi_fraud_retrain | sed 's/^/   /'
fi

say "Look at"
note "server      $server/health, $server/model/info, $server/metrics"
note "MLflow      $mlflow  (experiments upi_fraud_retrain, upi_fraud_agent_actions; model fraud_model)"
note "Prometheus  $prometheus/graph?g0.expr=model_drift_score"
if [ "$with_grafana" = yes ]; then note "Grafana     $grafana  (user and password from .env)"; fi
note "decisions   docker compose logs -f agent-runner"
