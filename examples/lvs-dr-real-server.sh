#!/bin/sh
# A real server of virtual servers by direct routing: it takes packets for their addresses and answers from them, but leaves
# it to the director to say on the network whose they are. To be run as root at each start, before the service that listens:
#
#   lvs-dr-real-server.sh add 192.0.2.100 2001:db8::100
#   holdfast doctor --real-server 192.0.2.100 --real-server 2001:db8::100
#
# and "remove" in place of "add" takes the addresses away again.
set -eu

usage() {
    echo "usage: $0 add|remove ADDRESS..." >&2
    exit 2
}

[ $# -ge 2 ] || usage
action=$1
shift
case $action in
add) # Before the address is there: who asks must get no answer, not even once.
    sysctl -q -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2
    verb=replace
    ;;
remove) verb=del ;;
*) usage ;;
esac
for address; do
    case $address in
    *:*) ip -6 address "$verb" "$address/128" dev lo ;;
    *) ip -4 address "$verb" "$address/32" dev lo ;;
    esac
done
