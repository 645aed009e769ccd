#include "chip.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <simavr/avr_adc.h>
#include <simavr/avr_eeprom.h>
#include <simavr/avr_uart.h>
#include <simavr/avr_watchdog.h>
#include <simavr/sim_hex.h>
#include <simavr/sim_regbit.h>
#include <simavr/sim_time.h>

enum { CLOCK_HZ = 16000000, SUPPLY_MV = 5000, MAX_WATCHED = 96, MAX_QUEUE = 1 << 16 };

avr_t* avr;
static avr_uart_t* uart;
static avr_eeprom_t* eeprom;
static avr_watchdog_t* watchdog;
/* What a reset loads again: a test may have made the program hang. */
static uint8_t* program;

static struct {
  uint16_t address;
  uint8_t value;
} watched[MAX_WATCHED];
static int watchedCount;

static uint8_t fromHost[MAX_QUEUE];
static unsigned queued, arrived;
static avr_cycle_count_t pace;

void fail(const char* why) {
  printf("failed %s\n", why);
  exit(1);
}

/* What simavr says is no answer: warnings go where errors go. */
static void logged(avr_t* chip, const int level, const char* format, va_list arguments) {
  (void)chip;
  if (level <= LOG_ERROR) vfprintf(stderr, format, arguments);
}

/* Peripherals by simavr's names of their kinds; the first USART is 0. */
static void* peripheral(const char* kind) {
  for (avr_io_t* io = avr->io_port; io != NULL; io = io->next) {
    if (strcmp(io->kind, kind) != 0) continue;
    if (strcmp(kind, "uart") == 0 && ((avr_uart_t*)io)->name != '0') continue;
    return io;
  }
  fail(kind);
  return NULL;
}

static void tellChanges(void) {
  for (int i = 0; i < watchedCount; i++) {
    const uint8_t value = avr->data[watched[i].address];
    if (value == watched[i].value) continue;
    watched[i].value = value;
    printf("changed %llu %u %u\n", (unsigned long long)avr->cycle, watched[i].address, value);
  }
}

/* The host: a byte takes its time on the wire, and simavr takes it when its start bit comes. */
static avr_cycle_count_t byteIsOver(avr_t* chip, avr_cycle_count_t when, void* none) {
  (void)chip, (void)none;
  arrived++;
  if (arrived == queued) return 0;
  avr_raise_irq(uart->io.irq + UART_IRQ_INPUT, fromHost[arrived % MAX_QUEUE]);
  return when + pace;
}

static void beginByte(void) {
  if (arrived == queued) return;
  avr_raise_irq(uart->io.irq + UART_IRQ_INPUT, fromHost[arrived % MAX_QUEUE]);
  avr_cycle_timer_register(avr, pace, byteIsOver, NULL);
}

/* The board: simavr tells a byte when the program writes it. */
static avr_cycle_count_t byteIsSent(avr_t* chip, avr_cycle_count_t when, void* byte) {
  (void)chip;
  printf("sent %llu %u\n", (unsigned long long)when, *(uint8_t*)byte);
  return 0;
}

static void byteIsWritten(avr_irq_t* irq, uint32_t value, void* none) {
  (void)irq, (void)none;
  static uint8_t onTheWire[8];
  static unsigned next;
  uint8_t* byte = &onTheWire[next++ % sizeof onTheWire];
  *byte = value;
  avr_cycle_timer_register(avr, uart->cycles_per_byte, byteIsSent, byte);
}

/* simavr 1.6 counts a parity bit that is not there: a byte has ten bits (data sheet, 20.10: UBRR, U2X). */
static avr_io_write_t writeBaud;
static void writeBaudWithoutParity(avr_t* chip, avr_io_addr_t address, uint8_t value, void* of) {
  writeBaud(chip, address, value, of);
  const uint32_t ubrr = avr_regbit_get(chip, uart->ubrrl) | avr_regbit_get(chip, uart->ubrrh) << 8;
  uart->cycles_per_byte = 10 * (ubrr + 1) * (avr_regbit_get(chip, uart->u2x) ? 8 : 16);
}

/* simavr 1.6 writes EEPROM in no time: a byte takes 3.4 ms (ATmega328P data sheet, table 8-1), and EEPE is set meanwhile. */
static const uint32_t EEPROM_WRITE_US = 3400;
static avr_io_write_t writeEecr;

static avr_cycle_count_t eepromIsReady(avr_t* chip, avr_cycle_count_t when, void* none) {
  (void)when, (void)none;
  avr_regbit_clear(chip, eeprom->eepe);
  return 0;
}

static void writeEecrInTime(avr_t* chip, avr_io_addr_t address, uint8_t value, void* of) {
  const bool busy = avr_cycle_timer_status(chip, eepromIsReady, NULL) != 0;
  const bool starts = !busy && avr_regbit_get(chip, eeprom->eempe) && avr_regbit_from_value(chip, eeprom->eepe, value);
  writeEecr(chip, address, value, of);
  if (starts) avr_cycle_timer_register_usec(chip, EEPROM_WRITE_US, eepromIsReady, NULL);
  if (starts || busy) avr_regbit_set(chip, eeprom->eepe);
}

