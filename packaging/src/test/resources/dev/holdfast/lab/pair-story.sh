# What DirectorPairIT has done in the virtual machine: directors d1 and d2, servers a and b, a client c on one network.
ip link add br0 type bridge mcast_snooping 0
ip link set br0 up

node() { # name, and its number on the network
    ip netns add $1
    ip link add v$1 type veth peer name eth0 netns $1
    ip link set v$1 master br0 up
    ip -n $1 link set lo up
    ip -n $1 link set eth0 up
    ip -n $1 addr add 192.0.2.$2/24 dev eth0
    ip -n $1 addr add 2001:db8::$2/64 dev eth0 nodad
}
node d1 1
node d2 2
node a 11
node b 12
node c 50
for last in 51 52 53 54 55 56 57 58; do ip -n c addr add 192.0.2.$last/24 dev eth0; done

for server in a b; do
    mkdir $work/$server
    echo $server >$work/$server/index.html
    ip netns exec $server "$PWD/../examples/lvs-dr-real-server.sh" add 192.0.2.100 2001:db8::100
    for port in 80 81 82 83 84; do ip netns exec $server busybox httpd -p $port -h $work/$server; done
done
chapter "a examined"
via="ip netns exec a" holdfast doctor --real-server 192.0.2.100 --real-server 2001:db8::100
echo $?
# By NAT answers must come back through the director, so this client is in another network and 192.0.2.101 leads there.
ip -n c addr add 198.51.100.1/32 dev eth0
ip -n c route add 192.0.2.101/32 dev eth0 src 198.51.100.1
for server in a b; do
    ip -n $server route add 198.51.100.1/32 via 192.0.2.101
    printf '#!/bin/bash\nwhile read -r line; do echo "%s $line"; done\n' $server >$work/$server/echo.sh
    chmod 755 $work/$server/echo.sh
    ip netns exec $server busybox nc -ll -p 8086 -e $work/$server/echo.sh &
done
for director in d1 d2; do
    ip -n $director route add 198.51.100.1/32 dev eth0
    ip netns exec $director sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.eth0.send_redirects=0
    ip netns exec $director tc qdisc add dev eth0 clsact
    ip netns exec $director tc filter add dev eth0 ingress protocol ip u32 match ip dport 84 0xffff action skbedit mark 7
done

cat >$work/services.yaml <<'END'
virtual_server_group:
  many: [192.0.2.110 80, 192.0.2.111-112 443, 192.0.2.116/31 80, fwmark 8]
virtual_server:
  group many:
    protocol: TCP
    lb_algo: mh
    mh-port: true
    mh-fallback: true
    real_server: {192.0.2.11 8080: {}, 192.0.2.12 8080: {}}
  192.0.2.100 5060:
    protocol: UDP
    lb_algo: rr
    flag-3: true
    persistence_engine: sip
    persistence_granularity: 255.255.255.0
    real_server:
      192.0.2.11 5060: {lvs_method: TUN type gue port 5555 csum}
      192.0.2.12 5060: {lvs_method: TUN type gre}
  192.0.2.101 86:
    {protocol: TCP, lb_algo: rr, lb_kind: NAT, real_server: {192.0.2.11 8086: {}, 192.0.2.12 8086: {}}}
  192.0.2.100 80:
    protocol: TCP
    lb_algo: rr
    lb_kind: DR
    delay_loop: 1
    real_server:
      192.0.2.11 80: {TCP_CHECK: {retry: 1, delay_before_retry: 1}}
      192.0.2.12 80: {TCP_CHECK: {retry: 1, delay_before_retry: 1}}
  192.0.2.100 81:
    {protocol: TCP, lb_algo: wrr, lb_kind: DR, real_server: {192.0.2.11 81: {weight: 3}, 192.0.2.12 81: {}}}
  192.0.2.100 82:
    {protocol: TCP, lb_algo: sh, lb_kind: DR, real_server: {192.0.2.11 82: {}, 192.0.2.12 82: {}}}
  192.0.2.100 83:
    {protocol: TCP, lb_algo: rr, lb_kind: DR, persistence_timeout: 50, real_server: {192.0.2.11 83: {}, 192.0.2.12 83: {}}}
  fwmark 7:
    {lb_algo: rr, lb_kind: DR, real_server: {192.0.2.11 84: {}, 192.0.2.12 84: {}}}
  "2001:db8::100 80":
    {protocol: TCP, lb_algo: rr, lb_kind: DR, real_server: {"2001:db8::11 80": {}, "2001:db8::12 80": {}}}
  192.0.2.100 85:
    protocol: TCP
    lb_kind: NAT
    sorry_server: 192.0.2.99 8085
    real_server:
      192.0.2.11 8085: {weight: 7, uthreshold: 100, lthreshold: 50}
      192.0.2.12 8085: {}
  192.0.2.100 53:
    {protocol: UDP, lb_algo: rr, ops: true, lb_kind: TUN, real_server: {192.0.2.11 53: {}, 192.0.2.12 53: {}}}
