package dev.holdfast.linux.libc;

import com.sun.jna.Native;
import java.lang.ref.Reference;

/**
 * System calls as the kernel has them: the result is below zero when the call failed, and then minus the errno.
 *
 * <p>The C library keeps the number apart, and a good call does not clear it, so it is asked for only after a failure
 * and at once. Buffers stay reachable until their call is over. A call that a signal interrupted is made again.
 */
final class Libc {
    private Libc() {}

    static int socket(int domain, int type, int protocol) {
        return result(CLibrary.socket(domain, type, protocol));
    }

    static int bind(int descriptor, NativeBuffer address) {
        try {
            return result(CLibrary.bind(descriptor, address.address(), address.size()));
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    static int setsockopt(int descriptor, int level, int name, NativeBuffer value) {
        try {
            return result(CLibrary.setsockopt(descriptor, level, name, value.address(), value.size()));
        } finally {
            Reference.reachabilityFence(value);
        }
    }

    static int sendmsg(int descriptor, NativeBuffer message, int flags) {
        try {
            int result;
            do {
                result = result(CLibrary.sendmsg(descriptor, message.address(), flags));
            } while (result == -Errno.EINTR);
            return result;
        } finally {
            Reference.reachabilityFence(message);
        }
    }

    static int recvmsg(int descriptor, NativeBuffer message, int flags) {
        try {
            int result;
            do {
                result = result(CLibrary.recvmsg(descriptor, message.address(), flags));
            } while (result == -Errno.EINTR);
            return result;
        } finally {
            Reference.reachabilityFence(message);
        }
    }

    /** Linux frees the descriptor whatever this returns, and there is nothing to be done about an error. */
    static void close(int descriptor) {
        CLibrary.close(descriptor);
    }

    static int open(NativeBuffer path, int flags) {
        try {
            return result(CLibrary.open(path.address(), flags, 0));
        } finally {
            Reference.reachabilityFence(path);
        }
    }

    static int mkfifo(NativeBuffer path, int mode) {
        try {
            return result(CLibrary.mkfifo(path.address(), mode));
        } finally {
            Reference.reachabilityFence(path);
        }
    }

    static int setns(int descriptor, int type) {
        return result(CLibrary.setns(descriptor, type));
    }

    static int kill(int pid, int signal) {
        return result(CLibrary.kill(pid, signal));
    }

    static int mlockall(int flags) {
        return result(CLibrary.mlockall(flags));
    }

    static int schedSetScheduler(int threadId, int policy, NativeBuffer parameters) {
        try {
            return result(CLibrary.sched_setscheduler(threadId, policy, parameters.address()));
        } finally {
            Reference.reachabilityFence(parameters);
        }
    }

    private static int result(long returned) {
        // No call of ours returns more than a buffer's length or a descriptor.
        return returned < 0 ? -Native.getLastError() : (int) returned;
    }
}
