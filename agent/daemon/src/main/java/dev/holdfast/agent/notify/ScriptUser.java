package dev.holdfast.agent.notify;

/**
 * Whose rights a script gets.
 *
 * @param name the user's name
 * @param uid the user's number
 * @param gid the group's number
 * @param ownGroup whether the group is the user's own, so that its further groups come along
 */
public record ScriptUser(String name, int uid, int gid, boolean ownGroup) {
    public boolean isRoot() {
        return uid == 0;
    }
}
