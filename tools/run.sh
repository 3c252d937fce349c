#!/bin/sh
# What `make run` does: the stories into a ledger of their own, and the record that follows from them.
set -eu
saksi=$1
export SAKSI_LEDGER="${SAKSI_LEDGER:-.saksi/ledger}"
mkdir -p "$(dirname "$SAKSI_LEDGER")"
if [ -n "${STORY:-}" ]; then
    "$saksi" coverage "$STORY"
    # a ledger of its own, so that the user's story and the examples are not mixed
    SAKSI_LEDGER="$(dirname "$SAKSI_LEDGER")/story"
    export SAKSI_LEDGER
    "$saksi" add "$STORY"
    # as of the day of the story where it shows one, else today
    on=$("$saksi" read "$STORY" --json | sed -n 's/^ *"published": "\([0-9-]\{10\}\).*/\1/p' | head -n 1)
    "$saksi" record ${on:+--on "$on"}
else
    "$saksi" add --published 2019-12-09 examples/03-wire-trial-date.txt
    "$saksi" add examples/*.txt examples/*.html
    "$saksi" record --on 2020-01-16
fi
cat <<TEXT

This record lies in $SAKSI_LEDGER. To look further (each has --help, and --json for programs):
  export SAKSI_LEDGER=$SAKSI_LEDGER
  $saksi person "Kem Sokha" --on 2020-01-16    one page on one person
  $saksi register --on 2018-06-01               who was held on another day
  $saksi coverage examples/01-flight-radio.txt  what was read from each sentence, and what was missed
  $saksi review examples/01-flight-radio.txt    accept, correct or reject what was read
  $saksi verify                                 check every hash, signature and original
TEXT