END

cat >$work/keepalived.conf <<'END'
virtual_server_group many {
    192.0.2.110 80
    192.0.2.111-112 443
    192.0.2.116/31 80
    fwmark 8
}
virtual_server group many {
    protocol TCP
    lb_algo mh
    mh-port
    mh-fallback
    lb_kind NAT
    real_server 192.0.2.11 8080 {
    }
    real_server 192.0.2.12 8080 {
    }
}
virtual_server 192.0.2.100 5060 {
    protocol UDP
    lb_algo rr
    flag-3
    lb_kind NAT
    persistence_engine sip
    persistence_timeout
    persistence_granularity 255.255.255.0
    real_server 192.0.2.11 5060 {
        lvs_method TUN type gue port 5555 csum
    }
    real_server 192.0.2.12 5060 {
        lvs_method TUN type gre
    }
}
virtual_server 192.0.2.101 86 {
    protocol TCP
    lb_algo rr
    lb_kind NAT
    real_server 192.0.2.11 8086 {
    }
    real_server 192.0.2.12 8086 {
    }
}
virtual_server 192.0.2.100 80 {
    protocol TCP
    lb_algo rr
    lb_kind DR
    delay_loop 1
    real_server 192.0.2.11 80 {
        TCP_CHECK {
            retry 1
            delay_before_retry 1
        }
    }
    real_server 192.0.2.12 80 {
        TCP_CHECK {
            retry 1
            delay_before_retry 1
        }
    }
}
virtual_server 192.0.2.100 81 {
    protocol TCP
    lb_algo wrr
    lb_kind DR
    real_server 192.0.2.11 81 {
        weight 3
    }
    real_server 192.0.2.12 81 {
    }
}
virtual_server 192.0.2.100 82 {
    protocol TCP
    lb_algo sh
    lb_kind DR
    real_server 192.0.2.11 82 {
    }
    real_server 192.0.2.12 82 {
    }
}
virtual_server 192.0.2.100 83 {
    protocol TCP
    lb_algo rr
    lb_kind DR
    persistence_timeout 50
    real_server 192.0.2.11 83 {
    }
    real_server 192.0.2.12 83 {
    }
}
virtual_server fwmark 7 {
    lb_algo rr
    lb_kind DR
    real_server 192.0.2.11 84 {
    }
    real_server 192.0.2.12 84 {
    }
}
virtual_server 2001:db8::100 80 {
    protocol TCP
    lb_algo rr
    lb_kind DR
    real_server 2001:db8::11 80 {
    }
    real_server 2001:db8::12 80 {
    }
}
virtual_server 192.0.2.100 85 {
    protocol TCP
    lb_kind NAT
    sorry_server 192.0.2.99 8085
    real_server 192.0.2.11 8085 {
        weight 7
        uthreshold 100
        lthreshold 50
    }
    real_server 192.0.2.12 8085 {
    }
}
virtual_server 192.0.2.100 53 {
    protocol UDP
    lb_algo rr
    ops
    lb_kind TUN
    real_server 192.0.2.11 53 {
    }
    real_server 192.0.2.12 53 {
    }
}
END

