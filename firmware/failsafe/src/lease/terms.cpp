#include "terms.h"

#include <util/crc16.h>

#include "../board/board.h"
#include "../board/pins.h"
#include "../firmata/seven_bits.h"

namespace terms {

// What the fields on the wire can hold, and what the ADC gives.
static const uint16_t MAX_SILENCE_MS = 0x3FFF;
static const uint32_t MAX_ACTIVE_MS = 0x1FFFFF;
static const uint8_t MAX_SAMPLES = 0x7F;
static const uint16_t MAX_READING = 1023;

Terms read(const uint8_t* bytes) {
  Terms terms;
  terms.pin = bytes[0];
  terms.safeLevel = bytes[1];
  terms.silenceMs = seven_bits::read(bytes + 2, 2);
  terms.activeMs = seven_bits::read(bytes + 4, 3);
  terms.channel = bytes[7];
  terms.lowest = seven_bits::read(bytes + 8, 2);
  terms.highest = seven_bits::read(bytes + 10, 2);
  terms.samples = bytes[12];
  return terms;
}

void write(const Terms& terms, uint8_t* bytes) {
  bytes[0] = terms.pin;
  bytes[1] = terms.safeLevel;
  seven_bits::write(terms.silenceMs, bytes + 2, 2);
  seven_bits::write(terms.activeMs, bytes + 4, 3);
  bytes[7] = terms.channel;
  seven_bits::write(terms.lowest, bytes + 8, 2);
  seven_bits::write(terms.highest, bytes + 10, 2);
  bytes[12] = terms.samples;
}

static bool isWatchValid(const Terms& terms) {
  if (!hasWatch(terms)) return terms.lowest == 0 && terms.highest == 0 && terms.samples == 0;
  return terms.channel < NUM_ANALOG_INPUTS && PIN_A0 + terms.channel != terms.pin && terms.samples > 0 &&
         terms.samples <= MAX_SAMPLES && terms.lowest <= terms.highest && terms.highest <= MAX_READING;
}

Refusal check(const Terms& terms) {
  if (terms.safeLevel > 1) return Refusal::Malformed;
  if (!pins::supports(terms.pin, Mode::Output)) return Refusal::NoOutput;
  if (terms.silenceMs == 0) return Refusal::NoLimit;
  if (terms.silenceMs > MAX_SILENCE_MS || terms.activeMs > MAX_ACTIVE_MS) return Refusal::Malformed;
  return isWatchValid(terms) ? Refusal::None : Refusal::Malformed;
}

uint16_t updateCrc(uint16_t crc, const Terms& terms) {
  uint8_t bytes[SIZE];
  write(terms, bytes);
  for (const uint8_t byte : bytes) crc = _crc16_update(crc, byte);
  return crc;
}

}  // namespace terms
