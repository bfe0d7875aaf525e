/*
 * LD_PRELOAD, for tests only. What the process changes below POWER_FOLDER is written to POWER_JOURNAL in the order in which it
 * happens, and where an fsync begins and ends. With POWER_CUT_AT=n the process dies at its nth change. tests/fault/power turns
 * the journal into what a disk without power may hold. Changes are made under one lock, so that order and content are exact;
 * an fsync only takes POWER_SYNC_US microseconds, because nothing rests on this machine's disk.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* Known to tests/fault/power/read-journal.ts. */
enum kind { OPENED = 1, WRITTEN, CUT_TO, SYNC_BEGUN, SYNC_DONE, RENAMED, REMOVED, LINKED, FOLDER_MADE };

struct record {
  uint32_t kind, first_bytes, second_bytes, data_bytes;
  uint64_t inode, number;
};

#define MOST_FILES 65536
static _Atomic uint64_t inode_of[MOST_FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static int journal = -1;
static long cut_at, changes, sync_us;
static atomic_uint syncs;

static long number_from(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

__attribute__((constructor)) static void begin(void) {
  const char *to = getenv("POWER_JOURNAL"), *watched = getenv("POWER_FOLDER");
  if (!to || !watched) return;
  cut_at = number_from("POWER_CUT_AT");
  sync_us = number_from("POWER_SYNC_US");
  journal = (int)syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (journal < 0) abort();
  snprintf(folder, sizeof folder, "%s", watched);
  folder_length = strlen(folder);
}

/* Under the lock. */
static void keep(enum kind kind, uint64_t inode, uint64_t number, const char *first, const char *second, const void *data,
                 size_t bytes) {
  int before = errno;
  struct record record = {kind, first ? strlen(first) : 0, second ? strlen(second) : 0, (uint32_t)bytes, inode, number};
  struct iovec parts[] = {{&record, sizeof record},
                          {(void *)first, record.first_bytes},
                          {(void *)second, record.second_bytes},
                          {(void *)data, bytes}};
  ssize_t whole = sizeof record + record.first_bytes + record.second_bytes + bytes;
  if (syscall(SYS_writev, journal, parts, 4) != whole) abort();
  if (++changes == cut_at) kill(getpid(), SIGKILL);
  errno = before;
}

/* The absolute path, where it lies in the folder. SQLite's shared memory is made anew by whoever opens the database. */
static int place(int at, const char *path, char full[PATH_MAX]) {
  int before = errno;
  if (journal < 0 || !path) return 0;
  if (path[0] == '/') {
    snprintf(full, PATH_MAX, "%s", path);
  } else {
    char from[PATH_MAX], link[64];
    ssize_t length = -1;
    if (at == AT_FDCWD) {
      if (getcwd(from, sizeof from)) length = (ssize_t)strlen(from);
    } else {
      snprintf(link, sizeof link, "/proc/self/fd/%d", at);
      length = readlink(link, from, sizeof from - 1);
    }
    errno = before;
    if (length < 0 || length + strlen(path) + 2 > PATH_MAX) return 0;
    from[length] = 0;
    strcpy(full, from);
    strcat(full, "/");
    strcat(full, path);
  }
  size_t length = strlen(full);
  if (strncmp(full, folder, folder_length) != 0 || (full[folder_length] != '/' && full[folder_length] != 0)) return 0;
  return length < 4 || strcmp(full + length - 4, "-shm") != 0;
}

/* libuv closes by a system call of its own, so that a number may stand for another file by now. */
static uint64_t watched(int fd) {
  if (fd < 0 || fd >= MOST_FILES || inode_of[fd] == 0) return 0;
  struct stat found;
  int before = errno;
  int same = fstat(fd, &found) == 0 && found.st_ino == inode_of[fd] && (S_ISREG(found.st_mode) || S_ISDIR(found.st_mode));
  errno = before;
  if (!same) inode_of[fd] = 0;
  return inode_of[fd];
}

static int open_at(int at, const char *path, int flags, mode_t mode) {
  char full[PATH_MAX];
  if (!place(at, path, full)) {
    int fd = (int)syscall(SYS_openat, at, path, flags, mode);
    if (fd >= 0 && fd < MOST_FILES) inode_of[fd] = 0;
    return fd;
  }
  pthread_mutex_lock(&lock);
  int fd = (int)syscall(SYS_openat, at, path, flags, mode);
  struct stat found;
  if (fd >= 0 && fd < MOST_FILES && fstat(fd, &found) == 0 && (S_ISREG(found.st_mode) || S_ISDIR(found.st_mode))) {
    inode_of[fd] = found.st_ino;
    keep(OPENED, found.st_ino, (uint64_t)((flags & O_CREAT ? 1 : 0) | (flags & O_TRUNC ? 2 : 0)), full, 0, 0, 0);
  }
  pthread_mutex_unlock(&lock);
  return fd;
}

#define MODE_OF(flags)                                                                                                            \
  mode_t mode = 0;                                                                                                                \
  if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                                          \
    va_list more;                                                                                                                 \
    va_start(more, flags);                                                                                                        \
    mode = va_arg(more, mode_t);                                                                                                  \
    va_end(more);                                                                                                                 \
  }

int open(const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_at(AT_FDCWD, path, flags, mode);
}
int openat(int at, const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_at(at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_at(at, path, flags, mode);
}
int creat(const char *path, mode_t mode) { return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* `at` < 0: where the file stands, or at its end. */
static ssize_t write_at(int fd, const void *data, size_t bytes, int64_t at) {
  uint64_t inode = watched(fd);
  if (!inode) return at < 0 ? syscall(SYS_write, fd, data, bytes) : syscall(SYS_pwrite64, fd, data, bytes, at);
  pthread_mutex_lock(&lock);
  int64_t from = at;
  struct stat found;
  if (fcntl(fd, F_GETFL) & O_APPEND) from = fstat(fd, &found) == 0 ? found.st_size : 0;
  else if (at < 0) from = lseek(fd, 0, SEEK_CUR);
  ssize_t done = at < 0 ? syscall(SYS_write, fd, data, bytes) : syscall(SYS_pwrite64, fd, data, bytes, at);
  if (done > 0) keep(WRITTEN, inode, (uint64_t)from, 0, 0, data, (size_t)done);
  pthread_mutex_unlock(&lock);
  return done;
}

static ssize_t write_all_at(int fd, const struct iovec *parts, int count, int64_t at) {
  if (!watched(fd))
    return at < 0 ? syscall(SYS_writev, fd, parts, count) : syscall(SYS_pwritev, fd, parts, count, (unsigned long)at, 0UL);
  ssize_t sum = 0;
  for (int part = 0; part < count; part++) {
    ssize_t done = write_at(fd, parts[part].iov_base, parts[part].iov_len, at < 0 ? at : at + sum);
    if (done < 0) return sum > 0 ? sum : done;
    sum += done;
    if ((size_t)done < parts[part].iov_len) break;
  }
  return sum;
}

ssize_t write(int fd, const void *data, size_t bytes) { return write_at(fd, data, bytes, -1); }
ssize_t pwrite(int fd, const void *data, size_t bytes, off_t at) { return write_at(fd, data, bytes, at); }
ssize_t pwrite64(int fd, const void *data, size_t bytes, off64_t at) { return write_at(fd, data, bytes, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) { return write_all_at(fd, parts, count, -1); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return write_all_at(fd, parts, count, at); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return write_all_at(fd, parts, count, at); }

static int cut_to(int fd, int64_t bytes) {
  uint64_t inode = watched(fd);
  if (!inode) return (int)syscall(SYS_ftruncate, fd, bytes);
  pthread_mutex_lock(&lock);
  int failed = (int)syscall(SYS_ftruncate, fd, bytes);
  if (!failed) keep(CUT_TO, inode, (uint64_t)bytes, 0, 0, 0, 0);
  pthread_mutex_unlock(&lock);
  return failed;
}
int ftruncate(int fd, off_t bytes) { return cut_to(fd, bytes); }
int ftruncate64(int fd, off64_t bytes) { return cut_to(fd, bytes); }

static int sync_by(int fd, long call) {
  uint64_t inode = watched(fd);
  if (!inode) return (int)syscall(call, fd);
  uint64_t number = (uint64_t)getpid() << 32 | ++syncs;
  pthread_mutex_lock(&lock);
  keep(SYNC_BEGUN, inode, number, 0, 0, 0, 0);
  pthread_mutex_unlock(&lock);
  struct timespec pause = {0, sync_us * 1000};
  if (sync_us > 0) nanosleep(&pause, 0);
  pthread_mutex_lock(&lock);
  keep(SYNC_DONE, inode, number, 0, 0, 0, 0);
  pthread_mutex_unlock(&lock);
  return 0;
}
int fsync(int fd) { return sync_by(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_by(fd, SYS_fdatasync); }

/* A change of names: the call is made, and kept if it went well and its places lie in the folder. */
#define CHANGE_NAMES(kind, call, first_at, first, second_at, second)                                                              \
  char one[PATH_MAX], two[PATH_MAX];                                                                                              \
  int inside = place(first_at, first, one);                                                                                       \
  if ((second) != 0) inside = place(second_at, second, two) && inside;                                                            \
  if (!inside) return (int)(call);                                                                                                \
  pthread_mutex_lock(&lock);                                                                                                      \
  int failed = (int)(call);                                                                                                       \
  if (!failed) keep(kind, 0, 0, one, (second) != 0 ? two : 0, 0, 0);                                                              \
  pthread_mutex_unlock(&lock);                                                                                                    \
  return failed;

static int rename_by(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
  CHANGE_NAMES(RENAMED, syscall(SYS_renameat2, from_at, from, to_at, to, flags), from_at, from, to_at, to)
}
int rename(const char *from, const char *to) { return rename_by(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_at, const char *from, int to_at, const char *to) { return rename_by(from_at, from, to_at, to, 0); }
int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
  return rename_by(from_at, from, to_at, to, flags);
}

static int remove_at(int at, const char *path, int flags) {
  const char *none = 0;
  CHANGE_NAMES(REMOVED, syscall(SYS_unlinkat, at, path, flags), at, path, AT_FDCWD, none)
}
int unlink(const char *path) { return remove_at(AT_FDCWD, path, 0); }
int unlinkat(int at, const char *path, int flags) { return remove_at(at, path, flags); }
int rmdir(const char *path) { return remove_at(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
  int failed = remove_at(AT_FDCWD, path, 0);
  return failed && (errno == EISDIR || errno == EPERM) ? remove_at(AT_FDCWD, path, AT_REMOVEDIR) : failed;
}

static int link_by(int from_at, const char *from, int to_at, const char *to, int flags) {
  CHANGE_NAMES(LINKED, syscall(SYS_linkat, from_at, from, to_at, to, flags), from_at, from, to_at, to)
}
int link(const char *from, const char *to) { return link_by(AT_FDCWD, from, AT_FDCWD, to, 0); }
int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
  return link_by(from_at, from, to_at, to, flags);
}

static int make_folder(int at, const char *path, mode_t mode) {
  const char *none = 0;
  CHANGE_NAMES(FOLDER_MADE, syscall(SYS_mkdirat, at, path, mode), at, path, AT_FDCWD, none)
}
int mkdir(const char *path, mode_t mode) { return make_folder(AT_FDCWD, path, mode); }
int mkdirat(int at, const char *path, mode_t mode) { return make_folder(at, path, mode); }
