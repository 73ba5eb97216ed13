# What DirectorIT has done in the virtual machine. Each chapter ends in what the kernel has.
mkdir -p $work/a $work/b $work/sorry
for who in a b sorry; do echo $who >$work/$who/index.html; done
for address in 10.0.0.100 10.0.0.11 10.0.0.12 10.0.0.99 192.0.2.11 192.0.2.12; do ip addr add $address/32 dev lo; done

serve() { # who address:port
    busybox httpd -f -p "$2" -h $work/$1 &
    eval "$1_pid=$!"
}

table() { ipvsadm -Sn; }
seen() { curl -s http://127.0.0.1:9112/metrics | grep -E "^lvs_($1)" | sort; }
shown() { curl -s http://127.0.0.1:9112/metrics | grep -E "^lvs_(virtual|real)_server_up" | sort; }
all_shown_up() { [ "$(shown | grep -c ' 1.0$')" = 3 ]; }
ask() { curl -s --max-time 5 http://10.0.0.100/; }

has() { [ "$(table | grep -c -- ' -r ')" = "$1" ] && table | grep -q -- "$2"; }
looked_at() { ! has 1 10.0.0.11; }
await() { try has "$@"; } # how many servers, and a word that the table must have

cat >$work/note.sh <<'END'
#!/bin/sh
echo "$HOLDFAST_STATE ${HOLDFAST_REAL_SERVER:-quorum}" >>/tmp/story/notes
END
chmod 755 $work/note.sh
touch $work/notes
chmod 666 $work/notes

cat >$work/nat.yaml <<'END'
virtual_server:
  10.0.0.100 80:
    protocol: TCP
    lb_algo: rr
    lb_kind: NAT
    delay_loop: 500ms
    warmup: 0
    sorry_server: 10.0.0.99 8080
    quorum_up: /tmp/story/note.sh
    quorum_down: /tmp/story/note.sh
    real_server:
      10.0.0.11 8080:
        notify_up: /tmp/story/note.sh
        notify_down: /tmp/story/note.sh
        TCP_CHECK: {connect_timeout: 20s, retry: 2, delay_before_retry: 200ms}
      10.0.0.12 8080:
        notify_down: /tmp/story/note.sh
        HTTP_GET: {connect_timeout: 20s, url: {path: /, status_code: 200}, retry: 1, delay_before_retry: 200ms}
END

serve a 10.0.0.11:8080
serve b 10.0.0.12:8080
serve sorry 10.0.0.99:8080
agent $work/nat.yaml
await 2 10.0.0.12
chapter begun
table
for _ in 1 2 3 4; do ask; done | sort

{ kill $a_pid && wait $a_pid; } 2>/dev/null
await 1 10.0.0.12
chapter "a stopped"
table
ask

{ kill $b_pid && wait $b_pid; } 2>/dev/null
await 1 10.0.0.99
chapter "both stopped"
table
ask
shown

serve a 10.0.0.11:8080
serve b 10.0.0.12:8080
await 2 10.0.0.11
try all_shown_up
chapter "both back"
table
shown
chapter notes
cat $work/notes

ipvsadm -d -t 10.0.0.100:80 -r 10.0.0.11:8080
await 2 10.0.0.11
chapter "meddled with"
table
try sh -c 'curl -s http://127.0.0.1:9112/metrics | grep -q "^lvs_virtual_server_connections_total.* [1-9]"'
chapter seen
seen 'table_|(virtual|real)_server_transitions|checker_up|server_weight|virtual_server_in_kernel'
chapter "counted or not"
seen 'checker_failures_total.*reason="failed"|checker_runs|checker_seconds|(virtual_)?server_(bytes|packets)_total.*direction="in"|virtual_server_connections_total' |
    awk '{print ($NF > 0 ? "some" : "none"), $0}' | sed 's/ [^ ]*$//'
chapter examined
sysctl -qw net.ipv4.ip_forward=0
holdfast doctor --config $work/nat.yaml
echo $?
sysctl -qw net.ipv4.ip_forward=1
holdfast doctor --config $work/nat.yaml
echo $?

{ kill -KILL $agent_pid && wait $agent_pid; } 2>/dev/null
chapter killed
table
agent $work/nat.yaml
try curl -sfo /dev/null http://127.0.0.1:9112/readyz
sleep 1
chapter "started again"
table
kill $agent_pid
wait $agent_pid
chapter stopped
table

cat >$work/suspended.yaml <<'END'
virtual_server:
  10.0.0.101 80:
    protocol: TCP
    ha_suspend: true
    delay_loop: 500ms
    warmup: 0
    real_server:
      10.0.0.11 9999:
        TCP_CHECK: {retry: 0}
END
agent $work/suspended.yaml
await 1 10.0.0.11
try curl -sfo /dev/null http://127.0.0.1:9112/readyz
sleep 2
chapter "without its address"
table
ip addr add 10.0.0.101/32 dev lo
try looked_at
chapter "with its address"
table
kill $agent_pid
wait $agent_pid

busybox httpd -p 192.0.2.11:80 -h $work/a
busybox httpd -p 192.0.2.12:80 -h $work/b
agent "$PWD/../examples/lvs-dr.yaml"
await 2 192.0.2.12
chapter "of the example"
table
kill $agent_pid
wait $agent_pid

cat >$work/keepalived.conf <<'END'
virtual_server 192.0.2.100 80 {
    delay_loop 6
    lb_algo rr
    lb_kind DR
    persistence_timeout 50
    protocol TCP
    real_server 192.0.2.11 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
            retry 3
            delay_before_retry 3
        }
    }
    real_server 192.0.2.12 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
            retry 3
            delay_before_retry 3
        }
    }
}
END
keepalived -C -n -l -f $work/keepalived.conf >$work/keepalived.log 2>&1 &
keepalived_pid=$!
await 2 192.0.2.12
chapter "of keepalived"
table
kill $keepalived_pid
wait $keepalived_pid

# A server that stops and comes back, as the pipes of both tell it. What they say before that differs.
pipe_told() { # who
    await 1 10.0.0.11
    sleep 1
    { kill $a_pid && wait $a_pid; } 2>/dev/null
    await 0 10.0.0.100
    serve a 10.0.0.11:8080
    await 1 10.0.0.11
    sleep 1
    chapter "pipe of $1"
    tr -d '\0' <$work/$1.lines | sed -n '/DOWN/,$p'
}

for who in ours theirs; do
    mkfifo -m 600 $work/$who
    cat <>$work/$who >$work/$who.lines &
    eval "${who}_pid=$!"
done
cat >$work/pipe.yaml <<'END'
global_defs:
  lvs_notify_fifo: /tmp/story/ours
virtual_server:
  10.0.0.100 80:
    protocol: TCP
    delay_loop: 1
    warmup: 0
    real_server:
      10.0.0.11 8080:
        TCP_CHECK: {connect_timeout: 20, retry: 0}
END
agent $work/pipe.yaml
pipe_told ours
kill $agent_pid
wait $agent_pid
cat >$work/pipe.conf <<'END'
global_defs {
    lvs_notify_fifo /tmp/story/theirs
}
virtual_server 10.0.0.100 80 {
    protocol TCP
    delay_loop 1
    real_server 10.0.0.11 8080 {
        TCP_CHECK {
            connect_timeout 20
            retry 0
        }
    }
}
END
keepalived -C -n -l -f $work/pipe.conf >>$work/keepalived.log 2>&1 &
keepalived_pid=$!
pipe_told theirs
kill $keepalived_pid $ours_pid $theirs_pid
wait $keepalived_pid
chapter log
cat $work/agent.log