director() { # name, priority
    cat - $work/services.yaml >$work/$1.yaml <<END
global_defs:
  control_socket: $work/$1.sock
  lvs_sync_daemon: {interface: eth0, inst: VI_4}
  lvs_timeouts: {tcp: 1000, udp: 60}
vrrp_instance:
  VI_4:
    interface: eth0
    virtual_router_id: 51
    priority: $2
    version: 3
    advert_int: 0.5
    virtual_ipaddress: [192.0.2.100/24, 192.0.2.101/24]
  VI_6:
    interface: eth0
    virtual_router_id: 51
    priority: $2
    version: 3
    advert_int: 0.5
    virtual_ipaddress: ["fe80::100/64", "2001:db8::100/64"]
END
    agent $work/$1.yaml ip netns exec $1
}

table() { ip netns exec $1 ipvsadm -Sn | LC_ALL=C sort; }
servers() { [ "$(table $1 | grep -c -- ' -r ')" = $2 ]; }
has() { ip -n $1 addr show dev eth0 | grep -qF -- "$2/"; }
lacks() { ! has "$@"; }
client() { ip netns exec c curl -s --max-time 5 "$@"; }
spread() { sort | uniq -c | awk '{printf "%s=%s ", $2, $1} END {print ""}'; } # who answered how often

sync() { ip netns exec $1 ipvsadm -l --daemon; }
syncs() { sync $1 | grep -q "^$2 "; } # name, and what it is to be
timeouts() { ip netns exec $1 ipvsadm -l --timeout; }

director d1 150
d1_pid=$agent_pid
try has d1 192.0.2.100
director d2 100
d2_pid=$agent_pid
try servers d1 32
try servers d2 32
try has d1 2001:db8::100
chapter "table of the master"
table d1
chapter "table of the backup"
table d2

answers() {
    for port in 80 81 83 84; do echo "$port: $(client "http://192.0.2.100:$port/?[1-8]" | spread)"; done
    echo "ipv6: $(client -g "http://[2001:db8::100]/?1" "http://[2001:db8::100]/?2" "http://[2001:db8::100]/?3" "http://[2001:db8::100]/?4" | spread)"
}
chapter "answers through the master"
answers
chapter "sources"
for last in 51 52 53 54 55 56 57 58; do client --interface 192.0.2.$last "http://192.0.2.100:82/?[1-3]" | spread; done

try syncs d1 master
try syncs d2 backup
chapter "sync"
sync d1
sync d2
timeouts d2

mkfifo $work/say
touch $work/heard
ip netns exec c busybox nc 192.0.2.101 86 <$work/say >$work/heard &
exec 4>$work/say
heard() { [ "$(wc -l <$work/heard)" = $1 ]; }
told() { ip netns exec d2 ipvsadm -Lnc | grep -q "192.0.2.101:86 .*:8086"; }
said=0
for word in one two three; do
    echo $word >&4
    said=$((said + 1))
    try heard $said
done
try told

{ kill -KILL $d1_pid && wait $d1_pid; } 2>/dev/null
try has d2 192.0.2.100
try has d2 2001:db8::100
try lacks d1 192.0.2.100
try has d2 192.0.2.101
try syncs d2 master
echo four >&4
try heard 4
exec 4>&-
chapter "connection"
cat $work/heard
chapter "answers through the other"
answers

chapter "sync of who was killed"
sync d1
director d1 50
d1_pid=$agent_pid
try syncs d1 backup
chapter "sync of who came back"
sync d1
kill $d1_pid
wait $d1_pid
chapter "sync of who was stopped"
sync d1
timeouts d1

ip netns exec d1 ipvsadm -C
chapter "table of keepalived"
ip netns exec d1 keepalived -C -n -l -f $work/keepalived.conf >$work/keepalived.log 2>&1 &
keepalived_pid=$!
try servers d1 32
table d1
kill $keepalived_pid $d2_pid
wait $keepalived_pid $d2_pid
chapter log
cat $work/agent.log $work/keepalived.log
