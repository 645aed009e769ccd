#include "lease_store.h"

#include <avr/eeprom.h>
#include <util/crc16.h>

#include "leases.h"
#include "terms.h"

namespace lease_store {

// EEPROM from address 0: mark, count, the terms as on the wire, and their CRC, low byte first. The mark is
// erased first and written last: a power failure in between leaves nothing stored, never a part.
static const uint8_t MARK = 0xA1;
static const uint8_t ERASED = 0xFF;
static const uint16_t MARK_AT = 0;
static const uint16_t COUNT_AT = 1;
static const uint16_t TERMS_AT = 2;

static Content content;
static uint16_t contentCrc = terms::CRC_INIT;

enum class Step : uint8_t { Idle, EraseMark, Body, Mark, Check };
static Step step;
static uint16_t position;
static bool writesMark;

static uint8_t* eepromAddress(uint16_t address) { return reinterpret_cast<uint8_t*>(address); }

static Terms termsAt(uint8_t index) {
  uint8_t bytes[terms::SIZE];
  eeprom_read_block(bytes, eepromAddress(TERMS_AT + index * terms::SIZE), sizeof bytes);
  return terms::read(bytes);
}

void check() {
  content = Content::Nothing;
  contentCrc = terms::CRC_INIT;
  const uint8_t count = eeprom_read_byte(eepromAddress(COUNT_AT));
  if (eeprom_read_byte(eepromAddress(MARK_AT)) != MARK || count == 0 || count > leases::MAX_LEASES) return;
  const uint16_t crcAt = TERMS_AT + count * terms::SIZE;
  uint16_t crc = terms::CRC_INIT;
  for (uint16_t at = TERMS_AT; at < crcAt; at++) crc = _crc16_update(crc, eeprom_read_byte(eepromAddress(at)));
  const uint16_t stored = eeprom_read_byte(eepromAddress(crcAt)) | eeprom_read_byte(eepromAddress(crcAt + 1)) << 8;
  if (crc != stored) return;
  content = Content::Terms;
  contentCrc = crc;
}

Content state() { return step == Step::Idle ? content : Content::Writing; }

uint16_t storedCrc() { return contentCrc; }

void load() {
  if (content != Content::Terms) return;
  const uint8_t count = eeprom_read_byte(eepromAddress(COUNT_AT));
  for (uint8_t i = 0; i < count; i++) leases::configure(termsAt(i));
}

static void beginSteps(bool withMark) {
  writesMark = withMark;
  position = COUNT_AT;
  step = Step::EraseMark;
}

void beginWrite() { beginSteps(true); }

void beginErase() { beginSteps(false); }

static uint16_t endOfBody() { return TERMS_AT + leases::count() * terms::SIZE + 2; }

// The byte for an address between the mark and the end.
static uint8_t byteFor(uint16_t address) {
  if (address == COUNT_AT) return leases::count();
  const uint16_t offset = address - TERMS_AT;
  const uint8_t index = offset / terms::SIZE;
  if (index == leases::count()) return leases::crc() >> (offset % terms::SIZE == 0 ? 0 : 8);
  uint8_t bytes[terms::SIZE];
  terms::write(leases::at(index).terms, bytes);
  return bytes[offset % terms::SIZE];
}

bool continueWrite() {
  if (step == Step::Idle || !eeprom_is_ready()) return false;
  switch (step) {
    case Step::Idle: break;
    case Step::EraseMark:
      eeprom_update_byte(eepromAddress(MARK_AT), ERASED);
      step = writesMark ? Step::Body : Step::Check;
      break;
    case Step::Body:
      eeprom_update_byte(eepromAddress(position), byteFor(position));
      position++;
      if (position == endOfBody()) step = Step::Mark;
      break;
    case Step::Mark:
      eeprom_update_byte(eepromAddress(MARK_AT), MARK);
      step = Step::Check;
      break;
    case Step::Check:
      check();
      step = Step::Idle;
      return true;
  }
  return false;
}

}  // namespace lease_store
