#!/bin/sh
# What `make run` does: the stories into a ledger of their own, and the record that follows from them.
set -eu
saksi=$1
export SAKSI_LEDGER="${SAKSI_LEDGER:-.saksi/ledger}"
if [ -n "${STORY:-}" ]; then
    story=$STORY
    "$saksi" coverage "$story"
    # a ledger of its own, so that the user's story and the examples are not mixed
    SAKSI_LEDGER="$(dirname "$SAKSI_LEDGER")/story"
    "$saksi" add "$story"
    # as of the day of the story where it shows one, else today
    day=$("$saksi" read "$story" --json | sed -n 's/^ *"published": "\([0-9-]\{10\}\).*/\1/p' | head -n 1)
else
    story=examples/01-flight-radio.txt
    # its page shows no year
    "$saksi" add --published 2019-12-09 examples/03-wire-trial-date.txt
    "$saksi" add examples/*.txt examples/*.html
    day=2020-01-16
fi
on=${day:+--on $day}
"$saksi" record $on
# somebody whom this ledger knows, for the hint below
somebody=$("$saksi" register $on --json | sed -n 's/^ *"person": "\([^"\\]*\)".*/\1/p' | head -n 1)
cat <<TEXT

This record lies in $SAKSI_LEDGER. To look further:
  export SAKSI_LEDGER=$SAKSI_LEDGER
  # one page on one person
  $saksi person "${somebody:-NAME}"${on:+ $on}
  # who was held on another day
  $saksi register --on YYYY-MM-DD
  # what was read from each sentence, and what was missed
  $saksi coverage $story
  # accept, correct or reject what was read
  $saksi review $story
  # check every hash, signature and original
  $saksi verify
Each has --help, and --json for programs.
TEXT
