#include "lease_table.h"

#include <string.h>

#include "../board/board.h"
#include "fletcher32.h"

namespace lease_table {

static const uint32_t MAGIC = 0x6C656173;  // "leas"

Table table __attribute__((section(".noinit")));
static uint32_t tableSeal __attribute__((section(".noinit")));
static Table backup __attribute__((section(".noinit")));
static uint32_t backupSeal __attribute__((section(".noinit")));

static_assert(sizeof(Table) % 2 == 0, "the checksum is over words");

static uint32_t sealOf(const Table& of) {
  const uint8_t* bytes = reinterpret_cast<const uint8_t*>(&of);
  Fletcher32 seal;
  for (uint16_t i = 0; i < sizeof of; i += 2) seal.add(bytes[i] | static_cast<uint16_t>(bytes[i + 1]) << 8);
  return seal.value();
}

void clear() {
  memset(&table, 0, sizeof table);
  table.magic = MAGIC;
}

void save() {
  tableSeal = sealOf(table);
  asm volatile("" ::: "memory");  // keeps the order: one of the two copies is intact at every moment
  backup = table;
  backupSeal = tableSeal;
}

static bool isPossible(uint8_t index) {
  const Lease& lease = table.leases[index];
  const bool ascends = index == 0 || table.leases[index - 1].terms.pin < lease.terms.pin;
  return ascends && lease.trip <= TripReason::Reading && terms::check(lease.terms) == terms::Refusal::None;
}

bool isValid() {
  if (table.magic != MAGIC || table.count > MAX_LEASES) return false;
  for (uint8_t i = 0; i < table.count; i++) {
    if (!isPossible(i)) return false;
  }
  for (uint8_t i = 0; i < table.count; i++) {
    const Terms& terms = table.leases[i].terms;
    if (conflicts(terms) || exceedsChannels(terms)) return false;
  }
  return true;
}

bool restore() {
  if (tableSeal == sealOf(table) && isValid()) return true;
  const bool isBackupSealed = backupSeal == sealOf(backup);
  if (isBackupSealed) table = backup;
  if (isBackupSealed && isValid()) return true;
  clear();
  return false;
}

int8_t indexOf(uint8_t pin) {
  for (uint8_t i = 0; i < table.count; i++) {
    if (table.leases[i].terms.pin == pin) return i;
  }
  return -1;
}

uint16_t watchedExcept(uint8_t pin) {
  uint16_t channels = 0;
  for (uint8_t i = 0; i < table.count; i++) {
    const Terms& terms = table.leases[i].terms;
    if (terms.pin != pin && terms::hasWatch(terms)) channels |= 1U << terms.channel;
  }
  return channels;
}

bool conflicts(const Terms& terms) {
  if (board::isAnalog(terms.pin) && (watchedExcept(terms.pin) & 1U << (terms.pin - PIN_A0))) return true;
  return terms::hasWatch(terms) && indexOf(PIN_A0 + terms.channel) >= 0;
}

bool exceedsChannels(const Terms& terms) {
  if (!terms::hasWatch(terms)) return false;
  return __builtin_popcount(watchedExcept(terms.pin) | 1U << terms.channel) > MAX_WATCHED;
}

}  // namespace lease_table
