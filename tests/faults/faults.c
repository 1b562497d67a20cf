/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes the n-th request of a program to its system fail. Preloaded (LD_PRELOAD) into a program of GNU/Linux; what is
 * asked of it stands in the environment:
 *
 *     FAULTS_KIND     memory: malloc and its kin          write: write, pwrite, truncation: no space
 *                     read: an input/output error         open: open, mkdir: permission denied
 *                     sync: fsync: an input/output error  rename: rename, unlink: permission denied
 *                     lock: locks of files: none to be had
 *     FAULTS_AT       which request fails, counted from 1 when main begins, over all threads
 *     FAULTS_LASTING  set: all that follow fail as well
 *     FAULTS_LOG      a file that is made when the request was reached: without it, nothing failed
 *
 * Allocation is replaced as the linker allows. Calls of the system are caught where they leave the program, in
 * whichever library that is: seccomp turns them into a signal, whose handler carries them out or refuses. A sixth
 * argument, which none of them has, tells the filter that the handler asks.
 *
 * Spared are libconfig 1.5, which does not look whether it got memory, popt 1.19, which then forgets arguments, and
 * standard error, on which the program tells what happened.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__x86_64__)
#define FAULTS_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define FAULTS_ARCH AUDIT_ARCH_AARCH64
#else
#error "faults.c knows the registers of x86-64 and of 64-bit ARM only"
#endif

#define FAULTS_OWN   0x5a545541 /* the sixth argument of the handler's calls */
#define FAULTS_CALLS 12         /* that a kind may have */

struct kind {
    const char *name;
    int error;
    int calls[FAULTS_CALLS]; /* ended by -1 */
};

static const struct kind kinds[] = {
    {"memory", ENOMEM, {-1}},
    {"write", ENOSPC, {SYS_write, SYS_pwrite64, SYS_writev, SYS_pwritev, SYS_ftruncate, SYS_fallocate, -1}},
    {"read", EIO, {SYS_read, SYS_pread64, SYS_readv, -1}},
    {"sync", EIO, {SYS_fsync, SYS_fdatasync, -1}},
    {"lock", ENOLCK, {SYS_fcntl, -1}},
#ifdef SYS_open
    {"open", EACCES, {SYS_open, SYS_openat, SYS_creat, SYS_mkdir, SYS_mkdirat, -1}},
    {"rename", EACCES, {SYS_rename, SYS_renameat, SYS_renameat2, SYS_unlink, SYS_unlinkat, -1}},
#else
    {"open", EACCES, {SYS_openat, SYS_mkdirat, -1}},
    {"rename", EACCES, {SYS_renameat, SYS_renameat2, SYS_unlinkat, -1}},
#endif
};

static const struct kind *kind; /* NULL until main begins */
static atomic_long left;        /* requests that are still granted */
static bool lasting;
static const char *record;
static _Thread_local bool granted; /* the allocation that comes belongs to a request which was counted */

static bool refused(void)
{
    const long now = atomic_fetch_sub(&left, 1);
    if (now > 1 || (now < 1 && !lasting))
        return false;
    if (now == 1 && record != NULL) {
        const long file = syscall(SYS_openat, AT_FDCWD, record, O_WRONLY | O_CREAT, 0600, 0, FAULTS_OWN);
        if (file >= 0)
            syscall(SYS_close, file);
    }
    return true;
}

/* Memory */

static bool memory_refused(const void *caller)
{
    Dl_info from;
    if (granted || kind == NULL || kind->calls[0] != -1)
        return false;
    const char *library = dladdr(caller, &from) != 0 && from.dli_fname != NULL ? from.dli_fname : "";
    if (strstr(library, "libconfig") != NULL || strstr(library, "libpopt") != NULL || !refused())
        return false;
    errno = ENOMEM;
    return true;
}

/* The next one's function, under a sanitizer its own. */
static void *next(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (found == NULL)
        abort();
    return found;
}

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);

void *malloc(size_t size)
{
    static void *(*real)(size_t);
    static bool looking;
    if (real == NULL && looking)
        return __libc_malloc(size);
    if (real == NULL) {
        looking = true;
        *(void **)&real = next("malloc");
    }
    return memory_refused(__builtin_return_address(0)) ? NULL : real(size);
}

void *calloc(size_t count, size_t size)
{
    static void *(*real)(size_t, size_t);
    static bool looking;
    if (real == NULL && looking)
        return __libc_calloc(count, size);
    if (real == NULL) {
        looking = true;
        *(void **)&real = next("calloc");
    }
    return memory_refused(__builtin_return_address(0)) ? NULL : real(count, size);
}

