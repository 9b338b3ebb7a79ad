#!/usr/bin/env bash
# Makes the secrets that are ours to choose, where they are missing, and says which ones others must give us.
# The folder is closed (0700), the files readable by all: containers run as other users, and get single files mounted.
set -euo pipefail
cd "$(dirname "$0")/secrets"
chmod 0700 .

fresh() { [ -s "$1" ] || (openssl rand -hex 24 | tr -d '\n' > "$1"; chmod 0444 "$1"); }

users=(admin core gateway zone-portal zone-one-stop)
for user in "${users[@]}"; do fresh "kafka-$user.password"; done
for file in kafka-broker.password postgres-admin.password portal-door.token; do fresh "$file"; done

# The broker knows its clients from this file; a new user needs a new file and a restart of the broker.
{
  login() {
    printf '%s.KafkaServer {\n  org.apache.kafka.common.security.plain.PlainLoginModule required\n' "$1"
    printf '  username="broker"\n  password="%s"' "$(cat kafka-broker.password)"
    shift
    for user in broker "$@"; do printf '\n  user_%s="%s"' "$user" "$(cat "kafka-$user.password")"; done
    printf ';\n};\n'
  }
  login client "${users[@]}"
  login controller
} > kafka-jaas.conf.new
chmod 0444 kafka-jaas.conf.new
mv -f kafka-jaas.conf.new kafka-jaas.conf

missing=0
for file in hub.p12 hub.p12.password gateway-tls.pem gateway-tls.key.pem dvcqg.password one-stop.key; do
  [ -s "$file" ] || { echo "missing: deploy/compose/secrets/$file (see deploy/README.md)"; missing=1; }
done
exit "$missing"
