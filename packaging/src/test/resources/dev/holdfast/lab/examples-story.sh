# What LvsExamplesIT has done in the virtual machine: directors d1 and d2, servers a, b and sorry, a client c. The directors
# are on two networks; the files of examples/ are used as they are, but for what their comments say is to be changed.
ip link add front type bridge mcast_snooping 0
ip link add back type bridge mcast_snooping 0
ip link set front up
ip link set back up

node() { ip netns add $1 && ip -n $1 link set lo up; }

plug() { # name, interface, bridge, address
    ip link add $1-$2 type veth peer name $2 netns $1
    ip link set $1-$2 master $3 up
    ip -n $1 link set $2 up
    ip -n $1 addr add $4/24 dev $2
}
for name in d1 d2 a b sorry c; do node $name; done
plug d1 eth0 front 192.0.2.1
plug d1 eth1 back 10.0.0.2
plug d2 eth0 front 192.0.2.2
plug a eth1 back 10.0.0.11
plug b eth1 back 10.0.0.12
plug sorry eth1 back 10.0.0.99
plug c eth0 front 192.0.2.50
ip netns exec d1 sysctl -qw net.ipv4.ip_forward=1

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=www.example.org -days 2 \
    -keyout $work/key.pem -out $work/certificate.pem 2>/dev/null
for who in a b sorry; do
    mkdir -p $work/$who
    echo welcome | tee $work/$who/index.html >$work/$who/healthz
    cat >$work/$who.conf <<END
worker_processes 1;
error_log $work/$who.error;
pid $work/$who.pid;
events {}
http {
    access_log $work/$who.log;
    keepalive_timeout 0;
    client_body_temp_path $work/$who.body;
    proxy_temp_path $work/$who.proxy;
    fastcgi_temp_path $work/$who.fastcgi;
    uwsgi_temp_path $work/$who.uwsgi;
    scgi_temp_path $work/$who.scgi;
    server {
        listen 80;
        listen 443 ssl;
        ssl_certificate $work/certificate.pem;
        ssl_certificate_key $work/key.pem;
        root $work/$who;
        add_header X-Server $who;
    }
}
END
done
chmod -R go+rX $work
serve() { ip netns exec $1 nginx -c $work/$1.conf; }
for who in a b sorry; do serve $who; done

table() { ip netns exec $1 ipvsadm -Sn | LC_ALL=C sort; }
has() { table $1 | grep -qF -- "-r $2"; } # director, server
lacks() { ! has "$@"; }
content() { # a first look at a cold start may have come too late
    [ "$(ip netns exec $1 curl -s http://127.0.0.1:9112/metrics | grep -c '^lvs_checker_up.* 1.0')" = 2 ]
}
holds() { ip -n $1 addr show dev eth0 | grep -qF 192.0.2.100/; }
answers() { # url: who answered how often
    ip netns exec c curl -sk --max-time 5 -o /dev/null -w '%header{x-server}\n' "$1" | sort | uniq -c |
        awk '{printf "%s%s=%s", sep, $2, $1; sep = " "} END {print ""}'
}
# How often a was looked at since a moment that "forget" set.
forget() { : >$work/a.log; }
looks() { wc -l <$work/a.log; }
end() { kill $1 && wait $1; } 2>/dev/null
keepalived_until() { # director, a word of the table
    ip netns exec $1 keepalived -C -n -l -f $work/keepalived.conf -p $work/keepalived.pid -c $work/checkers.pid >$work/keepalived.log 2>&1 &
    local pid=$!
    try has $1 $2
    table $1
    end $pid
}