static avr_io_write_t replaceWrite(avr_io_addr_t address, avr_io_write_t with) {
  avr_io_write_t* write = &avr->io[AVR_DATA_TO_IO(address)].w.c;
  const avr_io_write_t before = *write;
  *write = with;
  return before;
}

static avr_cycle_count_t wake(avr_t* chip, avr_cycle_count_t when, void* none) {
  (void)chip, (void)when, (void)none;
  return 0;
}

/* Time is the test's: a sleeping chip costs none. */
static void sleepNoTime(avr_t* chip, avr_cycle_count_t howLong) { (void)chip, (void)howLong; }

/* While WDRF is set the watchdog runs (ATmega328P data sheet, 10.9.2). */
void chip_begin(uint8_t flags) {
  memcpy(avr->flash, program, avr->flashend + 1);
  avr->run = avr_callback_run_raw;
  watchdog->reset_context.wdrf = avr_regbit_from_value(avr, avr->reset_flags.wdrf, flags);
  watchdog->reset_context.avr_run = avr->run;
  avr_reset(avr);
  avr->data[avr->reset_flags.porf.reg] = flags;
  beginByte();
  tellChanges();
}

void chip_run(avr_cycle_count_t until) {
  if (avr->cycle >= until) return;
  avr_cycle_timer_register(avr, until - avr->cycle, wake, NULL);
  while (avr->cycle < until) {
    if (avr->run != avr_callback_run_raw) { /* simavr's way of a watchdog that has timed out */
      printf("watchdog %llu\n", (unsigned long long)avr->cycle);
      const avr_regbit_t wdrf = avr->reset_flags.wdrf;
      chip_begin(avr->data[wdrf.reg] | wdrf.mask << wdrf.bit);
      avr_cycle_timer_register(avr, until - avr->cycle, wake, NULL);
    }
    const int state = avr_run(avr);
    if (state == cpu_Crashed) fail("the program crashed");
    if (state == cpu_Done) fail("the program sleeps with interrupts off");
    tellChanges();
  }
}

static void load(const char* path, bool isBootloader) {
  ihex_chunk_p chunks = NULL;
  const int count = read_ihex_chunks(path, &chunks);
  if (count <= 0) fail(path);
  for (int i = 0; i < count; i++) {
    if (chunks[i].baseaddr + chunks[i].size > avr->flashend + 1) fail("beyond the flash");
    memcpy(program + chunks[i].baseaddr, chunks[i].data, chunks[i].size);
  }
  if (isBootloader) avr->reset_pc = chunks[0].baseaddr;
  free_ihex_chunks(chunks);
}

void chip_make(const char* mcu, const char* const* programs, int count) {
  avr_global_logger_set(logged);
  avr = avr_make_mcu_by_name(mcu);
  if (avr == NULL) fail("no such chip");
  avr_init(avr);
  avr->frequency = CLOCK_HZ;
  avr->vcc = avr->avcc = avr->aref = SUPPLY_MV;
  avr->sleep = sleepNoTime;
  uart = peripheral("uart");
  uart->flags = 0;
  eeprom = peripheral("eeprom");
  watchdog = peripheral("watchdog");
  writeBaud = replaceWrite(uart->ubrrl.reg, writeBaudWithoutParity);
  writeEecr = replaceWrite(eeprom->r_eecr, writeEecrInTime);
  avr_irq_register_notify(uart->io.irq + UART_IRQ_OUTPUT, byteIsWritten, NULL);
  program = malloc(avr->flashend + 1);
  memset(program, 0xff, avr->flashend + 1);
  for (int i = 0; i < count; i++) load(programs[i], i == 1);
}

void chip_hang(bool interruptsOff) {
  avr->flash[avr->pc] = 0xff; /* rjmp .-2 */
  avr->flash[avr->pc + 1] = 0xcf;
  avr->state = cpu_Running;
  if (interruptsOff) avr->sreg[S_I] = 0;
}

void chip_jump(avr_flashaddr_t to) {
  avr->pc = to;
  avr->state = cpu_Running;
}

void chip_watch(uint16_t address) {
  if (watchedCount == MAX_WATCHED) fail("too much to watch");
  watched[watchedCount].address = address;
  watched[watchedCount++].value = avr->data[address];
}

void chip_setAnalog(uint8_t channel, uint32_t millivolts) {
  avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, channel), millivolts);
}

uint8_t* chip_eeprom(void) { return eeprom->eeprom; }

uint16_t chip_eepromSize(void) { return eeprom->size; }

void host_setPace(avr_cycle_count_t cycles) { pace = cycles; }

void host_send(const uint8_t* bytes, unsigned count) {
  const bool wasIdle = queued == arrived;
  if (count > MAX_QUEUE - host_left()) fail("too much to send");
  while (count-- > 0) fromHost[queued++ % MAX_QUEUE] = *bytes++;
  if (wasIdle) beginByte();
}

unsigned host_left(void) { return queued - arrived; }
