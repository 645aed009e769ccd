#include "keeping.h"

#include <avr/eeprom.h>
#include <util/crc16.h>

#include "leases.h"
#include "terms.h"

namespace keeping {

// In EEPROM from address 0 on: mark, count, the terms as on the wire, and their sum, low byte first. The
// mark is taken away first and comes back last: power that fails in between leaves nothing, not a part.
static const uint8_t MARK = 0xA1;
static const uint8_t NO_MARK = 0xFF;
static const uint16_t MARK_AT = 0;
static const uint16_t COUNT_AT = 1;
static const uint16_t TERMS_AT = 2;

static Kept kept;
static uint16_t keptSum = terms::SUM_OF_NONE;

enum class Step : uint8_t { Idle, Unmark, Body, Mark, Check };
static Step step;
static uint16_t position;
static bool marks;

static uint8_t* place(uint16_t address) { return reinterpret_cast<uint8_t*>(address); }

static Terms termsAt(uint8_t index) {
  uint8_t bytes[terms::SIZE];
  eeprom_read_block(bytes, place(TERMS_AT + index * terms::SIZE), sizeof bytes);
  return terms::read(bytes);
}

void look() {
  kept = Kept::Nothing;
  keptSum = terms::SUM_OF_NONE;
  const uint8_t count = eeprom_read_byte(place(COUNT_AT));
  if (eeprom_read_byte(place(MARK_AT)) != MARK || count == 0 || count > leases::PLACES) return;
  const uint16_t sumAt = TERMS_AT + count * terms::SIZE;
  uint16_t sum = terms::SUM_OF_NONE;
  for (uint16_t at = TERMS_AT; at < sumAt; at++) sum = _crc16_update(sum, eeprom_read_byte(place(at)));
  const uint16_t stored = eeprom_read_byte(place(sumAt)) | eeprom_read_byte(place(sumAt + 1)) << 8;
  if (sum != stored) return;
  kept = Kept::Terms;
  keptSum = sum;
}

Kept state() { return step == Step::Idle ? kept : Kept::BeingWritten; }

uint16_t sum() { return keptSum; }

void load() {
  if (kept != Kept::Terms) return;
  const uint8_t count = eeprom_read_byte(place(COUNT_AT));
  for (uint8_t i = 0; i < count; i++) leases::configure(termsAt(i));
}

static void start(bool withMark) {
  marks = withMark;
  position = COUNT_AT;
  step = Step::Unmark;
}

void keep() { start(true); }

void erase() { start(false); }

static uint16_t endOfBody() { return TERMS_AT + leases::count() * terms::SIZE + 2; }

// What belongs at an address between mark and end.
static uint8_t byteFor(uint16_t address) {
  if (address == COUNT_AT) return leases::count();
  const uint16_t offset = address - TERMS_AT;
  const uint8_t index = offset / terms::SIZE;
  if (index == leases::count()) return leases::sum() >> (offset % terms::SIZE == 0 ? 0 : 8);
  uint8_t bytes[terms::SIZE];
  terms::write(leases::at(index).terms, bytes);
  return bytes[offset % terms::SIZE];
}

bool write() {
  if (step == Step::Idle || !eeprom_is_ready()) return false;
  switch (step) {
    case Step::Idle: break;
    case Step::Unmark:
      eeprom_update_byte(place(MARK_AT), NO_MARK);
      step = marks ? Step::Body : Step::Check;
      break;
    case Step::Body:
      eeprom_update_byte(place(position), byteFor(position));
      position++;
      if (position == endOfBody()) step = Step::Mark;
      break;
    case Step::Mark:
      eeprom_update_byte(place(MARK_AT), MARK);
      step = Step::Check;
      break;
    case Step::Check:
      look();
      step = Step::Idle;
      return true;
  }
  return false;
}

}  // namespace keeping
