/*
 * Debian's user-mode-linux 6.1 has room for 2696 octets of floating-point registers, and gives back to the kernel what it
 * got. A kernel on a CPU with more of them (AMX: 11 kB) refuses to take less than all. This library, loaded before libc,
 * stands between: it hands out the part that fits and gives back the whole, the rest in its initial state, which it
 * always is because nothing in the virtual machine may use it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

typedef long ptrace_function(enum __ptrace_request, ...);

/* Not on the stack, which is the virtual kernel's and small. It has one thread. */
static char whole[64 * 1024];
static size_t length;

static long read_whole(ptrace_function *real, void *pid, void *set) {
    struct iovec all = {whole, sizeof whole};
    long result = real(PTRACE_GETREGSET, pid, set, &all);
    if (result == 0)
        length = all.iov_len;
    return result;
}

long ptrace(enum __ptrace_request request, ...) {
    static ptrace_function *real;
    va_list arguments;
    va_start(arguments, request);
    void *pid = va_arg(arguments, void *);
    void *address = va_arg(arguments, void *);
    void *data = va_arg(arguments, void *);
    va_end(arguments);

    if (!real)
        real = (ptrace_function *)dlsym(RTLD_NEXT, "ptrace");
    if ((size_t)address != NT_X86_XSTATE || (request != PTRACE_GETREGSET && request != PTRACE_SETREGSET))
        return real(request, pid, address, data);

    struct iovec *part = data;
    if (request == PTRACE_GETREGSET || length == 0) {
        long result = read_whole(real, pid, address);
        if (result != 0)
            return result;
    }
    if (part->iov_len > length)
        part->iov_len = length;
    if (request == PTRACE_GETREGSET) {
        memcpy(part->iov_base, whole, part->iov_len);
        return 0;
    }
    memset(whole, 0, length);
    memcpy(whole, part->iov_base, part->iov_len);
    struct iovec all = {whole, length};
    return real(PTRACE_SETREGSET, pid, address, &all);
}
