/* Records what a process does to the files below one folder, in the order in which it happens.
 *
 * Loaded before libc by LD_PRELOAD. RECORD_FOLDER names the folder, RECORD_LOG the file that all processes
 * append to. power.py rebuilds from it what a power cut could have left on the disk.
 *
 * A record is a head line in ASCII, then the path and the data without anything between:
 *     KIND PATH_LENGTH OFFSET DATA_LENGTH\n
 * KIND: N new file, M new folder, W written data, L new length (OFFSET), F file synced, D folder synced,
 * R renamed (the data is the new path), U unlinked. The test itself appends K: acknowledged (the data says what).
 *
 * A record follows its call, and one lock is held over both, so two threads cannot record in another order than
 * they wrote. Between processes SQLite's own locks see to that.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static size_t folder_length;
static int log_fd = -1;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("RECORD_LOG");
    folder = getenv("RECORD_FOLDER");
    if (!log || !folder) return;
    folder_length = strlen(folder);
    int fd = NEXT(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 1000); /* out of the way of what the program opens */
    NEXT(close)(fd);
    if (log_fd < 0) abort();
}

static int is_inside(const char *path) {
    return !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]);
}

static void record(char kind, const char *path, uint64_t offset, const void *data, size_t length) {
    char head[96];
    size_t path_length = strlen(path);
    int n = snprintf(head, sizeof head, "%c %zu %llu %zu\n", kind, path_length, (unsigned long long)offset, length);
    struct iovec parts[] = {{head, n}, {(void *)path, path_length}, {(void *)data, length}};
    if (NEXT(writev)(log_fd, parts, 3) != (ssize_t)(n + path_length + length)) abort();
}

/* The path of an open file below the folder; 0 for any other. The kernel knows it even after a rename. */
static int path_of(int fd, char *path) {
    char link[64];
    if (log_fd < 0 || fd == log_fd) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return is_inside(path) && !strstr(path, " (deleted)");
}

/* A name as it was given, from the root on; 0 where it does not lie below the folder. */
static int full_path(const char *name, char *path) {
    if (log_fd < 0) return 0;
    if (name[0] == '/') snprintf(path, PATH_MAX, "%s", name);
    else if (getcwd(path, PATH_MAX - 1)) {
        size_t n = strlen(path);
        snprintf(path + n, PATH_MAX - n, "/%s", name);
    }
    return is_inside(path);
}

static void note_opened(int fd, int flags, int was_there) {
    char path[PATH_MAX];
    if (fd < 0 || !path_of(fd, path)) return;
    if ((flags & O_CREAT) && !was_there) record('N', path, 0, 0, 0);
    else if (flags & O_TRUNC) record('L', path, 0, 0, 0);
}

#define OPENING(NAME, PARAMETERS, ARGUMENTS, WAS_THERE)                  \
    int NAME PARAMETERS {                                                \
        mode_t mode = 0;                                                 \
        if (flags & O_CREAT) {                                           \
            va_list more;                                                \
            va_start(more, flags);                                       \
            mode = va_arg(more, mode_t);                                 \
            va_end(more);                                                \
        }                                                                \
        pthread_mutex_lock(&order);                                      \
        int was_there = (flags & O_CREAT) && !(WAS_THERE);               \
        int fd = NEXT(NAME) ARGUMENTS;                                   \
        note_opened(fd, flags, was_there);                               \
        pthread_mutex_unlock(&order);                                    \
        return fd;                                                       \
    }

OPENING(open, (const char *name, int flags, ...), (name, flags, mode), access(name, F_OK))
OPENING(open64, (const char *name, int flags, ...), (name, flags, mode), access(name, F_OK))
OPENING(openat, (int at, const char *name, int flags, ...), (at, name, flags, mode), faccessat(at, name, F_OK, 0))
OPENING(openat64, (int at, const char *name, int flags, ...), (at, name, flags, mode), faccessat(at, name, F_OK, 0))

#define WRITING(NAME, PARAMETERS, ARGUMENTS, OFFSET)                     \
    ssize_t NAME PARAMETERS {                                            \
        char path[PATH_MAX];                                             \
        if (!path_of(fd, path)) return NEXT(NAME) ARGUMENTS;             \
        pthread_mutex_lock(&order);                                      \
        ssize_t n = NEXT(NAME) ARGUMENTS;                                \
        if (n > 0) record('W', path, OFFSET, data, n);                   \
        pthread_mutex_unlock(&order);                                    \
        return n;                                                        \
    }

WRITING(write, (int fd, const void *data, size_t size), (fd, data, size), lseek(fd, 0, SEEK_CUR) - n)
WRITING(pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at), at)
WRITING(pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at), at)

#define WITH_PATH(NAME, PARAMETERS, ARGUMENTS, FOUND, RECORD)            \
    int NAME PARAMETERS {                                                \
        char path[PATH_MAX];                                             \
        if (!(FOUND)) return NEXT(NAME) ARGUMENTS;                       \
        pthread_mutex_lock(&order);                                      \
        int failed = NEXT(NAME) ARGUMENTS;                               \
        if (!failed) RECORD;                                             \
        pthread_mutex_unlock(&order);                                    \
        return failed;                                                   \
    }

static void note_synced(int fd, const char *path) {
    struct stat facts;
    record(!fstat(fd, &facts) && S_ISDIR(facts.st_mode) ? 'D' : 'F', path, 0, 0, 0);
}

static void note_renamed(const char *path, const char *to) {
    char target[PATH_MAX];
    if (full_path(to, target)) record('R', path, 0, target, strlen(target));
}

WITH_PATH(ftruncate, (int fd, off_t length), (fd, length), path_of(fd, path), record('L', path, length, 0, 0))
WITH_PATH(ftruncate64, (int fd, off64_t length), (fd, length), path_of(fd, path), record('L', path, length, 0, 0))
WITH_PATH(fsync, (int fd), (fd), path_of(fd, path), note_synced(fd, path))
WITH_PATH(fdatasync, (int fd), (fd), path_of(fd, path), note_synced(fd, path))
WITH_PATH(unlink, (const char *name), (name), full_path(name, path), record('U', path, 0, 0, 0))
WITH_PATH(mkdir, (const char *name, mode_t mode), (name, mode), full_path(name, path), record('M', path, 0, 0, 0))
WITH_PATH(rename, (const char *from, const char *to), (from, to), full_path(from, path), note_renamed(path, to))
