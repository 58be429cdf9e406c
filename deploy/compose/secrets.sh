#!/bin/bash
# Makes the keys, and a token for each process that calls another, in the folder given (secrets/ beside this script).
# The signing key stays in that folder: keep it, or throw it away and make all tokens anew.
set -euo pipefail

folder=${1:-$(dirname "$0")/secrets}
days=${PAGURUS_TOKEN_DAYS:-365}
umask 077
mkdir -p "$folder"
if [ ! -e "$folder/private.pem" ]; then
    openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$folder/private.pem"
fi
openssl pkey -in "$folder/private.pem" -pubout -out "$folder/public.pem"
# The processes in the containers run under a user of their own.
chmod 755 "$folder"
chmod 644 "$folder/public.pem"

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

token() {
    local subject=$1 group=$2 now head body
    now=$(date +%s)
    head=$(printf '{"alg":"RS256","typ":"JWT"}' | base64url)
    body=$(printf '{"iss":"pagurus","sub":"%s","groups":["%s"],"iat":%d,"exp":%d}' \
        "$subject" "$group" "$now" $((now + days * 86400)) | base64url)
    printf '%s.%s.%s' "$head" "$body" \
        "$(printf '%s.%s' "$head" "$body" | openssl dgst -sha256 -sign "$folder/private.pem" -binary | base64url)"
}

process() {
    printf 'PAGURUS_AUTH_TOKEN=%s\n' "$(token "$1" "$2")" > "$folder/$1.env"
}

process migration-1 migration
process gateway-1 gateway
process gateway-2 gateway
process hk-1 node
process jp-1 node
process us-1 node
process operator operator
echo "keys and tokens are in $folder"
