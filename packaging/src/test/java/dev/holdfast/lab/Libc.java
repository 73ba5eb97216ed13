package dev.holdfast.lab;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;

/** The few calls of the C library that the lab needs: signals, and a packet socket in a namespace. */
interface Libc extends Library {
    Libc C = Native.load("c", Libc.class);

    int SIGHUP = 1;
    int SIGINT = 2;
    int SIGKILL = 9;
    int SIGTERM = 15;
    int SIGCONT = 18;
    int SIGSTOP = 19;

    int kill(int pid, int signal) throws LastErrorException;

    int open(String path, int flags) throws LastErrorException;

    int close(int fd) throws LastErrorException;

    int setns(int fd, int type) throws LastErrorException;

    int socket(int domain, int type, int protocol) throws LastErrorException;

    int if_nametoindex(String name) throws LastErrorException;

    int sendto(int fd, byte[] buffer, long length, int flags, byte[] address, int addressLength)
            throws LastErrorException;
}
