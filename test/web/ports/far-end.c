/*
 * The far end of a serial cable: makes a pseudo-terminal with a link to it at the path given. What a program writes to it
 * is put out in frames of the rate that is set at that moment (32 bits), the number of bytes (32 bits) and the bytes, as
 * numbers of this computer; what comes in is sent to the program. Ends with its input. socat does this without the rate,
 * and asking stty for it takes a process each time, which on a busy machine comes after the next change.
 */
#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int ioctl(int, unsigned long, ...);

static int write_all(int fd, const unsigned char *bytes, ssize_t count) {
  for (ssize_t done = 0; done < count;) {
    ssize_t wrote = write(fd, bytes + done, (size_t)(count - done));
    if (wrote <= 0) return -1;
    done += wrote;
  }
  return 0;
}

int main(int argc, char **argv) {
  unsigned char bytes[4096];
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (argc != 2 || master < 0 || grantpt(master) || unlockpt(master)) return 1;
  /* Kept open, so that the pseudo-terminal outlives the programs that open it. */
  int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
  struct termios2 line;
  if (slave < 0 || ioctl(slave, TCGETS2, &line)) return 1;
  line.c_iflag = line.c_oflag = line.c_lflag = 0;
  if (ioctl(slave, TCSETS2, &line) || symlink(ptsname(master), argv[1])) return 1;
  struct pollfd both[] = {{.fd = master, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
  while (poll(both, 2, -1) > 0) {
    if (both[0].revents & POLLIN) {
      ssize_t count = read(master, bytes, sizeof bytes);
      if (count <= 0 || ioctl(master, TCGETS2, &line)) break;
      unsigned head[] = {line.c_ospeed, (unsigned)count};
      if (write_all(STDOUT_FILENO, (void *)head, sizeof head) || write_all(STDOUT_FILENO, bytes, count)) break;
    }
    if (both[1].revents) {
      ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
      if (count <= 0 || write_all(master, bytes, count)) break;
    }
  }
  unlink(argv[1]);
  return 0;
}