# 2: NAT, TLS, a sorry server. The servers' way back leads through the director.
for who in a b sorry; do ip -n $who route add default via 10.0.0.1; done
via="ip netns exec d1" holdfast digest https://10.0.0.11/ >$work/digest
digest=$(sed -n 's/^digest: //p' $work/digest)
sed "s/digest: [0-9a-f]*/digest: $digest/" ../examples/lvs-nat-tls.yaml >$work/nat.yaml
{
    printf 'virtual_server 192.0.2.100 443 {\n delay_loop 6\n lb_algo rr\n lb_kind NAT\n protocol TCP\n sorry_server 10.0.0.99 443\n'
    for server in 10.0.0.11 10.0.0.12; do
        printf ' real_server %s 443 {\n  SSL_GET {\n   connect_timeout 3\n   retry 3\n   delay_before_retry 3\n' $server
        printf '   url {\n    path /\n    status_code 200\n    digest %s\n   }\n  }\n }\n' $digest
    done
    echo '}'
} >$work/keepalived.conf
agent $work/nat.yaml ip netns exec d1
try holds d1
try content d1
try has d1 10.0.0.11
try has d1 10.0.0.12
chapter "2: begun"
table d1
answers "https://192.0.2.100/?[1-8]"
forget
echo changed >$work/a/index.html
try lacks d1 10.0.0.11
chapter "2: another page"
table d1
echo "looks: $(looks)"
answers "https://192.0.2.100/?[1-2]"
end "$(cat $work/b.pid)"
try has d1 10.0.0.99
chapter "2: nobody left"
table d1
answers "https://192.0.2.100/?[1-2]"
echo welcome >$work/a/index.html
serve b
try has d1 10.0.0.11
try has d1 10.0.0.12
chapter "2: back"
table d1
end $agent_pid
chapter "2: keepalived"
keepalived_until d1 10.0.0.12

# Least connections, by the same way.
cat >$work/wlc.yaml <<'END'
vrrp_instance:
  VI_1:
    interface: eth0
    virtual_router_id: 51
    priority: 100
    virtual_ipaddress: [192.0.2.100/24, {address: 10.0.0.1/24, dev: eth1}]
virtual_server:
  192.0.2.100 80:
    {protocol: TCP, lb_algo: wlc, lb_kind: NAT, real_server: {10.0.0.11 80: {weight: 3}, 10.0.0.12 80: {weight: 1}}}
END
agent $work/wlc.yaml ip netns exec d1
try holds d1
try has d1 10.0.0.12
chapter wlc
answers "http://192.0.2.100/?[1-16]"
end $agent_pid

# 3: two directors, direct routing.
plug a eth0 front 192.0.2.11
plug b eth0 front 192.0.2.12
for who in a b; do
    ip -n $who route del default
    ip netns exec $who ../examples/lvs-dr-real-server.sh add 192.0.2.100
done
{
    printf 'virtual_server 192.0.2.100 80 {\n delay_loop 6\n lb_algo wrr\n lb_kind DR\n protocol TCP\n'
    for server in 192.0.2.11 192.0.2.12; do
        printf ' real_server %s 80 {\n  weight 1\n  HTTP_GET {\n   url {\n    path /healthz\n    status_code 200\n   }\n' $server
        printf '   connect_timeout 3\n   retry 3\n   delay_before_retry 3\n  }\n }\n'
    done
    echo '}'
} >$work/keepalived.conf
chapter "3: keepalived"
keepalived_until d2 192.0.2.12
sed 's/priority: 150/priority: 100/' ../examples/lvs-dr-http.yaml >$work/second.yaml
agent "$PWD/../examples/lvs-dr-http.yaml" ip netns exec d1
d1_pid=$agent_pid
try holds d1
agent $work/second.yaml ip netns exec d2
d2_pid=$agent_pid
for director in d1 d2; do
    try content $director
    try has $director 192.0.2.11
    try has $director 192.0.2.12
done
chapter "3: master"
table d1
chapter "3: backup"
table d2
chapter "3: spread"
answers "http://192.0.2.100/?[1-8]"
rm $work/a/healthz
try lacks d1 192.0.2.11
try lacks d2 192.0.2.11
chapter "3: no page"
table d2
answers "http://192.0.2.100/?[1-4]"
echo welcome >$work/a/healthz
try has d1 192.0.2.11
try has d2 192.0.2.11
{ kill -KILL $d1_pid && wait $d1_pid; } 2>/dev/null
try holds d2
chapter "3: killed"
answers "http://192.0.2.100/?[1-8]"
end $d2_pid
chapter log
cat $work/agent.log $work/keepalived.log
