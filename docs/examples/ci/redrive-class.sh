#!/bin/sh
# Redrives a failure class, and proves it: 0 only when all of it was sent and nothing came back while it was watched.
# usage: redrive-class.sh <class> [how long to watch]; needs DLO_URL and DLO_TOKEN. Safe to run twice on one day.
exec dlo redrive --class "$1" --stages 1,10,100% --max-returned 1% --window 5s --observe "${2:-60s}" --key "$1-$(date -u +%F)" --wait --json
