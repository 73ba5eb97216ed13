# What every story in the virtual machine begins with: $1 is java, $2 the class path of the agent.
java=$1 classpath=$2
work=/tmp/story
mkdir -p $work
ip link set lo up

chapter() { echo "== $1"; }

agent() { # configuration, and a command that changes itself into the agent
    local configuration=$1
    shift
    "$@" "$java" -Xmx96m -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$classpath" \
        dev.holdfast.agent.Main run --config "$configuration" >>$work/agent.log 2>&1 &
    agent_pid=$!
}

holdfast() { # a command, by way of $via when that is set
    $via "$java" -Xmx64m -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$classpath" dev.holdfast.agent.Main "$@" 2>&1
}

try() { # for at most a minute, a command until it succeeds
    for _ in $(seq 600); do
        "$@" && return
        sleep 0.1
    done
    echo "never: $*"
    tail -n 20 $work/agent.log
}
