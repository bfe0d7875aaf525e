/*
 * LD_PRELOAD, for tests only: the wall clock of the process is off by what CLOCK_OFFSET_FILE holds at that moment, a whole number
 * of milliseconds in eight bytes. Clocks that only run forward, and so all timers, stay as they are.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *offset_ms;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("CLOCK_OFFSET_FILE");
  if (!file) return;
  int fd = open(file, O_RDONLY | O_CLOEXEC);
  void *page = fd < 0 ? MAP_FAILED : mmap(0, sizeof *offset_ms, PROT_READ, MAP_SHARED, fd, 0);
  if (page == MAP_FAILED) abort();
  close(fd);
  offset_ms = page;
}

static int tell(clockid_t clock, struct timespec *time) {
  int failed = (int)syscall(SYS_clock_gettime, clock, time);
  if (failed || !offset_ms || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return failed;
  int64_t ns = time->tv_nsec + *offset_ms % 1000 * 1000000;
  time->tv_sec += *offset_ms / 1000 + (ns >= 1000000000) - (ns < 0);
  time->tv_nsec = ns >= 1000000000 ? ns - 1000000000 : ns < 0 ? ns + 1000000000 : ns;
  return 0;
}

int clock_gettime(clockid_t clock, struct timespec *time) { return tell(clock, time); }

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec now;
  (void)zone;
  if (tell(CLOCK_REALTIME, &now)) return -1;
  if (time) *time = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
  return 0;
}

time_t time(time_t *out) {
  struct timespec now;
  if (tell(CLOCK_REALTIME, &now)) return -1;
  if (out) *out = now.tv_sec;
  return now.tv_sec;
}
