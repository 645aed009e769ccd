/*
 * A chip in simavr, led by a test in lockstep: `driver MCU PROGRAM.hex [BOOTLOADER.hex]`.
 *
 * Requests are lines on stdin, numbers in decimal, bytes in hex:
 *
 *     watch ADDRESS        tell each change of a register or of a byte in RAM
 *     pace CYCLES          of a byte from the host on the wire
 *     send BYTES           from the host, one after another
 *     run CYCLE            until then
 *     reset FLAGS          what MCUSR says; registers and RAM stay
 *     poke ADDRESS BYTES   into registers and RAM
 *     eeprom COUNT         its first bytes
 *     burn BYTES           they become its first bytes
 *     analog CHANNEL MV    voltage at an input of the converter
 *     hang OFF             the program loops where it is; OFF 1: with interrupts off
 *     jump ADDRESS         of the next instruction
 *
 * Each is answered by any of these lines, in the order of time, and by `done CYCLE` or `failed WHY`:
 *
 *     changed CYCLE ADDRESS VALUE
 *     sent CYCLE BYTE      its stop bit has passed
 *     left COUNT           bytes of the host that have not arrived yet
 *     watchdog CYCLE       it has reset the chip
 *     bytes BYTES
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chip.h"

static uint8_t digit(char hex) { return isdigit((unsigned char)hex) ? hex - '0' : tolower((unsigned char)hex) - 'a' + 10; }

/* Bytes in hex at the end of a request; their count. */
static unsigned readBytes(const char* hex, uint8_t* bytes, unsigned most) {
  while (isspace((unsigned char)*hex)) hex++;
  unsigned count = 0;
  for (; isxdigit((unsigned char)hex[0]) && isxdigit((unsigned char)hex[1]); hex += 2) {
    if (count == most) fail("too many bytes");
    bytes[count++] = digit(hex[0]) << 4 | digit(hex[1]);
  }
  return count;
}

static void tellBytes(const uint8_t* bytes, unsigned count) {
  printf("bytes ");
  while (count-- > 0) printf("%02x", *bytes++);
  printf("\n");
}

static void send(const char* hex) {
  static uint8_t bytes[1 << 16];
  host_send(bytes, readBytes(hex, bytes, sizeof bytes));
}

static void serve(const char* what, unsigned long long first, unsigned long long second, const char* bytes) {
  if (strcmp(what, "watch") == 0) return chip_watch(first);
  if (strcmp(what, "pace") == 0) return host_setPace(first);
  if (strcmp(what, "send") == 0) return send(bytes);
  if (strcmp(what, "run") == 0) return chip_run(first);
  if (strcmp(what, "reset") == 0) return chip_begin(first);
  if (strcmp(what, "poke") == 0) return (void)readBytes(bytes, avr->data + first, avr->ramend + 1 - first);
  if (strcmp(what, "eeprom") == 0) return tellBytes(chip_eeprom(), first);
  if (strcmp(what, "burn") == 0) return (void)readBytes(bytes, chip_eeprom(), chip_eepromSize());
  if (strcmp(what, "analog") == 0) return chip_setAnalog(first, second);
  if (strcmp(what, "hang") == 0) return chip_hang(first);
  if (strcmp(what, "jump") == 0) return chip_jump(first);
  fail(what);
}

/* Where the numbers at the beginning of a request end: bytes may follow. */
static const char* readNumber(const char* text, unsigned long long* number) {
  char* end;
  *number = strtoull(text, &end, 10);
  return end;
}

int main(int count, char** names) {
  if (count < 3) fail("driver MCU PROGRAM.hex [BOOTLOADER.hex]");
  chip_make(names[1], (const char* const*)names + 2, count - 2);
  char* line = NULL;
  size_t size = 0;
  while (getline(&line, &size, stdin) > 0) {
    const char* rest = line;
    while (isalpha((unsigned char)*rest)) rest++;
    char* const what = strndup(line, rest - line);
    const bool hasBytesOnly = strcmp(what, "send") == 0 || strcmp(what, "burn") == 0;
    unsigned long long first = 0, second = 0;
    if (!hasBytesOnly) rest = readNumber(rest, &first);
    readNumber(rest, &second);
    serve(what, first, second, rest);
    free(what);
    printf("left %u\ndone %llu\n", host_left(), (unsigned long long)avr->cycle);
    fflush(stdout);
  }
  return 0;
}
