package dev.holdfast.linux.ipvs;

/** IPVS_CMD_…: what a message asks for, and the parts it may have. */
final class Command {
    static final int NEW_SERVICE = 1;
    static final int SET_SERVICE = 2;
    static final int DEL_SERVICE = 3;
    static final int GET_SERVICE = 4;
    static final int NEW_DEST = 5;
    static final int SET_DEST = 6;
    static final int DEL_DEST = 7;
    static final int GET_DEST = 8;
    static final int NEW_DAEMON = 9;
    static final int DEL_DAEMON = 10;
    static final int GET_DAEMON = 11;
    static final int SET_CONFIG = 12;
    static final int GET_CONFIG = 13;
    static final int FLUSH = 17;

    static final int ATTR_SERVICE = 1;
    static final int ATTR_DEST = 2;
    static final int ATTR_DAEMON = 3;
    static final int ATTR_TIMEOUT_TCP = 4;
    static final int ATTR_TIMEOUT_TCP_FIN = 5;
    static final int ATTR_TIMEOUT_UDP = 6;

    private Command() {}
}
