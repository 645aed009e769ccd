#include "lease_store.h"

#include <avr/eeprom.h>
#include <avr/pgmspace.h>
#include <util/crc16.h>

#include "../board/board.h"
#include "fletcher32.h"
#include "lease_table.h"
#include "terms.h"

namespace lease_store {

using lease_table::table;

// A slot: magic number with the version of this format, sequence number, count, the terms of each lease as on the
// wire, and the checksum of all of them, low byte first.
static const uint8_t MAGIC[4] PROGMEM = {'o', 'n', 'L', 2};
static const uint8_t SEQUENCE_AT = 4;
static const uint8_t COUNT_AT = 5;
static const uint8_t TERMS_AT = 6;
static const uint8_t SEAL_SIZE = 4;
static const uint8_t SLOT_SIZE = TERMS_AT + lease_table::MAX_LEASES * terms::SIZE + SEAL_SIZE;

// Away from cell 0, which is the one that a failing supply may spoil: EEAR is 0 after a reset.
static const uint16_t FIRST_SLOT_AT = 16;
static const uint8_t NO_SLOT = 0xFF;

static uint8_t current;  // slot that counts, or NO_SLOT
static uint8_t sequence;
static uint8_t storedCount;
static uint16_t storedTermsCrc = terms::CRC_INIT;

enum class Step : uint8_t { Idle, Compare, Write, Verify };
static Step step;
// The lease that is compared, or the byte that is written or verified.
static uint8_t position;
static uint8_t countToWrite;
// Over the bytes that were written.
static Fletcher32 seal;
static uint8_t evenByte;
// Over the terms that were verified.
static uint16_t verifiedCrc;

static uint8_t* address(uint8_t slot, uint8_t offset) {
  return reinterpret_cast<uint8_t*>(FIRST_SLOT_AT + slot * SLOT_SIZE + offset);
}

static uint8_t readByte(uint8_t slot, uint8_t offset) { return eeprom_read_byte(address(slot, offset)); }

static uint8_t sealAt(uint8_t count) { return TERMS_AT + count * terms::SIZE; }

// Adds the byte at an offset to the seal; a last one without a partner stands for a word. Offsets ascend.
static void addToSeal(uint8_t offset, uint8_t byte, bool isLast) {
  if (offset % 2 != 0) seal.add(evenByte | static_cast<uint16_t>(byte) << 8);
  else if (isLast) seal.add(byte);
  evenByte = byte;
}

// Terms that this board accepts, alone and together, in ascending order of pins: as lease_table::isValid().
static bool areAccepted(uint8_t slot, uint8_t count) {
  int16_t lastPin = -1;
  uint16_t leased = 0;  // one bit for each analog channel
  uint16_t watched = 0;
  for (uint8_t i = 0; i < count; i++) {
    uint8_t bytes[terms::SIZE];
    eeprom_read_block(bytes, address(slot, sealAt(i)), sizeof bytes);
    const Terms terms = terms::read(bytes);
    if (terms.pin <= lastPin || terms::check(terms) != terms::Refusal::None) return false;
    lastPin = terms.pin;
    if (board::isAnalog(terms.pin)) leased |= 1U << (terms.pin - PIN_A0);
    if (terms::hasWatch(terms)) watched |= 1U << terms.channel;
  }
  return (leased & watched) == 0 && __builtin_popcount(watched) <= lease_table::MAX_WATCHED;
}

static bool isWhole(uint8_t slot) {
  for (uint8_t i = 0; i < sizeof MAGIC; i++) {
    if (readByte(slot, i) != pgm_read_byte(MAGIC + i)) return false;
  }
  const uint8_t count = readByte(slot, COUNT_AT);
  if (count > lease_table::MAX_LEASES) return false;
  const uint8_t end = sealAt(count);
  seal = Fletcher32();
  for (uint8_t at = 0; at < end; at++) addToSeal(at, readByte(slot, at), at + 1 == end);
  const uint32_t stored = eeprom_read_dword(reinterpret_cast<uint32_t*>(address(slot, end)));
  return stored == seal.value() && areAccepted(slot, count);
}

static void take(uint8_t slot) {
  current = slot;
  sequence = readByte(slot, SEQUENCE_AT);
  storedCount = readByte(slot, COUNT_AT);
  const uint8_t end = sealAt(storedCount);
  for (uint8_t at = TERMS_AT; at < end; at++) storedTermsCrc = _crc16_update(storedTermsCrc, readByte(slot, at));
}

void check() {
  current = NO_SLOT;
  storedCount = 0;
  storedTermsCrc = terms::CRC_INIT;
  // Of two slots one is the successor of the other; the difference stays right when the number overflows.
  const uint8_t ahead = readByte(1, SEQUENCE_AT) - readByte(0, SEQUENCE_AT);
  const uint8_t newer = static_cast<int8_t>(ahead) > 0 ? 1 : 0;
  if (isWhole(newer)) take(newer);
  else if (isWhole(1 - newer)) take(1 - newer);
}

Content state() {
  if (step != Step::Idle) return Content::Writing;
  return storedCount == 0 ? Content::Nothing : Content::Terms;
}

uint16_t storedCrc() { return storedTermsCrc; }

void load() {
  check();
  lease_table::clear();
  for (uint8_t i = 0; i < storedCount; i++) {
    uint8_t bytes[terms::SIZE];
    eeprom_read_block(bytes, address(current, sealAt(i)), sizeof bytes);
    table.leases[i] = {terms::read(bytes), lease_table::TripReason::None};
  }
  table.count = storedCount;
}

// The byte of a slot before the seal.
static uint8_t byteFor(uint8_t offset) {
  if (offset < SEQUENCE_AT) return pgm_read_byte(MAGIC + offset);
  if (offset == SEQUENCE_AT) return sequence + 1;
  if (offset == COUNT_AT) return countToWrite;
  const uint8_t index = (offset - TERMS_AT) / terms::SIZE;
  uint8_t bytes[terms::SIZE];
  terms::write(table.leases[index].terms, bytes);
  return bytes[(offset - TERMS_AT) % terms::SIZE];
}

static void begin(uint8_t count) {
  countToWrite = count;
  position = 0;
  step = Step::Compare;
}

void beginWrite() { begin(table.count); }

void beginErase() { begin(0); }

static bool isStored(uint8_t index) {
  uint8_t bytes[terms::SIZE];
  terms::write(table.leases[index].terms, bytes);
  for (uint8_t i = 0; i < sizeof bytes; i++) {
    if (readByte(current, sealAt(index) + i) != bytes[i]) return false;
  }
  return true;
}

// Here and below a call does a small part: all sixteen leases at a time would delay a trip by milliseconds.
static void compareNext() {
  if (storedCount == countToWrite && position == countToWrite) {
    step = Step::Idle;
  } else if (storedCount == countToWrite && isStored(position)) {
    position++;
  } else {
    position = 0;
    seal = Fletcher32();
    step = Step::Write;
  }
}

static uint8_t slotToWrite() { return current == 0 ? 1 : 0; }

static uint8_t byteToWrite() {
  const uint8_t end = sealAt(countToWrite);
  return position < end ? byteFor(position) : seal.value() >> 8 * (position - end);
}

static void writeNext() {
  const uint8_t end = sealAt(countToWrite);
  const uint8_t byte = byteToWrite();
  if (position < end) addToSeal(position, byte, position + 1 == end);
  eeprom_update_byte(address(slotToWrite(), position), byte);
  if (++position < end + SEAL_SIZE) return;
  position = 0;
  verifiedCrc = terms::CRC_INIT;
  step = Step::Verify;
}

// A cell that does not hold its byte leaves the slot that counted before.
static void verifyNext() {
  const uint8_t end = sealAt(countToWrite);
  const uint8_t byte = byteToWrite();
  if (readByte(slotToWrite(), position) != byte) {
    step = Step::Idle;
    return;
  }
  if (position >= TERMS_AT && position < end) verifiedCrc = _crc16_update(verifiedCrc, byte);
  if (++position < end + SEAL_SIZE) return;
  current = slotToWrite();
  sequence++;
  storedCount = countToWrite;
  storedTermsCrc = verifiedCrc;
  step = Step::Idle;
}

bool continueWrite() {
  if (step == Step::Idle || !eeprom_is_ready()) return false;
  switch (step) {
    case Step::Compare: compareNext(); break;
    case Step::Write: writeNext(); break;
    case Step::Verify: verifyNext(); break;
    case Step::Idle: break;
  }
  return step == Step::Idle;
}

}  // namespace lease_store
