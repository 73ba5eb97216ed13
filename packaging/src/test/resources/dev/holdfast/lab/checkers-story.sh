# What CheckersIT has done in the virtual machine: every check at once, of an agent and of a keepalived, against the same
# servers. $3 is the folder of the configurations and of what the tables should come to.
folder=$3
# What has mark 66 has no way, not even to this machine.
ip rule add pref 10 lookup local
ip rule add pref 5 fwmark 66 unreachable
ip rule del pref 0
mkdir -p $work/www $work/nginx
for address in 10.1.0.1 10.2.0.1; do ip addr add $address/32 dev lo; done

printf 'all is well\n' >$work/www/index.html
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=www.example.test \
    -keyout $work/key.pem -out $work/certificate.pem 2>/dev/null
cat >$work/nginx.conf <<END
daemon off;
worker_processes 1;
error_log $work/nginx.log;
pid $work/nginx.pid;
events { worker_connections 512; }
http {
    access_log off;
    client_body_temp_path $work/nginx; proxy_temp_path $work/nginx; fastcgi_temp_path $work/nginx;
    uwsgi_temp_path $work/nginx; scgi_temp_path $work/nginx;
    server {
        listen 127.0.0.1:8080;
        root $work/www;
        location /moved { return 301 /; }
        location /broken { return 503; }
        location /query { return 200 "\$args"; }
        location /version { return 200 "\$server_protocol"; }
        location /from/ { alias $work/www/; allow 127.0.0.9; deny all; }
        location /port { if (\$remote_port = 4711) { return 200; } return 403; }
    }
    server { listen 127.0.0.1:8080; server_name named.example.test; location / { return 202 named; } }
    server {
        listen 127.0.0.1:8443 ssl;
        ssl_certificate $work/certificate.pem;
        ssl_certificate_key $work/key.pem;
        root $work/www;
    }
    server {
        listen 127.0.0.1:8443 ssl;
        server_name named.example.test;
        ssl_certificate $work/certificate.pem;
        ssl_certificate_key $work/key.pem;
        location / { return 202 "\$ssl_server_name"; }
    }
}
END
nginx -c $work/nginx.conf &
/usr/bin/python3 -m aiosmtpd -n -l 127.0.0.1:2525 &
dnsmasq --keep-in-foreground --conf-file=/dev/null --port=5353 --listen-address=127.0.0.1 --bind-interfaces \
    --no-resolv --no-hosts --user=root --pid-file= --local=/example.test/ --host-record=www.example.test,192.0.2.1 \
    --mx-host=example.test,www.example.test --txt-record=example.test,words &
/usr/bin/python3 src/test/resources/dev/holdfast/lab/checkers-servers.py &
try bash -c 'exec 2>/dev/null; exec 3<>/dev/tcp/127.0.0.1/8080 4<>/dev/tcp/127.0.0.1/2525 5<>/dev/tcp/127.0.0.1/9027 6<>/dev/tcp/127.0.0.1/5353'

cat >$work/exit.sh <<'END'
#!/bin/sh
exit $1
END
chmod 755 $work $work/exit.sh
printf '#!/bin/sh\nexec sleep 60\n' >$work/hang.sh
chmod 755 $work/hang.sh
echo 0 >$work/zero
echo 7 >$work/seven

servers() { # of a virtual server: each with its weight
    ipvsadm -Sn | awk -v service="$1:80" '$3 == service && $1 == "-a" { sub(":80", "", $5); print $5, $8 }' | sort -V
}
settled() { [ "$(servers 10.1.0.1)" = "$(cat $folder/theirs)" ] && [ "$(servers 10.2.0.1)" = "$(cat $folder/ours)" ]; }

agent $folder/holdfast.yaml
keepalived -C -n -l -f $folder/keepalived.conf >$work/keepalived.log 2>&1 &
stays() { settled && sleep 3 && settled; }
until stays || [ $SECONDS -gt 300 ]; do sleep 1; done
chapter ours
servers 10.2.0.1
chapter theirs
servers 10.1.0.1
chapter "log of ours"
cat $work/agent.log
curl -s http://127.0.0.1:9112/status
echo
chapter "log of theirs"

grep -v 'Buffer overflow' $work/keepalived.log | tail -n 600
