/* Preloaded into keepalived where the kernel has no IPVS: what it asks of IPVS by socket options succeeds and does nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* The options of IPVS, linux/ip_vs.h: IP_VS_BASE_CTL and the 64 after it. */
static int of_ipvs(int level, int option)
{
    return level == IPPROTO_IP && option >= 1152 && option < 1152 + 64;
}

int setsockopt(int fd, int level, int option, const void *value, socklen_t length)
{
    static int (*next)(int, int, int, const void *, socklen_t);
    if (of_ipvs(level, option))
        return 0;
    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "setsockopt");
    return next(fd, level, option, value, length);
}

int getsockopt(int fd, int level, int option, void *value, socklen_t *length)
{
    static int (*next)(int, int, int, void *, socklen_t *);
    if (of_ipvs(level, option)) {
        memset(value, 0, *length);
        return 0;
    }
    if (!next)
        *(void **)&next = dlsym(RTLD_NEXT, "getsockopt");
    return next(fd, level, option, value, length);
}
