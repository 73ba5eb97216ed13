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
for director in d1 d2; do
    ip netns exec $director tc qdisc add dev eth0 clsact
    ip netns exec $director tc filter add dev eth0 ingress protocol ip u32 match ip dport 84 0xffff action skbedit mark 7
done

cat >$work/services.yaml <<'END'
virtual_server:
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
global_defs: {control_socket: $work/$1.sock}
vrrp_instance:
  VI_4: {interface: eth0, virtual_router_id: 51, priority: $2, version: 3, advert_int: 0.5, virtual_ipaddress: [192.0.2.100/24]}
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

director d1 150
d1_pid=$agent_pid
try has d1 192.0.2.100
director d2 100
try servers d1 16
try servers d2 16
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

{ kill -KILL $d1_pid && wait $d1_pid; } 2>/dev/null
try has d2 192.0.2.100
try has d2 2001:db8::100
try lacks d1 192.0.2.100
chapter "answers through the other"
answers

ip netns exec d1 ipvsadm -C
chapter "table of keepalived"
ip netns exec d1 keepalived -C -n -l -f $work/keepalived.conf >$work/keepalived.log 2>&1 &
keepalived_pid=$!
try servers d1 16
table d1
kill $keepalived_pid $agent_pid
wait $keepalived_pid $agent_pid
chapter log
cat $work/agent.log $work/keepalived.log
