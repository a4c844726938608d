#!/bin/sh
# Run one test file of any kind and speak TAP: for prove(1).
case $1 in
*.bats) exec bats --formatter tap "$1" ;;
*.sh) exec sh "$1" ;;
*.pl) exec perl "$1" ;;
*) CMOCKA_MESSAGE_OUTPUT=TAP exec "$1" ;;
esac
