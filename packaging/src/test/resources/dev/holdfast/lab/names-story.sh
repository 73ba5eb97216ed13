# What MonitoredNamesIT has done in the virtual machine: a page that has every metric of virtual servers.
busybox httpd -p 127.0.0.1:8080
cat >$work/names.yaml <<'END'
virtual_server:
  127.0.0.2 80:
    protocol: TCP
    warmup: 0
    real_server:
      127.0.0.1 8080:
        TCP_CHECK: {retry: 1}
  127.0.0.2 81:
    protocol: TCP
    warmup: 0
    sorry_server: 127.0.0.1 8080
    real_server:
      127.0.0.1 1:
        TCP_CHECK: {retry: 0}
END
shown() { curl -s http://127.0.0.1:9112/metrics | grep -E '^(# [A-Z]* )?lvs_' >$work/page && grep -q '^lvs_server_weight.*role="sorry"' $work/page; }
agent $work/names.yaml
try shown
chapter page
cat $work/page