void *realloc(void *block, size_t size)
{
    static void *(*real)(void *, size_t);
    if (real == NULL)
        *(void **)&real = next("realloc");
    return memory_refused(__builtin_return_address(0)) ? NULL : real(block, size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    static int (*real)(void **, size_t, size_t);
    if (real == NULL)
        *(void **)&real = next("posix_memalign");
    return memory_refused(__builtin_return_address(0)) ? ENOMEM : real(block, alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    static void *(*real)(size_t, size_t);
    if (real == NULL)
        *(void **)&real = next("aligned_alloc");
    return memory_refused(__builtin_return_address(0)) ? NULL : real(alignment, size);
}

/* Here, and not in the C library, so that it is known who asks. */
static char *copy(const char *text, size_t length, const void *caller)
{
    if (memory_refused(caller))
        return NULL;
    granted = true;
    char *to = calloc(1, length + 1);
    granted = false;
    return to == NULL ? NULL : memcpy(to, text, length);
}

char *strndup(const char *text, size_t most)
{
    return copy(text, strnlen(text, most), __builtin_return_address(0));
}

char *strdup(const char *text)
{
    return copy(text, strlen(text), __builtin_return_address(0));
}

char *__strdup(const char *text); /* as headers of an older C library called it, with which libconfig was built */

char *__strdup(const char *text)
{
    return copy(text, strlen(text), __builtin_return_address(0));
}

/* Calls of the system */

#if defined(__x86_64__)
static void registers(const ucontext_t *context, long arguments[5])
{
    static const int places[] = {REG_RDI, REG_RSI, REG_RDX, REG_R10, REG_R8};
    for (int i = 0; i < 5; i++)
        arguments[i] = context->uc_mcontext.gregs[places[i]];
}

static void answer(ucontext_t *context, long value)
{
    context->uc_mcontext.gregs[REG_RAX] = value;
}
#else
static void registers(const ucontext_t *context, long arguments[5])
{
    for (int i = 0; i < 5; i++)
        arguments[i] = (long)context->uc_mcontext.regs[i];
}

static void answer(ucontext_t *context, long value)
{
    context->uc_mcontext.regs[0] = (unsigned long long)value;
}
#endif

static bool counts(int call, const long arguments[5])
{
    if (call == SYS_write || call == SYS_writev)
        return arguments[0] != STDERR_FILENO;
    if (call == SYS_fcntl)
        return arguments[1] == F_SETLK || arguments[1] == F_SETLKW || arguments[1] == F_OFD_SETLK;
    return true;
}

static void caught(int number, siginfo_t *info, void *state)
{
    const int before = errno;
    long arguments[5];
    (void)number;
    registers(state, arguments);
    long value = -kind->error;
    if (!counts(info->si_syscall, arguments) || !refused()) {
        value = syscall(info->si_syscall, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4],
                        FAULTS_OWN);
        if (value < 0)
            value = -errno;
    }
    answer(state, value);
    errno = before;
}

static void catch_calls(void)
{
    struct sock_filter filter[8 + FAULTS_CALLS];
    unsigned short size = 0, count = 0;
    while (kind->calls[count] != -1)
        count++;
    filter[size++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
    filter[size++] =
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FAULTS_ARCH, 0, (unsigned char)(count + 3));
    filter[size++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[5]));
    filter[size++] =
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, FAULTS_OWN, (unsigned char)(count + 1), 0);
    filter[size++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (unsigned short i = 0; i < count; i++)
        filter[size++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)kind->calls[i],
                                                      (unsigned char)(count - i), 0);
    filter[size++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[size++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    const struct sock_fprog program = {.len = size, .filter = filter};
    struct sigaction action = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART};
    if (sigaction(SIGSYS, &action, NULL) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        _exit(99);
}

/* The beginning */

static int (*program_main)(int, char **, char **);

static int begin(int argc, char **argv, char **environment)
{
    const char *name = getenv("FAULTS_KIND"), *at = getenv("FAULTS_AT");
    record = getenv("FAULTS_LOG");
    lasting = getenv("FAULTS_LASTING") != NULL;
    unsetenv("LD_PRELOAD"); /* for what the program itself starts */
    for (size_t i = 0; name != NULL && at != NULL && i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].name, name) != 0)
            continue;
        atomic_store(&left, atol(at));
        kind = &kinds[i];
        if (kind->calls[0] != -1)
            catch_calls();
    }
    if (kind == NULL)
        _exit(99);
    return program_main(argc, argv, environment);
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*linker_fini)(void), void *stack_end)
{
    int (*real)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void), void *);
    *(void **)&real = next("__libc_start_main");
    program_main = main;
    return real(begin, argc, argv, init, fini, linker_fini, stack_end);
}
