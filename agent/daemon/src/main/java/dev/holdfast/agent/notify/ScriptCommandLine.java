package dev.holdfast.agent.notify;

import java.util.ArrayList;
import java.util.List;

/**
 * The command line around a script: a session of its own, the user, and no privileges.
 *
 * <p>util-linux does it between fork and exec, where Java cannot run code: each program replaces itself by the next, so
 * the process started is in the end the script, and its number is the number of its process group.
 */
final class ScriptCommandLine {
    private final AgentRights rights;

    ScriptCommandLine(AgentRights rights) {
        this.rights = rights;
    }

    /** @param user whose rights the script gets; an agent that is not root cannot give any but its own user's */
    List<String> around(List<String> script, ScriptUser user) {
        List<String> words = new ArrayList<>(List.of("/usr/bin/setsid", "/usr/bin/setpriv"));
        words.addAll(List.of("--inh-caps=-all", "--ambient-caps=-all"));
        if (!keepsPowers(user)) {
            words.addAll(withoutPowers(user));
        }
        words.add("--");
        words.addAll(script);
        return words;
    }

    /** Somebody wrote "root" and so wants root's powers. */
    private boolean keepsPowers(ScriptUser user) {
        return rights.isRoot() && user.isRoot();
    }

    private List<String> withoutPowers(ScriptUser user) {
        List<String> words = new ArrayList<>();
        if (rights.isRoot()) {
            words.add("--reuid=" + user.uid());
            words.add("--regid=" + user.gid());
            words.add(user.ownGroup() ? "--init-groups" : "--clear-groups");
        }
        if (rights.dropsBoundingSet()) {
            words.add("--bounding-set=-all");
        }
        words.add("--no-new-privs");
        return words;
    }
}
