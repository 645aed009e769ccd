/**
 * A chip in simavr, and the host at its USART. Times are in cycles; what happens is told on stdout, in the words of
 * driver.c.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <simavr/sim_avr.h>

extern avr_t* avr;

/* Says why to the test, and ends. */
_Noreturn void fail(const char* why);

/* A chip without power; the second program, if there is one, is a bootloader. */
void chip_make(const char* mcu, const char* const* programs, int count);
/* A life of the chip begins: MCUSR says this. Registers and RAM are as they were. */
void chip_begin(uint8_t flags);
void chip_run(avr_cycle_count_t until);
/* The program loops where it is. */
void chip_hang(bool interruptsOff);
void chip_jump(avr_flashaddr_t to);

/* Each change of a register, or of a byte in RAM, is told from now on. */
void chip_watch(uint16_t address);
void chip_setAnalog(uint8_t channel, uint32_t millivolts);
uint8_t* chip_eeprom(void);
uint16_t chip_eepromSize(void);

/* Duration of a byte from the host. */
void host_setPace(avr_cycle_count_t cycles);
void host_send(const uint8_t* bytes, unsigned count);
/* Bytes that have not arrived yet. */
unsigned host_left(void);
