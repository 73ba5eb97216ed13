# What ServersBench measures, in namespaces of its own and without IPVS: neither program's orders reach a kernel.
# $1 the launcher, which becomes DirectorWithoutIpvs, $2 how many real servers, $3 for how many seconds.
set -eu
launcher=$1 servers=$2 seconds=$3
warm_up=40
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ulimit -n 16384
ip link set lo up

try() { # for at most 30 seconds, a command until it succeeds
    for _ in $(seq 300); do
        "$@" && return
        sleep 0.1
    done
    echo "never: $*"
    tail -n 20 $work/*.log
    exit 1
}

# Each server is an address of its own, and all of them are one nginx.
address() { echo "127.1.$(($1 / 250)).$(($1 % 250 + 1))"; }
cat >$work/nginx.conf <<END
worker_processes 1;
worker_rlimit_nofile 16384;
error_log /dev/null;
pid $work/nginx.pid;
events { worker_connections 8192; }
http { access_log off; server { listen 80; } }
END
nginx -c $work/nginx.conf
ip link add eth0 type veth peer name eth1
ip addr add 192.0.2.1/24 dev eth0
ip link set eth0 up
ip link set eth1 up

election() {
    cat <<'END'
vrrp_instance:
  VI_1:
    {interface: eth0, version: 3, virtual_router_id: 51, priority: 150, advert_int: 0.1, virtual_ipaddress: [192.0.2.100/24]}
END
}
{
    election
    printf 'virtual_server:\n  192.0.2.100 80:\n    {protocol: TCP, lb_algo: rr, lb_kind: NAT, delay_loop: 1, real_server: {\n'
    for ((i = 0; i < servers; i++)); do echo "      $(address $i) 80: {TCP_CHECK: {connect_timeout: 1}},"; done
    printf '    }}\n'
} >$work/servers.yaml
election >$work/election.yaml
{
    printf 'virtual_server 192.0.2.100 80 {\n protocol TCP\n lb_algo rr\n lb_kind NAT\n delay_loop 1\n'
    for ((i = 0; i < servers; i++)); do printf ' real_server %s 80 {\n  TCP_CHECK {\n   connect_timeout 1\n  }\n }\n' "$(address $i)"; done
    echo '}'
} >$work/keepalived.conf

ticks() { # processes: hundredths of a second of CPU time of all of them
    local pid total=0 stat
    for pid in "$@"; do
        stat=$(sed 's/.*) //' /proc/$pid/stat)
        # shellcheck disable=SC2086 # Words of a line.
        set -- $stat
        total=$((total + ${12} + ${13}))
    done
    echo $total
}

lag() { # what the agent says of its timers: how many turns, how late together, how many at most 1 ms, 10 ms
    curl -s http://127.0.0.1:9112/metrics |
        awk '/^vrrp_timer_lag_seconds_count/ { n = $2 } /^vrrp_timer_lag_seconds_sum/ { s = $2 }
             /^vrrp_timer_lag_seconds_bucket.le="0.001"/ { m = $2 } /^vrrp_timer_lag_seconds_bucket.le="0.01"/ { c = $2 }
             END { print n, s, m, c }'
}

lateness() { # the packets: by how much more than a second after the one before each check begins
    awk '{ if ($2 in before) print ($1 - before[$2] - 1) * 1000; before[$2] = $1 }' $work/checks | sort -n >$work/late
    awk -v checks="$(wc -l <$work/checks)" -v seconds="$seconds" '
        { late[NR] = $1 }
        END { if (NR == 0) printf "- | - | - | -"; else printf "%.0f | %.1f | %.1f | %.1f", checks / seconds,
              late[int((NR + 1) / 2)], late[int(NR * 0.99)], late[NR] }' $work/late
}

measure() { # name, then the processes
    local name=$1 before after
    shift
    timeout "$seconds" tcpdump -i lo -n -tt -B 16384 --immediate-mode 'dst net 127.1.0.0/16 and tcp[13] == 2' 2>/dev/null |
        awk '{ print $1, $5 }' >$work/checks &
    local capture=$!
    before=$(ticks "$@")
    sleep "$seconds"
    after=$(ticks "$@")
    wait $capture
    awk -v name="$name" -v used=$((after - before)) -v seconds="$seconds" -v late="$(lateness)" -v timers="$timers" \
        'BEGIN { printf "| %s | %.1f | %s | %s |\n", name, used / seconds, late, timers }'
}

holdfast() { # name, configuration
    "$launcher" run --config "$2" >>$work/agent.log 2>&1 &
    local pid=$! from to
    try curl -sf -o /dev/null http://127.0.0.1:9112/readyz
    sleep $warm_up
    from=$(lag)
    timers=
    measure "$1" $pid >$work/row
    to=$(lag)
    timers=$(echo "$from $to" | awk '{ n = $5 - $1; printf "%.2f | %.2f | %d", ($6 - $2) / n * 1000, 100 - ($7 - $3) / n * 100,
        n - ($8 - $4) }')
    sed "s/|  |$/| $timers |/" $work/row
    kill $pid
    wait $pid || true
}

checkers() { # of keepalived, without its elections
    LD_PRELOAD=$work/ipvs.so keepalived -C -n -l -f $work/keepalived.conf -p $work/keepalived.pid \
        -c $work/checkers.pid >$work/keepalived.log 2>&1 &
    try test -s $work/checkers.pid
    sleep $warm_up
    timers='- | - | -' measure keepalived "$(cat $work/keepalived.pid)" "$(cat $work/checkers.pid)"
    kill "$(cat $work/keepalived.pid)"
}

gcc -shared -fPIC -o $work/ipvs.so "$(dirname "$0")/ipvs-in-memory.c"
holdfast "Holdfast, election alone" $work/election.yaml
holdfast Holdfast $work/servers.yaml
checkers
