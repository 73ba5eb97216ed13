package dev.holdfast.linux.libc;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The C functions we call, bound directly: primitive arguments only, pointers as addresses. Functions of variable arity
 * cannot be bound this way; open(2) is declared with the arity it is called with.
 */
final class CLibrary {
    static {
        // The JVM has the C library loaded already; asking for it by name would start ldconfig.
        Native.register(CLibrary.class, NativeLibrary.getProcess());
    }

    private CLibrary() {}

    static native int socket(int domain, int type, int protocol);

    static native int bind(int descriptor, long address, int addressLength);

    static native int setsockopt(int descriptor, int level, int name, long value, int valueLength);

    static native long sendmsg(int descriptor, long message, int flags);

    static native long recvmsg(int descriptor, long message, int flags);

    static native int close(int descriptor);

    static native int open(long path, int flags, int mode);

    static native int mkfifo(long path, int mode);

    static native int setns(int descriptor, int type);

    static native int kill(int pid, int signal);

    static native int mlockall(int flags);

    static native int sched_setscheduler(int threadId, int policy, long parameters);
}
