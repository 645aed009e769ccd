#include "one_wire.h"

#include <Arduino.h>
#include <util/delay.h>

#include "../lease/leases.h"

namespace one_wire {

// Letters as in application note 126; times in µs. Interrupts are off only where a longer time would be another bit: 70
// µs at most, less than half a byte of the USART.
static const uint8_t A_LOW_OF_ONE_AND_READ = 6;
static const uint8_t B_REST_OF_ONE = 64;
static const uint8_t C_LOW_OF_ZERO = 60;
static const uint8_t D_REST_OF_ZERO = 10;
// One less than there: the DS18B20 holds its bit for 15 µs, and the instructions take their part.
static const uint8_t E_TO_SAMPLE = 8;
static const uint8_t F_REST_OF_READ = 55;
static const uint16_t H_LOW_OF_RESET = 480;
// Two less than there, for the same reason. Every device answers from 60 to 75 µs after the line was released.
static const uint8_t I_TO_PRESENCE = 68;
static const uint16_t J_REST_OF_RESET = 410;
static const uint8_t PARTS_OF_REST = 5;

namespace {

// A call would take a microsecond, and the times below have none to spare.
#define INLINE inline __attribute__((always_inline))

struct Line {
  uint8_t mask;
  volatile uint8_t* direction;
  volatile uint8_t* output;
  volatile uint8_t* input;

  INLINE explicit Line(uint8_t pin)
      : mask(digitalPinToBitMask(pin)),
        direction(portModeRegister(digitalPinToPort(pin))),
        output(portOutputRegister(digitalPinToPort(pin))),
        input(portInputRegister(digitalPinToPort(pin))) {}

  // With interrupts off: that of the servos changes the same registers.
  INLINE void pull() const {
    *output &= ~mask;  // first: it may have been driven high
    *direction |= mask;
  }
  INLINE void release() const { *direction &= ~mask; }
  INLINE bool isHigh() const { return (*input & mask) != 0; }
};

}  // namespace

bool reset(uint8_t pin) {
  const Line line(pin);
  cli();
  line.release();  // first: a line that was driven high must not be pulled here
  *line.output &= ~line.mask;
  sei();
  _delay_us(D_REST_OF_ZERO);
  if (!line.isHigh()) return false;
  cli();
  line.pull();
  sei();
  _delay_us(H_LOW_OF_RESET);
  cli();
  line.release();
  _delay_us(I_TO_PRESENCE);
  const bool isPresent = !line.isHigh();
  sei();
  // The rest may take longer, and a reset without it takes half a tick of millis() from watched channels.
  for (uint8_t part = 0; part < PARTS_OF_REST; part++) {
    leases::enforce();
    _delay_us(J_REST_OF_RESET / PARTS_OF_REST);
  }
  return isPresent;
}

void writeBit(uint8_t pin, bool bit) {
  const Line line(pin);
  cli();
  line.pull();
  if (bit) _delay_us(A_LOW_OF_ONE_AND_READ);
  else _delay_us(C_LOW_OF_ZERO);
  line.release();
  sei();
  if (bit) _delay_us(B_REST_OF_ONE);
  else _delay_us(D_REST_OF_ZERO);
}

bool readBit(uint8_t pin) {
  const Line line(pin);
  cli();
  line.pull();
  _delay_us(A_LOW_OF_ONE_AND_READ);
  line.release();
  _delay_us(E_TO_SAMPLE);
  const bool bit = line.isHigh();
  sei();
  _delay_us(F_REST_OF_READ);
  return bit;
}

void drivePower(uint8_t pin) {
  const Line line(pin);
  cli();
  *line.output |= line.mask;
  *line.direction |= line.mask;
  sei();
}

}  // namespace one_wire
