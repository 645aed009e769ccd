/*
 * A stand-in for libudev.so.1, by which Chromium lists serial ports (services/device/serial/
 * serial_device_enumerator_linux.cc). Every link in the folder $ONAIR_UDEV is a USB adapter; its name is the adapter's
 * USB id and its serial number, "1a86-7523". Links that appear and vanish are plugged in and unplugged. A name with a
 * dot is none. All other devices of the computer are hidden.
 *
 * It also stands before the C library's ioctl(): a port is exclusive (TIOCEXCL) until everybody has closed it, and the
 * simulated device never closes its end of the pseudo-terminal. So exclusive means a lock here, which ends with the one
 * who holds it, as a real port is free when its program closes it.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SYS "/sys/devices/onair/"
/* An event of inotify with a name of at most 15 characters; two of them never fit into the space of one. */
#define EVENT_BYTES (sizeof(struct inotify_event) + 16)

struct device {
  char syspath[NAME_MAX + 32], devname[PATH_MAX];
  char vendor[5], product[5];
  const char *name, *action;
};
struct entry {
  char syspath[NAME_MAX + 32];
  struct entry *next;
};
struct enumeration {
  int is_hidden;
  struct entry *first;
};

static const char *folder(void) {
  const char *path = getenv("ONAIR_UDEV");
  return path ? path : "/nonexistent";
}

static struct device *device_of(const char *name, const char *action) {
  struct device *device = calloc(1, sizeof *device);
  snprintf(device->syspath, sizeof device->syspath, SYS "%s", name);
  snprintf(device->devname, sizeof device->devname, "%s/%s", folder(), name);
  device->name = strrchr(device->syspath, '/') + 1;
  sscanf(device->name, "%4[0-9a-f]-%4[0-9a-f]", device->vendor, device->product);
  device->action = action;
  return device;
}

void *udev_new(void) { return calloc(1, 1); }
void *udev_unref(void *udev) { free(udev); return NULL; }

void *udev_enumerate_new(void *udev) { (void)udev; return calloc(1, sizeof(struct enumeration)); }
int udev_enumerate_add_match_subsystem(struct enumeration *all, const char *subsystem) {
  all->is_hidden = strcmp(subsystem, "tty") != 0;
  return 0;
}
int udev_enumerate_scan_devices(struct enumeration *all) {
  DIR *dir = all->is_hidden ? NULL : opendir(folder());
  for (struct dirent *each; dir && (each = readdir(dir));) {
    if (strchr(each->d_name, '.')) continue;
    struct entry *entry = calloc(1, sizeof *entry);
    snprintf(entry->syspath, sizeof entry->syspath, SYS "%s", each->d_name);
    entry->next = all->first;
    all->first = entry;
  }
  if (dir) closedir(dir);
  return 0;
}
void *udev_enumerate_get_list_entry(struct enumeration *all) { return all->first; }
void *udev_enumerate_unref(struct enumeration *all) {
  for (struct entry *entry = all->first, *next; entry; entry = next) {
    next = entry->next;
    free(entry);
  }
  free(all);
  return NULL;
}
const char *udev_list_entry_get_name(struct entry *entry) { return entry->syspath; }
void *udev_list_entry_get_next(struct entry *entry) { return entry->next; }

/* A monitor is inotify's descriptor plus one, so that it is never NULL. */
void *udev_monitor_new_from_netlink(void *udev, const char *name) {
  (void)udev, (void)name;
  int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  inotify_add_watch(fd, folder(), IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM);
  return (char *)NULL + fd + 1;
}
int udev_monitor_get_fd(void *monitor) { return (int)((char *)monitor - (char *)NULL) - 1; }
void *udev_monitor_receive_device(void *monitor) {
  char bytes[EVENT_BYTES] __attribute__((aligned(8)));
  const struct inotify_event *event = (const void *)bytes;
  if (read(udev_monitor_get_fd(monitor), bytes, sizeof bytes) <= 0 || event->len == 0) return NULL;
  if (strchr(event->name, '.')) return NULL;
  return device_of(event->name, event->mask & (IN_CREATE | IN_MOVED_TO) ? "add" : "remove");
}
int udev_monitor_filter_add_match_subsystem_devtype(void *monitor, const char *subsystem, const char *type) {
  (void)monitor, (void)subsystem, (void)type;
  return 0;
}
int udev_monitor_enable_receiving(void *monitor) { (void)monitor; return 0; }
void *udev_monitor_unref(void *monitor) { close(udev_monitor_get_fd(monitor)); return NULL; }

void *udev_device_new_from_syspath(void *udev, const char *syspath) {
  (void)udev;
  return strncmp(syspath, SYS, strlen(SYS)) == 0 ? device_of(syspath + strlen(SYS), NULL) : NULL;
}
void *udev_device_new_from_devnum(void *udev, char type, unsigned long number) {
  (void)udev, (void)type, (void)number;
  return NULL;
}
void *udev_device_new_from_subsystem_sysname(void *udev, const char *subsystem, const char *name) {
  (void)udev, (void)subsystem, (void)name;
  return NULL;
}
void *udev_device_unref(struct device *device) { free(device); return NULL; }
const char *udev_device_get_action(struct device *device) { return device->action; }
const char *udev_device_get_devnode(struct device *device) { return device->devname; }
const char *udev_device_get_devtype(struct device *device) { (void)device; return NULL; }
const char *udev_device_get_driver(struct device *device) { (void)device; return NULL; }
void *udev_device_get_parent(struct device *device) { (void)device; return NULL; }
void *udev_device_get_parent_with_subsystem_devtype(struct device *device, const char *subsystem, const char *type) {
  (void)device, (void)subsystem, (void)type;
  return NULL;
}
void *udev_device_get_properties_list_entry(struct device *device) { (void)device; return NULL; }
/* The numbers of /dev/ttyS0, whose driver /proc/tty/drivers calls "serial". */
const char *udev_device_get_property_value(struct device *device, const char *key) {
  const char *const known[][2] = {
      {"DEVNAME", device->devname}, {"MAJOR", "4"},           {"MINOR", "64"},
      {"ID_VENDOR_ID", device->vendor}, {"ID_MODEL_ID", device->product}, {"ID_MODEL_ENC", "USB\\x20Serial"},
      {"ID_SERIAL_SHORT", device->name},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i][0], key) == 0) return known[i][1];
  return NULL;
}
const char *udev_device_get_subsystem(struct device *device) { (void)device; return "tty"; }
const char *udev_device_get_sysattr_value(struct device *device, const char *name) {
  (void)device, (void)name;
  return NULL;
}
const char *udev_device_get_sysname(struct device *device) { return device->name; }
const char *udev_device_get_syspath(struct device *device) { return device->syspath; }

int ioctl(int fd, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  if (request != TIOCEXCL) return (int)syscall(SYS_ioctl, fd, request, argument);
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) return 0;
  errno = EBUSY;
  return -1;
}
